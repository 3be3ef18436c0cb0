#include "vetting/payee_address.hpp"

#include <algorithm>

#include "bytes/charset.hpp"
#include "core/creditor_reference.hpp"
#include "core/utf8.hpp"

namespace almoner::vetting {

namespace {

/// A column, the part it fills, and how long that may be (ISO 20022 PostalAddress6).
struct Part {
    std::string_view column;
    std::string PostalAddress::*place;
    std::size_t characters;
};
constexpr Part parts[] = {{"street_name", &PostalAddress::street, 70}, {"building_no", &PostalAddress::building, 16},
                          {"postcode", &PostalAddress::postcode, 16},  {"town", &PostalAddress::town, 35},
                          {"country", &PostalAddress::country, 2},     {"address", &PostalAddress::line, 70}};

bool is_country(RowReading const& reading, std::string_view code) {
    return reading.terms.tables.countries.contains(code);
}

void check_part(RowReading& reading, Part const& part) {
    auto& text = reading.line().address.*part.place;
    text = std::string(reading.cell(part.column));
    auto const& profile = reading.terms.profile;
    auto const written = profile.transliteration.of(text);
    if (!first_utf8_fault(written) && !bytes::can_write(profile.name_charset, written)) {
        reading.find(ErrorCode::person_name_charset, part.column, "", {std::string(text_of(profile.name_charset))});
    }
    auto const count = character_count(written);
    if (count > part.characters) {
        reading.find(ErrorCode::person_name_length, part.column, std::to_string(count),
                     {std::to_string(part.characters)});
    }
}

}  // namespace

void check_address(RowReading& reading) {
    auto const rule = reading.terms.profile.address_rule(reading.terms.execution_date);
    if (rule.mode == settings::AddressMode::none || reading.line().channel != Channel::bank) {
        return;
    }
    for (auto const& part : parts) {
        check_part(reading, part);
    }
    auto const& address = reading.line().address;
    if (!rule.required && address == PostalAddress{}) {
        return;
    }
    if (address.town.empty()) {
        reading.find(ErrorCode::address_missing, "town", "");
    }
    if (!is_country(reading, address.country)) {
        reading.find(ErrorCode::address_missing, "country", address.country);
    }
}

void check_reference(RowReading& reading) {
    auto& line = reading.line();
    if (line.channel != Channel::bank || reading.cell("creditor_reference").empty()) {
        return;
    }
    auto const& taken = reading.terms.profile.options.references;
    line.reference = reading.code_cell("creditor_reference");
    auto const is_rf = line.reference.starts_with("RF");
    auto const good = is_rf ? check_rf_reference(line.reference) : check_qr_reference(line.reference);
    auto const kind = is_rf ? "SCOR" : "QRR";
    if (!good || std::find(taken.begin(), taken.end(), kind) == taken.end()) {
        std::string kinds;
        for (auto const& one : taken) {
            kinds += (kinds.empty() ? "" : ", ") + one;
        }
        reading.find(ErrorCode::remittance_reference, "creditor_reference", line.reference,
                     {kinds.empty() ? "-" : kinds});
    }
}

}  // namespace almoner::vetting
