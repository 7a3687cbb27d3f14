#include "kiosk/document/issuer.h"

#include <algorithm>
#include <array>

namespace landfall {
namespace {

// Four characters a code, so that a search compares whole codes only.
constexpr std::string_view states =
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM "
    "BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR "
    "CYM CYP CZE DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN "
    "GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM "
    "JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG "
    "MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL "
    "NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN "
    "SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO "
    "TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE ";

// Doc 9303-3, section 5: parts A (Germany, the kinds of British nationals), B (reserved by ISO), C (United Nations),
// D (other authorities and persons without a nationality), and the code of specimens.
constexpr std::string_view others =
    "D   GBD GBN GBO GBP GBS EUE UNO UNA UNK XAA XBA XIM XCC XCE XCO XDC XEC XES XMP XOM XPO XSC XXA XXB XXC RKS IAO "
    "XXX UTO ";

bool lists(std::string_view list, std::string_view code) {
    if (code.empty() || code.size() > 3 || code.find(' ') != std::string_view::npos) return false;
    std::array<char, 4> padded{' ', ' ', ' ', ' '};
    std::copy(code.begin(), code.end(), padded.begin());
    const std::string_view wanted(padded.data(), padded.size());
    for (; !list.empty(); list.remove_prefix(wanted.size()))
        if (list.starts_with(wanted)) return true;
    return false;
}

}  // namespace

bool is_known_issuer(std::string_view code) { return lists(states, code) || lists(others, code); }

bool is_without_nationality(std::string_view code) { return lists("XXA XXB XXC XXX ", code); }

}  // namespace landfall
