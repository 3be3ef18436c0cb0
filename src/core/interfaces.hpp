#pragma once

#include <cstdint>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner {

/// The only source of time: passed in, so that a rehearsal can live on another day.
class Clock {
public:
    virtual ~Clock() = default;
    /// UTC, whole seconds.
    [[nodiscard]] virtual Instant now() const = 0;
    /// The wall clock where the finance office is.
    [[nodiscard]] LocalTime local() const { return local_at(now()); }
    /// What that wall clock shows at a moment.
    [[nodiscard]] virtual LocalTime local_at(Instant moment) const = 0;
};

/// Told how far a long step has come; may draw a bar or do nothing.
class Progress {
public:
    virtual ~Progress() = default;
    virtual void advance(std::string_view step, std::uint64_t done, std::uint64_t total) = 0;
};

/// Takes bytes in order: a digest, a file, a buffer, or several of them.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    virtual Status write(std::string_view bytes) = 0;
};

/// Collects bytes in a string.
class StringSink final : public ByteSink {
public:
    Status write(std::string_view bytes) override {
        text.append(bytes);
        return {};
    }
    std::string text;
};

/// Hands the same bytes to two sinks, the first one first.
class TeeSink final : public ByteSink {
public:
    TeeSink(ByteSink& first, ByteSink& second) : first_(first), second_(second) {}
    Status write(std::string_view bytes) override {
        if (auto const done = first_.write(bytes); !done) {
            return done;
        }
        return second_.write(bytes);
    }

private:
    ByteSink& first_;
    ByteSink& second_;
};

}  // namespace almoner
