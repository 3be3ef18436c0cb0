#include "settings/profile.hpp"

#include <charconv>

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<2> placements = {"enveloped", "detached_cms"};
constexpr Names<4> echoes = {"full", "masked", "inner", "none"};
constexpr Names<2> submissions = {"transport", "person"};
constexpr std::uint64_t our_reference_length = 16;

/// "16:30" as minutes after midnight.
int minutes_of(TomlTable& table, std::string_view key) {
    auto const text = table.text(key);
    auto hours = 0;
    auto minutes = 0;
    auto const* end = text.data() + text.size();
    auto const shaped = text.size() == 5 && text[2] == ':' && std::from_chars(text.data(), text.data() + 2, hours).ptr == text.data() + 2 &&
                        std::from_chars(text.data() + 3, end, minutes).ptr == end;
    if (!shaped || hours > 23 || minutes > 59) {
        table.fail(key, text);
    }
    return hours * 60 + minutes;
}

std::uint64_t count_of(TomlTable& table, std::string_view key, std::uint64_t fallback) {
    auto const count = table.integer_or(key, static_cast<std::int64_t>(fallback));
    if (count < 1) {
        table.fail(key, std::to_string(count));
    }
    return static_cast<std::uint64_t>(count);
}

void read_limits(Profile& profile, TomlTable& table) {
    profile.max_transactions_per_file = count_of(table, "max_transactions_per_file", 100'000);
    profile.max_transactions_per_batch = count_of(table, "max_transactions_per_batch", 100'000);
    if (table.has("currency")) {
        auto const currency = table.currency("currency");
        profile.max_sum_per_file = table.optional_money("max_sum_per_file", currency);
        profile.max_amount = table.optional_money("max_amount", currency);
    }
    profile.name_characters = count_of(table, "name_characters", 140);
    profile.remittance_characters = count_of(table, "remittance_characters", 140);
    profile.maximum_reference_length = count_of(table, "maximum_reference_length", 35);
}

void read_message_options(Profile& profile, TomlTable& table) {
    profile.batch_booking = table.truth_or("batch_booking", true);
    profile.uetr = table.truth_or("uetr", false);
    profile.service_level = table.text_or("service_level", "");
    profile.charge_bearer = table.text_or("charge_bearer", "");
    profile.clearing_system = table.text_or("clearing_system", "");
    profile.bank_code_required = table.truth_or("bank_code_required", false);
}

void read_signature(Profile& profile, TomlTable& table) {
    // No default: a bank that refuses SplmtryData would refuse every file.
    profile.signature_placement = table.choice<SignaturePlacement>("placement", placements);
    profile.signature_algorithm = table.text("algorithm");
    if (profile.signature_algorithm != "rsa-sha256") {
        table.fail("algorithm", profile.signature_algorithm);
    }
}

}  // namespace

Result<Profile> load_profile(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Profile profile;
    profile.id = file.stem().string();
    profile.name = table->text("name");
    profile.message = table->text("message");
    profile.calendar = table->text("calendar");
    profile.cut_off_minutes = minutes_of(*table, "cut_off");
    profile.time_zone = table->text("time_zone");
    auto limits = table->table("limits");
    read_limits(profile, limits);
    auto options = table->table("message_options");
    read_message_options(profile, options);
    auto signature = table->table("signature");
    read_signature(profile, signature);
    auto files = table->table("files");
    profile.file_name = files.text("name");
    profile.submission = files.choice("submission", submissions, std::optional(Submission::person));
    auto answers = table->table("answers");
    profile.answers = answers.texts("messages");
    profile.answers_signed = answers.truth_or("signed", true);
    profile.account_echo = answers.choice("account_echo", echoes, std::optional(AccountEcho::full));
    profile.return_window_days = static_cast<int>(answers.integer_or("return_window_days", 10));
    if (profile.maximum_reference_length < our_reference_length) {
        limits.fail("maximum_reference_length", Error{ErrorCode::profile_reference, {}, std::to_string(profile.maximum_reference_length), {}});
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return profile;
}

}  // namespace almoner::settings
