#pragma once

/// What the appliance says of itself to technicians: one JSON object a line, from a declared list of events.
///
/// A passenger's data can't be logged: a fact is a number, a duration or a word that stands in the source code. There
/// is no overload that takes a text made at run time.

#include <chrono>
#include <initializer_list>
#include <variant>

#include "kiosk/base/log_events.h"

namespace landfall {

/// A word written in the source code; the compiler refuses any other.
class Word {
public:
    consteval Word(const char* text) : text_(text) {}
    constexpr const char* text() const { return text_; }

private:
    const char* text_;
};

struct Fact {
    Word name;
    std::variant<long long, std::chrono::milliseconds, Word> value;

    constexpr Fact(Word fact_name, long long number) : name(fact_name), value(number) {}
    constexpr Fact(Word fact_name, int number) : name(fact_name), value(static_cast<long long>(number)) {}
    constexpr Fact(Word fact_name, std::chrono::milliseconds duration) : name(fact_name), value(duration) {}
    constexpr Fact(Word fact_name, Word word) : name(fact_name), value(word) {}
};

/// Writes one line to standard error, where the journal takes it.
///
/// Threads: any; a line is one write and never torn.
/// Errors:  none; a log that can't be written is given up silently, the lane goes on.
void log(LogEvent event, std::initializer_list<Fact> facts = {});

/// Events below this level are not written. Threads: set once, before others start.
void set_log_level(LogLevel least);

}  // namespace landfall
