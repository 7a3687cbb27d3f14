#include "devices/document/swipe_framing.h"

#include <algorithm>
#include <cstring>

namespace landfall::devices {
namespace {

constexpr std::uint8_t stx = 0x02;
constexpr std::uint8_t etx = 0x03;
constexpr char separator = '|';

bool is_document_length(std::size_t size) { return size == 72 || size == 88 || size == 90; }

}  // namespace

std::optional<SwipeFraming> swipe_framing_from(std::string_view name) {
    if (name == "stx_etx") return SwipeFraming::stx_etx;
    if (name == "cr_lines") return SwipeFraming::cr_lines;
    if (name == "joined") return SwipeFraming::joined;
    return std::nullopt;
}

void SwipeParser::wipe() {
    ::explicit_bzero(buffer_.data(), buffer_.size());
    size_ = 0;
    state_ = State::idle;
}

void SwipeParser::discard_until_silence() {
    wipe();
    state_ = State::unwanted;
}

SwipeEvent SwipeParser::feed(std::uint8_t byte) {
    if (state_ == State::complete) wipe();
    if (framing_ == SwipeFraming::stx_etx) {
        if (byte == stx) {  // begins anew, whatever was lost before
            wipe();
            state_ = State::collecting;
            return SwipeEvent::nothing;
        }
        if (byte == etx) return finish();
        if (state_ == State::idle) return SwipeEvent::nothing;
    }
    const bool line_end = byte == '\r' || byte == '\n';
    if (state_ == State::overlong || state_ == State::unwanted)
        return framing_ == SwipeFraming::joined && line_end ? finish() : SwipeEvent::nothing;
    if (line_end) return end_line();
    if (byte == 0) return SwipeEvent::nothing;  // padding of some readers
    keep(static_cast<char>(byte));
    return SwipeEvent::nothing;
}

SwipeEvent SwipeParser::silence() {
    if (state_ == State::complete) wipe();
    if (state_ == State::overlong || state_ == State::unwanted) return finish();
    if (state_ != State::collecting) return SwipeEvent::nothing;
    // Lines that have ended, and one string of a document's length, are whole; whoever reads them judges their shape.
    const bool whole = (framing_ == SwipeFraming::cr_lines && buffer_.at(size_ - 1) == separator) ||
                       (framing_ == SwipeFraming::joined && is_document_length(size_));
    if (whole) return finish();
    wipe();
    return SwipeEvent::broken;
}

void SwipeParser::keep(char character) {
    if (size_ == buffer_.size()) {
        wipe();
        state_ = State::overlong;
        return;
    }
    state_ = State::collecting;
    buffer_.at(size_++) = character;
}

SwipeEvent SwipeParser::end_line() {
    if (size_ == 0 || buffer_.at(size_ - 1) == separator) return SwipeEvent::nothing;  // CR LF, or an empty line
    if (framing_ == SwipeFraming::joined) return finish();
    keep(separator);
    return framing_ == SwipeFraming::cr_lines && shape_is_complete() ? finish() : SwipeEvent::nothing;
}

SwipeEvent SwipeParser::finish() {
    if (state_ == State::collecting) {
        state_ = State::complete;
        return SwipeEvent::frame;
    }
    const bool was_overlong = state_ == State::overlong;
    wipe();
    return was_overlong ? SwipeEvent::overlong : SwipeEvent::nothing;
}

// A first line of 30 characters announces three lines, any other one two.
bool SwipeParser::shape_is_complete() const {
    const auto* begin = buffer_.data();
    const auto* end = begin + size_;
    const auto first_line = std::find(begin, end, separator) - begin;
    return std::count(begin, end, separator) == (first_line == 30 ? 3 : 2);
}

}  // namespace landfall::devices
