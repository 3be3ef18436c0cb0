#include "core/check_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/clearing_number.hpp"
#include "core/cnaps.hpp"
#include "core/creditor_reference.hpp"
#include "core/iban_national.hpp"
#include "core/lei.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"
#include "core/uscc.hpp"

namespace almoner {

namespace {

constexpr ValueVerdict good = {};

ValueVerdict refused(Error const& error) { return {Verdict::refused, error.code}; }

ValueVerdict warned(ErrorCode code) { return {Verdict::warning, code}; }

/// For checks that give a Status or whose value has nothing more to tell.
template <class Outcome>
ValueVerdict plain(Outcome const& outcome) {
    return outcome ? good : refused(outcome.error());
}

/// What every scheme is given, whether it needs it or not.
struct Question {
    std::string_view value;
    CheckTables const& tables;
    Day today;
};

ValueVerdict judge_bic(Question const& asked) {
    auto const bic = Bic::parse(asked.value, asked.tables.countries);
    return bic && bic->is_test() ? warned(ErrorCode::account_bic_test) : plain(bic);
}

ValueVerdict judge_iban(Question const& asked) { return plain(Iban::parse(asked.value, asked.tables.ibans)); }

ValueVerdict judge_iban_national(Question const& asked) {
    auto const iban = Iban::parse(asked.value, asked.tables.ibans);
    return iban ? plain(check_iban_national(*iban)) : refused(iban.error());
}

ValueVerdict judge_qr_iban(Question const& asked) {
    auto const iban = Iban::parse(asked.value, asked.tables.ibans);
    return iban ? plain(check_qr_iban(*iban)) : refused(iban.error());
}

ValueVerdict judge_resident_id(Question const& asked) {
    auto const document = parse_resident_id(asked.value, asked.tables.provinces, asked.today);
    auto const legacy = document && document->kind == PersonDocumentKind::resident_id_legacy;
    return legacy ? warned(ErrorCode::person_id_legacy) : plain(document);
}

ValueVerdict judge_residence_document(Question const& asked) {
    return plain(parse_residence_document(asked.value, asked.tables.provinces, asked.today));
}

ValueVerdict judge_us_aba(Question const& asked) {
    auto const sound = check_us_aba(asked.value);
    return sound && !is_assigned_us_aba(asked.value) ? warned(ErrorCode::account_clearing_unassigned) : plain(sound);
}

template <Status (*check_text)(std::string_view)>
ValueVerdict judge_by(Question const& asked) {
    return plain(check_text(asked.value));
}

struct Scheme {
    std::string_view name;
    ValueVerdict (*judge)(Question const&);
};

constexpr auto schemes = std::to_array<Scheme>({
    {"bic", judge_bic},
    {"card_luhn", judge_by<check_card_number>},
    {"ch_qr_iban", judge_qr_iban},
    {"ch_qrr", judge_by<check_qr_reference>},
    {"cn_person_documents", judge_residence_document},
    {"cn_resident_id", judge_resident_id},
    {"cn_uscc", judge_by<check_uscc>},
    {"cnaps", judge_by<check_cnaps>},
    {"iban", judge_iban},
    {"iban_national", judge_iban_national},
    {"lei", judge_by<check_lei>},
    {"mx_clabe", judge_by<check_mx_clabe>},
    {"rf_reference", judge_by<check_rf_reference>},
    {"us_aba", judge_us_aba},
});

using Rows = Result<std::vector<TabRow>>;

Error naming(std::string_view file, Error error) {
    error.position.file = file;
    return error;
}

/// The rows of one of the tables; its faults name the file.
Rows rows_of(std::string_view file, std::string_view text, std::vector<std::string_view> const& columns) {
    auto rows = read_tab_table(text, columns);
    return rows ? rows : naming(file, rows.error());
}

Error cell_fault(std::string_view file, TabRow const& row, std::string_view cell) {
    return {ErrorCode::settings_value, {std::string(file), {}, row.number, 0}, std::string(cell), {}};
}

/// 0 when `text` is no number.
std::size_t length_of(std::string_view text) {
    std::size_t length = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), length);
    return fault == std::errc{} && end == text.data() + text.size() ? length : 0;
}

Result<IbanRegistry> registry_of(std::string_view text) {
    constexpr std::string_view file = "iban_registry.tsv";
    auto const rows = rows_of(file, text, {"country", "length", "structure", "sepa_from"});
    if (!rows) {
        return rows.error();
    }
    std::vector<IbanCountry> countries;
    for (auto const& row : *rows) {
        auto country = IbanCountry{std::string(row.cells[0]), length_of(row.cells[1]), std::string(row.cells[2]), {}};
        if (row.cells[3] != "-") {
            auto const day = parse_day(row.cells[3]);
            if (!day) {
                return cell_fault(file, row, row.cells[3]);
            }
            country.sepa_from = *day;
        }
        countries.push_back(std::move(country));
    }
    auto registry = IbanRegistry::of(countries);
    return registry ? registry : naming(file, registry.error());
}

Result<std::vector<CardPrefix>> cards_of(std::string_view text) {
    constexpr std::string_view file = "card_prefixes.tsv";
    auto const rows = rows_of(file, text, {"prefix", "length", "bank_type"});
    if (!rows) {
        return rows.error();
    }
    std::vector<CardPrefix> cards;
    for (auto const& row : *rows) {
        auto const length = length_of(row.cells[1]);
        if (length == 0) {
            return cell_fault(file, row, row.cells[1]);
        }
        cards.push_back({std::string(row.cells[0]), length, std::string(row.cells[2])});
    }
    return cards;
}

}  // namespace

Result<CheckTables> check_tables_of(std::string_view iban_registry_tsv, std::string_view countries_tsv,
                                    std::string_view provinces_tsv, std::string_view card_prefixes_tsv) {
    auto registry = registry_of(iban_registry_tsv);
    if (!registry) {
        return registry.error();
    }
    auto cards = cards_of(card_prefixes_tsv);
    if (!cards) {
        return cards.error();
    }
    auto const countries = rows_of("iso3166.tsv", countries_tsv, {"country", "name"});
    if (!countries) {
        return countries.error();
    }
    auto const provinces = rows_of("cn_provinces.tsv", provinces_tsv, {"province", "name"});
    if (!provinces) {
        return provinces.error();
    }
    auto tables = CheckTables{*std::move(registry), {}, {}, *std::move(cards)};
    for (auto const& row : *countries) {
        tables.countries.emplace(row.cells[0]);
    }
    for (auto const& row : *provinces) {
        tables.provinces.emplace(row.cells[0], row.cells[1]);
    }
    return tables;
}

std::string_view text_of(Verdict verdict) {
    constexpr Names<4> names = {"ok", "warning", "held", "refused"};
    return name_in(names, verdict);
}

std::vector<std::string_view> value_schemes() {
    std::vector<std::string_view> names;
    names.reserve(std::size(schemes));
    for (auto const& scheme : schemes) {
        names.push_back(scheme.name);
    }
    return names;
}

std::optional<ValueVerdict> check_value(std::string_view scheme, std::string_view value, CheckTables const& tables,
                                        Day today) {
    auto const found =
        std::find_if(schemes.begin(), schemes.end(), [scheme](auto const& row) { return row.name == scheme; });
    return found == schemes.end() ? std::nullopt : std::optional(found->judge({value, tables, today}));
}

}  // namespace almoner
