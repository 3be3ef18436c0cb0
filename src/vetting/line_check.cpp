#include "vetting/line_check.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "bytes/unicode.hpp"
#include "core/chinese_amount.hpp"
#include "core/cnaps.hpp"
#include "core/person_document.hpp"
#include "core/person_name.hpp"
#include "core/uscc.hpp"

namespace almoner::vetting {

namespace {

using sheet::Needed;

/// One row being checked: where it stands, what was read, and what was found.
class RowCheck {
public:
    RowCheck(LineTerms const& terms, sheet::Columns const& columns, sheet::Row const& row)
        : terms_(terms), columns_(columns),
          row_(row), checked_{Line{.amount = Money::zero(terms.programme.currency)}, {}, {}} {
        line().number = LineNumber::of_csv_record(row.number);
        line().number.sheet = static_cast<std::uint8_t>(line().number.sheet + row.sheet);
    }

    Result<CheckedLine> run() {
        if (row_.cells.size() != columns_.width()) {
            find(ErrorCode::sheet_field_count, "", std::to_string(row_.cells.size()),
                 {std::to_string(columns_.width())});
        }
        marks();
        kind_and_channel();
        category_and_unit();
        amount();
        payee();
        account();
        if (auto const keyed = keys(); !keyed) {
            return keyed.error();
        }
        line().state = state_after(checked_.findings);
        for (auto const& finding : checked_.findings) {
            auto const decides = (line().state == LineState::refused && finding.severity == Severity::refused) ||
                                 (line().state == LineState::held && finding.severity == Severity::held);
            if (decides && line().finding.empty()) {
                line().finding = std::string(text_of(finding.code));
            }
        }
        return std::move(checked_);
    }

private:
    Line& line() { return checked_.line; }

    [[nodiscard]] std::string_view cell(std::string_view column) const { return columns_.cell(row_, column); }

    void find(ErrorCode code, std::string_view column, std::string value, std::vector<std::string> arguments = {}) {
        auto const position =
            Position{terms_.file, std::string(row_.sheet_name), row_.number, columns_.number_of(column)};
        checked_.findings.push_back(finding_of({code, {}, std::move(value), std::move(arguments)}, position));
    }

    /// `value` is what may be shown: never a whole account or identity number, never a name.
    void find(Error const& error, std::string_view column, std::string value) {
        find(error.code, column, std::move(value), error.arguments);
    }

    /// What the workbook itself says of the row and of the cells that move money.
    void marks() {
        if (row_.hidden) {
            find(ErrorCode::sheet_hidden_row, "", "");
        }
        for (auto const* column : {"amount", "amount_wan", "in_kind_value", "account_no", "payee_id", "bank_code"}) {
            if (columns_.kind(row_, column) == sheet::CellKind::formula) {
                find(ErrorCode::sheet_formula, column, "");
            }
        }
    }

    /// A code or number without what spreadsheets and hands put around it; told when that changed it.
    std::string code_cell(std::string_view column) {
        auto const text = cell(column);
        auto clean = cleaned(text);
        if (clean != text) {
            find(ErrorCode::value_normalised, column, "");
        }
        return clean;
    }

    static std::string cleaned(std::string_view text) {
        auto const plain = std::all_of(text.begin(), text.end(),
                                       [](char letter) { return letter > ' ' && letter < 0x7F && letter != '\''; });
        if (plain) {
            return std::string(text);
        }
        std::string clean;
        auto whole = std::string_view(text);
        auto const wide = bytes::nfkc(whole);
        for (auto rest = std::string_view(wide); !rest.empty();) {
            constexpr std::array<std::string_view, 3> invisible = {"\u200B", "\u200E", "\uFEFF"};
            auto const hidden =
                std::find_if(invisible.begin(), invisible.end(), [rest](auto mark) { return rest.starts_with(mark); });
            if (hidden != invisible.end()) {
                rest.remove_prefix(hidden->size());
                continue;
            }
            auto const letter = rest.front();
            rest.remove_prefix(1);
            if (letter != ' ' && letter != '\t' && letter != '\n' && letter != '\r') {
                clean += letter;
            }
        }
        // An apostrophe keeps a spreadsheet from taking the text for a number.
        clean.erase(0, clean.starts_with('\'') ? 1 : 0);
        return clean;
    }

    void kind_and_channel() {
        auto const kind = terms_.words.value("payee_kind", cell("payee_kind"));
        if (auto const known = kind.empty() ? std::optional(PayeeKind::person) : payee_kind_of(kind)) {
            line().payee_kind = *known;
        } else {
            find(ErrorCode::payee_kind_unknown, "payee_kind", std::string(kind));
        }
        auto const channel = terms_.words.value("channel", cell("channel"));
        if (auto const known = channel.empty() ? std::optional(Channel::bank) : channel_of(channel)) {
            line().channel = *known;
        } else {
            find(ErrorCode::channel_unknown, "channel", std::string(channel));
        }
    }

