#include "backend/manifest/edifact.h"

#include <algorithm>
#include <charconv>

#include "backend/manifest/edifact_syntax.h"

namespace landfall::backend {
namespace {

constexpr std::size_t most_segments = 500'000;

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t number = 0;
    const auto end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stopped == end && !text.empty() ? std::optional(number) : std::nullopt;
}

std::string without_blanks(std::string_view text) {
    std::string rest(text);
    rest.erase(std::remove(rest.begin(), rest.end(), ' '), rest.end());
    return rest;
}

/// Follows the envelopes: UNB [UNG] UNH ... UNT [UNE] UNZ, several times over.
class Envelopes {
public:
    explicit Envelopes(EdifactReading& reading) : reading_(reading) {}

    /// Errors: a sentence that goes behind the segment's name.
    std::optional<std::string> take(EdifactSegment segment);
    /// The interchange is closed, or there was none and no message is open.
    bool may_end() const { return !message_ && !interchange_; }
    bool closed() const { return closed_; }
    std::string what_is_open() const;

private:
    std::optional<std::string> begin_interchange(const EdifactSegment& segment);
    std::optional<std::string> begin_message(const EdifactSegment& segment);
    std::optional<std::string> end_message(const EdifactSegment& segment);
    std::optional<std::string> end_group(const EdifactSegment& segment);
    std::optional<std::string> end_interchange(const EdifactSegment& segment);
    static void compare(const EdifactSegment& trailer, std::size_t counted, std::string_view what,
                        std::string_view reference, std::vector<std::string>& remarks);

