#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <future>
#include <ostream>

#include "backend/store/sqlite_store.h"
#include "kiosk/base/file.h"
#include "tests/backend/folder.h"
#include "tests/backend/store_contract.h"

using namespace landfall;
using namespace landfall::backend;

namespace landfall::backend::contract {
std::ostream& operator<<(std::ostream& out, const Check& check) { return out << check.name; }
}  // namespace landfall::backend::contract

BOOST_DATA_TEST_CASE(sqlite_keeps_the_contract_of_a_store, boost::unit_test::data::make(contract::checks()), check) {
    const Folder folder;
    check.run([&] {
        auto store = open_sqlite_store(folder / "store.db");
        BOOST_REQUIRE(bool(store));
        return std::move(*store);
    });
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_store_is_refused_and_left_alone) {
    const Folder folder;
    const auto text = std::string(5000, 'x');
    BOOST_REQUIRE(bool(write_file(folder / "notes.txt", text)));
    const auto store = open_sqlite_store(folder / "notes.txt");
    BOOST_REQUIRE(!store);
    BOOST_TEST(store.error().starts_with((folder / "notes.txt").string()));
    BOOST_TEST(read_file(folder / "notes.txt").value() == text);
    BOOST_TEST(!open_sqlite_store(folder / "missing" / "store.db"));
}

BOOST_AUTO_TEST_CASE(more_writes_than_may_wait_are_answered_busy) {
    const Folder folder;
    auto store = *open_sqlite_store(folder / "store.db", {.batch = 1, .waiting = 4});
    std::promise<void> gate;
    auto open = gate.get_future().share();
    std::atomic<int> kept = 0, busy = 0;
    store->keep(contract::row("first"), [&](const Result<Kept, StoreFault>&) { open.wait(); });
    std::atomic<int> answers = 0;
    for (int index = 0; index < 20; ++index)
        store->keep(contract::row("id" + std::to_string(index)), [&](const Result<Kept, StoreFault>& result) {
            (result ? kept : busy) += 1;
            ++answers;
        });
    gate.set_value();
    store.reset();
    BOOST_TEST(answers == 20);
    BOOST_TEST(busy >= 15);
    BOOST_TEST(kept + busy == 20);
}

namespace {

/// Lets no file of this process grow beyond `bytes` as long as it lives: a disk that is full.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_disk_that_takes_no_more_is_told_and_mends_without_a_restart) {
    const Folder folder;
    auto store = *open_sqlite_store(folder / "store.db");
    BOOST_REQUIRE(bool(contract::keep(*store, contract::row("before"))));
    BOOST_REQUIRE(store->find("before.1").value().has_value());
    int refused = 0;
    {
        const FileSizeLimit full(200'000);
        auto big = contract::row("big");
        big.json = std::string(100'000, 'j');
        for (int index = 0; index < 5; ++index) {
            big.key = "big" + std::to_string(index);
            if (!contract::keep(*store, big)) ++refused;
        }
        BOOST_TEST(refused >= 3);
        const FileSizeLimit nothing(1);
        BOOST_TEST(store->probe().has_value());
        BOOST_TEST(store->find("before.1").value().has_value());
    }
    BOOST_TEST(bool(contract::keep(*store, contract::row("after"))));
    BOOST_TEST(!store->probe().has_value());
    for (const char* key : {"before.1", "after.1"}) BOOST_TEST(store->find(key).value().has_value());
}
