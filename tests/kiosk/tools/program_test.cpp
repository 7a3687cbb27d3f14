// The program `landfall` as a whole: its table of commands, help and exit status.

#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

struct Outcome {
    int status;
    std::string printed;
};

Outcome landfall(const std::string& arguments) {
    const char* folder = std::getenv("LANDFALL_BIN");
    BOOST_REQUIRE_MESSAGE(folder != nullptr, "LANDFALL_BIN has to name the folder of the programs");
    auto* const pipe = ::popen((std::string(folder) + "/landfall " + arguments).c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    Outcome outcome;
    for (int character; (character = std::fgetc(pipe)) != EOF;) outcome.printed += static_cast<char>(character);
    const int status = ::pclose(pipe);
    BOOST_REQUIRE(WIFEXITED(status));
    outcome.status = WEXITSTATUS(status);
    return outcome;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(help_lists_every_command_and_each_has_help_of_its_own) {
    const auto help = landfall("--help");
    BOOST_TEST(help.status == 0);
    for (const std::string command :
         {"mrz", "pack check", "pack answer", "pack logic", "pack build", "manifest", "receipt verify"}) {
        BOOST_TEST(holds(help.printed, "  " + command + " "), command);
        const auto own = landfall(command + " --help");
        BOOST_TEST(own.status == 0, command);
        BOOST_TEST(holds(own.printed, "usage: landfall " + command), command);
    }
}

BOOST_AUTO_TEST_CASE(the_version_is_printed) { BOOST_TEST(holds(landfall("--version").printed, "landfall 0.")); }

BOOST_AUTO_TEST_CASE(wrong_use_ends_with_two_and_prints_nothing_on_standard_output) {
    for (const char* arguments : {"2>/dev/null", "fly 2>/dev/null", "receipt 2>/dev/null", "mrz --fly 2>/dev/null"}) {
        const auto outcome = landfall(arguments);
        BOOST_TEST(outcome.status == 2, arguments);
        BOOST_TEST(outcome.printed == "", arguments);
    }
}

BOOST_AUTO_TEST_CASE(documents_go_in_and_answers_come_out) {
    const auto good = landfall("mrz < tests/data/mrz/doc9303.txt");
    BOOST_TEST(good.status == 0);
    BOOST_TEST(holds(good.printed, R"("surname":"ERIKSSON")"));
    BOOST_TEST(landfall("mrz < tests/data/mrz/wrong_digits.txt").status == 1);
}

BOOST_AUTO_TEST_CASE(a_missing_backend_is_said_plainly) {
    const std::string alone =
        "$(mktemp -d); cp \"$LANDFALL_BIN/landfall\" $D/; PATH=/nonexistent $D/landfall manifest x 2>/dev/null; "
        "status=$?; rm -r $D; exit $status";
    const auto outcome = landfall("--version >/dev/null; D=" + alone);
    BOOST_TEST(outcome.status == 2);
}
