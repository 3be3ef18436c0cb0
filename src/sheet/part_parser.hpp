#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bytes/zip.hpp"
#include "core/result.hpp"

namespace almoner::sheet {

/// Attributes of an element of a workbook's part, by local name.
class Attributes {
public:
    explicit Attributes(char const* const* pairs) : pairs_(pairs) {}
    /// Empty when it is not there.
    [[nodiscard]] std::string_view get(std::string_view name) const;

private:
    char const* const* pairs_;
};

/// Told of the elements of a part, by local names.
struct PartListener {
    std::function<void(std::string_view name, Attributes const& attributes)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;
};

/// Parses one XML part of a workbook in pieces. No part of a workbook has a DOCTYPE; one that has is refused, so that
/// no entity ever unfolds; so is one that nests deeper than 64 or has a tag or comment over 1 MiB.
class PartParser {
public:
    PartParser(bytes::Zip::Part part, std::string file, PartListener listener);
    PartParser(PartParser&&) noexcept;
    PartParser& operator=(PartParser&&) noexcept;
    ~PartParser();

    /// Parses the next piece; false at the end. @error sheet.workbook
    Result<bool> advance();
    /// Parses to the end. @error sheet.workbook
    Status finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace almoner::sheet
