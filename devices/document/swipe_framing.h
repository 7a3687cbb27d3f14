#pragma once

/// How swipe readers wrap a machine-readable zone in bytes, and a parser that unwraps it one byte at a time.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace landfall::devices {

/// The three habits of serial swipe readers.
enum class SwipeFraming {
    stx_etx,   ///< STX line CR line CR [line CR] ETX; what stands outside is noise
    cr_lines,  ///< line CR line CR [line CR]: the end is known by the lines' shape, or by silence
    joined,    ///< all lines as one string, ended by CR, by LF or by silence
};

/// The name in configuration files: "stx_etx", "cr_lines", "joined".
/// Errors: empty for any other word.
std::optional<SwipeFraming> swipe_framing_from(std::string_view name);

/// What a byte, or the lack of one, has brought about.
enum class SwipeEvent {
    nothing,   ///< wait for more
    frame,     ///< `text()` holds a whole swipe
    broken,    ///< the swipe stopped before its end
    overlong,  ///< more came than any document has; it is thrown away up to its end
};

/// Unwraps swipes. Feed it until it answers with something else than `nothing`, read `text()`, go on.
///
/// Pure: knows no clock and no device. Whoever feeds it says when the line has been silent for too long.
/// Threads: one.
class SwipeParser {
public:
    /// Units: bytes. Three lines of 30 and their ends are below 100; the rest is room for blanks and prefixes.
    static constexpr std::size_t longest = 256;

    explicit SwipeParser(SwipeFraming framing) : framing_(framing) {}
    SwipeParser(const SwipeParser&) = delete;
    SwipeParser& operator=(const SwipeParser&) = delete;
    ~SwipeParser() { wipe(); }

    /// Takes the next byte of the line.
    SwipeEvent feed(std::uint8_t byte);

    /// The inter-byte time has passed. Call it once after the last byte.
    SwipeEvent silence();

    /// Whether a swipe has begun and silence would mean something.
    bool midway() const { return state_ != State::idle && state_ != State::complete; }

    /// The lines of the frame, separated by `|`. Valid until the next call of anything else; empty without a frame.
    std::string_view text() const { return {buffer_.data(), state_ == State::complete ? size_ : 0}; }

    /// Forgets everything, and overwrites what was passenger data.
    void wipe();

    /// Throws away what comes until the line is silent: it began before anybody wanted it.
    void discard_until_silence();

private:
    enum class State {
        idle,
        collecting,
        complete,
        overlong,  // thrown away up to its end, which is reported
        unwanted,  // thrown away up to its end, which nobody hears of
    };

    void keep(char character);
    SwipeEvent end_line();
    SwipeEvent finish();
    bool shape_is_complete() const;

    SwipeFraming framing_;
    State state_ = State::idle;
    std::array<char, longest> buffer_{};
    std::size_t size_ = 0;
};

}  // namespace landfall::devices
