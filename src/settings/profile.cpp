#include "settings/profile.hpp"

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<3> placements = {"enveloped", "detached_cms", "bah"};
constexpr Names<4> echoes = {"full", "masked", "inner", "none"};
constexpr Names<2> submissions = {"transport", "person"};
constexpr std::uint64_t our_reference_length = 16;  // EndToEndId
constexpr std::string_view file_mark = "{message_id}";
constexpr std::uint64_t most_batches = 999;  // of a file; PmtInfId
constexpr int longest_return_window = 366;

/// The two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
    auto const is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return is_digit(text[at]) && is_digit(text[at + 1]) ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -1;
}

/// "16:30" as minutes after midnight.
int minutes_of(TomlTable& table, std::string_view key) {
    auto const text = table.text(key);
    auto const shaped = text.size() == 5 && text[2] == ':';
    auto const hours = shaped ? two_digits(text, 0) : -1;
    auto const minutes = shaped ? two_digits(text, 3) : -1;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
        table.fail(key, text);
        return 0;
    }
    return hours * 60 + minutes;
}

std::uint64_t limit_of(TomlTable& table, std::string_view key, std::uint64_t fallback) {
    auto const limit = table.optional_count(key).value_or(fallback);
    if (limit == 0) {
        table.fail(key, "0");
    }
    return limit;
}

void read_limits(Profile& profile, TomlTable table) {
    profile.max_transactions_per_file = limit_of(table, "max_transactions_per_file", profile.max_transactions_per_file);
    profile.max_transactions_per_batch =
        limit_of(table, "max_transactions_per_batch", profile.max_transactions_per_batch);
    // A batch's number in its file has three digits (PmtInfId).
    if ((profile.max_transactions_per_file - 1) / profile.max_transactions_per_batch >= most_batches) {
        table.fail("max_transactions_per_batch", std::to_string(profile.max_transactions_per_batch));
    }
    if (table.has("currency") || table.has("max_sum_per_file") || table.has("max_amount")) {
        auto const currency = table.currency("currency");
        profile.max_sum_per_file = table.optional_money("max_sum_per_file", currency);
        profile.max_amount = table.optional_money("max_amount", currency);
    }
    profile.name_characters = limit_of(table, "name_characters", profile.name_characters);
    auto const charset = table.text_or("name_charset", text_of(CharacterSet::any));
    if (auto const known = character_set_of(charset)) {
        profile.name_charset = *known;
    } else {
        table.fail("name_charset", charset);
    }
    profile.remittance_characters = limit_of(table, "remittance_characters", profile.remittance_characters);
    profile.maximum_reference_length = limit_of(table, "maximum_reference_length", profile.maximum_reference_length);
    if (profile.maximum_reference_length < our_reference_length) {
        table.fail("maximum_reference_length",
                   Error{ErrorCode::profile_reference, {}, std::to_string(profile.maximum_reference_length), {}});
    }
}

void read_message_options(Profile& profile, TomlTable table) {
    profile.batch_booking = table.truth_or("batch_booking", true);
    profile.uetr = table.truth_or("uetr", false);
    profile.service_level = table.text_or("service_level", "");
    profile.charge_bearer = table.text_or("charge_bearer", "");
    profile.clearing_system = table.text_or("clearing_system", "");
    profile.bank_code_required = table.truth_or("bank_code_required", false);
}

void read_signature(Profile& profile, TomlTable table) {
    // No default: a bank that refuses SplmtryData would refuse every file.
    profile.signature_placement = table.choice<SignaturePlacement>("placement", placements);
    auto const name = table.text_or("algorithm", text_of(profile.signature_algorithm));
    auto const algorithm = signature_algorithm_of(name);
    auto const is_detached = profile.signature_placement == SignaturePlacement::detached_cms;
    // OpenSSL 3.0 writes no CMS with Ed25519.
    if (!algorithm || (is_detached && *algorithm == SignatureAlgorithm::ed25519)) {
        table.fail("algorithm", name);
    } else {
        profile.signature_algorithm = *algorithm;
    }
    profile.send_signature = table.truth_or("send", false);
    // One that stands in the file goes with it anyway.
    if (profile.send_signature && !is_detached) {
        table.fail("send", "true");
    }
}

void read_files(Profile& profile, TomlTable table) {
    profile.file_name = table.text("name");
    // Without the MsgId two files of one night would have one name; a slash would leave the outbox.
    if (profile.file_name.find(file_mark) == std::string::npos || profile.file_name.find('/') != std::string::npos) {
        table.fail("name", profile.file_name);
    }
    profile.submission = table.choice("submission", submissions, std::optional(Submission::person));
}

void read_answers(Profile& profile, TomlTable table) {
    profile.answers = table.texts("messages");
    profile.answers_signed = table.truth_or("signed", true);
    profile.account_echo = table.choice("account_echo", echoes, std::optional(AccountEcho::full));
    profile.return_window_days = table.number_or("return_window_days", 10, 0, longest_return_window);
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
    read_limits(profile, table->table("limits"));
    read_message_options(profile, table->table("message_options"));
    read_signature(profile, table->table("signature"));
    read_files(profile, table->table("files"));
    read_answers(profile, table->table("answers"));
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return profile;
}

}  // namespace almoner::settings
