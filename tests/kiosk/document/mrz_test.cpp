#include "kiosk/document/mrz.h"

#include <boost/test/unit_test.hpp>

#include "kiosk/document/check_digit.h"

using namespace landfall;

namespace {

constexpr Date today{2026, 11, 21};

const std::string td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string td2 = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<|D231458907UTO3407127M9507122<<<<<<<2";
const std::string td1 = "I<UTOD231458907<<<<<<<<<<<<<<<|7408122F1204159UTO<<<<<<<<<<<6|ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const std::string frid = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<|8806923102858CORINNE<<<<<<<6512068F6";

DocumentScan read(std::string_view text, const Date& day = today) {
    auto scan = parse_mrz(text, day);
    BOOST_REQUIRE_MESSAGE(bool(scan), text);
    return std::move(*scan);
}

MrzFault fault_of(std::string_view text) {
    const auto scan = parse_mrz(text, today);
    BOOST_REQUIRE_MESSAGE(!scan, "was read: " << text);
    return scan.error();
}

// A TD3 with these dates and right digits.
std::string td3_with_dates(const std::string& birth, const std::string& expiry) {
    std::string line =
        "L898902C36UTO" + birth + check_digit(birth).value() + "F" + expiry + check_digit(expiry).value();
    line += "<<<<<<<<<<<<<<0";
    line += check_digit(line.substr(0, 10) + line.substr(13, 7) + line.substr(21, 22)).value();
    return td3.substr(0, 45) + line;
}

using Checks = std::vector<CheckDigit>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_passport_is_decoded_whole) {
    const auto scan = read(td3);
    BOOST_TEST((scan.format == MrzFormat::td3));
    BOOST_TEST((scan.document == TravelDocument{"P", "UTO", "L898902C3", "UTO", Date{1974, 8, 12}, Sex::female,
                                                Date{2012, 4, 15}, "ZE184226B", "ERIKSSON", "ANNA MARIA"}));
    BOOST_TEST(is_sound(scan));
    BOOST_TEST(scan.mrz.size() == 2u);
}

BOOST_AUTO_TEST_CASE(lines_may_be_separated_in_any_way_or_not_at_all) {
    for (const auto& document : {td3, td2, td1, frid}) {
        const auto expected = read(document);
        for (const char* separator : {"", "\n", "\r", "\r\n", " | ", "\n\n", "\t|\r\n"}) {
            std::string text;
            for (const char character : document)
                if (character == '|')
                    text += separator;
                else
                    text += character;
            BOOST_TEST((read(text) == expected), "separated otherwise: " << text);
            BOOST_TEST((read("  " + text + "\r\n") == expected));
        }
        BOOST_TEST((read(expected.mrz[0] + "|" + expected.mrz[1] +
                         (expected.mrz.size() > 2 ? "|" + expected.mrz[2] : "")) == expected));
    }
}

BOOST_AUTO_TEST_CASE(the_first_letter_tells_a_visa_from_a_passport) {
    auto visa = td3;
    visa[0] = 'V';
    BOOST_TEST((read(visa).format == MrzFormat::mrva));
    visa = td2;
    visa[0] = 'V';
    BOOST_TEST((read(visa).format == MrzFormat::mrvb));
    BOOST_TEST((read(td2).format == MrzFormat::td2));
    BOOST_TEST((read(td1).format == MrzFormat::td1));
}

BOOST_AUTO_TEST_CASE(a_visa_has_no_composite_digit_and_longer_optional_data) {
    const auto scan = read("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L8988901C4XXX4009078F96121096ZE184226B<<<<<<");
    BOOST_TEST(is_sound(scan));
    BOOST_TEST(scan.document.optional == "6ZE184226B");
    BOOST_TEST(scan.document.nationality == "XXX");
    BOOST_TEST(scan.document.expiry_date.value().iso() == "1996-12-10");
}

BOOST_AUTO_TEST_CASE(a_crew_member_certificate_and_other_letters_of_the_right_shape_are_read) {
    for (const char* code : {"AC", "C<", "IR", "A<", "IP", "RP"}) {
        auto card = td1;
        card.replace(0, 2, code);
        BOOST_TEST((read(card).format == MrzFormat::td1), code);
        BOOST_TEST(is_sound(read(card)), code);
    }
}

BOOST_AUTO_TEST_CASE(the_french_card_has_its_own_layout) {
    const auto scan = read(frid);
    BOOST_TEST((scan.format == MrzFormat::frid));
    BOOST_TEST((scan.document == TravelDocument{"ID", "FRA", "880692310285", "FRA", Date{1965, 12, 6}, Sex::female,
                                                std::nullopt, "", "BERTHIER", "CORINNE"}));
    BOOST_TEST(is_sound(scan));
}

