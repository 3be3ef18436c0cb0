#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/account.hpp"
#include "core/identifiers.hpp"
#include "core/money.hpp"
#include "core/postal_address.hpp"

namespace almoner {

enum class PayeeKind : std::uint8_t { person, household, enterprise };
enum class Channel : std::uint8_t { bank, cash, in_kind };
enum class LineState : std::uint8_t { accepted, held, refused, cancelled };

/// Keyed digest of who is meant (HMAC-SHA-256 with the store's key, first 16 bytes): equal for the
/// same person, tells nothing to who lacks the key.
using PersonKey = std::array<std::uint8_t, 16>;

/// One row of a list after checking: a person, household or enterprise and what it is to get.
/// A row too broken to read keeps what could be read; `amount` is then zero.
struct Line {
    LineNumber number;
    PayeeKind payee_kind = PayeeKind::person;
    Channel channel = Channel::bank;
    LineState state = LineState::accepted;
    std::string category;
    std::string unit;
    std::string payee_name;
    PersonKey person_key{};
    Account account;
    std::string bank_code;  ///< clearing member id (CNAPS, 12 digits) or empty
    std::string bic;        ///< BICFI or empty
    Money amount;
    std::uint32_t members = 0;     ///< people in the household, 0 when not a household
    std::string note;              ///< internal, never leaves
    std::string beneficiary_name;  ///< who is helped, when the account is another's
    std::string relation;          ///< of the account's holder to the beneficiary: guardian, household, joint
    std::string finding;           ///< code of the finding that decided a state other than accepted
    PostalAddress address;         ///< of the payee; empty where the list has none
    std::string reference;         ///< structured creditor reference (ISO 11649, or QRR), or empty
};

std::string_view text_of(PayeeKind kind);
std::string_view text_of(Channel channel);
std::string_view text_of(LineState state);
std::optional<PayeeKind> payee_kind_of(std::string_view text);
std::optional<Channel> channel_of(std::string_view text);
std::optional<LineState> line_state_of(std::string_view text);

}  // namespace almoner
