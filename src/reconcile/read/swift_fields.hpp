#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner::reconcile {

/// A field of an MT940 or MT942: `:61:...`, with its lines separated by LF.
struct SwiftField {
    std::string tag;   ///< "61"
    std::string text;  ///< in the bytes of the bank
    std::uint64_t line = 0;
};

/// Cuts a file into fields, as it arrives. Lines end with CRLF, LF, CR or `@@`; what stands before a message, between
/// messages and behind the `-` that ends one is passed over. A line of field 86 that only looks like a field, as the
/// time in ":20:45 clock", stays text.
class SwiftFields {
public:
    using Take = std::function<Status(SwiftField const&)>;
    SwiftFields(std::string file_name, Take take) : file_name_(std::move(file_name)), take_(std::move(take)) {}

    /// @error bank_file.malformed a line or field that no bank writes, over 1 MiB, or what `take` returned
    Status feed(std::string_view chunk);
    Status finish();

private:
    Status end_line();
    Status take_line(std::string_view line);
    Status begin_field(std::string_view tag, std::string_view text);
    Status append(std::string_view line);
    Status end_field();
    [[nodiscard]] bool is_field(std::string_view tag, std::string_view text) const;
    [[nodiscard]] Error too_long() const;

    std::string file_name_;
    Take take_;
    std::string line_;
    bool after_cr_ = false;
    bool after_at_ = false;
    std::uint64_t lines_ = 0;  ///< ended
    std::optional<SwiftField> field_;
    bool closed_ = true;               ///< the closing balance came, or nothing has begun
    std::optional<std::string> held_;  ///< a line that begins a message only if the next goes on with one
};

/// Whether a file begins like an MT940 or MT942, with or without headers.
bool begins_like_swift(std::string_view start);

}  // namespace almoner::reconcile
