// Every file of tests/data/manifests says beside it, as NAME.json, what `landfall-backend manifest` makes of it.

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>

#include "backend/command.h"
#include "kiosk/base/file.h"

using namespace landfall::backend;
namespace fs = std::filesystem;

namespace {

struct Answer {
    Exit exit;
    std::string printed;
};

Answer run(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    auto* const cout = std::cout.rdbuf(out.rdbuf());
    auto* const cerr = std::cerr.rdbuf(err.rdbuf());
    const auto exit = manifest_command.run(arguments);
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    return {exit, out.str()};
}

std::set<std::string> inputs(const char* folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() != ".json") files.insert(entry.path().string());
    return files;
}

void compare(const char* folder, Exit exit) {
    const auto files = inputs(folder);
    BOOST_TEST(files.size() > 10u);
    for (const auto& file : files) {
        const auto answer = run({"--today", "2026-11-21", file});
        BOOST_TEST((answer.exit == exit), file);
        BOOST_TEST(answer.printed == landfall::read_file(file + ".json").value(), file << "\n" << answer.printed);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(manifests_are_read_as_written_beside_them) { compare("tests/data/manifests", Exit::right); }

BOOST_AUTO_TEST_CASE(what_is_no_whole_manifest_is_refused_with_a_sentence) {
    compare("tests/data/manifests_must_not_read", Exit::wrong);
}

BOOST_AUTO_TEST_CASE(one_unreadable_file_does_not_keep_the_others_from_being_read) {
    const auto answer = run({"--today", "2026-11-21", "tests/data/manifests/nothing_there.edi",
                             "tests/data/manifests_must_not_read/no_tag.edi", "tests/data/manifests/single_leg.edi"});
    BOOST_TEST((answer.exit == Exit::wrong));
    std::istringstream lines(answer.printed);
    std::string first, second, third, more;
    std::getline(lines, first);
    std::getline(lines, second);
    std::getline(lines, third);
    BOOST_TEST(first.find(R"("file":"tests/data/manifests/nothing_there.edi","error":)") != std::string::npos);
    BOOST_TEST(second.find(R"("error":)") != std::string::npos);
    BOOST_TEST(third.find(R"("surname":"ERIKSSON")") != std::string::npos);
    BOOST_TEST(!std::getline(lines, more));
}

BOOST_AUTO_TEST_CASE(wrong_use_is_told_from_wrong_files) {
    BOOST_TEST((run({}).exit == Exit::usage));
    BOOST_TEST((run({"--quiet"}).exit == Exit::usage));
    BOOST_TEST((run({"--today", "tomorrow", "x"}).exit == Exit::usage));
    BOOST_TEST((run({"--today", "2026-11-21"}).exit == Exit::usage));
}