    void category_and_unit() {
        line().category = category_id(cell("category"));
        if (terms_.programme.category(line().category) == nullptr) {
            find(ErrorCode::category_unknown, "category", line().category, {terms_.programme.id});
        }
        line().unit = cell("unit").empty() ? terms_.unit : std::string(cell("unit"));
        auto const& units = terms_.programme.units;
        if (!units.empty() && std::find(units.begin(), units.end(), line().unit) == units.end()) {
            find(ErrorCode::unit_missing, "unit", line().unit, {terms_.programme.id});
        }
        line().note = std::string(cell("note"));
    }

    /// By its id, by its name, or the only one there is.
    [[nodiscard]] std::string category_id(std::string_view said) const {
        auto const& categories = terms_.programme.categories;
        if (said.empty() && categories.size() == 1) {
            return categories.front().id;
        }
        auto const named = std::find_if(categories.begin(), categories.end(),
                                        [said](auto const& category) { return category.name == said; });
        return terms_.programme.category(said) == nullptr && named != categories.end() ? named->id : std::string(said);
    }

    void amount() {
        auto column = std::string_view("amount");
        if (cell("amount").empty() && !cell("amount_wan").empty()) {
            column = "amount_wan";
        } else if (cell("amount").empty() && !cell("in_kind_value").empty()) {
            column = "in_kind_value";
            line().channel = Channel::in_kind;
        }
        auto const text = code_cell(column);
        auto const amount = amount_of(column, text, terms_.programme.currency);
        if (!amount) {
            find(amount.error(), column, text);
            return;
        }
        line().amount = *amount;
        if (amount->minor_units() == 0) {
            find(ErrorCode::amount_zero, column, text);
        }
        capitals();
        auto const* category = terms_.programme.category(line().category);
        if (category != nullptr && category->standard && *amount > *category->standard) {
            find(ErrorCode::amount_beyond_standard, column, text, {category->id, to_grouped_text(*category->standard)});
        }
        if (line().channel == Channel::bank && terms_.profile.max_amount && *amount > *terms_.profile.max_amount) {
            find(ErrorCode::profile_limit, column, text, {to_grouped_text(*terms_.profile.max_amount)});
        }
    }

    void capitals() {
        auto const text = cell("amount_cn");
        if (text.empty()) {
            return;
        }
        auto const fen = parse_capital_amount(text);
        if (!fen || *fen != line().amount.minor_units()) {
            find(ErrorCode::amount_capitals, "amount_cn", std::string(text), {to_grouped_text(line().amount)});
        }
    }

    void payee() {
        line().payee_name = std::string(cell("payee_name"));
        auto const enterprise = line().payee_kind == PayeeKind::enterprise;
        if (auto const good = enterprise ? check_enterprise_name(line().payee_name) : check_name(line().payee_name);
            !good) {
            find(good.error(), "payee_name", "");
        } else if (characters_of(line().payee_name) > terms_.profile.name_characters) {
            find(ErrorCode::person_name_length, "payee_name", std::to_string(characters_of(line().payee_name)),
                 {std::to_string(terms_.profile.name_characters)});
        }
        identity();
        members();
    }

    static std::size_t characters_of(std::string_view utf8) {
        return static_cast<std::size_t>(std::count_if(
            utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
    }

    void identity() {
        auto const id = code_cell("payee_id");
        if (id.empty() && !terms_.programme.identity_required) {
            return;
        }
        if (line().payee_kind == PayeeKind::enterprise) {
            if (auto const good = check_uscc(id); !good) {
                find(good.error(), "payee_id", masked(id));
            }
            identity_ = std::string(id);
            return;
        }
        auto const document = parse_person_document(id, terms_.tables.provinces, terms_.today);
        if (!document) {
            find(document.error(), "payee_id", id.empty() ? "" : masked(id));
            return;
        }
        identity_ = document->number;
    }

    void members() {
        auto const text = cell("members");
        if (text.empty()) {
            return;
        }
        auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), line().members);
        if (fault != std::errc{} || end != text.data() + text.size() || line().members == 0) {
            find(ErrorCode::members_syntax, "members", std::string(text));
        }
    }

