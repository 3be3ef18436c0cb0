#include "settings/profile.hpp"

#include <algorithm>
#include <array>

#include "core/tab_table.hpp"
#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<3> placements = {"enveloped", "detached_cms", "bah"};
constexpr Names<3> batch_bookings = {"true", "false", "omit"};
constexpr Names<2> levels = {"batch", "transaction"};
constexpr Names<5> creditor_agents = {"as_listed", "omit", "not_provided", "bic", "clearing_member"};
constexpr Names<3> date_time_styles = {"utc", "plain", "offset"};
constexpr Names<4> address_modes = {"none", "bare", "hybrid", "structured"};
constexpr Names<2> ultimate_debtors = {"omit", "fund"};
constexpr Names<2> ultimate_creditors = {"omit", "beneficiary"};
constexpr Names<2> encodings = {"UTF-8", "GB18030"};
constexpr std::array<std::string_view, 2> reference_kinds = {"SCOR", "QRR"};
constexpr Names<4> echoes = {"full", "masked", "inner", "none"};
constexpr Names<2> submissions = {"transport", "person"};
constexpr Names<3> cancel_ways = {"camt055", "letter", "portal"};
constexpr std::uint64_t our_reference_length = 16;  // EndToEndId
constexpr std::string_view file_mark = "{message_id}";
constexpr std::uint64_t most_batches = 999;  // of a file; PmtInfId
constexpr int longest_return_window = 366;
constexpr int longest_silence = 60;  // banking days

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

/// Adds what one table of characters says: rows of characters and what is written for them.
Status add_characters(Transliteration& characters, std::filesystem::path const& file) {
    auto const text = load_text(file);
    auto const rows = text ? read_tab_table(*text, {"character", "written"}) : text.error();
    if (!rows) {
        auto error = rows.error();
        error.position.file = file.string();
        return error;
    }
    // Within one table a character stands once; an earlier table goes before a later one.
    Transliteration alone;
    for (auto const& row : *rows) {
        if (row.cells[0].empty() || row.cells[0] == "^" || row.cells[1].empty() ||
            !alone.add(row.cells[0], row.cells[1])) {
            auto error = cell_fault(row, row.cells[0]);
            error.position.file = file.string();
            return error;
        }
        characters.add(row.cells[0], row.cells[1]);
    }
    return {};
}

void read_names(Profile& profile, TomlTable& table, std::filesystem::path const& characters) {
    profile.name_characters = limit_of(table, "name_characters", profile.name_characters);
    profile.name_bytes = table.optional_count("name_bytes");
    auto const charset = table.text_or("name_charset", text_of(CharacterSet::any));
    if (auto const known = character_set_of(charset)) {
        profile.name_charset = *known;
    } else {
        table.fail("name_charset", charset);
    }
    for (auto const& name : table.texts("transliteration")) {
        auto const is_word = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
        auto const added = is_word ? add_characters(profile.transliteration, characters / (name + ".tsv"))
                                   : Error{ErrorCode::settings_value, {}, name, {"transliteration"}};
        if (!added) {
            table.fail("transliteration", added.error());
        }
    }
}

void read_limits(Profile& profile, TomlTable& table) {
    profile.max_transactions_per_file = limit_of(table, "max_transactions_per_file", profile.max_transactions_per_file);
    profile.max_transactions_per_batch =
        limit_of(table, "max_transactions_per_batch", profile.max_transactions_per_batch);
    profile.max_batches_per_file = limit_of(table, "max_batches_per_file", profile.max_batches_per_file);
    profile.max_bytes_per_file = table.optional_count("max_bytes_per_file");
    profile.same_bank_digits = table.optional_count("same_bank_digits").value_or(0);
    // A batch's number in its file has three digits (PmtInfId).
    if (profile.max_batches_per_file > most_batches) {
        table.fail("max_batches_per_file", std::to_string(profile.max_batches_per_file));
    }
    if ((profile.max_transactions_per_file - 1) / profile.max_transactions_per_batch >= most_batches) {
        table.fail("max_transactions_per_batch", std::to_string(profile.max_transactions_per_batch));
    }
    if (table.has("currency") || table.has("max_sum_per_file") || table.has("max_sum_per_batch") ||
        table.has("max_amount")) {
        auto const currency = table.currency("currency");
        profile.max_sum_per_batch = table.optional_money("max_sum_per_batch", currency);
        profile.max_sum_per_file = table.optional_money("max_sum_per_file", currency);
        profile.max_amount = table.optional_money("max_amount", currency);
    }
    profile.remittance_characters = limit_of(table, "remittance_characters", profile.remittance_characters);
    profile.maximum_reference_length = limit_of(table, "maximum_reference_length", profile.maximum_reference_length);
    if (profile.maximum_reference_length < our_reference_length) {
        table.fail("maximum_reference_length",
                   Error{ErrorCode::profile_reference, {}, std::to_string(profile.maximum_reference_length), {}});
    }
}

void read_payment_type(MessageOptions& options, TomlTable& table) {
    options.payment_type_level = table.choice("payment_type_level", levels, std::optional(PaymentTypeLevel::batch));
    options.service_level = table.text_or("service_level", "");
    options.local_instrument = table.text_or("local_instrument", "");
    options.category_purpose = table.truth_or("category_purpose", true);
    options.purpose = table.truth_or("purpose", true);
    options.charge_bearer = table.text_or("charge_bearer", "");
}

