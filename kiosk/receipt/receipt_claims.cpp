#include "kiosk/receipt/receipt_claims.h"

#include <algorithm>

#include "kiosk/receipt/cbor.h"

namespace landfall {
namespace {

// RFC 8392, 4, and the tables in receipt.h.
constexpr std::int64_t iss = 1, exp = 4, iat = 6, cti = 7, own = -65537;
constexpr std::int64_t own_revision = 1, own_outcome = 2, own_kiosk = 3, own_people = 4, own_flight = 5, own_date = 6,
                       own_packs = 7;

constexpr std::size_t most_text = 64, most_people = 9, most_packs = 16, longest_name = 39;
constexpr std::int64_t latest_time = 253'402'300'799;  // 9999-12-31: what RFC 3339 can still write
constexpr std::int64_t latest_day = latest_time / 86'400;

using DeclarationBytes = std::array<std::uint8_t, 16>;

std::optional<DeclarationBytes> bytes_of_id(std::string_view id) {
    const auto high = KeyId::from_hex(id.substr(0, 16));
    const auto low = id.size() == 32 ? KeyId::from_hex(id.substr(16)) : std::nullopt;
    if (!high || !low || high->hex() + low->hex() != id) return std::nullopt;
    DeclarationBytes bytes{};
    std::copy(high->bytes.begin(), high->bytes.end(), bytes.begin());
    std::copy(low->bytes.begin(), low->bytes.end(), bytes.begin() + 8);
    return bytes;
}

std::int64_t days_of(const Date& date) {
    using namespace std::chrono;
    return sys_days(year_month_day(year(date.year), month(unsigned(date.month)), day(unsigned(date.day))))
        .time_since_epoch()
        .count();
}

Date date_of_days(std::int64_t days) { return date_of(WallTime(std::chrono::days(days))); }

/// The parts of a name with one `gap` between them, however many spaces or fillers stood there.
std::string joined(std::string_view name, char gap) {
    std::string parts;
    bool between = false;
    for (const char character : name) {
        if (character == ' ' || character == '<') {
            between = true;
            continue;
        }
        if (between && !parts.empty()) parts += gap;
        between = false;
        parts += character;
    }
    return parts;
}

/// "ERIKSSON<<ANNA<MARIA", as Doc 9303-3, 4.6 writes it, without fillers at the end and cut where a TD3 cuts it.
std::string mrz_name(const ReceiptPerson& person) {
    auto name = joined(person.surname, '<');
    if (const auto given = joined(person.given_names, '<'); !given.empty()) name += "<<" + given;
    if (name.size() <= longest_name) return name;
    auto end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return name.substr(0, end);
}

void take_name(std::string_view name, ReceiptPerson& person) {
    const auto gap = name.find("<<");
    person.surname = joined(name.substr(0, gap), ' ');
    person.given_names = gap == std::string_view::npos ? "" : joined(name.substr(gap), ' ');
}

void write_people(CborWriter& out, const std::vector<ReceiptPerson>& people) {
    out.array(people.size());
    for (const auto& person : people) {
        out.array(3);
        out.text(person.document_issuer);
        out.text(person.document_number);
        out.text(mrz_name(person));
    }
}

void write_own(CborWriter& out, const Receipt& receipt) {
    out.map(5u + !receipt.flight.empty() + receipt.flight_date.has_value());
    out.integer(own_revision);
    out.integer(receipt.revision);
    out.integer(own_outcome);
    out.integer(static_cast<int>(receipt.outcome));
    out.integer(own_kiosk);
    out.text(receipt.kiosk);
    out.integer(own_people);
    write_people(out, receipt.people);
    if (!receipt.flight.empty()) {
        out.integer(own_flight);
        out.text(receipt.flight);
    }
    if (receipt.flight_date) {
        out.integer(own_date);
        out.integer(days_of(*receipt.flight_date));
    }
    out.integer(own_packs);
    out.array(receipt.packs.size());
    for (const auto& pack : receipt.packs) out.bytes(pack);
}

bool read_text(CborReader& in, std::string& out) {
    const auto text = in.text();
    if (!text || text->size() > most_text) return false;
    out = *text;
    return true;
}

bool read_number(CborReader& in, std::int64_t least, std::int64_t most, std::int64_t& out) {
    const auto number = in.integer();
    if (!number || *number < least || *number > most) return false;
    out = *number;
    return true;
}

bool read_time(CborReader& in, WallTime& out) {
    std::int64_t seconds = 0;
    if (!read_number(in, 0, latest_time, seconds)) return false;
    out = WallTime(std::chrono::seconds(seconds));
    return true;
}

bool read_people(CborReader& in, std::vector<ReceiptPerson>& people) {
    const auto count = in.array();
    if (!count || *count > most_people) return false;
    for (std::size_t left = *count; left > 0; --left) {
        std::string name;
        auto& person = people.emplace_back();
        if (in.array() != 3u || !read_text(in, person.document_issuer) || !read_text(in, person.document_number) ||
            !read_text(in, name))
            return false;
        take_name(name, person);
    }
    return true;
}

bool read_packs(CborReader& in, Receipt& receipt) {
    const auto count = in.array();
    if (!count || *count > most_packs) return false;
    for (std::size_t left = *count; left > 0; --left) {
        const auto bytes = in.bytes();
        auto& pack = receipt.packs.emplace_back();
        if (!bytes || bytes->size() != pack.size()) return false;
        std::copy(bytes->begin(), bytes->end(), pack.begin());
    }
    return true;
}

bool read_own_claim(CborReader& in, std::int64_t label, Receipt& receipt) {
    std::int64_t number = 0;
    switch (label) {
        case own_revision:
            if (!read_number(in, 1, UINT32_MAX, number)) return false;
            receipt.revision = static_cast<std::uint32_t>(number);
            return true;
        case own_outcome:
            if (!read_number(in, 0, 2, number)) return false;
            receipt.outcome = static_cast<ReceiptOutcome>(number);
            return true;
        case own_kiosk:
            return read_text(in, receipt.kiosk);
        case own_people:
            return read_people(in, receipt.people);
        case own_flight:
            return read_text(in, receipt.flight) && !receipt.flight.empty();
        case own_date:
            if (!read_number(in, 0, latest_day, number)) return false;
            receipt.flight_date = date_of_days(number);
            return true;
        case own_packs:
            return read_packs(in, receipt);
        default:
            return in.skip();
    }
}

/// Which of the labels 1 to 7 are there, as bits, to find what is missing.
bool read_own(CborReader& in, Receipt& receipt) {
    constexpr unsigned needed =
        1u << own_revision | 1u << own_outcome | 1u << own_kiosk | 1u << own_people | 1u << own_packs;
    unsigned seen = 0;
    CborMapReader claims(in);
    while (const auto label = claims.next()) {
        if (!read_own_claim(in, *label, receipt)) return false;
        if (*label >= own_revision && *label <= own_packs) seen |= 1u << *label;
    }
    return !claims.failed() && (seen & needed) == needed;
}

bool read_id(CborReader& in, std::string& out) {
    const auto id = in.bytes();
    if (!id || id->size() != DeclarationBytes{}.size()) return false;
    out = to_hex(*id);
    return true;
}

bool read_claim(CborReader& in, std::int64_t label, Receipt& receipt) {
    switch (label) {
        case iss:
            return read_text(in, receipt.port);
        case exp:
            return read_time(in, receipt.expires);
        case iat:
            return read_time(in, receipt.issued);
        case cti:
            return read_id(in, receipt.declaration);
        case own:
            return read_own(in, receipt);
        default:
            return in.skip();
    }
}

bool is_writable_text(std::string_view text) {
    CborWriter out;
    out.text(text);
    const auto bytes = out.take();
    return text.size() <= most_text && CborReader(bytes).text().has_value();
}

bool is_writable_time(WallTime time) {
    const auto seconds = time.time_since_epoch().count();
    return seconds >= 0 && seconds <= latest_time;
}

bool is_writable_person(const ReceiptPerson& person) {
    return is_writable_text(mrz_name(person)) && is_writable_text(person.document_issuer) &&
           is_writable_text(person.document_number);
}

}  // namespace

std::optional<std::string> why_unwritable(const Receipt& receipt) {
    if (!bytes_of_id(receipt.declaration)) return "a receipt's declaration id is 32 lower-case hexadecimal digits";
    if (receipt.revision == 0) return "a receipt's revision counts from 1";
    if (!is_writable_time(receipt.issued) || !is_writable_time(receipt.expires) || receipt.expires <= receipt.issued)
        return "a receipt expires after it was issued, both between 1970 and 9999";
    if (receipt.people.empty() || receipt.people.size() > most_people) return "a receipt is for one to nine people";
    if (receipt.packs.size() > most_packs) return "a receipt names at most 16 packs";
    if (receipt.flight_date && (!receipt.flight_date->complete() || receipt.flight_date->year < 1970))
        return "a receipt's flight date is complete and after 1970";
    if (!is_writable_text(receipt.port) || !is_writable_text(receipt.kiosk) || !is_writable_text(receipt.flight) ||
        !std::all_of(receipt.people.begin(), receipt.people.end(), is_writable_person))
        return "a receipt's texts are UTF-8 of at most 64 bytes";
    return std::nullopt;
}

Bytes write_claims(const Receipt& receipt) {
    CborWriter out;
    out.map(5);
    out.integer(iss);
    out.text(receipt.port);
    out.integer(exp);
    out.integer(receipt.expires.time_since_epoch().count());
    out.integer(iat);
    out.integer(receipt.issued.time_since_epoch().count());
    out.integer(cti);
    out.bytes(bytes_of_id(receipt.declaration).value_or(DeclarationBytes{}));
    out.integer(own);
    write_own(out, receipt);
    return out.take();
}

std::optional<Receipt> read_claims(std::span<const std::uint8_t> cbor) {
    Receipt receipt;
    CborReader in(cbor);
    CborMapReader claims(in);
    int found = 0;
    while (const auto label = claims.next()) {
        if (!read_claim(in, *label, receipt)) return std::nullopt;
        found += *label == iss || *label == exp || *label == iat || *label == cti || *label == own;
    }
    if (claims.failed() || !in.at_end() || found != 5 || why_unwritable(receipt)) return std::nullopt;
    return receipt;
}

}  // namespace landfall
