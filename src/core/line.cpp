#include "core/line.hpp"

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr Names<3> payee_kinds = {"person", "household", "enterprise"};
constexpr Names<3> channels = {"bank", "cash", "in_kind"};
constexpr Names<4> line_states = {"accepted", "held", "refused", "cancelled"};

}  // namespace

std::string_view text_of(PayeeKind kind) { return name_in(payee_kinds, kind); }
std::string_view text_of(Channel channel) { return name_in(channels, channel); }
std::string_view text_of(LineState state) { return name_in(line_states, state); }
std::optional<PayeeKind> payee_kind_of(std::string_view text) { return value_in<PayeeKind>(payee_kinds, text); }
std::optional<Channel> channel_of(std::string_view text) { return value_in<Channel>(channels, text); }
std::optional<LineState> line_state_of(std::string_view text) { return value_in<LineState>(line_states, text); }

}  // namespace almoner