void read_parties(MessageOptions& options, TomlTable& table) {
    options.creditor_agent = table.choice("creditor_agent", creditor_agents, std::optional(CreditorAgent::as_listed));
    options.clearing_system = table.text_or("clearing_system", "");
    options.account_scheme = table.text_or("account_scheme", "");
    options.bank_code_required = table.truth_or("bank_code_required", false);
    for (auto& entry : table.tables("addresses")) {
        options.addresses.push_back({entry.optional_day("from"), entry.choice<AddressMode>("mode", address_modes),
                                     entry.truth_or("required", true)});
    }
    auto const before = [](AddressRule const& left, AddressRule const& right) { return left.from < right.from; };
    if (!std::is_sorted(options.addresses.begin(), options.addresses.end(), before)) {
        table.fail("addresses", "from");
    }
    options.ultimate_debtor = table.choice("ultimate_debtor", ultimate_debtors, std::optional(UltimateDebtor::omit));
    options.ultimate_creditor =
        table.choice("ultimate_creditor", ultimate_creditors, std::optional(UltimateCreditor::omit));
}

void read_message_options(MessageOptions& options, TomlTable table) {
    options.batch_booking = table.choice("batch_booking", batch_bookings, std::optional(BatchBooking::yes));
    options.group_control_sum = table.truth_or("group_control_sum", true);
    options.debtor_currency = table.truth_or("debtor_currency", true);
    options.uetr = table.truth_or("uetr", false);
    options.date_time = table.choice("date_time", date_time_styles, std::optional(DateTimeStyle::utc));
    read_payment_type(options, table);
    read_parties(options, table);
    options.references = table.texts("references");
    for (auto const& kind : options.references) {
        if (std::find(reference_kinds.begin(), reference_kinds.end(), kind) == reference_kinds.end()) {
            table.fail("references", kind);
        }
    }
    options.instruction_for_debtor_agent = table.text_or("instruction_for_debtor_agent", "");
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
    profile.encoding = table.choice("encoding", encodings, std::optional(FileEncoding::utf8));
    // The canonical form, which a signature inside is over, is UTF-8.
    if (profile.encoding != FileEncoding::utf8 && profile.signature_placement != SignaturePlacement::detached_cms) {
        table.fail("encoding", "GB18030");
    }
    profile.file_name = table.text("name");
    // Without the MsgId two files of one night would have one name; a slash would leave the outbox.
    if (profile.file_name.find(file_mark) == std::string::npos || profile.file_name.find('/') != std::string::npos) {
        table.fail("name", profile.file_name);
    }
    profile.rendering = table.text_or("rendering", "");
    profile.submission = table.choice("submission", submissions, std::optional(Submission::person));
    profile.cancel = table.choice("cancel", cancel_ways, std::optional(CancelWay::letter));
    // camt.055 names the pain.001 that it is about, and has no header of its own to be signed in.
    if (profile.cancel == CancelWay::camt055 && (!profile.message.starts_with("pain.001.") ||
                                                 profile.signature_placement == SignaturePlacement::bah)) {
        table.fail("cancel", "camt055");
    }
}

void read_answers(Profile& profile, TomlTable table) {
    profile.answers = table.texts("messages");
    profile.answers_signed = table.truth_or("signed", true);
    profile.account_echo = table.choice("account_echo", echoes, std::optional(AccountEcho::full));
    profile.return_window_days = table.number_or("return_window_days", 10, 0, longest_return_window);
    profile.status_days = table.number_or("status_days", 1, 0, longest_silence);
    profile.booking_days = table.number_or("booking_days", 2, 0, longest_silence);
}

}  // namespace

std::string_view text_of(CancelWay way) { return name_in(cancel_ways, way); }

AddressRule Profile::address_rule(Day execution_date) const {
    AddressRule in_force;
    for (auto const& rule : options.addresses) {
        in_force = !rule.from || *rule.from <= execution_date ? rule : in_force;
    }
    return in_force;
}

bool Profile::is_in_force(Day day) const {
    return (!valid_from || *valid_from <= day) && (!valid_until || day <= *valid_until);
}

bool Profile::is_same_bank(std::string_view one, std::string_view other) const {
    auto const digits = same_bank_digits;
    return digits != 0 && one.size() >= digits && one.substr(0, digits) == other.substr(0, digits);
}

Result<Profile> load_profile(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Profile profile;
    profile.id = file.stem().string();
    profile.name = table->text("name");
    profile.message = table->text("message");
    profile.valid_from = table->optional_day("valid_from");
    profile.valid_until = table->optional_day("valid_until");
    if (profile.valid_from && profile.valid_until && *profile.valid_until < *profile.valid_from) {
        table->fail("valid_until", to_text(*profile.valid_until));
    }
    profile.calendar = table->text("calendar");
    profile.cut_off_minutes = minutes_of(*table, "cut_off");
    profile.time_zone = table->text("time_zone");
    auto limits = table->table("limits");
    read_limits(profile, limits);
    read_names(profile, limits, file.parent_path().parent_path() / "characters");
    read_message_options(profile.options, table->table("message_options"));
    read_signature(profile, table->table("signature"));
    read_files(profile, table->table("files"));
    read_answers(profile, table->table("answers"));
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return profile;
}

}  // namespace almoner::settings
