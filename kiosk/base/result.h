#pragma once

/// Outcome of an operation that is expected to fail now and then.

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace landfall {

template <typename Error>
struct Failure {
    Error error;
};
template <typename Error>
Failure(Error) -> Failure<Error>;
Failure(const char*)->Failure<std::string>;

/// Nothing to return but success: `Result<Done>`.
struct Done {
    bool operator==(const Done&) const = default;
};

/// A `Value`, or an `Error` that says why there is none. Errors are sentences unless a folder has its own enum.
///
/// Errors: asking for the side that is not there is a bug of ours and aborts, in every build.
template <typename Value, typename Error = std::string>
class [[nodiscard]] Result {
public:
    Result(Value value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Failure<Error> failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

    explicit operator bool() const { return state_.index() == 0; }

    const Value& value() const& {
        return state_.index() == 0 ? *std::get_if<0>(&state_) : (std::abort(), *std::get_if<0>(&state_));
    }
    Value& value() & {
        return state_.index() == 0 ? *std::get_if<0>(&state_) : (std::abort(), *std::get_if<0>(&state_));
    }
    /// By value: `for (x : f().value())` would otherwise walk over what is gone.
    Value value() && { return std::move(value()); }
    const Error& error() const {
        return state_.index() == 1 ? *std::get_if<1>(&state_) : (std::abort(), *std::get_if<1>(&state_));
    }

    const Value& operator*() const& { return value(); }
    Value& operator*() & { return value(); }
    Value operator*() && { return std::move(value()); }
    const Value* operator->() const { return &value(); }
    Value* operator->() { return &value(); }

private:
    std::variant<Value, Error> state_;
};

}  // namespace landfall
