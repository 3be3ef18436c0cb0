#include "store/rows.hpp"

namespace almoner::store {

PersonKey person_key_at(Statement const& row, int column) {
    PersonKey key{};
    auto const bytes = row.blob(column);
    check(bytes.size() == key.size(), "a person key has 16 bytes");
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return key;
}

void read_line(Statement const& row, Currency currency, Line& line) {
    line.number = {static_cast<std::uint8_t>(row.number(0)), static_cast<std::uint32_t>(row.number(1))};
    line.payee_kind = payee_kind_of(row.text(2)).value_or(PayeeKind::person);
    line.channel = channel_of(row.text(3)).value_or(Channel::bank);
    line.state = line_state_of(row.text(4)).value_or(LineState::held);
    line.category = row.text(5);
    line.unit = row.text(6);
    line.payee_name = row.text(7);
    line.person_key = person_key_at(row, 8);
    line.account.scheme = row.text(9) == "iban" ? AccountScheme::iban : AccountScheme::other;
    line.account.number = row.text(10);
    line.bank_code = row.text(11);
    line.bic = row.text(12);
    line.amount = Money{row.number(13), currency};
    line.members = static_cast<std::uint32_t>(row.number(14));
    line.note = row.text(15);
    line.finding = row.text(16);
    line.beneficiary_name = row.text(17);
    line.relation = row.text(18);
    line.address = postal_address_of(row.text(19));
    line.reference = row.text(20);
}

void read_paid(Statement const& row, Currency currency, Line& line) {
    line.number = {static_cast<std::uint8_t>(row.number(0)), static_cast<std::uint32_t>(row.number(1))};
    line.category = row.text(2);
    line.payee_name = row.text(3);
    line.person_key = person_key_at(row, 4);
    line.account.scheme = row.text(5) == "iban" ? AccountScheme::iban : AccountScheme::other;
    line.account.number = row.text(6);
    line.bank_code = row.text(7);
    line.bic = row.text(8);
    line.amount = Money{row.number(9), currency};
    line.beneficiary_name = row.text(10);
    line.address = postal_address_of(row.text(11));
    line.reference = row.text(12);
}

}  // namespace almoner::store
