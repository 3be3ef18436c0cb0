#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/check.hpp"
#include "core/error_code.hpp"

namespace almoner {

/// Where a fault stands: file, sheet, 1-based row and column; 0 or empty when not applicable.
struct Position {
    std::string file;
    std::string sheet;
    std::uint64_t row = 0;
    std::uint32_t column = 0;

    bool operator==(Position const&) const = default;
};

/// "lists/jan.xlsx!Town 2:17:4", leaving out what is not known.
std::string to_text(Position const& position);

/// A failure of the run or of a value that was asked for. `arguments` fill {0}, {1} ... of the
/// code's sentence in the text catalogue.
struct Error {
    ErrorCode code{};
    Position position{};
    std::string value{};
    std::vector<std::string> arguments{};
};

/// A fault of one row or list, collected while the good rows go on.
struct Finding {
    ErrorCode code{};
    Severity severity{};
    Position position{};
    std::string value{};
    std::vector<std::string> arguments{};
};

/// How people read findings: the worst first, of equal severity by sheet, row and column.
bool is_before(Finding const& left, Finding const& right);

/// The finding that reports `error` at `position` with the severity its code has.
Finding finding_of(Error error, Position position);

/// Holds a value or the error that took its place.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return held_.index() == 0; }

    T& operator*() & { return value(); }
    T const& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }

    Error const& error() const& {
        check(held_.index() == 1, "a good result has no error");
        return std::get<1>(held_);
    }

private:
    T& value() {
        check(held_.index() == 0, "a failed result has no value");
        return std::get<0>(held_);
    }
    T const& value() const {
        check(held_.index() == 0, "a failed result has no value");
        return std::get<0>(held_);
    }

    std::variant<T, Error> held_;
};

/// One pointer that is null when all is well: a parser returns millions of these.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::make_shared<Error const>(std::move(error))) {}

    explicit operator bool() const { return error_ == nullptr; }

    Error const& error() const& {
        check(error_ != nullptr, "a good result has no error");
        return *error_;
    }

private:
    std::shared_ptr<Error const> error_;
};

/// The result of something done for its effect.
using Status = Result<void>;

}  // namespace almoner
