#include "backend/manifest/manifest.h"

#include <algorithm>

#include "backend/manifest/csv.h"
#include "backend/manifest/paxlst.h"

namespace landfall::backend {
namespace {

ManifestReading read_edifact_manifests(std::string_view bytes, const Date& today) {
    ManifestReading reading;
    auto edifact = read_edifact(bytes);
    for (const auto& message : edifact.messages) {
        if (message.type != "PAXLST") continue;  // answers and others that travel in the same interchange
        auto manifest = read_paxlst(message, today);
        if (manifest)
            reading.manifests.push_back(*std::move(manifest));
        else if (!reading.error)
            reading.error = manifest.error();
    }
    if (edifact.error) reading.error = edifact.error;
    if (reading.manifests.empty() && !reading.error)
        reading.error = ManifestError{"there is no PAXLST message in the interchange"};
    if (!reading.manifests.empty()) {
        auto& remarks = reading.manifests.front().remarks;
        remarks.insert(remarks.end(), edifact.remarks.begin(), edifact.remarks.end());
    }
    return reading;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

}  // namespace

std::string LocalTime::iso() const {
    if (!minute) return date.iso();
    const auto two_digits = [](int number) {
        return std::string{char('0' + number / 10 % 10), char('0' + number % 10)};
    };
    return date.iso() + "T" + two_digits(*minute / 60) + ":" + two_digits(*minute % 60);
}

ManifestReading examine_manifest(std::string_view bytes, const Date& today) {
    if (bytes.size() > most_manifest_bytes) return {{}, ManifestError{"the file is larger than 16 MiB"}};
    // CSV first: its first line is unmistakable, whatever names the passengers have.
    if (looks_like_csv(bytes)) {
        auto manifests = read_csv_manifest(bytes);
        if (!manifests) return {{}, manifests.error()};
        return {*std::move(manifests), {}};
    }
    if (looks_like_edifact(bytes)) return read_edifact_manifests(bytes, today);
    return {{}, ManifestError{"the file is neither UN/EDIFACT nor CSV with the columns flight and surname"}};
}

Result<std::vector<Manifest>, ManifestError> read_manifest(std::string_view bytes, const Date& today) {
    auto reading = examine_manifest(bytes, today);
    if (reading.error) return Failure{*std::move(reading.error)};
    return std::move(reading.manifests);
}

std::string comparable_flight_number(std::string_view number) {
    std::string plain;
    for (const char character : number) {
        if (character >= 'a' && character <= 'z')
            plain += static_cast<char>(character - 'a' + 'A');
        else if (is_digit(character) || (character >= 'A' && character <= 'Z'))
            plain += character;
    }
    // The carrier has two characters of which one may be a digit, or three letters.
    std::size_t digits = std::min<std::size_t>(2, plain.size());
    if (plain.size() > 3 && !is_digit(plain[0]) && !is_digit(plain[1]) && !is_digit(plain[2])) digits = 3;
    auto end = digits;
    while (end + 1 < plain.size() && plain[end] == '0' && is_digit(plain[end + 1])) ++end;
    return plain.erase(digits, end - digits);
}

const ManifestDocument* main_document(const Traveller& traveller) {
    const auto& documents = traveller.documents;
    const auto first = [&](auto wanted) {
        const auto found = std::find_if(documents.begin(), documents.end(), wanted);
        return found == documents.end() ? nullptr : &*found;
    };
    // UN/EDIFACT 1001: 39 is a passport too.
    if (const auto* passport = first([](const auto& d) { return d.type.starts_with('P') || d.type == "39"; }))
        return passport;
    if (const auto* other = first([](const auto& d) { return !d.type.starts_with('V'); })) return other;
    return documents.empty() ? nullptr : &documents.front();
}

}  // namespace landfall::backend
