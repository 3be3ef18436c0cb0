#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// Six characters A-Z0-9 that name a payment list for ever; the first two are the workspace's prefix.
class ListCode {
public:
    /// @error list.code_syntax not exactly six of A-Z0-9
    static Result<ListCode> parse(std::string_view text);

    [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }
    auto operator<=>(ListCode const&) const = default;

private:
    friend class EndToEndId;
    friend class MessageId;
    explicit ListCode(std::string_view text);
    std::array<char, 6> text_{};
};

/// Where a line stands in its rows file: sheet 0 for CSV and the first sheet, row 1-based as a
/// spreadsheet shows it (heading counted). A CSV record beyond 9,999,999 moves to the next sheet.
struct LineNumber {
    std::uint8_t sheet = 0;
    std::uint32_t row = 0;

    static constexpr std::uint32_t rows_per_sheet = 10'000'000;
    static LineNumber of_csv_record(std::uint64_t record);
    auto operator<=>(LineNumber const&) const = default;
};

/// The ISO 7064 MOD 37,36 check character over A-Z0-9.
char mod_37_36_check_character(std::string_view text);

/// EndToEndIdentification of one attempt (ISO 20022 Max35Text), 16 characters that survive MT940:
/// list code, sheet (0-9A-Z), row (7 digits), attempt (1-9A-Z), ISO 7064 MOD 37,36 check character.
class EndToEndId {
public:
    /// `attempt` 1 to 35.
    static EndToEndId of(ListCode code, LineNumber line, int attempt);

    /// @error identifier.syntax   not 16 characters of the form above
    /// @error identifier.checksum the check character does not fit
    static Result<EndToEndId> parse(std::string_view text);

    [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }
    [[nodiscard]] std::string_view payout_id() const { return text().substr(0, 14); }
    [[nodiscard]] ListCode list_code() const { return ListCode{text().substr(0, 6)}; }
    [[nodiscard]] LineNumber line() const;
    [[nodiscard]] int attempt() const;
    auto operator<=>(EndToEndId const&) const = default;

private:
    std::array<char, 16> text_{};
};

/// MessageIdentification of one transfer file: list code, "F", round (1), part (4): 12 characters.
class MessageId {
public:
    static constexpr int last_part = 9999;
    static constexpr int last_batch = 999;

    /// `round` 1 to 35, `part` 1 to `last_part`.
    static MessageId of(ListCode code, int round, int part);
    /// @error identifier.syntax
    static Result<MessageId> parse(std::string_view text);

    [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }
    [[nodiscard]] ListCode list_code() const { return ListCode{text().substr(0, 6)}; }
    /// PaymentInformationIdentification of the batch: this id, "B", `number` 1 to `last_batch`.
    [[nodiscard]] std::string payment_information_id(int number) const;
    auto operator<=>(MessageId const&) const = default;

private:
    std::array<char, 12> text_{};
};

}  // namespace almoner