BOOST_AUTO_TEST_CASE(a_french_card_keeps_its_department_and_office_and_all_given_names) {
    std::string first = "IDFRADURAND<LEGRAND<<<<<<<<<<<952042";
    std::string second = "0506953020";
    second += "12";
    second += check_digit(second).value();
    second += "NICOLAS<<PAUL<";
    second += "820714";
    second += check_digit("820714").value();
    second += "M";
    second += check_digit(first + second).value();
    const auto scan = read(first + "|" + second);
    BOOST_TEST(is_sound(scan));
    BOOST_TEST(scan.document.surname == "DURAND LEGRAND");
    BOOST_TEST(scan.document.given_names == "NICOLAS PAUL");
    BOOST_TEST(scan.document.optional == "952042");
    BOOST_TEST(scan.document.number == "050695302012");
}

BOOST_AUTO_TEST_CASE(a_td2_that_begins_like_a_french_card_stays_a_td2) {
    auto card = td2;
    card.replace(0, 5, "IDFRA");
    const auto scan = read(card);
    BOOST_TEST((scan.format == MrzFormat::td2));
    BOOST_TEST(is_sound(scan));
}

BOOST_AUTO_TEST_CASE(a_long_number_goes_on_in_the_optional_data) {
    const auto card =
        read("IDBEL590330101<8028<<<<<<<<<<<|8502016F0901015BEL<<<<<<<<<<<8|VAN<DER<VELDEN<<GREET<HILDE<<<");
    BOOST_TEST(card.document.number == "590330101802");
    BOOST_TEST(card.document.optional == "");
    BOOST_TEST((std::count(card.failed_checks.begin(), card.failed_checks.end(), CheckDigit::number) == 0));
    const auto td2_card = read("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<|D23145890<UTO3407127M95071227349<<<8");
    BOOST_TEST(td2_card.document.number == "D23145890734");
    BOOST_TEST(td2_card.document.optional == "");
    BOOST_TEST(is_sound(td2_card));
}

BOOST_AUTO_TEST_CASE(optional_data_behind_a_long_number_stay_optional) {
    const auto scan =
        read("I<UTOD23145890<7349<ABC<DE<<<<|3407127M9507122UTOFGH<<<<<<<<0|STEVENSON<<PETER<<<<<<<<<<<<<<");
    BOOST_TEST(scan.document.number == "D23145890734");
    BOOST_TEST(scan.document.optional == "ABC DE FGH");
}

