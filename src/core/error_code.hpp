#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace almoner {

/// What a fault does to the thing it was found in.
enum class Severity : std::uint8_t {
    normalised,  ///< mended in reading and logged; the line goes on
    warning,     ///< the line goes on, a person may look
    held,        ///< the line waits for a person
    refused,     ///< the line or list cannot be paid as it stands
    stopped,     ///< the run or the command cannot go on
};

/// Every fault Almoner can report. The text of a code (`account.iban_checksum`) never changes its
/// meaning once released; its sentence and remedy stand in `formats/texts/<language>.toml`.
enum class ErrorCode : std::uint16_t {
    account_bic_country,
    account_bic_syntax,
    account_bic_test,
    account_card_checksum,
    account_clearing_unassigned,
    account_cnaps_checksum,
    account_cnaps_syntax,
    account_iban_checksum,
    account_iban_country,
    account_iban_length,
    account_iban_national,
    account_iban_not_qr,
    account_iban_range,
    account_iban_structure,
    account_missing,
    account_scientific,
    account_shared,
    account_syntax,
    account_unexpected,
    amount_beyond_standard,
    amount_capitals,
    amount_currency,
    amount_missing,
    amount_negative,
    amount_precision,
    amount_range,
    amount_scientific,
    amount_syntax,
    amount_zero,
    approval_certificate_expired,
    approval_insufficient,
    approval_maker_missing,
    approval_power,
    approval_refused,
    approval_signature,
    approval_unknown_person,
    bank_file_changed,
    bank_file_malformed,
    bank_file_seen,
    bank_file_signature,
    bank_file_unknown_format,
    calendar_year_missing,
    category_unknown,
    channel_unknown,
    clock_behind,
    cover_count,
    cover_debtor_account,
    cover_execution_date,
    cover_fund,
    cover_key_unknown,
    cover_kind,
    cover_missing,
    cover_of,
    cover_prefix,
    cover_profile,
    cover_programme,
    cover_rows_changed,
    cover_settings_changed,
    cover_sum,
    cover_syntax,
    cover_test_limit,
    cover_total,
    crypto_algorithm,
    crypto_certificate,
    crypto_failure,
    crypto_key,
    currency_unknown,
    date_syntax,
    deadline_passed,
    document_attack,
    document_invalid,
    document_malformed,
    entry_account,
    entry_amount,
    entry_currency,
    entry_unexplained,
    file_exists,
    file_in_doubt,
    file_io,
    file_missing,
    file_not_regular,
    file_reread,
    formats_missing,
    fund_overdrawn,
    identifier_checksum,
    identifier_syntax,
    line_cancel_unmatched,
    list_code_used,
    list_code_syntax,
    list_empty,
    list_faults,
    list_files,
    list_findings_changed,
    list_total_row,
    members_syntax,
    payee_kind_unknown,
    payout_already_approved,
    person_duplicate,
    person_id_checksum,
    person_id_date,
    person_id_legacy,
    person_id_missing,
    person_id_region,
    person_id_syntax,
    person_name_characters,
    person_name_length,
    person_name_missing,
    person_name_remark,
    person_uscc_checksum,
    person_uscc_syntax,
    profile_limit,
    profile_reference,
    reading_map_syntax,
    reason_unknown,
    run_locked,
    run_superseded,
    settings_key_unknown,
    settings_missing_key,
    settings_syntax,
    settings_value,
    sheet_column_ask,
    sheet_column_duplicate,
    sheet_column_missing,
    sheet_column_unknown,
    sheet_encoding,
    sheet_external_link,
    sheet_field_count,
    sheet_formula,
    sheet_hidden_row,
    sheet_macro,
    sheet_no_heading,
    sheet_old_format,
    sheet_quote,
    sheet_too_long,
    sheet_workbook,
    signature_algorithm,
    signature_digest,
    signature_frame,
    signature_key,
    signature_missing,
    signature_place,
    signature_structure,
    signature_value,
    statement_arithmetic,
    statement_balance_missing,
    statement_balance_break,
    statement_gap,
    status_unknown,
    store_corrupt,
    store_failure,
    store_newer,
    store_settings,
    template_name_unknown,
    template_structure,
    transfer_ambiguous,
    transfer_unknown,
    unit_missing,
    usage_argument,
    value_normalised,
    workspace_exists,
    workspace_missing,
};

struct ErrorCodeRow {
    ErrorCode code;
    std::string_view text;
    Severity severity;
};

/// All codes in the order of the enumeration.
std::span<ErrorCodeRow const> error_codes();

/// "account.iban_checksum"
std::string_view text_of(ErrorCode code);

Severity severity_of(ErrorCode code);

std::optional<ErrorCode> error_code_of(std::string_view text);

/// "held", "refused" ... as reports and JSON lines print them.
std::string_view text_of(Severity severity);

}  // namespace almoner
