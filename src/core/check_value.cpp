#include "core/check_value.hpp"

#include <algorithm>
#include <array>

#include "core/bank_code.hpp"
#include "core/check_digits.hpp"
#include "core/clearing_number.hpp"
#include "core/cnaps.hpp"
#include "core/creditor_reference.hpp"
#include "core/iban_national.hpp"
#include "core/lei.hpp"
#include "core/names.hpp"
#include "core/national_account.hpp"
#include "core/uscc.hpp"

namespace almoner {

namespace {

constexpr ValueVerdict good = {};

ValueVerdict warned(ErrorCode code) { return {Verdict::warning, code}; }

/// For checks that give a Status or whose value has nothing more to tell.
template <class Outcome>
ValueVerdict plain(Outcome const& outcome) {
    return outcome ? good : verdict_of(outcome.error());
}

/// For rules that the banks themselves break: a checksum that does not hold warns, another form is refused.
ValueVerdict lenient(Status const& outcome) {
    auto const broken = !outcome && outcome.error().code == ErrorCode::account_check_digits;
    return broken ? warned(ErrorCode::account_check_digits) : plain(outcome);
}

/// For accounts that have a form but no check: a good form is not yet a good account.
ValueVerdict uncheckable(Status const& outcome) {
    return outcome ? warned(ErrorCode::account_not_checkable) : plain(outcome);
}

ValueVerdict judge_bic(ValueQuestion const& asked) {
    auto const bic = Bic::parse(asked.value, asked.tables.countries);
    return bic && bic->is_test() ? warned(ErrorCode::account_bic_test) : plain(bic);
}

/// A sound IBAN of a country outside the registry is worth a warning.
ValueVerdict judge_listing(Iban const& iban, CheckTables const& tables) {
    return tables.ibans.is_registered(iban.country()) ? good : warned(ErrorCode::account_iban_unregistered);
}

Result<Iban> iban_of(ValueQuestion const& asked) {
    return Iban::parse(asked.value, asked.tables.ibans, UnregisteredIbans::accepted);
}

ValueVerdict judge_iban(ValueQuestion const& asked) {
    auto const iban = iban_of(asked);
    return iban ? judge_listing(*iban, asked.tables) : plain(iban);
}

ValueVerdict judge_iban_national(ValueQuestion const& asked) {
    auto const iban = iban_of(asked);
    if (!iban) {
        return plain(iban);
    }
    auto const national = check_iban_national(*iban);
    return national ? judge_listing(*iban, asked.tables) : plain(national);
}

ValueVerdict judge_qr_iban(ValueQuestion const& asked) {
    auto const iban = Iban::parse(asked.value, asked.tables.ibans);
    return iban ? plain(check_qr_iban(*iban)) : plain(iban);
}

ValueVerdict judge_resident_id(ValueQuestion const& asked) {
    auto const document = parse_resident_id(asked.value, asked.tables.provinces, asked.today);
    if (!document) {
        return plain(document);
    }
    auto const region = check_region(*document, asked.tables.regions);
    auto const legacy = document->kind == PersonDocumentKind::resident_id_legacy;
    return region && legacy ? warned(ErrorCode::person_id_legacy) : plain(region);
}

ValueVerdict judge_residence_document(ValueQuestion const& asked) {
    return plain(parse_residence_document(asked.value, asked.tables.provinces, asked.today));
}

ValueVerdict judge_us_aba(ValueQuestion const& asked) {
    auto const sound = check_us_aba(asked.value);
    return sound && !is_assigned_us_aba(asked.value) ? warned(ErrorCode::account_clearing_unassigned) : plain(sound);
}

ValueVerdict judge_gb(ValueQuestion const& asked) {
    return plain(check_gb_account(asked.value, asked.tables.gb_modulus));
}

ValueVerdict judge_nz(ValueQuestion const& asked) {
    return plain(check_nz_account(asked.value, asked.tables.nz_branches));
}

ValueVerdict judge_se(ValueQuestion const& asked) {
    return lenient(check_se_account(asked.value, asked.tables.se_clearing));
}

template <Status (*check_text)(std::string_view)>
ValueVerdict judge_by(ValueQuestion const& asked) {
    return plain(check_text(asked.value));
}

ValueVerdict judge_ng(ValueQuestion const& asked) { return lenient(check_ng_nuban(asked.value)); }

ValueVerdict judge_hk(ValueQuestion const& asked) { return uncheckable(check_hk_account(asked.value)); }

ValueVerdict judge_jp(ValueQuestion const& asked) { return uncheckable(check_jp_account(asked.value)); }

constexpr std::string_view any_account = "account_XX";
constexpr std::string_view any_member = "clearing_SYSTEM";

/// Max34Text of CdtrAcct/Id/Othr/Id, in the characters that account numbers have.
ValueVerdict judge_any_account(ValueQuestion const& asked) {
    auto const number = without_separators(asked.value);
    auto const sound = !number.empty() && number.size() <= 34 && is_upper_alphanumeric(number) && !is_zeros(number);
    return sound ? warned(ErrorCode::account_not_checkable) : verdict_of({ErrorCode::account_syntax, {}, {}, {}});
}

ValueVerdict judge_any_member(ValueQuestion const& asked) {
    auto const system = asked.scheme.substr(any_member.find("SYSTEM"));
    return plain(check_clearing_member(system, asked.value, asked.tables.clearing_systems));
}

struct Scheme {
    std::string_view name;
    ValueRule rule;
};

constexpr auto schemes = std::to_array<Scheme>({
    {any_account, judge_any_account},
    {"ar_cbu", judge_by<check_ar_cbu>},
    {"au_bsb", judge_by<check_au_bsb>},
    {"bic", judge_bic},
    {"card_luhn", judge_by<check_card_number>},
    {"ch_qr_iban", judge_qr_iban},
    {"ch_qrr", judge_by<check_qr_reference>},
    {any_member, judge_any_member},
    {"cn_person_documents", judge_residence_document},
    {"cn_resident_id", judge_resident_id},
    {"cn_uscc", judge_by<check_uscc>},
    {"cnaps", judge_by<check_cnaps>},
    {"gb_modulus", judge_gb},
    {"hk_account", judge_hk},
    {"iban", judge_iban},
    {"iban_national", judge_iban_national},
    {"in_ifsc", judge_by<check_in_ifsc>},
    {"jp_zengin", judge_jp},
    {"lei", judge_by<check_lei>},
    {"mx_clabe", judge_by<check_mx_clabe>},
    {"ng_nuban", judge_ng},
    {"nz_account", judge_nz},
    {"rf_reference", judge_by<check_rf_reference>},
    {"se_account", judge_se},
    {"us_aba", judge_us_aba},
});

/// Countries whose accounts have a scheme of their own.
constexpr auto account_schemes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"AR", "ar_cbu"},
    {"GB", "gb_modulus"},
    {"HK", "hk_account"},
    {"JP", "jp_zengin"},
    {"MX", "mx_clabe"},
    {"NG", "ng_nuban"},
    {"NZ", "nz_account"},
    {"SE", "se_account"},
});