BOOST_AUTO_TEST_CASE(a_filler_for_the_digit_of_a_number_that_does_not_go_on_is_wrong) {
    const auto scan =
        read("I<UTOD23145890<<<<<<<<<<<<<<<<|7408122F1204159UTO<<<<<<<<<<<6|ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    BOOST_TEST(scan.document.number == "D23145890");
    BOOST_TEST((scan.failed_checks.front() == CheckDigit::number));
}

BOOST_AUTO_TEST_CASE(empty_optional_data_of_a_passport_bear_either_digit) {
    const auto line = td3_with_dates("740812", "340415");
    BOOST_TEST(is_sound(read(line)));
    auto filler = line;
    filler[45 + 42] = '<';
    BOOST_TEST(is_sound(read(filler)));
    filler[45 + 42] = '1';
    BOOST_TEST((read(filler).failed_checks == Checks{CheckDigit::optional, CheckDigit::composite}));
}

BOOST_AUTO_TEST_CASE(each_wrong_digit_is_named_and_the_text_is_still_there) {
    const std::vector<std::pair<std::size_t, CheckDigit>> digits{{9, CheckDigit::number},
                                                                 {19, CheckDigit::birth_date},
                                                                 {27, CheckDigit::expiry_date},
                                                                 {42, CheckDigit::optional},
                                                                 {43, CheckDigit::composite}};
    for (const auto& [position, digit] : digits) {
        auto passport = td3;
        auto& printed = passport[45 + position];
        printed = printed == '9' ? '0' : static_cast<char>(printed + 1);
        const auto scan = read(passport);
        BOOST_TEST((scan.failed_checks.front() == digit));
        BOOST_TEST(scan.document.surname == "ERIKSSON");
        BOOST_TEST(!is_sound(scan));
    }
}

BOOST_AUTO_TEST_CASE(a_birth_date_is_the_latest_that_is_not_in_the_future) {
    const auto birth = [](const char* printed, const Date& day = today) {
        return read(td3_with_dates(printed, "340415"), day).document.birth_date.value().iso();
    };
    BOOST_TEST(birth("261121") == "2026-11-21");
    BOOST_TEST(birth("261122") == "1926-11-22");
    BOOST_TEST(birth("000101") == "2000-01-01");
    BOOST_TEST(birth("270101") == "1927-01-01");
    BOOST_TEST(birth("991231", {1999, 12, 31}) == "1999-12-31");
    BOOST_TEST(birth("991231", {2000, 1, 1}) == "1999-12-31");
    BOOST_TEST(birth("000101", {2000, 1, 1}) == "2000-01-01");
}

BOOST_AUTO_TEST_CASE(an_expiry_date_lies_within_half_a_century) {
    const auto expiry = [](const char* printed) {
        return read(td3_with_dates("740812", printed)).document.expiry_date.value().iso();
    };
    BOOST_TEST(expiry("940623") == "1994-06-23");
    BOOST_TEST(expiry("360101") == "2036-01-01");
    BOOST_TEST(expiry("751231") == "2075-12-31");
    BOOST_TEST(expiry("760101") == "1976-01-01");
}

BOOST_AUTO_TEST_CASE(unknown_parts_of_a_birth_date_stay_unknown) {
    const auto birth = [](const char* printed) {
        const auto scan = read(td3_with_dates(printed, "340415"));
        BOOST_TEST(is_sound(scan), printed);
        return scan.document.birth_date;
    };
    BOOST_TEST(birth("7408<<").value().iso() == "1974-08");
    BOOST_TEST(birth("74<<<<").value().iso() == "1974");
    BOOST_TEST(!birth("<<<<<<").has_value());
    BOOST_TEST(!birth("<<0812").has_value());
}

BOOST_AUTO_TEST_CASE(a_date_that_no_calendar_has_is_empty_and_told) {
    for (const char* printed : {"740230", "741301", "740800", "740032", "7A0812", "74O812", "7408<2", "2302<9"}) {
        const auto scan = read(td3_with_dates(printed, "340415"));
        BOOST_TEST(!scan.document.birth_date.has_value(), printed);
        BOOST_TEST(scan.failed_checks.empty());
        BOOST_TEST(!is_sound(scan));
    }
    BOOST_TEST(!is_sound(read(td3_with_dates("740812", "340431"))));
}

BOOST_AUTO_TEST_CASE(names_are_parted_by_two_fillers_and_their_words_by_one) {
    const auto name = [](std::string field) {
        field.resize(39, '<');
        const auto document = read("P<UTO" + field + td3.substr(44)).document;
        return document.surname + "/" + document.given_names;
    };
    BOOST_TEST(name("VAN<DER<MUELLEN<<JAN") == "VAN DER MUELLEN/JAN");
    BOOST_TEST(name("ARKFREITH") == "ARKFREITH/");
    BOOST_TEST(name("<<SUKARNO") == "/SUKARNO");
    BOOST_TEST(name("A<<B<<C") == "A/B C");
    BOOST_TEST(name("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K") == "NILAVADHANANANDA/CHAYAPA DEJTHAMRONG K");
}

BOOST_AUTO_TEST_CASE(codes_lose_their_fillers_and_the_sex_has_four_values) {
    auto passport = td3;
    passport.replace(2, 3, "D<<");
    passport.replace(45 + 10, 3, "D<<");
    BOOST_TEST(read(passport).document.issuer == "D");
    BOOST_TEST(read(passport).document.nationality == "D");
    for (const auto& [letter, sex] :
         {std::pair{'F', Sex::female}, {'M', Sex::male}, {'X', Sex::other}, {'<', Sex::unspecified}}) {
        passport[45 + 20] = letter;
        BOOST_TEST((read(passport).document.sex == sex));
    }
}

BOOST_AUTO_TEST_CASE(optional_data_in_pieces_are_words) {
    const auto scan = read("POCHNYANGBEN<<ZHENGJIAN<<<<<<<<<<<<<<<<<<<<<|E000000008CHN8403157F3309243LKMOPNQR<<<<A950");
    BOOST_TEST(scan.document.optional == "LKMOPNQR A9");
    BOOST_TEST(scan.document.document_code == "PO");
}

BOOST_AUTO_TEST_CASE(nothing_else_is_forgiven) {
    BOOST_TEST((fault_of("") == MrzFault::wrong_shape));
    BOOST_TEST((fault_of("|||") == MrzFault::wrong_shape));
    BOOST_TEST((fault_of("P") == MrzFault::wrong_shape));
    BOOST_TEST((fault_of(td3.substr(0, td3.size() - 1)) == MrzFault::wrong_shape));
    BOOST_TEST((fault_of(td3 + "<") == MrzFault::wrong_shape));
    BOOST_TEST((fault_of(td3.substr(0, 44)) == MrzFault::wrong_shape));
    BOOST_TEST((fault_of(td3 + "|" + td3) == MrzFault::wrong_shape));
    BOOST_TEST((fault_of(std::string(2000, '<')) == MrzFault::wrong_shape));
    for (const char intruder : {'e', ' ', '-', '\0', '\x7f', '\xC4', '>', '.'}) {
        auto passport = td3;
        passport[10] = intruder;
        BOOST_TEST((fault_of(passport) == MrzFault::illegal_character));
    }
    BOOST_TEST((fault_of(std::string(88, '<')) == MrzFault::not_a_travel_document));
    BOOST_TEST((fault_of(std::string(88, '0')) == MrzFault::not_a_travel_document));
    BOOST_TEST((fault_of(std::string(90, 'A')) == MrzFault::not_a_travel_document));
    for (const auto fault : {MrzFault::wrong_shape, MrzFault::illegal_character, MrzFault::not_a_travel_document})
        BOOST_TEST(!meaning_of(fault).empty());
}
