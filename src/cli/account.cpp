#include <unistd.h>

#include <cstdio>

#include "cli/bench.hpp"
#include "cli/clock.hpp"
#include "cli/command.hpp"
#include "cli/line_reader.hpp"
#include "cli/print.hpp"
#include "core/check_value.hpp"
#include "core/json.hpp"
#include "directories/german_banks.hpp"
#include "settings/check_tables.hpp"

namespace almoner::cli {

namespace {

/// A scheme and a value as they were given.
struct Given {
    std::string_view scheme;
    std::string_view value;
};

Given given_in(std::string_view text, char separator) {
    auto const at = std::min(text.find(separator), text.size());
    return {text.substr(0, at), text.substr(std::min(at + 1, text.size()))};
}

/// German accounts are judged by the directory of a library, which is read when the first one comes.
class GermanAccounts {
public:
    static constexpr std::string_view scheme = "de_account";

    /// A directory that cannot be read checks nothing.
    ValueVerdict judge(std::string_view value) {
        if (!banks_) {
            banks_ = directories::GermanBanks::load();
        }
        auto const checked = *banks_ ? (*banks_)->check_account(value) : Status{banks_->error()};
        if (checked) {
            return {};
        }
        return *banks_ ? verdict_of(checked.error()) : verdict_of({ErrorCode::account_not_checkable, {}, {}, {}});
    }

private:
    std::optional<Result<directories::GermanBanks>> banks_;
};

bool is_german(std::string_view scheme) { return scheme == GermanAccounts::scheme || scheme == "account_DE"; }

/// Judges values one after another and collects what is to be printed of them.
class Assessor {
public:
    Assessor(CheckTables const& tables, Day today, bool json) : tables_(tables), today_(today), json_(json) {}

    /// Nothing for a scheme that nobody knows.
    std::optional<ValueVerdict> judge(Given const& given) {
        if (is_german(given.scheme)) {
            return german_accounts_.judge(given.value);
        }
        if (given.scheme != scheme_) {
            scheme_ = given.scheme;
            rule_ = value_rule(scheme_, tables_);
        }
        return rule_ == nullptr ? std::nullopt : std::optional(rule_({given.scheme, given.value, tables_, today_}));
    }

    void tell(Given const& given, ValueVerdict const& verdict) {
        auto const code = verdict.code ? text_of(*verdict.code) : std::string_view("-");
        if (json_) {
            tell_json(given, verdict);
            return;
        }
        output_.append(given.scheme).append(1, '\t').append(given.value).append(1, '\t');
        output_.append(text_of(verdict.verdict)).append(1, '\t').append(code).append(1, '\n');
    }

    [[nodiscard]] std::size_t waiting() const { return output_.size(); }

    /// False when nobody takes the output any more.
    bool flush() {
        if (!output_.empty()) {
            print(output_);
            output_.clear();
        }
        return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    }

private:
    void tell_json(Given const& given, ValueVerdict const& verdict) {
        JsonLine json;
        json.field("scheme", given.scheme).field("value", given.value).field("verdict", text_of(verdict.verdict));
        json.field("code", verdict.code ? std::optional(text_of(*verdict.code)) : std::nullopt);
        output_.append(json.text()).append(1, '\n');
    }

    CheckTables const& tables_;
    Day today_;
    bool json_;
    GermanAccounts german_accounts_;
    std::string scheme_;
    ValueRule rule_ = nullptr;
    std::string output_;
};

constexpr ValueVerdict not_a_question = {Verdict::refused, ErrorCode::usage_argument};

/// A line for every line, also for those that ask nothing that can be judged: order is what outside tools rely on.
Result<ExitCode> judge_standard_input(Assessor& assessor) {
    constexpr std::size_t enough = 1 << 16;
    auto worst = ExitCode::well;
    LineReader lines(STDIN_FILENO);
    for (;;) {
        if ((assessor.waiting() > enough || !lines.has_line()) && !assessor.flush()) {
            return ExitCode::stopped;
        }
        auto const line = lines.next();
        if (!line) {
            return line.error();
        }
        if (!*line) {
            return assessor.flush() ? worst : ExitCode::stopped;
        }
        auto const given = given_in((*line)->text, '\t');
        auto const verdict = (*line)->whole ? assessor.judge(given) : std::nullopt;
        assessor.tell(given, verdict.value_or(not_a_question));
        worst = verdict ? worst : ExitCode::needs_person;
    }
}

}  // namespace

ExitCode run_account(Options const& options) {
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    auto const tables = settings::load_check_tables(bench->formats.folder());
    auto const clock = make_clock("UTC", {});
    if (!tables || !clock) {
        return leave_with(tables ? clock.error() : tables.error(), bench->texts);
    }
    Assessor assessor(*tables, (*clock)->local().day, options.json);
    for (auto const& value : options.values) {
        auto const given = given_in(value, ':');
        auto const verdict = assessor.judge(given);
        if (!verdict) {
            return leave_with({ErrorCode::usage_argument, {}, std::string(given.scheme), {}}, bench->texts);
        }
        assessor.tell(given, *verdict);
        assessor.flush();
    }
    if (!options.from_standard_input) {
        return ExitCode::well;
    }
    auto const judged = judge_standard_input(assessor);
    return judged ? *judged : leave_with(judged.error(), bench->texts);
}

}  // namespace almoner::cli
