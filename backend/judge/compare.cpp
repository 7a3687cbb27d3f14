#include "backend/judge/compare.h"

#include <algorithm>
#include <optional>

#include "backend/manifest/manifest.h"
#include "kiosk/document/name_match.h"
#include "kiosk/protocol/wire.h"

namespace landfall::backend {
namespace {

/// Without zeros in front; "0" stays.
std::string_view without_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

std::string_view normal_nationality(std::string_view code) {
    if (code == "D") return "DEU";
    for (const char* british : {"GBD", "GBN", "GBO", "GBP", "GBS"})
        if (code == british) return "GBR";
    return code;
}

bool identity(Field field) { return field != Field::flight && field != Field::seat; }

/// As far as both know it.
bool same_birth(const std::optional<Date>& declared, const std::string& manifest) {
    const auto known = date_from_iso(manifest);
    if (!declared || !known) return true;
    const auto differ = [](int one, int other) { return one != 0 && other != 0 && one != other; };
    return declared->year == known->year && !differ(declared->month, known->month) &&
           !differ(declared->day, known->day);
}

bool same_number(const TravelDocument& document, const TravellerRow& row) {
    const auto number = normal_number(document.number);
    return !number.empty() && number == normal_number(row.number);
}

bool same_name(const TravelDocument& document, const TravellerRow& row) {
    return names_match({document.surname, document.given_names}, {row.surname, row.given_names});
}

/// How sure it is that `row` is this person, on the declared flight or another. 0: it is not.
int likeness(const TravelDocument& document, const TravellerRow& row, const std::string& flight) {
    const bool here = row.flight == flight;
    const bool number = same_number(document, row), birth = same_birth(document.birth_date, row.birth_date);
    const bool birth_known = document.birth_date && date_from_iso(row.birth_date);
    const bool name = same_name(document, row);
    if (number && here) return 5 + (name ? 3 : 0) + (birth ? 2 : 0);
    if (name && birth && birth_known && here) return 6;
    // A number alone is not enough elsewhere: two states may give out the same one.
    if (number && name && birth) return 4;
    return 0;
}

const TravellerRow* find_traveller(const TravelDocument& document, const Announced& announced,
                                   const std::string& flight) {
    const TravellerRow* best = nullptr;
    int most = 0;
    for (const auto& row : announced.travellers)
        if (const int found = likeness(document, row, flight); found > most) {
            most = found;
            best = &row;
        }
    return best;
}

class Comparing {
public:
    explicit Comparing(const Declaration& declaration) : declaration_(declaration) {}

    void differ(Field field, const std::string& declared, const std::string& manifest) {
        if (std::ranges::count(declaration_.confirmed, name_of(field)) > 0) {
            result_.officer = result_.officer || identity(field);
            return;
        }
        Mismatch mismatch{field, declared, manifest};
        if (std::ranges::count(result_.mismatches, mismatch) == 0) result_.mismatches.push_back(std::move(mismatch));
    }

    void person(const TravelDocument& document, const TravellerRow& row) {
        names(document, row);
        if (!row.number.empty() && !same_number(document, row))
            differ(Field::document_number, document.number, row.number);
        if (!row.nationality.empty() && !same_nationality(document.nationality, row.nationality))
            differ(Field::nationality, document.nationality, row.nationality);
        if (!same_birth(document.birth_date, row.birth_date))
            differ(Field::birth_date, document.birth_date->iso(), row.birth_date);
    }

    /// A group declares one seat: it must be somebody's.
    void seat(const std::vector<std::string>& seats) {
        const auto declared = normal_seat(declaration_.trip.seat);
        if (declared.empty() || seats.empty()) return;
        const auto is_it = [&](const std::string& seat) { return normal_seat(seat) == declared; };
        if (std::ranges::none_of(seats, is_it)) differ(Field::seat, declaration_.trip.seat, seats.front());
    }

    Compared result_;

private:
    /// Says which half of a name is the other one.
    void names(const TravelDocument& document, const TravellerRow& row) {
        if (same_name(document, row)) return;
        const PersonName known{row.surname, row.given_names};
        const bool surname = names_match({document.surname, row.given_names}, known);
        const bool given = names_match({row.surname, document.given_names}, known);
        if (!surname || given) differ(Field::surname, document.surname, row.surname);
        if (!given) differ(Field::given_names, document.given_names, row.given_names);
    }

    const Declaration& declaration_;
};

}  // namespace

std::string normal_seat(std::string_view seat) {
    const auto plain = normal_number(seat);
    return std::string(without_zeros(plain));
}

bool same_nationality(std::string_view one, std::string_view other) {
    return normal_nationality(one) == normal_nationality(other);
}

Sought sought_for(const Declaration& declaration, const Date& today) {
    Sought sought;
    sought.flight = comparable_flight_number(declaration.trip.flight);
    if (sought.flight.empty()) return sought;
    if (declaration.trip.date) {
        sought.dates.push_back(declaration.trip.date->iso());
    } else {
        const std::chrono::sys_days day(std::chrono::year_month_day(std::chrono::year(today.year),
                                                                    std::chrono::month(unsigned(today.month)),
                                                                    std::chrono::day(unsigned(today.day))));
        for (const int offset : {-1, 0, 1}) sought.dates.push_back(date_of(day + std::chrono::days(offset)).iso());
    }
    for (const auto& person : declaration.people) {
        const auto& document = person.scan.document;
        if (auto number = normal_number(document.number); !number.empty()) sought.numbers.push_back(std::move(number));
        if (document.birth_date) sought.births.push_back(document.birth_date->iso());
    }
    return sought;
}

Compared compare(const Declaration& declaration, const Announced& announced) {
    Comparing comparing(declaration);
    if (!announced.flight_known) return comparing.result_;
    const auto flight = comparable_flight_number(declaration.trip.flight);
    std::vector<std::string> seats;
    std::size_t found = 0;
    for (const auto& person : declaration.people) {
        const auto& document = person.scan.document;
        const auto* row = find_traveller(document, announced, flight);
        if (row == nullptr) {
            comparing.differ(Field::flight, declaration.trip.flight, "");
            continue;
        }
        ++found;
        comparing.person(document, *row);
        if (row->flight != flight)
            comparing.differ(Field::flight, declaration.trip.flight, row->flight);
        else if (!row->seat.empty())
            seats.push_back(row->seat);
    }
    comparing.seat(seats);
    comparing.result_.on_manifest = found == declaration.people.size() && found > 0;
    return comparing.result_;
}

}  // namespace landfall::backend
