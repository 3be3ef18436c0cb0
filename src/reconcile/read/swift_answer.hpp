#pragma once

#include <optional>
#include <string>

#include "reconcile/read/answer.hpp"
#include "reconcile/read/departures.hpp"
#include "reconcile/read/statement.hpp"
#include "reconcile/read/swift_dialects.hpp"
#include "reconcile/read/swift_fields.hpp"
#include "reconcile/read/swift_values.hpp"

namespace almoner::reconcile {

/// Turns an MT940 or MT942 into entries and statement heads: each message is a statement, each field 61 an entry, and
/// what field 86 says of it a detail.
class SwiftAnswer {
public:
    SwiftAnswer(SwiftDialects const& dialects, std::string file_name, AnswerListener const& listener,
                Departures& departures, StatementCount& count);

    /// @error bank_file.malformed with line and column, and those of the listener
    Status feed(std::string_view chunk) { return fields_.feed(chunk); }
    Status finish();

private:
    Status take(SwiftField const& field);
    Status take_line(SwiftField const& field);
    void take_information(SwiftField const& field);
    Status take_head(SwiftField const& field);
    Status take_balance(SwiftField const& field);
    Status end_entry();
    Status end_statement();
    void add_detail(Entry& entry, std::string_view information) const;
    [[nodiscard]] std::string message() const { return interim_ && head_->first_page.empty() ? "mt942" : "mt940"; }
    [[nodiscard]] Error placed(Error error, SwiftField const& field) const;

    SwiftDialects const& dialects_;
    std::string file_name_;
    AnswerListener const& listener_;
    Departures& departures_;
    StatementCount& count_;
    SwiftFields fields_;

    struct Waiting {
        StatementLine line;
        std::uint64_t row = 0;
        std::optional<std::string> information;  ///< fields 86 so far
    };
    std::optional<StatementHead> head_;
    std::string currency_;
    bool interim_ = false;  ///< MT942, which has no balances
    std::optional<Waiting> entry_;
    std::uint32_t entries_ = 0;
    std::uint64_t row_ = 0;  ///< of the message's first field
};

}  // namespace almoner::reconcile
