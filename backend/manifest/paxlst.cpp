#include "backend/manifest/paxlst.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "backend/manifest/paxlst_date.h"

namespace landfall::backend {
namespace {

constexpr std::size_t most_flights = 100, most_travellers = 20'000;  // one message; the largest ships carry 10,000
constexpr std::size_t most_remarks = 50;  // of one message; a list that is wrong throughout need not say so each time

/// LOC of a TDT group, with the times that follow it.
struct Stop {
    std::string qualifier;
    Call arrival, departure;
    bool scheduled_arrival = false, scheduled_departure = false;
};

struct Transport {
    std::string number, carrier;
    bool overflight = false;
    std::vector<Stop> stops;
    std::optional<LocalTime> departure, arrival;  ///< told before any LOC
};

/// "DL123" out of "DL 123", or out of "123" and the carrier's code beside it.
std::string flight_number(std::string number, const std::string& carrier) {
    number.erase(std::remove(number.begin(), number.end(), ' '), number.end());
    const bool bare =
        !number.empty() && std::all_of(number.begin(), number.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    const bool starts_with_digit = !number.empty() && number.front() >= '0' && number.front() <= '9';
    return bare && starts_with_digit ? carrier + number : number;
}

/// A designator has two characters, or three letters (ICAO).
std::string carrier_in(const std::string& number) {
    const auto letter = [&](std::size_t at) { return number[at] >= 'A' && number[at] <= 'Z'; };
    if (number.size() < 3) return {};
    return number.substr(0, number.size() > 3 && letter(0) && letter(1) && letter(2) ? 3 : 2);
}

class PaxlstReader {
public:
    PaxlstReader(const EdifactMessage& message, const Date& today) : today_(today) {
        manifest_.reference = message.reference;
        manifest_.access = message.access;
        manifest_.part = message.part == 1 && message.last_part ? 0 : message.part;
        manifest_.last_part = message.last_part;
        manifest_.remarks = message.remarks;
    }

    void take(const EdifactSegment& segment);
    bool is_too_large() const {
        const auto stops = transport_ ? transport_->stops.size() : 0;
        return manifest_.flights.size() + stops > most_flights || manifest_.travellers.size() > most_travellers;
    }
    Manifest finish();

private:
    /// Where the segments that follow belong.
    enum class Group { header, transport, party, traveller, document };

    void begin_transport(const EdifactSegment& segment);
    void begin_party(const EdifactSegment& segment);
    void take_place(const EdifactSegment& segment);
    void take_stop(const std::string& qualifier, const std::string& airport);
    void take_time(const EdifactSegment& segment);
    void take_flight_time(const EdifactSegment& segment, const std::string& qualifier);
    void take_sex(const EdifactSegment& segment);
    void take_reference(const EdifactSegment& segment);
    void take_document(const EdifactSegment& segment);
    void end_transport();
    void check_count(const EdifactSegment& segment);

    bool in_traveller() const { return group_ == Group::traveller || group_ == Group::document; }
    Traveller& traveller() { return manifest_.travellers.back(); }
    void remark(const EdifactSegment& segment, const std::string& what);
    std::optional<LocalTime> time_in(const EdifactSegment& segment, Century century);
    /// The day of the flight, by which births and expiries find their century.
    Date reference() const;

    Date today_;
    Manifest manifest_;
    Group group_ = Group::header;
    std::optional<Transport> transport_;
};

void PaxlstReader::take(const EdifactSegment& segment) {
    const auto& tag = segment.tag;
    if (tag == "BGM") {
        manifest_.code = segment.code(0);
        // Some write a number of their own there.
        const auto function = segment.code(1);
        const auto is_letter = [](char character) { return character >= 'A' && character <= 'Z'; };
        if (std::all_of(function.begin(), function.end(), is_letter)) manifest_.function = function;
    } else if (tag == "TDT") {
        begin_transport(segment);
    } else if (tag == "NAD") {
        begin_party(segment);
    } else if (tag == "LOC") {
        take_place(segment);
    } else if (tag == "DTM") {
        take_time(segment);
    } else if (tag == "CNT") {
        check_count(segment);
    } else if (in_traveller()) {
        if (tag == "ATT" && segment.at(0) == "2") take_sex(segment);
        if (tag == "NAT") traveller().nationality = segment.code(1);
        if (tag == "RFF") take_reference(segment);
        if (tag == "DOC") take_document(segment);
    }
}

void PaxlstReader::remark(const EdifactSegment& segment, const std::string& what) {
    if (manifest_.remarks.size() < most_remarks)
        manifest_.remarks.push_back(segment.tag + " (segment " + std::to_string(segment.number) + ") " + what);
}

Date PaxlstReader::reference() const {
    for (const auto& flight : manifest_.flights)
        for (const auto& call : {flight.departure, flight.arrival})
            if (call.time && call.time->date.complete()) return call.time->date;
    return today_;
}

void PaxlstReader::begin_transport(const EdifactSegment& segment) {
    end_transport();
    group_ = Group::transport;
    auto& transport = transport_.emplace();
    const auto carrier = segment.code(4);
    transport.number = flight_number(segment.code(1), carrier);
    transport.carrier = carrier.empty() ? carrier_in(transport.number) : carrier;
    transport.overflight = segment.at(0) == "34";
}

void PaxlstReader::begin_party(const EdifactSegment& segment) {
    end_transport();
    const auto party = segment.code(0);
    const bool crew = party == "FM" || party == "DDT", passenger = party == "FL" || party == "DDU";
    group_ = crew || passenger ? Group::traveller : Group::party;
    if (group_ == Group::party) return;
    auto& person = manifest_.travellers.emplace_back();
    person.kind = crew ? TravellerKind::crew : TravellerKind::passenger;
    person.transit = party.starts_with("DD");
    // C080 is where the name belongs, five lines of it; some write it into C058 before that.
    const std::size_t element = segment.at(3).empty() && segment.at(3, 1).empty() ? 2 : 3;
    person.surname = segment.at(element);
    for (std::size_t line = 1; line < 5; ++line)
        if (const auto name = segment.at(element, line); !name.empty())
            person.given_names.append(person.given_names.empty() ? "" : " ").append(name);
    const auto slash = person.surname.find('/');
    if (person.given_names.empty() && slash != std::string::npos) {
        person.given_names = person.surname.substr(slash + 1);
        person.surname.erase(slash);
    }
    if (person.surname.empty()) remark(segment, "names a traveller without a surname");
}

void PaxlstReader::take_place(const EdifactSegment& segment) {
    const auto qualifier = segment.code(0);
    auto place = segment.code(1);
    if (group_ == Group::transport) return take_stop(qualifier, place);
    if (!in_traveller()) return;
    auto& person = traveller();
    if (qualifier == "91") {
        if (group_ == Group::document && !person.documents.empty()) person.documents.back().issuer = place;
    } else if (qualifier == "22") {
        person.clearance = place;
    } else if (qualifier == "174") {
        person.residence = place;
    } else if (qualifier == "178") {
        person.origin = place;
    } else if (qualifier == "179") {
        person.destination = place;
    }
}

/// 125: last airport abroad, 87: first airport of arrival, 92: a stop, 130: the last airport.
void PaxlstReader::take_stop(const std::string& qualifier, const std::string& airport) {
    static const std::array<std::string, 6> known = {"125", "87", "92", "130", "188", "172"};
    if (airport.empty() || std::find(known.begin(), known.end(), qualifier) == known.end()) return;
    auto& stops = transport_->stops;
    const auto* last = stops.empty() ? nullptr : &stops.back();
    // The stop where one leg ends is told again where the next begins; a sightseeing flight ends where it began.
    if (last && last->arrival.airport == airport && last->qualifier != "125" && !last->departure.time) return;
    Stop stop;
    stop.qualifier = qualifier;
    stop.arrival.airport = stop.departure.airport = airport;
    stops.push_back(std::move(stop));
}

std::optional<LocalTime> PaxlstReader::time_in(const EdifactSegment& segment, Century century) {
    const auto digits = segment.at(0, 1);
    if (digits.empty()) return std::nullopt;
    auto time = edifact_time(digits, segment.at(0, 2), century, reference());
    if (!time) remark(segment, "holds no date");
    return time;
}

void PaxlstReader::take_time(const EdifactSegment& segment) {
    const auto qualifier = segment.code(0);
    if (group_ == Group::transport) return take_flight_time(segment, qualifier);
    if (!in_traveller()) return;
    if (qualifier == "329") {
        if (const auto time = time_in(segment, Century::past)) traveller().birth_date = time->date;
    } else if (qualifier == "36" && group_ == Group::document && !traveller().documents.empty()) {
        if (const auto time = time_in(segment, Century::around)) traveller().documents.back().expiry = time->date;
    }
}

/// 189 and 232: scheduled departure and arrival; 133, 136 and 132, 178: estimated and actual, when nothing better
/// comes.
void PaxlstReader::take_flight_time(const EdifactSegment& segment, const std::string& qualifier) {
    const bool departs = qualifier == "189" || qualifier == "133" || qualifier == "136";
    const bool arrives = qualifier == "232" || qualifier == "132" || qualifier == "178";
    if (!departs && !arrives) return;
    const auto time = time_in(segment, Century::around);
    if (!time) return;
    if (transport_->stops.empty()) {
        (departs ? transport_->departure : transport_->arrival) = time;
        return;
    }
    auto& stop = transport_->stops.back();
    const bool scheduled = qualifier == "189" || qualifier == "232";
    auto& call = departs ? stop.departure : stop.arrival;
    auto& known = departs ? stop.scheduled_departure : stop.scheduled_arrival;
    if (!call.time || scheduled || !known) call.time = time;
    known = known || scheduled;
}

/// From stops to flights between two of them.
void PaxlstReader::end_transport() {
    if (!transport_) return;
    auto& stops = transport_->stops;
    if (stops.size() == 2 && stops[0].qualifier == "87" && stops[1].qualifier == "125") std::swap(stops[0], stops[1]);
    ManifestFlight flight{transport_->number, transport_->carrier, {}, {}, transport_->overflight};
    if (stops.size() < 2) {
        if (!stops.empty())
            (stops[0].qualifier == "87" ? flight.arrival : flight.departure).airport = stops[0].arrival.airport;
        flight.departure.time = stops.empty() ? transport_->departure : stops[0].departure.time;
        flight.arrival.time = stops.empty() ? transport_->arrival : stops[0].arrival.time;
        manifest_.flights.push_back(flight);
    }
    for (std::size_t to = 1; to < stops.size(); ++to) {
        flight.departure = stops[to - 1].departure;
        flight.arrival = stops[to].arrival;
        if (to == 1 && !flight.departure.time) flight.departure.time = transport_->departure;
        if (to + 1 == stops.size() && !flight.arrival.time) flight.arrival.time = transport_->arrival;
        manifest_.flights.push_back(flight);
    }
    transport_.reset();
}

void PaxlstReader::take_sex(const EdifactSegment& segment) {
    const auto letter = segment.code(segment.at(2).empty() ? 1 : 2);
    if (letter == "F")
        traveller().sex = Sex::female;
    else if (letter == "M")
        traveller().sex = Sex::male;
    else if (letter == "X")
        traveller().sex = Sex::other;
    else if (letter == "U")
        traveller().sex = Sex::unspecified;
}

void PaxlstReader::take_reference(const EdifactSegment& segment) {
    const auto qualifier = segment.code(0);
    const std::string value(segment.at(0, 1));
    if (qualifier == "AVF") traveller().locator = value;
    if (qualifier == "ABO") traveller().reference = value;
    if (qualifier == "SEA") traveller().seat = segment.code(0, 1);
}

void PaxlstReader::take_document(const EdifactSegment& segment) {
    group_ = Group::document;
    const auto number = segment.code(1);
    if (number.empty()) {
        group_ = Group::traveller;  // an empty DOC: what follows must not fall on the document before it
        return;
    }
    traveller().documents.push_back({segment.code(0), number, {}, {}});
}

/// 42: passengers, 41: crew. A part of a list may state the total of all parts, so parts are not compared.
void PaxlstReader::check_count(const EdifactSegment& segment) {
    end_transport();
    group_ = Group::header;
    const auto qualifier = segment.at(0), text = segment.at(0, 1);
    if ((qualifier != "41" && qualifier != "42") || manifest_.part != 0) return;
    std::size_t announced = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), announced);
    const auto& people = manifest_.travellers;
    const auto kind = qualifier == "41" ? TravellerKind::crew : TravellerKind::passenger;
    const auto counted = std::size_t(
        std::count_if(people.begin(), people.end(), [&](const Traveller& person) { return person.kind == kind; }));
    if (error == std::errc() && (announced == counted || announced == people.size())) return;
    remark(segment, "counts " + std::string(text) + (kind == TravellerKind::crew ? " crew, " : " passengers, ") +
                        std::to_string(counted) + " are there");
}

Manifest PaxlstReader::finish() {
    end_transport();
    return std::move(manifest_);
}

}  // namespace

Result<Manifest, ManifestError> read_paxlst(const EdifactMessage& message, const Date& today) {
    if (message.type != "PAXLST")
        return Failure{ManifestError{"message " + message.reference + " is a " + message.type + ", no PAXLST"}};
    PaxlstReader reader(message, today);
    for (const auto& segment : message.segments) {
        reader.take(segment);
        if (reader.is_too_large())
            return Failure{
                ManifestError{"message " + message.reference + " has more than 100 flights or 20000 travellers"}};
    }
    auto manifest = reader.finish();
    if (manifest.flights.empty() && manifest.travellers.empty())
        return Failure{ManifestError{"message " + message.reference + " names neither flight nor traveller"}};
    return manifest;
}

}  // namespace landfall::backend