    EdifactReading& reading_;
    std::optional<EdifactMessage> message_;
    std::optional<std::string> group_, interchange_;  ///< control references while open
    std::size_t segments_ = 0, group_messages_ = 0, interchange_messages_ = 0, groups_ = 0;
    bool closed_ = false;  ///< the last segment was UNZ
};

std::optional<std::string> Envelopes::take(EdifactSegment segment) {
    closed_ = false;
    if (segment.tag == "UNB") return begin_interchange(segment);
    if (segment.tag == "UNG") {
        if (message_) return "stands inside message " + message_->reference;
        group_ = segment.at(4);
        group_messages_ = 0;
        ++groups_;
        return std::nullopt;
    }
    if (segment.tag == "UNH") return begin_message(segment);
    if (segment.tag == "UNT") return end_message(segment);
    if (segment.tag == "UNE") return end_group(segment);
    if (segment.tag == "UNZ") return end_interchange(segment);
    if (!message_) return "stands outside of any message";
    ++segments_;
    message_->segments.push_back(std::move(segment));
    return std::nullopt;
}

std::optional<std::string> Envelopes::begin_interchange(const EdifactSegment& segment) {
    if (message_ || interchange_) return "begins an interchange before " + what_is_open() + " is closed";
    interchange_ = segment.at(4);
    interchange_messages_ = groups_ = 0;
    const auto set = segment.code(0);
    // UNOD to UNOK are the other parts of ISO 8859; their letters look the same from here.
    if (set.size() == 4 && set >= "UNOD" && set <= "UNOK")
        reading_.remarks.push_back("character set " + set + " is not known: letters outside ASCII may be wrong");
    return std::nullopt;
}

std::optional<std::string> Envelopes::begin_message(const EdifactSegment& segment) {
    if (message_) return "begins a message before message " + message_->reference + " is closed by UNT";
    EdifactMessage message;
    message.reference = segment.at(0);
    message.type = segment.code(1);
    message.access = segment.at(2);
    message.part = static_cast<int>(std::min<std::size_t>(number_in(segment.at(3)).value_or(0), 9999));
    message.last_part = segment.at(3).empty() || segment.code(3, 1) == "F";
    message_ = std::move(message);
    segments_ = 1;
    return std::nullopt;
}

/// What a trailer counts and refers to against what was there.
void Envelopes::compare(const EdifactSegment& trailer, std::size_t counted, std::string_view what,
                        std::string_view reference, std::vector<std::string>& remarks) {
    const auto name = trailer.tag + " (segment " + std::to_string(trailer.number) + ") ";
    const auto announced = number_in(trailer.at(0));
    if (!announced)
        remarks.push_back(name + "counts no " + std::string(what));
    else if (*announced != counted)
        remarks.push_back(name + "counts " + std::to_string(*announced) + " " + std::string(what) + ", " +
                          std::to_string(counted) + " are there");
    if (without_blanks(trailer.at(1)) != without_blanks(reference))
        remarks.push_back(name + "has the reference " + std::string(trailer.at(1)) + ", its header " +
                          std::string(reference));
}

std::optional<std::string> Envelopes::end_message(const EdifactSegment& segment) {
    if (!message_) return "closes a message that never began";
    compare(segment, segments_ + 1, "segments", message_->reference, message_->remarks);
    reading_.messages.push_back(*std::move(message_));
    message_.reset();
    ++group_messages_;
    ++interchange_messages_;
    return std::nullopt;
}

std::optional<std::string> Envelopes::end_group(const EdifactSegment& segment) {
    if (message_) return "closes a group before message " + message_->reference + " is closed by UNT";
    if (!group_)
        reading_.remarks.push_back("UNE (segment " + std::to_string(segment.number) + ") closes no group");
    else
        compare(segment, group_messages_, "messages", *group_, reading_.remarks);
    group_.reset();
    return std::nullopt;
}

std::optional<std::string> Envelopes::end_interchange(const EdifactSegment& segment) {
    if (message_) return "closes the interchange before message " + message_->reference + " is closed by UNT";
    if (group_) reading_.remarks.push_back("a group is not closed by UNE");
    if (interchange_)
        compare(segment, groups_ > 0 ? groups_ : interchange_messages_, groups_ > 0 ? "groups" : "messages",
                *interchange_, reading_.remarks);
    group_.reset();
    interchange_.reset();
    closed_ = true;
    return std::nullopt;
}

std::string Envelopes::what_is_open() const {
    if (message_) return "message " + message_->reference;
    return "interchange " + interchange_.value_or("");
}

/// Reads from one start to the UNZ, or to the end. Returns where to look for the next.
std::optional<std::size_t> read_interchange(std::string_view text, const EdifactStart& start, EdifactReading& reading) {
    SegmentReader reader(text, start);
    Envelopes envelopes(reading);
    for (std::size_t number = 1; !reader.at_end(); ++number) {
        const auto where = "segment " + std::to_string(number);
        const auto before = reader.offset();
        auto segment = reader.next();
        if (!segment && envelopes.may_end() && number > 1) return before + 1;  // a notice behind the last message
        if (!segment) {
            reading.error = ManifestError{where + " " + segment.error()};
            return std::nullopt;
        }
        segment->number = number;
        const auto name = where + " (" + segment->tag + ") ";
        if (envelopes.may_end() && number > 1 && !segment->tag.starts_with("UN")) return before + 1;
        if (const auto why = envelopes.take(*std::move(segment))) {
            reading.error = ManifestError{name + *why};
            return std::nullopt;
        }
        if (envelopes.closed()) return reader.offset();
        if (number == most_segments) {
            reading.error = ManifestError{"there are more than 500000 segments"};
            return std::nullopt;
        }
    }
    if (!envelopes.may_end())
        reading.error =
            ManifestError{envelopes.what_is_open() + " is cut off: its " +
                          (envelopes.what_is_open().starts_with("message") ? "UNT" : "UNZ") + " is missing"};
    return std::nullopt;
}

}  // namespace

bool looks_like_edifact(std::string_view bytes) { return find_start(without_line_breaks(bytes), 0).has_value(); }

EdifactReading read_edifact(std::string_view bytes) {
    EdifactReading reading;
    const auto text = without_line_breaks(bytes);
    std::optional<std::size_t> from = 0;
    while (from) {
        const auto start = find_start(text, *from);
        if (!start) break;
        from = read_interchange(text, *start, reading);
    }
    return reading;
}

}  // namespace landfall::backend
