#include "kiosk/link/outbox.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/kiosk/link/disk_full.h"
#include "tests/kiosk/link/scratch.h"

using namespace landfall;
using namespace landfall::link;

namespace {

const std::string id = "00112233445566778899aabbccddeeff";

Bytes envelope(char filling, std::size_t size = 5000) { return Bytes(size, static_cast<std::uint8_t>(filling)); }

Outbox opened(const std::filesystem::path& file) { return std::move(Outbox::open(file)->outbox); }

/// Everything that lies in the folder, one file after the other.
std::string all_bytes(const std::filesystem::path& folder) {
    std::string bytes;
    for (const auto& file : std::filesystem::directory_iterator(folder)) bytes += read_file(file.path()).value();
    return bytes;
}

void overwrite(const std::filesystem::path& file, std::size_t at, std::size_t count) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(at));
    stream << std::string(count, '\x5a');
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_added_is_there_after_reopening) {
    const Scratch scratch;
    {
        auto outbox = opened(scratch / "outbox");
        BOOST_TEST(outbox.add(id, 1, envelope('a'), {}).value() == 1);
        BOOST_TEST(outbox.add(id, 2, envelope('b'), {}).value() == 2);
        BOOST_TEST(bool(outbox.count_attempt(2)));
        BOOST_TEST(bool(outbox.refuse(1, 409)));
    }
    auto outbox = opened(scratch / "outbox");
    const auto rows = outbox.rows().value();
    BOOST_TEST_REQUIRE(rows.size() == 2u);
    BOOST_TEST(rows[0].key() == id + ".1");
    BOOST_TEST(rows[0].refused == 409);
    BOOST_TEST(rows[1].attempts == 1);
    BOOST_TEST((outbox.envelope(2).value() == envelope('b')));
    BOOST_TEST(bool(outbox.retry_refused()));
    BOOST_TEST(outbox.rows()->front().refused == 0);
}

BOOST_AUTO_TEST_CASE(one_revision_is_added_once) {
    const Scratch scratch;
    auto outbox = opened(scratch / "outbox");
    BOOST_TEST(bool(outbox.add(id, 1, envelope('a'), {})));
    BOOST_TEST(!outbox.add(id, 1, envelope('b'), {}));
    BOOST_TEST((outbox.envelope(1).value() == envelope('a')));
}

BOOST_AUTO_TEST_CASE(numbers_are_never_given_twice) {
    const Scratch scratch;
    auto outbox = opened(scratch / "outbox");
    BOOST_TEST(outbox.add(id, 1, envelope('a'), {}).value() == 1);
    BOOST_TEST(bool(outbox.remove(1)));
    BOOST_TEST(outbox.add(id, 2, envelope('b'), {}).value() == 2);
}

BOOST_AUTO_TEST_CASE(a_removed_envelope_is_in_no_file_any_more) {
    const Scratch scratch;
    const std::string mark(64, 'Q');
    auto outbox = opened(scratch / "outbox");
    BOOST_TEST(bool(outbox.add(id, 1, envelope('Q'), {})));
    BOOST_TEST(all_bytes(scratch.folder()).find(mark) != std::string::npos);
    BOOST_TEST(bool(outbox.remove(1)));
    BOOST_TEST(all_bytes(scratch.folder()).find(mark) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_else_may_read_the_file) {
    const Scratch scratch;
    auto outbox = opened(scratch / "outbox");
    BOOST_TEST(bool(outbox.add(id, 1, envelope('a'), {})));
    for (const char* name : {"outbox", "outbox-wal"}) {
        struct stat facts {};
        BOOST_TEST_REQUIRE(::stat((scratch / name).c_str(), &facts) == 0);
        BOOST_TEST((facts.st_mode & 0777) == 0600u);
    }
}

BOOST_AUTO_TEST_CASE(a_second_opener_is_told_so_and_moves_nothing) {
    const Scratch scratch;
    const auto outbox = opened(scratch / "outbox");
    const auto second = Outbox::open(scratch / "outbox");
    BOOST_TEST(!second);
    BOOST_TEST(!std::filesystem::exists(scratch / "outbox.damaged-1"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_missing_is_an_error) {
    const Scratch scratch;
    BOOST_TEST(!Outbox::open(scratch / "missing" / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_moved_aside) {
    const Scratch scratch;
    BOOST_TEST(bool(write_file(scratch / "outbox", "this is no database, however long it may be")));
    auto again = Outbox::open(scratch / "outbox").value();
    BOOST_TEST(again.moved_to.value() == scratch / "outbox.damaged-1");
    BOOST_TEST(read_file(scratch / "outbox.damaged-1").value().substr(0, 7) == "this is");
    BOOST_TEST(bool(again.outbox.add(id, 1, envelope('a'), {})));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_gives_up_what_can_still_be_read) {
    const Scratch scratch;
    {
        auto outbox = opened(scratch / "outbox");
        for (std::uint32_t revision = 1; revision <= 20; ++revision)
            BOOST_TEST(bool(outbox.add(id, revision, envelope('a'), {})));
    }
    overwrite(scratch / "outbox", std::filesystem::file_size(scratch / "outbox") - 3 * 4096, 2 * 4096);
    auto again = Outbox::open(scratch / "outbox").value();
    BOOST_TEST_REQUIRE(again.moved_to.has_value());
    const auto rows = again.outbox.rows().value();
    BOOST_TEST(rows.size() >= 10u);
    BOOST_TEST(rows.size() <= 20u);
    BOOST_TEST((again.outbox.envelope(1).value() == envelope('a')));
}

BOOST_AUTO_TEST_CASE(a_file_cut_anywhere_is_opened_or_moved_aside) {
    const Scratch scratch;
    const auto whole = scratch / "whole", file = scratch / "outbox";
    {
        auto outbox = opened(whole);
        for (std::uint32_t revision = 1; revision <= 3; ++revision)
            BOOST_TEST(bool(outbox.add(id, revision, envelope('a'), {})));
    }
    const auto size = std::filesystem::file_size(whole);
    for (std::uintmax_t length = 0; length < size; length += 509) {
        std::filesystem::copy_file(whole, file, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(file, length);
        auto again = Outbox::open(file);
        BOOST_TEST_REQUIRE(bool(again), "cut to " << length << ": " << (again ? "" : again.error()));
        BOOST_TEST(bool(again->outbox.add("ffffffffffffffffffffffffffffffff", 1, envelope('b'), {})));
    }
}

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_is_half_added) {
    const Scratch scratch;
    auto outbox = opened(scratch / "outbox");
    BOOST_TEST(bool(outbox.add(id, 1, envelope('a'), {})));
    {
        const DiskFull full(64 * 1024);
        BOOST_TEST(!outbox.add(id, 2, envelope('b', 200'000), {}));
        BOOST_TEST(outbox.rows()->size() == 1u);
    }
    BOOST_TEST(bool(outbox.add(id, 2, envelope('b', 200'000), {})));
    BOOST_TEST(outbox.rows()->size() == 2u);
}