    void account() {
        auto const number = code_cell("account_no");
        if (line().channel != Channel::bank) {
            if (!number.empty()) {
                find(ErrorCode::account_unexpected, "account_no", masked(number),
                     {std::string(text_of(line().channel))});
            }
            return;
        }
        auto const starts_as_iban = number.size() > 4 && std::isalpha(static_cast<unsigned char>(number[0])) != 0 &&
                                    std::isalpha(static_cast<unsigned char>(number[1])) != 0;
        if (starts_as_iban) {
            iban(number);
        } else if (auto const account = parse_account_number(number, terms_.tables.cards); !account) {
            // A destroyed number may be shown: its digits are gone.
            auto const shown = account.error().code == ErrorCode::account_scientific ? number
                               : number.empty()                                      ? ""
                                                                                     : masked(number);
            find(account.error(), "account_no", shown);
        } else {
            line().account = *account;
        }
        bank();
    }

    void iban(std::string_view number) {
        auto const iban = Iban::parse(number, terms_.tables.ibans);
        if (!iban) {
            find(iban.error(), "account_no", masked(number));
            return;
        }
        line().account = {AccountScheme::iban, std::string(iban->text())};
    }

    void bank() {
        line().bank_code = code_cell("bank_code");
        line().bic = code_cell("bic");
        if (line().bank_code.empty() && line().bic.empty() && terms_.profile.bank_code_required) {
            find(ErrorCode::account_cnaps_syntax, "bank_code", "");
        }
        if (!line().bank_code.empty() && terms_.profile.clearing_system == "CNAPS") {
            if (auto const good = check_cnaps(line().bank_code); !good) {
                find(good.error(), "bank_code", line().bank_code);
            }
        }
        if (!line().bic.empty()) {
            if (auto const good = Bic::parse(line().bic, terms_.tables.countries); !good) {
                find(good.error(), "bic", line().bic);
            }
        }
    }

    /// Who is meant: the identity number, else the account, else unit and name (weak, but all there is).
    Status keys() {
        auto const& account = line().account.number;
        auto const who = !identity_.empty() ? "id:" + identity_
                         : !account.empty() ? "account:" + account
                                            : "name:" + line().unit + "|" + line().payee_name;
        auto const person = terms_.person_digest.of(who);
        if (!person) {
            return person.error();
        }
        line().person_key = *person;
        if (account.empty()) {
            return {};
        }
        auto const holder = terms_.person_digest.of("account:" + account);
        if (!holder) {
            return holder.error();
        }
        checked_.account_key = *holder;
        return {};
    }

    LineTerms const& terms_;
    sheet::Columns const& columns_;
    sheet::Row const& row_;
    CheckedLine checked_;
    std::string identity_;
};

}  // namespace

Result<Money> amount_of(std::string_view column, std::string_view text, Currency currency) {
    if (column != "amount_wan" || text.empty()) {
        return Money::parse(text, currency);
    }
    constexpr std::size_t places = 4;  // wan is ten thousand
    auto digits = std::string(text);
    auto const dot = std::min(digits.find('.'), digits.size());
    auto const after = digits.size() - dot - (dot < digits.size() ? 1 : 0);
    digits.erase(dot, dot < digits.size() ? 1 : 0);
    digits.append(places - std::min(after, places), '0');
    if (after > places) {
        digits.insert(dot + places, ".");
    }
    return Money::parse(digits, currency);
}

std::vector<sheet::Column> list_columns(settings::Programme const& programme) {
    // A programme with one category needs no column for it.
    auto const category = programme.categories.size() == 1 ? Needed::optional : Needed::required;
    return {{"payee_kind", Needed::optional},
            {"payee_name", Needed::required},
            {"payee_id", Needed::optional},
            {"account_no", Needed::required, {"channel", "in_kind_value"}},
            {"bank_code", Needed::optional},
            {"bic", Needed::optional},
            {"category", category},
            {"unit", Needed::optional},
            {"channel", Needed::optional},
            {"amount", Needed::required, {"amount_wan", "in_kind_value"}},
            {"amount_wan", Needed::optional},
            {"amount_cn", Needed::optional},
            {"in_kind_value", Needed::optional},
            {"members", Needed::optional},
            {"note", Needed::optional}};
}

Result<CheckedLine> check_line(LineTerms const& terms, sheet::Columns const& columns, sheet::Row const& row) {
    return RowCheck(terms, columns, row).run();
}

LineState state_after(std::vector<Finding> const& findings) {
    auto const has = [&](Severity severity) {
        return std::any_of(findings.begin(), findings.end(),
                           [severity](auto const& finding) { return finding.severity == severity; });
    };
    // A fault of another severity than these never keeps money back.
    return has(Severity::refused) || has(Severity::stopped) ? LineState::refused
           : has(Severity::held)                            ? LineState::held
                                                            : LineState::accepted;
}

}  // namespace almoner::vetting
