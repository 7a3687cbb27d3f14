#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/base/file.h"
#include "kiosk/document/mrz.h"
#include "kiosk/tools/command.h"

using namespace landfall;

namespace {

struct Answer {
    tools::Exit exit;
    std::string printed;
};

Answer mrz(const std::string& input, std::vector<std::string> arguments = {"--today", "2026-11-21"}) {
    std::istringstream in(input);
    std::ostringstream out, err;
    auto* const cin = std::cin.rdbuf(in.rdbuf());
    auto* const cout = std::cout.rdbuf(out.rdbuf());
    auto* const cerr = std::cerr.rdbuf(err.rdbuf());
    std::cin.clear();
    const auto exit = tools::mrz_command.run(arguments);
    std::cin.rdbuf(cin);
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    return {exit, out.str()};
}

std::vector<std::filesystem::path> inputs_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    BOOST_REQUIRE(!files.empty());
    return files;
}

long lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

BOOST_AUTO_TEST_CASE(golden_documents_are_answered_as_written_down_beside_them) {
    for (auto file : inputs_of("tests/data/mrz")) {
        const auto answer = mrz(read_file(file).value());
        BOOST_TEST(answer.printed == read_file(file.replace_extension(".json")).value(), file);
    }
}

BOOST_AUTO_TEST_CASE(what_must_not_be_read_is_answered_with_nothing) {
    for (const auto& file : inputs_of("tests/data/mrz_must_not_read")) {
        const auto input = read_file(file).value();
        const auto answer = mrz(input);
        BOOST_TEST((answer.exit == tools::Exit::wrong), file);
        BOOST_TEST(lines_in(answer.printed) == lines_in(input), file);
        std::istringstream lines(answer.printed);
        for (std::string line; std::getline(lines, line);) {
            const auto json = nlohmann::json::parse(line);
            BOOST_TEST(json["valid"] == false);
            BOOST_TEST(json["format"].is_null());
            BOOST_TEST(json["failed_checks"] == nlohmann::json::array());
            for (const auto& [key, value] : json["document"].items())
                BOOST_TEST(value == (key == "sex" ? "<" : ""), key);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_exit_status_tells_whether_all_are_valid) {
    const auto valid = read_file("tests/data/mrz/doc9303.txt").value();
    BOOST_TEST((mrz(valid).exit == tools::Exit::right));
    BOOST_TEST((mrz(valid + "nothing\n").exit == tools::Exit::wrong));
    BOOST_TEST((mrz("").exit == tools::Exit::right));
}

BOOST_AUTO_TEST_CASE(the_reference_date_decides_the_century) {
    const std::string line =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    const auto in_1974 = nlohmann::json::parse(mrz(line, {"--today", "1974-08-11"}).printed);
    BOOST_TEST(in_1974["document"]["birth_date"] == "1874-08-12");
    BOOST_TEST(in_1974["document"]["expiry_date"] == "2012-04-15");
    BOOST_TEST(nlohmann::json::parse(mrz(line, {}).printed)["document"]["birth_date"] == "1974-08-12");
}

BOOST_AUTO_TEST_CASE(an_incomplete_date_is_empty_and_yet_valid) {
    const TravelDocument card{"I", "UTO",      "D23145890", "UTO", Date{1974, 0, 0}, Sex::female, Date{2034, 4, 15},
                              "",  "ERIKSSON", "ANNA"};
    std::string line;
    const auto lines = format_mrz(card, MrzFormat::td1);
    for (const auto& part : *lines) line += part + "|";
    const auto answer = mrz(line + "\n");
    const auto json = nlohmann::json::parse(answer.printed);
    BOOST_TEST(json["document"]["birth_date"] == "");
    BOOST_TEST(json["valid"] == true);
    BOOST_TEST((answer.exit == tools::Exit::right));
}

BOOST_AUTO_TEST_CASE(wrong_use_is_told_from_wrong_documents) {
    using Words = std::vector<std::string>;
    for (const auto& arguments : {Words{"--today"}, Words{"--today", "yesterday"}, Words{"--today", "2026-11"},
                                  Words{"file"}, Words{"--today", "2026-11-21", "more"}}) {
        const auto answer = mrz("", arguments);
        BOOST_TEST((answer.exit == tools::Exit::usage));
        BOOST_TEST(answer.printed == "");
    }
}

BOOST_AUTO_TEST_CASE(hostile_input_is_answered_line_by_line) {
    const std::string hostile =
        std::string(1 << 20, '<') + "\n" + std::string("\0\xFF\n", 3) + std::string(1000, '|') + "\n{\"a\":";
    const auto answer = mrz(hostile);
    BOOST_TEST(lines_in(answer.printed) == 4);
    BOOST_TEST((answer.exit == tools::Exit::wrong));
}
