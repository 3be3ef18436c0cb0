#include "vetting/line_check.hpp"

#include <algorithm>

#include "vetting/account_check.hpp"
#include "vetting/amount_check.hpp"
#include "vetting/payee_address.hpp"
#include "vetting/payee_check.hpp"
#include "vetting/person_rules.hpp"

namespace almoner::vetting {

namespace {

using sheet::Needed;

/// What the workbook itself says of a cell; a formula matters only where it moves money.
void check_mark(RowReading& reading, std::string_view column, bool moves_money) {
    auto const kind = reading.columns.kind(reading.row, column);
    if (kind == sheet::CellKind::fault) {
        reading.find(ErrorCode::sheet_error_value, column, std::string(reading.cell(column)));
    } else if (kind == sheet::CellKind::formula && moves_money) {
        reading.find(ErrorCode::sheet_formula, column, "");
    }
}

/// What the table itself says of the row and of its cells.
void check_marks(RowReading& reading) {
    if (reading.row.cells.size() != reading.columns.width()) {
        reading.find(ErrorCode::sheet_field_count, "", std::to_string(reading.row.cells.size()),
                     {std::to_string(reading.columns.width())});
    }
    if (reading.row.hidden) {
        reading.find(ErrorCode::sheet_hidden_row, "", "");
    }
    if (reading.row.kinds.empty()) {
        return;
    }
    for (auto const* column :
         {"amount", "amount_wan", "in_kind_value", "account_no", "payee_id", "beneficiary_id", "bank_code"}) {
        check_mark(reading, column, true);
    }
    for (auto const* column : {"payee_name", "beneficiary_name", "category", "unit", "bic"}) {
        check_mark(reading, column, false);
    }
    for (auto const* column : {"payee_id", "beneficiary_id"}) {
        // As an identity number it only looks misspelt; what happened to it is worth knowing.
        if (reading.columns.kind(reading.row, column) == sheet::CellKind::long_number) {
            reading.find(ErrorCode::account_scientific, column, std::string(reading.cell(column)));
        }
    }
    if (reading.columns.kind(reading.row, "birth") == sheet::CellKind::serial_date) {
        reading.find(ErrorCode::date_serial, "birth", "");
    }
}

void check_kind_and_channel(RowReading& reading) {
    auto const kind = reading.terms.words.value("payee_kind", reading.cell("payee_kind"));
    if (auto const known = kind.empty() ? std::optional(PayeeKind::person) : payee_kind_of(kind)) {
        reading.line().payee_kind = *known;
    } else {
        reading.find(ErrorCode::payee_kind_unknown, "payee_kind", std::string(kind));
    }
    auto const channel = reading.terms.words.value("channel", reading.cell("channel"));
    if (auto const known = channel.empty() ? std::optional(Channel::bank) : channel_of(channel)) {
        reading.line().channel = *known;
    } else {
        reading.find(ErrorCode::channel_unknown, "channel", std::string(channel));
    }
}

/// By its id, by its name, or the only one there is.
std::string category_id(settings::Programme const& programme, std::string_view said) {
    auto const& categories = programme.categories;
    if (said.empty() && categories.size() == 1) {
        return categories.front().id;
    }
    auto const named = std::find_if(categories.begin(), categories.end(),
                                    [said](auto const& category) { return category.name == said; });
    return programme.category(said) == nullptr && named != categories.end() ? named->id : std::string(said);
}

void check_category_and_unit(RowReading& reading) {
    auto const& programme = reading.terms.programme;
    auto& line = reading.line();
    line.category = category_id(programme, reading.cell("category"));
    if (programme.category(line.category) == nullptr) {
        reading.find(ErrorCode::category_unknown, "category", line.category, {programme.id});
    }
    line.unit = reading.cell("unit").empty() ? reading.terms.unit : std::string(reading.cell("unit"));
    auto const& units = programme.units;
    if (!units.empty() && std::find(units.begin(), units.end(), line.unit) == units.end()) {
        reading.find(ErrorCode::unit_missing, "unit", line.unit, {programme.id});
    }
    line.note = std::string(reading.cell("note"));
}

/// Who is meant: the identity number, else the account, else unit and name (weak, but all there is).
std::string who_is_meant(RowReading& reading) {
    auto const& line = reading.line();
    if (!reading.identity.empty()) {
        return person_subject(reading.identity);
    }
    auto const& name = line.beneficiary_name.empty() ? line.payee_name : line.beneficiary_name;
    auto const own_account = !line.account.number.empty() && line.beneficiary_name.empty();
    return own_account ? account_subject(line.account.number) : "name:" + line.unit + "|" + name;
}

Status set_key(Terms const& terms, PersonKey& key, std::string const& value) {
    auto const digest = terms.person_digest.of(value);
    if (!digest) {
        return digest.error();
    }
    key = *digest;
    return {};
}

Status make_keys(RowReading& reading) {
    auto const& line = reading.line();
    auto& keys = reading.checked.keys;
    auto made = set_key(reading.terms, reading.line().person_key, who_is_meant(reading));
    if (made && !line.account.number.empty()) {
        made = set_key(reading.terms, keys.account, account_subject(line.account.number));
        made = made ? set_key(reading.terms, keys.payee, payee_subject(line.account.number, line.payee_name)) : made;
    }
    if (made && reading.document && reading.rule(ErrorCode::person_namesake) != nullptr) {
        auto const& name = line.beneficiary_name.empty() ? line.payee_name : line.beneficiary_name;
        auto const born = std::to_string(reading.document->birth_day.time_since_epoch().count());
        // Nothing stored knows it, and two people taken for one would only wait: no keyed digest is needed.
        keys.namesake = std::hash<std::string>{}(born + "|" + name);
    }
    return made;
}

/// The state of the line, and the first finding that decided it.
void decide(CheckedLine& checked) {
    auto& line = checked.line;
    line.state = state_after(checked.findings);
    auto const decides = [&](Finding const& finding) {
        return (line.state == LineState::refused && finding.severity == Severity::refused) ||
               (line.state == LineState::held && finding.severity == Severity::held);
    };
    auto const first = std::find_if(checked.findings.begin(), checked.findings.end(), decides);
    line.finding = first == checked.findings.end() ? "" : std::string(text_of(first->code));
}

}  // namespace

std::vector<sheet::Column> list_columns(settings::Programme const& programme) {
    // A programme with one category needs no column for it.
    auto const category = programme.categories.size() == 1 ? Needed::optional : Needed::required;
    return {{"payee_kind", Needed::optional},
            {"payee_name", Needed::required},
            {"payee_id", Needed::optional},
            {"beneficiary_name", Needed::optional},
            {"beneficiary_id", Needed::optional},
            {"relation", Needed::optional},
            {"birth", Needed::optional},
            {"gender", Needed::optional},
            {"account_no", Needed::required, {"channel", "in_kind_value"}},
            {"bank_code", Needed::optional},
            {"bank_name", Needed::optional},
            {"bic", Needed::optional},
            {"category", category},
            {"unit", Needed::optional},
            {"channel", Needed::optional},
            {"amount", Needed::required, {"amount_wan", "in_kind_value"}},
            {"amount_wan", Needed::optional},
            {"amount_cn", Needed::optional},
            {"in_kind_value", Needed::optional},
            {"members", Needed::optional},
            {"street_name", Needed::optional},
            {"building_no", Needed::optional},
            {"postcode", Needed::optional},
            {"town", Needed::optional},
            {"country", Needed::optional},
            {"address", Needed::optional},
            {"creditor_reference", Needed::optional},
            {"allow_reason", Needed::optional},
            {"note", Needed::optional}};
}

Result<CheckedLine> check_line(Terms const& terms, sheet::Columns const& columns, sheet::Row const& row) {
    RowReading reading(terms, columns, row);
    check_marks(reading);
    check_kind_and_channel(reading);
    check_category_and_unit(reading);
    check_amount(reading);
    check_payee(reading);
    check_account(reading);
    check_reference(reading);
    check_person(reading);
    if (auto const keyed = make_keys(reading); !keyed) {
        return keyed.error();
    }
    decide(reading.checked);
    return std::move(reading.checked);
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
