#include "kiosk/document/name_match.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

namespace {

bool match(const PersonName& declared, const PersonName& known) {
    const bool forth = names_match(declared, known);
    BOOST_TEST(forth == names_match(known, declared), declared.surname << " and " << known.surname << " one way only");
    return forth;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_accepted_transliteration_matches) {
    for (const char* known : {"MUELLER", "MULLER", "MUXXLLER", "Müller", "müller"})
        for (const char* declared : {"MUELLER", "MULLER", "Müller"})
            BOOST_TEST(match({declared, "JAN"}, {known, "JAN"}), declared << " " << known);
    BOOST_TEST(match({"NUNXXEZ", "ANA"}, {"Núñez", "Ana"}));
    BOOST_TEST(match({"SOERENSEN", "AASE"}, {"SORENSEN", "ASE"}));
    BOOST_TEST(match({"WEISS", "EVA"}, {"Weiß", "Eva"}));
    BOOST_TEST(match({"Щеглова", "Юлия"}, {"SHCHEGLOVA", "YULIYA"}));
    BOOST_TEST(match({"Щеглова", "Юлия"}, {"SHCHEGLOVA", "IULIIA"}));
}

BOOST_AUTO_TEST_CASE(blanks_hyphens_apostrophes_and_case_do_not_matter) {
    BOOST_TEST(match({"O'BRIEN", "Mary-Ann"}, {"OBRIEN", "MARYANN"}));
    BOOST_TEST(match({"VAN DER BERG", "ANNA MARIA"}, {"VANDERBERG", "ANNAMARIA"}));
    BOOST_TEST(match({"Smith-Jones", "Eva"}, {"SMITH JONES", "EVA"}));
}

BOOST_AUTO_TEST_CASE(given_names_may_be_left_out_at_the_end_but_not_all) {
    BOOST_TEST(match({"ERIKSSON", "ANNA MARIA"}, {"ERIKSSON", "ANNA"}));
    BOOST_TEST(!match({"ERIKSSON", "ANNA MARIA"}, {"ERIKSSON", "MARIA"}));
    BOOST_TEST(!match({"ERIKSSON", "ANNA"}, {"ERIKSSON", ""}));
    BOOST_TEST(!match({"ERIKSSON", "ANNA"}, {"ERIKSSON", "ANN"}));
}

BOOST_AUTO_TEST_CASE(the_same_parts_match_in_another_order_or_parted_elsewhere) {
    BOOST_TEST(match({"WANG", "XIAO MING"}, {"XIAOMING", "WANG"}));
    BOOST_TEST(match({"GARCIA", "LOPEZ MARIA"}, {"GARCIA LOPEZ", "MARIA"}));
    BOOST_TEST(match({"NGUYEN", "VAN ANH"}, {"ANH", "NGUYEN VAN"}));
}

BOOST_AUTO_TEST_CASE(a_single_name_matches_however_airlines_fill_the_other_field) {
    BOOST_TEST(match({"SUKARNO", ""}, {"SUKARNO", "FNU"}));
    BOOST_TEST(match({"", "SUKARNO"}, {"SUKARNO", ""}));
    BOOST_TEST(match({"SUKARNO", ""}, {"SUKARNO", "SUKARNO"}));
    BOOST_TEST(match({"LNU", "SUKARNO"}, {"SUKARNO", "FNU"}));
}

BOOST_AUTO_TEST_CASE(a_name_cut_off_by_a_full_zone_matches_the_whole_one) {
    // Doc 9303-4, 4.2.3: examples of truncated names.
    BOOST_TEST(
        match({"NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K"}, {"Nilavadhanananda", "Chayapa Dejthamrong Krasuang"}));
    BOOST_TEST(match({"NILAVADHANANANDA", "ARNPOL PETCH CHARONPA"}, {"Nilavadhanananda", "Arnpol Petch Charonpanich"}));
    BOOST_TEST(match({"BENNELONG WOOLOOMOOLOO WARRANDYTE W", "D P"},
                     {"Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"}));
    BOOST_TEST(!match({"NILA", "CHAYAPA"}, {"NILAVADHANANANDA", "CHAYAPA"}));
    BOOST_TEST(
        !match({"NILAVADHANANANDA", "ARNPOL PETCH DHARONPA"}, {"Nilavadhanananda", "Arnpol Petch Charonpanich"}));
}

BOOST_AUTO_TEST_CASE(other_people_do_not_match) {
    BOOST_TEST(!match({"ERIKSSON", "ANNA"}, {"ERIKSEN", "ANNA"}));
    BOOST_TEST(!match({"ERIKSSON", "ANNA"}, {"ERIKSSON", "EMMA"}));
    BOOST_TEST(!match({"ERIKSSON", "ANNA"}, {"", ""}));
    BOOST_TEST(match({"", ""}, {"", ""}));
    BOOST_TEST(!match({"李", "明"}, {"ERIKSSON", "ANNA"}));
    BOOST_TEST(!match({"李", "明"}, {"王", "明"}));
    BOOST_TEST(match({"李", "明"}, {"李", "明"}));
}
