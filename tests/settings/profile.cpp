#include "settings/profile.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// The annotated profile, which is the definition of every key.
std::string annotated() { return read(source() / "formats/profiles/testbank-cn.toml"); }

std::string outcome(std::string const& text) {
    Folder const folder;
    return told(load_profile(folder.write("some.toml", text)));
}

std::string changed(std::string const& from, std::string const& to) { return outcome(replaced(annotated(), from, to)); }

std::string code_of(std::string const& told) { return told.substr(0, told.find(' ')); }

}  // namespace

TEST_CASE("the annotated profile is read with all its keys") {
    auto const profile = load_profile(source() / "formats/profiles/testbank-cn.toml");
    REQUIRE(profile);
    CHECK(profile->id == "testbank-cn");
    CHECK(profile->message == "pain.001.001.09");
    CHECK(profile->calendar == "cn");
    CHECK(profile->cut_off_minutes == 16 * 60 + 30);
    CHECK(profile->time_zone == "Asia/Shanghai");
    CHECK(profile->max_transactions_per_file == 1000);
    CHECK(profile->max_transactions_per_batch == 1000);
    CHECK(profile->max_sum_per_file == yuan(10'000'000));
    CHECK(profile->max_amount == yuan(200'000));
    CHECK(profile->name_characters == 70);
    CHECK(profile->remittance_characters == 30);
    CHECK(profile->maximum_reference_length == 35);
    CHECK(profile->options.batch_booking == BatchBooking::yes);
    CHECK_FALSE(profile->options.uetr);
    CHECK(profile->options.service_level.empty());
    CHECK(profile->options.charge_bearer == "DEBT");
    CHECK(profile->options.clearing_system == "CNAPS");
    CHECK_FALSE(profile->options.bank_code_required);
    CHECK(profile->signature_placement == SignaturePlacement::enveloped);
    CHECK(profile->signature_algorithm == SignatureAlgorithm::rsa_sha256);
    CHECK(profile->file_name == "{message_id}.xml");
    CHECK(profile->submission == Submission::transport);
    CHECK(profile->cancel == CancelWay::camt055);
    CHECK(profile->answers == std::vector<std::string>{"pain.002.001.10", "camt.053.001.08"});
    CHECK(profile->answers_signed);
    CHECK(profile->account_echo == AccountEcho::full);
    CHECK(profile->return_window_days == 10);
    CHECK(profile->status_days == 1);
    CHECK(profile->booking_days == 2);
}

TEST_CASE("a profile is in force from its first to its last day") {
    Folder const folder;
    auto const text = annotated();
    auto const profile =
        load_profile(folder.write("bank.toml", "valid_from = 2026-01-01\nvalid_until = 2026-11-21\n" + text));
    REQUIRE(profile);
    for (auto const* day : {"2026-01-01", "2026-11-21"}) {
        CHECK(profile->is_in_force(*parse_day(day)));
    }
    for (auto const* day : {"2025-12-31", "2026-11-22"}) {
        CHECK_FALSE(profile->is_in_force(*parse_day(day)));
    }
    auto const back_to_front = "valid_from = 2026-01-02\nvalid_until = 2026-01-01\n" + text;
    CHECK(told(load_profile(folder.write("odd.toml", back_to_front))) == "settings.value '2026-01-01' 2:15");
}

TEST_CASE("a profile without limits has the largest files and no caps") {
    Folder const folder;
    auto const text = annotated();
    auto const limits = text.find("[limits]");
    auto const options = text.find("[message_options]");
    auto const profile = load_profile(folder.write("some.toml", text.substr(0, limits) + text.substr(options)));
    REQUIRE(profile);
    CHECK(profile->max_transactions_per_file == 100'000);
    CHECK_FALSE(profile->max_sum_per_file);
    CHECK_FALSE(profile->max_amount);
}

TEST_CASE("a bank that cannot carry references of 16 characters is refused") {
    CHECK(changed("maximum_reference_length = 35", "maximum_reference_length = 16") == "ok");
    CHECK(code_of(changed("maximum_reference_length = 35", "maximum_reference_length = 15")) == "profile.reference");
    CHECK(code_of(changed("maximum_reference_length = 35", "maximum_reference_length = -1")) == "settings.value");
}

TEST_CASE("the placement of a signature has no default and its algorithm is one we know") {
    CHECK(code_of(changed("placement = \"enveloped\"", "")) == "settings.missing_key");
    CHECK(code_of(changed("\"enveloped\"", "\"enveloping\"")) == "settings.value");
    CHECK(changed("\"enveloped\"", "\"detached_cms\"") == "ok");
    CHECK(changed("algorithm = \"rsa-sha256\"", "") == "ok");
    for (auto const* const known : {"rsa-pss-sha256", "ecdsa-sha256", "ecdsa-sha384", "ed25519"}) {
        CHECK(changed("\"rsa-sha256\"", "\"" + std::string(known) + "\"") == "ok");
    }
    CHECK(code_of(changed("\"rsa-sha256\"", "\"rsa-sha1\"")) == "settings.value");
}

TEST_CASE("a detached signature is sent only where the profile says so, and never with Ed25519") {
    Folder const folder;
    auto const text = replaced(annotated(), "\"enveloped\"", "\"detached_cms\"");
    auto const kept = load_profile(folder.write("kept.toml", text));
    REQUIRE(kept);
    CHECK(kept->signature_placement == SignaturePlacement::detached_cms);
    CHECK_FALSE(kept->send_signature);
    auto const sent = load_profile(folder.write("sent.toml", replaced(text, "# send = true", "send = true")));
    REQUIRE(sent);
    CHECK(sent->send_signature);
    CHECK(code_of(changed("# send = true", "send = true")) == "settings.value");
    CHECK(code_of(outcome(replaced(text, "\"rsa-sha256\"", "\"ed25519\""))) == "settings.value");
}

TEST_CASE("a bank is asked to give payments up by a camt.055 about a pain.001, or else by people") {
    for (auto const* way : {"letter", "portal"}) {
        CHECK(changed("cancel = \"camt055\"", "cancel = \"" + std::string(way) + "\"") == "ok");
    }
    CHECK(code_of(changed("cancel = \"camt055\"", "cancel = \"telephone\"")) == "settings.value");
    CHECK(code_of(changed("\"pain.001.001.09\"", "\"cn-batch-1\"")) == "settings.value");
    CHECK(code_of(changed("\"enveloped\"", "\"bah\"")) == "settings.value");
    auto const letter = replaced(annotated(), "cancel = \"camt055\"", "cancel = \"letter\"");
    CHECK(outcome(replaced(letter, "\"pain.001.001.09\"", "\"cn-batch-1\"")) == "ok");
    CHECK(outcome(replaced(letter, "\"enveloped\"", "\"bah\"")) == "ok");
    Folder const folder;
    auto const without = load_profile(folder.write("some.toml", replaced(annotated(), "cancel = \"camt055\"", "")));
    REQUIRE(without);
    CHECK(without->cancel == CancelWay::letter);
}

TEST_CASE("a cut-off is a time of the day") {
    CHECK(changed("\"16:30\"", "\"00:00\"") == "ok");
    CHECK(changed("\"16:30\"", "\"23:59\"") == "ok");
    for (auto const* odd : {"24:00", "16:60", "-1:30", "1:30", "16.30", "16:3 ", "+6:30", "", "16:30:00"}) {
        INFO(odd);
        CHECK(code_of(changed("\"16:30\"", "\"" + std::string(odd) + "\"")) == "settings.value");
    }
}

TEST_CASE("a file's name holds the message's id and leaves no folder") {
    CHECK(changed("\"{message_id}.xml\"", "\"PAY-{message_id}.xml\"") == "ok");
    CHECK(code_of(changed("\"{message_id}.xml\"", "\"pay.xml\"")) == "settings.value");
    CHECK(code_of(changed("\"{message_id}.xml\"", "\"../{message_id}.xml\"")) == "settings.value");
}

TEST_CASE("limits of money name their currency") {
    CHECK(code_of(changed("currency = \"CNY\"", "")) == "settings.missing_key");
    CHECK(code_of(changed("\"200000.00\"", "\"200000.005\"")) == "amount.precision");
    CHECK(code_of(changed("max_transactions_per_file = 1000", "max_transactions_per_file = 0")) == "settings.value");
}

TEST_CASE("a misspelt key of a profile is refused in every part") {
    for (auto const* key : {"cut_off ", "max_amount ", "uetr ", "placement ", "submission ", "account_echo "}) {
        INFO(key);
        CHECK(code_of(changed(std::string("\n") + key, std::string("\nx") + key)) == "settings.key_unknown");
    }
}

TEST_CASE("a profile says who submits and what the bank shows, in words it knows") {
    CHECK(changed("\"transport\"", "\"person\"") == "ok");
    CHECK(code_of(changed("\"transport\"", "\"courier\"")) == "settings.value");
    for (auto const* echo : {"full", "masked", "inner", "none"}) {
        CHECK(changed("account_echo = \"full\"", "account_echo = \"" + std::string(echo) + "\"") == "ok");
    }
    CHECK(code_of(changed("account_echo = \"full\"", "account_echo = \"partly\"")) == "settings.value");
    CHECK(code_of(changed("return_window_days = 10", "return_window_days = -1")) == "settings.value");
}

TEST_CASE("the characters of names are of a set that is known") {
    CHECK(changed("name_characters = 70", "name_charset = \"gbk\"") == "ok");
    CHECK(code_of(changed("name_characters = 70", "name_charset = \"latin-1\"")) == "settings.value");
}

TEST_CASE("every switch takes the words it knows and no others") {
    struct Switch {
        std::string line;
        std::vector<std::string> words;
    };
    for (auto const& [line, words] :
         {Switch{"batch_booking = \"true\"", {"false", "omit"}}, Switch{"date_time = \"utc\"", {"plain", "offset"}},
          Switch{"payment_type_level = \"batch\"", {"transaction"}},
          Switch{"creditor_agent = \"as_listed\"", {"omit", "not_provided", "bic", "clearing_member"}},
          Switch{"ultimate_debtor = \"omit\"", {"fund"}}, Switch{"ultimate_creditor = \"omit\"", {"beneficiary"}}}) {
        auto const key = line.substr(0, line.find('"'));
        for (auto const& word : words) {
            CHECK(changed(line, key + "\"" + word + "\"") == "ok");
        }
        CHECK(code_of(changed(line, key + "\"maybe\"")) == "settings.value");
    }
    CHECK(changed("references = []", "references = [\"SCOR\", \"QRR\"]") == "ok");
    CHECK(code_of(changed("references = []", "references = [\"NON\"]")) == "settings.value");
}

TEST_CASE("rules of addresses follow one another, and the last in force counts") {
    auto const with = [](std::string const& rules) {
        return replaced(annotated(), "# [[message_options.addresses]]", rules + "\n# [[");
    };
    auto const rule = [](std::string const& from, std::string const& mode) {
        return "[[message_options.addresses]]\n" + from + "mode = \"" + mode + "\"\n";
    };
    Folder const folder;
    auto const two = with(rule("", "bare") + rule("from = 2026-11-15\n", "structured"));
    auto const profile = load_profile(folder.write("two.toml", two));
    REQUIRE(profile);
    CHECK(profile->address_rule(*parse_day("2026-11-14")).mode == AddressMode::bare);
    CHECK(profile->address_rule(*parse_day("2026-11-15")).mode == AddressMode::structured);
    CHECK(profile->address_rule(*parse_day("2026-11-15")).required);
    auto const turned = with(rule("from = 2026-11-15\n", "bare") + rule("from = 2026-11-14\n", "hybrid"));
    CHECK(code_of(outcome(turned)) == "settings.value");
    CHECK(load_profile(source() / "formats/profiles/testbank-cn.toml")->address_rule(Day{}).mode == AddressMode::none);
}

TEST_CASE("GB 18030 is for files whose signature stands beside them") {
    auto const encoded = replaced(annotated(), "# encoding = \"GB18030\"", "encoding = \"GB18030\"");
    CHECK(code_of(outcome(encoded)) == "settings.value");
    CHECK(outcome(replaced(encoded, "\"enveloped\"", "\"detached_cms\"")) == "ok");
}

TEST_CASE("banks are told apart by the first digits of their codes, or not at all") {
    Profile profile;
    CHECK_FALSE(profile.is_same_bank("102100099996", "102100099996"));
    profile.same_bank_digits = 3;
    CHECK(profile.is_same_bank("102100099996", "102999999999"));
    CHECK_FALSE(profile.is_same_bank("102100099996", "103100099996"));
    CHECK_FALSE(profile.is_same_bank("102100099996", ""));
    CHECK_FALSE(profile.is_same_bank("", ""));
}

TEST_CASE("a table of characters says something for each, once, and stands in the folder beside the profiles") {
    Folder const folder;
    auto const said = [&](std::string const& table) {
        folder.write("formats/characters/own.tsv", "character\twritten\n" + table);
        auto const text = replaced(annotated(), "# transliteration = [\"latin\"]", "transliteration = [\"own\"]");
        return told(load_profile(folder.write("formats/profiles/some.toml", text)));
    };
    CHECK(said("ü\tue\n^μπ\tb\n") == "ok");
    CHECK(code_of(said("ü\t\n")) == "settings.value");
    CHECK(code_of(said("ü\tue\nü\tu\n")) == "settings.value");
    CHECK(code_of(said("^\tb\n")) == "settings.value");
    CHECK(code_of(changed("# transliteration = [\"latin\"]", "transliteration = [\"../latin\"]")) == "settings.value");
    CHECK(code_of(changed("# transliteration = [\"latin\"]", "transliteration = [\"latin\"]")) == "formats.missing");
}

TEST_CASE("the shipped tables write names as passports do") {
    auto const written = [](std::string const& profile, std::string const& name) {
        auto const loaded = load_profile(source() / ("formats/profiles/" + profile + ".toml"));
        REQUIRE(loaded);
        return loaded->transliteration.of(name);
    };
    CHECK(written("sepa-sct-09", "José Núñez") == "Jose Nunez");
    CHECK(written("sepa-sct-09", "Müller") == "Muller");
    CHECK(written("de-gbic-09", "Müller Weiß") == "Mueller Weiss");
    CHECK(written("sepa-sct-09", "Γιώργος Παπαδόπουλος") == "Giorgos Papadopoulos");
    CHECK(written("sepa-sct-09", "ΕΥΑΓΓΕΛΟΣ ΘΩΜΑΣ") == "EVANGELOS THOMAS");
    CHECK(written("sepa-sct-09", "Ευτυχία Μπούρα") == "Eftychia Boura");
    CHECK(written("sepa-sct-09", "Дмитрий Щербаков") == "Dmitrii Shcherbakov");
    CHECK(written("sepa-sct-09", "Łukasz Żółć") == "Lukasz Zolc");
    CHECK(written("sepa-sct-09", "İbrahim Çağlar") == "Ibrahim Caglar");
    CHECK(written("sepa-sct-09", "Nguyễn Thị Hồng Đào") == "Nguyen Thi Hong Dao");
}