/// The name under which the table has `scheme`; empty when it has none.
std::string_view name_in_table(std::string_view scheme, CheckTables const& tables) {
    auto const accounts = any_account.substr(0, any_account.find("XX"));
    auto const members = any_member.substr(0, any_member.find("SYSTEM"));
    if (scheme.starts_with(members)) {
        return tables.clearing_systems.contains(scheme.substr(members.size())) ? any_member : "";
    }
    if (!scheme.starts_with(accounts)) {
        return scheme;
    }
    auto const country = scheme.substr(accounts.size());
    auto const* const own = std::find_if(account_schemes.begin(), account_schemes.end(),
                                         [country](auto const& row) { return row.first == country; });
    if (own != account_schemes.end()) {
        return own->second;
    }
    return tables.countries.contains(country) ? any_account : "";
}

}  // namespace

std::string_view text_of(Verdict verdict) {
    constexpr Names<4> names = {"ok", "warning", "held", "refused"};
    return name_in(names, verdict);
}

ValueVerdict verdict_of(Error const& error) {
    auto const unjudged = error.code == ErrorCode::account_not_checkable;
    return {unjudged ? Verdict::warning : Verdict::refused, error.code};
}

std::vector<std::string_view> value_schemes() {
    std::vector<std::string_view> names;
    names.reserve(std::size(schemes));
    for (auto const& scheme : schemes) {
        names.push_back(scheme.name);
    }
    return names;
}

ValueRule value_rule(std::string_view scheme, CheckTables const& tables) {
    auto const name = name_in_table(scheme, tables);
    auto const* const found =
        std::find_if(schemes.begin(), schemes.end(), [name](auto const& row) { return row.name == name; });
    return found == schemes.end() ? nullptr : found->rule;
}

std::optional<ValueVerdict> check_value(std::string_view scheme, std::string_view value, CheckTables const& tables,
                                        Day today) {
    auto const rule = value_rule(scheme, tables);
    return rule == nullptr ? std::nullopt : std::optional(rule({scheme, value, tables, today}));
}

}  // namespace almoner
