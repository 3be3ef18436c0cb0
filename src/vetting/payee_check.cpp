#include "vetting/payee_check.hpp"

#include <algorithm>
#include <charconv>

#include "bytes/charset.hpp"
#include "core/account_doubt.hpp"
#include "core/person_name.hpp"
#include "core/region.hpp"
#include "core/uscc.hpp"
#include "core/utf8.hpp"
#include "vetting/payee_address.hpp"
#include "vetting/payee_name.hpp"

namespace almoner::vetting {

namespace {

/// A name as the bank writes it; told when that is not how it stood.
std::string name_cell(RowReading& reading, std::string_view column) {
    auto const text = reading.cell(column);
    auto name = as_banks_write(text);
    if (name != text) {
        reading.find(ErrorCode::person_name_normalised, column, "");
    }
    return name;
}

/// The name as the file will have it: in characters, and of a length, that the bank takes.
void check_written_name(RowReading& reading) {
    auto const& profile = reading.terms.profile;
    auto const& listed = reading.line().payee_name;
    auto const changed = profile.transliteration.empty() ? std::string() : profile.transliteration.of(listed);
    auto const written = profile.transliteration.empty() ? std::string_view(listed) : std::string_view(changed);
    if (written != listed) {
        reading.find(ErrorCode::person_name_transliterated, "payee_name", "");
    }
    if (!bytes::can_write(profile.name_charset, written)) {
        reading.find(ErrorCode::person_name_charset, "payee_name", "", {std::string(text_of(profile.name_charset))});
    }
    auto const characters = character_count(written);
    if (characters > profile.name_characters) {
        reading.find(ErrorCode::person_name_length, "payee_name", std::to_string(characters),
                     {std::to_string(profile.name_characters)});
    }
    auto const byte_count = bytes::encoded_size(profile.encoding, written);
    if (profile.name_bytes && byte_count > *profile.name_bytes) {
        reading.find(ErrorCode::person_name_length, "payee_name", std::to_string(byte_count),
                     {std::to_string(*profile.name_bytes)});
    }
}

void check_payee_name(RowReading& reading) {
    auto& line = reading.line();
    line.payee_name = name_cell(reading, "payee_name");
    auto const enterprise = line.payee_kind == PayeeKind::enterprise;
    auto const good = enterprise ? check_enterprise_name(line.payee_name) : check_name(line.payee_name);
    if (!good) {
        reading.find(good.error(), "payee_name", "");
        return;
    }
    check_written_name(reading);
}

void check_document(RowReading& reading, std::string_view column, std::string const& id) {
    if (reading.line().payee_kind == PayeeKind::enterprise) {
        if (auto const good = check_uscc(id); !good) {
            reading.find(good.error(), column, masked(id));
        }
        reading.identity = id;
        return;
    }
    auto document = parse_person_document(id, reading.terms.tables.provinces, reading.terms.today);
    if (!document) {
        reading.find(document.error(), column, id.empty() ? "" : masked(id));
        return;
    }
    if (document->kind == PersonDocumentKind::resident_id_legacy) {
        reading.find(ErrorCode::person_id_legacy, column, masked(id));
    }
    auto const* listed = reading.rule(ErrorCode::person_id_region_unlisted);
    if (listed != nullptr && !check_region(*document, reading.terms.tables.regions)) {
        reading.find(*listed, column, masked(id));
    }
    if (auto const lost = doubt_id_digits(id)) {
        reading.find(*lost, column, masked(id));
    }
    reading.identity = document->number;
    reading.document = *std::move(document);
}

/// Whose document decides who is helped: the beneficiary's where the row names one.
void check_identity(RowReading& reading) {
    auto const of_beneficiary = !reading.cell("beneficiary_id").empty() || !reading.cell("beneficiary_name").empty();
    auto const column = of_beneficiary ? "beneficiary_id" : "payee_id";
    auto const id = reading.code_cell(column);
    if (!id.empty() || reading.terms.programme.identity_required) {
        check_document(reading, column, id);
    }
}

/// The relation in the program's words, when the rules know it; else as it stands.
std::string relation_of(RowReading const& reading) {
    return std::string(reading.terms.words.value("relation", reading.cell("relation")));
}

std::string listed(std::vector<std::string> const& words) {
    std::string all;
    for (auto const& word : words) {
        all += (all.empty() ? "" : ", ") + word;
    }
    return all;
}

bool is_allowed(settings::Rule const* rule, std::string const& relation) {
    return rule != nullptr && std::find(rule->words.begin(), rule->words.end(), relation) != rule->words.end();
}

void check_beneficiary(RowReading& reading) {
    auto& line = reading.line();
    line.beneficiary_name = name_cell(reading, "beneficiary_name");
    line.relation = relation_of(reading);
    auto const another = !line.beneficiary_name.empty() && line.beneficiary_name != line.payee_name;
    if (!line.beneficiary_name.empty()) {
        if (auto const good = check_name(line.beneficiary_name); !good) {
            reading.find(good.error(), "beneficiary_name", "");
        }
    }
    auto const* holder = reading.rule(ErrorCode::account_holder);
    if (another && line.channel == Channel::bank && holder != nullptr && !is_allowed(holder, line.relation)) {
        reading.find(*holder, "relation", line.relation, {listed(holder->words)});
    }
    reading.checked.keys.shares_account = is_allowed(reading.rule(ErrorCode::account_shared), line.relation);
    reading.checked.keys.gives_reason = !reading.cell("allow_reason").empty();
}

void check_members(RowReading& reading) {
    auto const text = reading.cell("members");
    if (text.empty()) {
        return;
    }
    auto& members = reading.line().members;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), members);
    if (fault != std::errc{} || end != text.data() + text.size() || members == 0) {
        reading.find(ErrorCode::members_syntax, "members", std::string(text));
    }
}

}  // namespace

void check_payee(RowReading& reading) {
    check_payee_name(reading);
    check_identity(reading);
    reading.checked.payee_id = std::string(reading.cell("payee_id"));
    check_beneficiary(reading);
    check_address(reading);
    check_members(reading);
}

}  // namespace almoner::vetting
