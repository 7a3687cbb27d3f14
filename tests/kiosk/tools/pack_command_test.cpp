// `landfall pack ...`: what each command prints and how it ends.

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/base/file.h"
#include "kiosk/tools/command.h"

using namespace landfall;
using tools::Exit;

namespace {

struct Printed {
    Exit exit;
    std::vector<nlohmann::json> lines;
    std::string errors;
};

Printed run(const tools::Command& command, std::vector<std::string> arguments, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out, err;
    auto* const cin = std::cin.rdbuf(in.rdbuf());
    auto* const cout = std::cout.rdbuf(out.rdbuf());
    auto* const cerr = std::cerr.rdbuf(err.rdbuf());
    std::cin.clear();
    Printed printed{command.run(arguments), {}, {}};
    std::cin.rdbuf(cin);
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);) printed.lines.push_back(nlohmann::json::parse(line));
    printed.errors = err.str();
    return printed;
}

/// A folder of its own that goes away with the test.
struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "landfall-pack-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string file(const std::string& name, const std::string& content) const {
        BOOST_REQUIRE(bool(write_file(path / name, content)));
        return path / name;
    }
    std::filesystem::path path;
};

const std::string small = R"({"resourceType":"Questionnaire","url":"urn:q","version":"1","name":"small","title":"Small",
    "status":"active","item":[{"linkId":"q","type":"boolean","text":"Yes?","required":true}]})";

}  // namespace

BOOST_AUTO_TEST_CASE(pack_build_makes_what_pack_check_accepts) {
    const Folder folder;
    const auto built = (folder.path / "baggage.json").string();
    const auto build = run(tools::pack_build_command, {"assets/packs/baggage", built});
    BOOST_TEST((build.exit == Exit::right));
    const auto check = run(tools::pack_check_command, {built});
    BOOST_TEST((check.exit == Exit::right));
    BOOST_TEST(check.lines.at(0) == build.lines.at(0));
    BOOST_TEST(check.lines.at(0)["id"] == "baggage");
    BOOST_TEST(check.lines.at(0)["valid"] == true);
    BOOST_TEST(check.lines.at(0)["languages"] == nlohmann::json({"en", "ar", "fr", "zh-Hans"}));
    BOOST_TEST(check.lines.at(0)["sha256"].get<std::string>().size() == 64u);
}

BOOST_AUTO_TEST_CASE(pack_check_says_why_of_each_file) {
    const Folder folder;
    const auto good = folder.file("good.json", small);
    const auto bad = folder.file("bad.json", R"({"resourceType":"Questionnaire"})");
    const auto garbage = folder.file("garbage.json", "\xff\xfe\x01");
    const auto check = run(tools::pack_check_command, {good, bad, garbage, (folder.path / "absent.json").string()});
    BOOST_TEST((check.exit == Exit::wrong));
    BOOST_REQUIRE(check.lines.size() == 4u);
    BOOST_TEST(check.lines[0]["valid"] == true);
    BOOST_TEST(check.lines[0]["items"] == 1);
    for (std::size_t i = 1; i < 4; ++i) {
        BOOST_TEST(check.lines[i]["valid"] == false);
        BOOST_TEST(!check.lines[i]["problems"].empty());
    }
    BOOST_TEST(check.lines[2]["problems"][0]["code"] == "not-json");
    BOOST_TEST(check.lines[3]["problems"][0]["code"] == "not-readable");
}

BOOST_AUTO_TEST_CASE(pack_answer_judges_a_response) {
    const Folder folder;
    const auto asked = folder.file("q.json", small);
    const auto good = folder.file("good.json", R"({"resourceType":"QuestionnaireResponse","status":"completed",
        "item":[{"linkId":"q","answer":[{"valueBoolean":true}]}]})");
    const auto bad = folder.file("bad.json", R"({"resourceType":"QuestionnaireResponse","status":"completed"})");
    const auto right = run(tools::pack_answer_command, {asked, good});
    BOOST_TEST((right.exit == Exit::right));
    BOOST_TEST(right.lines.at(0) == nlohmann::json::parse(R"({"valid":true,"issues":[],"unsupported":[]})"));
    const auto wrong = run(tools::pack_answer_command, {asked, bad});
    BOOST_TEST((wrong.exit == Exit::wrong));
    BOOST_TEST(wrong.lines.at(0)["valid"] == false);
    BOOST_TEST(wrong.lines.at(0)["issues"][0]["code"] == "required");
    BOOST_TEST((run(tools::pack_answer_command, {asked, "/absent"}).exit == Exit::wrong));
    BOOST_TEST((run(tools::pack_answer_command, {good, good}).exit == Exit::wrong));
}

BOOST_AUTO_TEST_CASE(pack_logic_answers_line_by_line) {
    const auto logic = run(tools::pack_logic_command, {},
                           "{\"rule\":{\"+\":[1,2]}}\n\n{\"rule\":{\"x\":1}}\nnot json\n"
                           "{\"rule\":{\"var\":\"a\"},\"data\":{\"a\":\"\xc3\xa9\"}}\n");
    BOOST_TEST((logic.exit == Exit::wrong));
    BOOST_REQUIRE(logic.lines.size() == 4u);
    BOOST_TEST(logic.lines[0]["result"] == 3);
    BOOST_TEST(logic.lines[1]["error"] == "Unrecognized operation x");
    BOOST_TEST(logic.lines[2].contains("error"));
    BOOST_TEST(logic.lines[3]["result"] == "\xc3\xa9");
    BOOST_TEST((run(tools::pack_logic_command, {}, "{\"rule\":1}\n").exit == Exit::right));
}

BOOST_AUTO_TEST_CASE(pack_build_leaves_the_old_file_when_the_source_is_wrong) {
    const Folder folder;
    const auto source = folder.path / "source";
    std::filesystem::create_directory(source);
    BOOST_REQUIRE(bool(write_file(source / "questionnaire.json", small)));
    BOOST_REQUIRE(bool(write_file(source / "fr.po", "msgctxt \"q\"\nmsgid \"Yes?\"\nmsgstr \"Oui ?\"\n")));
    const auto target = folder.file("out.json", "old");
    const auto build = run(tools::pack_build_command, {source.string(), target});
    BOOST_TEST((build.exit == Exit::wrong));
    BOOST_TEST(build.lines.at(0)["problems"][0]["message"] == "fr.po: '#title' is not translated.");
    BOOST_TEST(read_file(target).value() == "old");
    BOOST_TEST((run(tools::pack_build_command, {(folder.path / "absent").string(), target}).exit == Exit::wrong));
}

BOOST_AUTO_TEST_CASE(pack_commands_used_wrongly_say_how_to_use_them) {
    for (const auto* command : {&tools::pack_check_command, &tools::pack_answer_command, &tools::pack_build_command}) {
        const auto printed = run(*command, {});
        BOOST_TEST((printed.exit == Exit::usage));
        BOOST_TEST(printed.errors == command->help);
    }
    BOOST_TEST((run(tools::pack_logic_command, {"x"}).exit == Exit::usage));
}
