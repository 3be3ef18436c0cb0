#include "core/error_code.hpp"

#include <algorithm>
#include <array>

#include "core/check.hpp"

namespace almoner {

namespace {

constexpr auto rows = std::to_array<ErrorCodeRow>({
    {ErrorCode::account_bic_country, "account.bic_country", Severity::refused},
    {ErrorCode::account_bic_syntax, "account.bic_syntax", Severity::refused},
    {ErrorCode::account_bic_test, "account.bic_test", Severity::warning},
    {ErrorCode::account_card_checksum, "account.card_checksum", Severity::refused},
    {ErrorCode::account_clearing_unassigned, "account.clearing_unassigned", Severity::warning},
    {ErrorCode::account_cnaps_checksum, "account.cnaps_checksum", Severity::held},
    {ErrorCode::account_cnaps_syntax, "account.cnaps_syntax", Severity::refused},
    {ErrorCode::account_iban_checksum, "account.iban_checksum", Severity::refused},
    {ErrorCode::account_iban_country, "account.iban_country", Severity::refused},
    {ErrorCode::account_iban_length, "account.iban_length", Severity::refused},
    {ErrorCode::account_iban_national, "account.iban_national", Severity::refused},
    {ErrorCode::account_iban_not_qr, "account.iban_not_qr", Severity::refused},
    {ErrorCode::account_iban_range, "account.iban_range", Severity::refused},
    {ErrorCode::account_iban_structure, "account.iban_structure", Severity::refused},
    {ErrorCode::account_missing, "account.missing", Severity::held},
    {ErrorCode::account_scientific, "account.scientific", Severity::refused},
    {ErrorCode::account_shared, "account.shared", Severity::held},
    {ErrorCode::account_syntax, "account.syntax", Severity::held},
    {ErrorCode::account_unexpected, "account.unexpected", Severity::held},
    {ErrorCode::amount_beyond_standard, "amount.beyond_standard", Severity::held},
    {ErrorCode::amount_capitals, "amount.capitals", Severity::refused},
    {ErrorCode::amount_currency, "amount.currency", Severity::refused},
    {ErrorCode::amount_missing, "amount.missing", Severity::refused},
    {ErrorCode::amount_negative, "amount.negative", Severity::refused},
    {ErrorCode::amount_precision, "amount.precision", Severity::refused},
    {ErrorCode::amount_range, "amount.range", Severity::refused},
    {ErrorCode::amount_scientific, "amount.scientific", Severity::refused},
    {ErrorCode::amount_syntax, "amount.syntax", Severity::refused},
    {ErrorCode::amount_zero, "amount.zero", Severity::refused},
    {ErrorCode::approval_certificate_expired, "approval.certificate_expired", Severity::refused},
    {ErrorCode::approval_insufficient, "approval.insufficient", Severity::refused},
    {ErrorCode::approval_maker_missing, "approval.maker_missing", Severity::refused},
    {ErrorCode::approval_power, "approval.power", Severity::refused},
    {ErrorCode::approval_refused, "approval.refused", Severity::refused},
    {ErrorCode::approval_signature, "approval.signature", Severity::refused},
    {ErrorCode::approval_unknown_person, "approval.unknown_person", Severity::refused},
    {ErrorCode::bank_file_changed, "bank_file.changed", Severity::refused},
    {ErrorCode::bank_file_malformed, "bank_file.malformed", Severity::refused},
    {ErrorCode::bank_file_seen, "bank_file.seen", Severity::normalised},
    {ErrorCode::bank_file_signature, "bank_file.signature", Severity::refused},
    {ErrorCode::bank_file_unknown_format, "bank_file.unknown_format", Severity::refused},
    {ErrorCode::calendar_year_missing, "calendar.year_missing", Severity::stopped},
    {ErrorCode::category_unknown, "category.unknown", Severity::held},
    {ErrorCode::channel_unknown, "channel.unknown", Severity::refused},
    {ErrorCode::clock_behind, "clock.behind", Severity::stopped},
    {ErrorCode::cover_count, "cover.count", Severity::refused},
    {ErrorCode::cover_debtor_account, "cover.debtor_account", Severity::refused},
    {ErrorCode::cover_execution_date, "cover.execution_date", Severity::refused},
    {ErrorCode::cover_fund, "cover.fund", Severity::refused},
    {ErrorCode::cover_key_unknown, "cover.key_unknown", Severity::refused},
    {ErrorCode::cover_kind, "cover.kind", Severity::refused},
    {ErrorCode::cover_missing, "cover.missing", Severity::refused},
    {ErrorCode::cover_of, "cover.of", Severity::refused},
    {ErrorCode::cover_prefix, "cover.prefix", Severity::refused},
    {ErrorCode::cover_profile, "cover.profile", Severity::refused},
    {ErrorCode::cover_programme, "cover.programme", Severity::refused},
    {ErrorCode::cover_rows_changed, "cover.rows_changed", Severity::refused},
    {ErrorCode::cover_settings_changed, "cover.settings_changed", Severity::refused},
    {ErrorCode::cover_sum, "cover.sum", Severity::refused},
    {ErrorCode::cover_syntax, "cover.syntax", Severity::refused},
    {ErrorCode::cover_test_limit, "cover.test_limit", Severity::refused},
    {ErrorCode::cover_total, "cover.total", Severity::refused},
    {ErrorCode::crypto_algorithm, "crypto.algorithm", Severity::stopped},
    {ErrorCode::crypto_certificate, "crypto.certificate", Severity::stopped},
    {ErrorCode::crypto_failure, "crypto.failure", Severity::stopped},
    {ErrorCode::crypto_key, "crypto.key", Severity::stopped},
    {ErrorCode::currency_unknown, "currency.unknown", Severity::refused},
    {ErrorCode::date_syntax, "date.syntax", Severity::refused},
    {ErrorCode::deadline_passed, "deadline.passed", Severity::refused},
    {ErrorCode::document_attack, "document.attack", Severity::refused},
    {ErrorCode::document_invalid, "document.invalid", Severity::refused},
    {ErrorCode::document_malformed, "document.malformed", Severity::refused},
    {ErrorCode::entry_account, "entry.account", Severity::refused},
    {ErrorCode::entry_amount, "entry.amount", Severity::refused},
    {ErrorCode::entry_currency, "entry.currency", Severity::refused},
    {ErrorCode::entry_unexplained, "entry.unexplained", Severity::refused},
    {ErrorCode::file_exists, "file.exists", Severity::stopped},
    {ErrorCode::file_in_doubt, "file.in_doubt", Severity::held},
    {ErrorCode::file_io, "file.io", Severity::stopped},
    {ErrorCode::file_missing, "file.missing", Severity::stopped},
    {ErrorCode::file_not_regular, "file.not_regular", Severity::stopped},
    {ErrorCode::file_reread, "file.reread", Severity::stopped},
    {ErrorCode::formats_missing, "formats.missing", Severity::stopped},
    {ErrorCode::fund_overdrawn, "fund.overdrawn", Severity::refused},
    {ErrorCode::identifier_checksum, "identifier.checksum", Severity::refused},
    {ErrorCode::identifier_syntax, "identifier.syntax", Severity::refused},
    {ErrorCode::line_cancel_unmatched, "line.cancel_unmatched", Severity::refused},
    {ErrorCode::list_code_used, "list.code_used", Severity::refused},
    {ErrorCode::list_code_syntax, "list.code_syntax", Severity::refused},
    {ErrorCode::list_empty, "list.empty", Severity::refused},
    {ErrorCode::list_faults, "list.faults", Severity::refused},
    {ErrorCode::list_files, "list.files", Severity::held},
    {ErrorCode::list_findings_changed, "list.findings_changed", Severity::warning},
    {ErrorCode::list_total_row, "list.total_row", Severity::refused},
    {ErrorCode::members_syntax, "members.syntax", Severity::refused},
    {ErrorCode::payee_kind_unknown, "payee_kind.unknown", Severity::refused},
    {ErrorCode::payout_already_approved, "payout.already_approved", Severity::held},
    {ErrorCode::person_duplicate, "person.duplicate", Severity::held},
    {ErrorCode::person_id_checksum, "person.id_checksum", Severity::refused},
    {ErrorCode::person_id_date, "person.id_date", Severity::refused},
    {ErrorCode::person_id_legacy, "person.id_legacy", Severity::warning},
    {ErrorCode::person_id_missing, "person.id_missing", Severity::held},
    {ErrorCode::person_id_region, "person.id_region", Severity::refused},
    {ErrorCode::person_id_syntax, "person.id_syntax", Severity::refused},
    {ErrorCode::person_name_characters, "person.name_characters", Severity::held},
    {ErrorCode::person_name_length, "person.name_length", Severity::held},
    {ErrorCode::person_name_missing, "person.name_missing", Severity::refused},
    {ErrorCode::person_name_remark, "person.name_remark", Severity::held},
    {ErrorCode::person_uscc_checksum, "person.uscc_checksum", Severity::refused},
    {ErrorCode::person_uscc_syntax, "person.uscc_syntax", Severity::refused},
    {ErrorCode::profile_limit, "profile.limit", Severity::refused},
    {ErrorCode::profile_reference, "profile.reference", Severity::refused},
    {ErrorCode::reading_map_syntax, "reading_map.syntax", Severity::stopped},
    {ErrorCode::reason_unknown, "reason.unknown", Severity::warning},
    {ErrorCode::run_locked, "run.locked", Severity::stopped},
    {ErrorCode::run_superseded, "run.superseded", Severity::stopped},
    {ErrorCode::settings_key_unknown, "settings.key_unknown", Severity::stopped},
    {ErrorCode::settings_missing_key, "settings.missing_key", Severity::stopped},
    {ErrorCode::settings_syntax, "settings.syntax", Severity::stopped},
    {ErrorCode::settings_value, "settings.value", Severity::stopped},
    {ErrorCode::sheet_column_ask, "sheet.column_ask", Severity::refused},
    {ErrorCode::sheet_column_duplicate, "sheet.column_duplicate", Severity::refused},
    {ErrorCode::sheet_column_missing, "sheet.column_missing", Severity::refused},
    {ErrorCode::sheet_column_unknown, "sheet.column_unknown", Severity::warning},
    {ErrorCode::sheet_encoding, "sheet.encoding", Severity::refused},
    {ErrorCode::sheet_external_link, "sheet.external_link", Severity::refused},
    {ErrorCode::sheet_field_count, "sheet.field_count", Severity::refused},
    {ErrorCode::sheet_formula, "sheet.formula", Severity::refused},
    {ErrorCode::sheet_hidden_row, "sheet.hidden_row", Severity::held},
    {ErrorCode::sheet_macro, "sheet.macro", Severity::refused},
    {ErrorCode::sheet_no_heading, "sheet.no_heading", Severity::warning},
    {ErrorCode::sheet_old_format, "sheet.old_format", Severity::refused},
    {ErrorCode::sheet_quote, "sheet.quote", Severity::refused},
    {ErrorCode::sheet_too_long, "sheet.too_long", Severity::refused},
    {ErrorCode::sheet_workbook, "sheet.workbook", Severity::refused},
    {ErrorCode::signature_algorithm, "signature.algorithm", Severity::refused},
    {ErrorCode::signature_digest, "signature.digest", Severity::refused},
    {ErrorCode::signature_frame, "signature.frame", Severity::refused},
    {ErrorCode::signature_key, "signature.key", Severity::refused},
    {ErrorCode::signature_missing, "signature.missing", Severity::refused},
    {ErrorCode::signature_place, "signature.place", Severity::refused},
    {ErrorCode::signature_structure, "signature.structure", Severity::refused},
    {ErrorCode::signature_value, "signature.value", Severity::refused},
    {ErrorCode::statement_arithmetic, "statement.arithmetic", Severity::refused},
    {ErrorCode::statement_balance_missing, "statement.balance_missing", Severity::refused},
    {ErrorCode::statement_balance_break, "statement.balance_break", Severity::refused},
    {ErrorCode::statement_gap, "statement.gap", Severity::warning},
    {ErrorCode::status_unknown, "status.unknown", Severity::warning},
    {ErrorCode::store_corrupt, "store.corrupt", Severity::stopped},
    {ErrorCode::store_failure, "store.failure", Severity::stopped},
    {ErrorCode::store_newer, "store.newer", Severity::stopped},
    {ErrorCode::store_settings, "store.settings", Severity::stopped},
    {ErrorCode::template_name_unknown, "template.name_unknown", Severity::stopped},
    {ErrorCode::template_structure, "template.structure", Severity::stopped},
    {ErrorCode::transfer_ambiguous, "transfer.ambiguous", Severity::refused},
    {ErrorCode::transfer_unknown, "transfer.unknown", Severity::refused},
    {ErrorCode::unit_missing, "unit.missing", Severity::refused},
    {ErrorCode::usage_argument, "usage.argument", Severity::stopped},
    {ErrorCode::value_normalised, "value.normalised", Severity::normalised},
    {ErrorCode::workspace_exists, "workspace.exists", Severity::stopped},
    {ErrorCode::workspace_missing, "workspace.missing", Severity::stopped},
});

ErrorCodeRow const& row_of(ErrorCode code) {
    auto const index = static_cast<std::size_t>(code);
    check(index < rows.size() && rows[index].code == code, "error codes stand in enumeration order");
    return rows[index];
}

}  // namespace

std::span<ErrorCodeRow const> error_codes() { return rows; }

std::string_view text_of(ErrorCode code) { return row_of(code).text; }

Severity severity_of(ErrorCode code) { return row_of(code).severity; }

std::optional<ErrorCode> error_code_of(std::string_view text) {
    auto const found = std::find_if(rows.begin(), rows.end(), [text](auto const& row) { return row.text == text; });
    if (found == rows.end()) {
        return std::nullopt;
    }
    return found->code;
}

std::string_view text_of(Severity severity) {
    constexpr auto names = std::to_array<std::string_view>({"normalised", "warning", "held", "refused", "stopped"});
    return names[static_cast<std::size_t>(severity)];
}

}  // namespace almoner
