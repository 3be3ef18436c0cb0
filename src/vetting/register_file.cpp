#include "vetting/register_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/card.hpp"
#include "core/iban.hpp"
#include "core/uscc.hpp"
#include "core/utf8.hpp"
#include "vetting/amount_check.hpp"
#include "vetting/naming.hpp"
#include "vetting/payee_name.hpp"
#include "vetting/row_reading.hpp"

namespace almoner::vetting {

namespace {

using sheet::Needed;
using store::RegisterKind;

constexpr std::array<std::string_view, 4> verdicts = {"match", "close_match", "no_match", "not_possible"};

/// Why somebody stands on a list may be free text of another office; more of it than this is nobody's business here.
constexpr std::size_t reason_characters = 40;

std::vector<sheet::Column> columns_of(RegisterKind kind) {
    switch (kind) {
        case RegisterKind::verdicts:
            return {{"payee_reference", Needed::optional}, {"payee_name", Needed::required},
                    {"account_no", Needed::required},      {"verdict", Needed::required},
                    {"returned_name", Needed::optional},   {"note", Needed::optional}};
        case RegisterKind::previous:
            return {{"payee_id", Needed::required, {"account_no"}},
                    {"account_no", Needed::optional},
                    {"amount", Needed::required, {"amount_wan"}},
                    {"amount_wan", Needed::optional}};
        default:
            return {{"payee_id", Needed::required, {"account_no"}},
                    {"account_no", Needed::optional},
                    {"reason", Needed::optional},
                    {"note", Needed::optional}};
    }
}

std::string shortened(std::string_view text) {
    std::string kept;
    auto rest = text;
    for (std::size_t count = 0; count < reason_characters && !rest.empty(); ++count) {
        auto const before = rest;
        take_character(rest);
        kept += before.substr(0, before.size() - rest.size());
    }
    return rest.empty() ? kept : kept + "…";
}

bool is_letter(char character) { return std::isalpha(static_cast<unsigned char>(character)) != 0; }

/// The account as a list would have it.
Result<std::string> account_in(std::string const& number, CheckTables const& tables) {
    if (looks_like_iban(number)) {
        auto const iban = Iban::parse(number, tables.ibans);
        return iban ? Result<std::string>(std::string(iban->text())) : iban.error();
    }
    auto const account = parse_account_number(number, tables.cards);
    return account ? Result<std::string>(account->number) : account.error();
}

/// The number of a person's document, or the code of an enterprise, as a list would have it.
Result<std::string> identity_in(std::string const& id, RegisterTerms const& terms) {
    auto const document = parse_person_document(id, terms.tables.provinces, terms.today);
    if (document) {
        return document->number;
    }
    auto const enterprise = check_uscc(id);
    // The only letter of a person's number is an X at its end.
    auto const rest = std::string_view(id).substr(0, id.size() - (id.back() == 'X' || id.back() == 'x' ? 1 : 0));
    auto const is_code = std::any_of(rest.begin(), rest.end(), is_letter);
    return enterprise ? Result<std::string>(id) : is_code ? enterprise.error() : document.error();
}

/// Reads rows into entries, and remembers which it could not.
class Reader {
public:
    explicit Reader(RegisterTerms const& terms) : terms_(terms) {}

    /// Only a failure of the digest is an error. @error crypto.failure
    Status take(NamingRow const& row) {
        row_ = &row;
        understood_ = true;
        auto const subjects = subjects_of_row();
        auto entry = store::RegisterEntry{.row = row.row()};
        read_saying(entry);
        if (row.is_hidden()) {
            find({ErrorCode::sheet_hidden_row, {}, {}, {}}, "", "");
        }
        if (!understood_) {
            ++file_.rows_not_understood;
            return {};
        }
        for (auto const& subject : subjects) {
            auto const key = terms_.person_digest.of(subject);
            if (!key) {
                return key.error();
            }
            entry.key = *key;
            file_.entries.push_back(entry);
        }
        return {};
    }

    RegisterFile finish(std::vector<Finding> const& headings) {
        auto& entries = file_.entries;
        auto const place = [](auto const& entry) { return std::pair(entry.key, entry.row); };
        std::stable_sort(entries.begin(), entries.end(),
                         [&](auto const& left, auto const& right) { return place(left) < place(right); });
        // Two sheets may have the same row; what is said of one person twice counts once.
        entries.erase(std::unique(entries.begin(), entries.end(),
                                  [&](auto const& left, auto const& right) { return place(left) == place(right); }),
                      entries.end());
        file_.findings.insert(file_.findings.begin(), headings.begin(), headings.end());
        return std::move(file_);
    }

private:
    /// What the digests of this row are made of; empty when a finding was made.
    std::vector<std::string> subjects_of_row() {
        auto const account = account_of_row();
        if (terms_.kind == RegisterKind::verdicts) {
            auto const name = as_banks_write(row_->text("payee_name"));
            if (account.empty() && understood_) {
                find({ErrorCode::account_missing, {}, {}, {}}, "account_no", "");
            }
            if (name.empty()) {
                find({ErrorCode::person_name_missing, {}, {}, {}}, "payee_name", "");
            }
            return {payee_subject(account, name)};
        }
        auto const person = person_of_row();
        if (account.empty() && person.empty() && understood_) {
            find({ErrorCode::register_nobody, {}, {}, {}}, "payee_id", "");
        }
        auto const both = terms_.kind == RegisterKind::stopped || terms_.kind == RegisterKind::staff;
        std::vector<std::string> subjects;
        if (!person.empty()) {
            subjects.push_back(person_subject(person));
        }
        if (!account.empty() && (both || person.empty())) {
            subjects.push_back(account_subject(account));
        }
        return subjects;
    }

    std::string account_of_row() {
        auto const number = as_code(row_->text("account_no"));
        auto const account = number.empty() ? Result<std::string>(number) : account_in(number, terms_.tables);
        if (!account) {
            // A destroyed number may be shown: its digits are gone.
            auto const destroyed = account.error().code == ErrorCode::account_scientific;
            find(account.error(), "account_no", destroyed ? number : masked(number));
        }
        return account ? *account : std::string();
    }

    std::string person_of_row() {
        auto const id = as_code(row_->text("payee_id"));
        auto const person = id.empty() ? Result<std::string>(id) : identity_in(id, terms_);
        if (!person) {
            find(person.error(), "payee_id", masked(id));
        }
        return person ? *person : std::string();
    }

    /// What the register says of whom it names.
    void read_saying(store::RegisterEntry& entry) {
        switch (terms_.kind) {
            case RegisterKind::verdicts: read_verdict(entry); break;
            case RegisterKind::previous: read_amount(entry); break;
            case RegisterKind::registered: break;
            default: {
                auto const reason = row_->text("reason").empty() ? row_->text("note") : row_->text("reason");
                entry.word = shortened(terms_.words.value("reason", reason));
            }
        }
    }

    void read_verdict(store::RegisterEntry& entry) {
        auto const word = terms_.words.value("verdict", row_->text("verdict"));
        if (std::find(verdicts.begin(), verdicts.end(), word) == verdicts.end()) {
            find({ErrorCode::register_word, {}, {}, {}}, "verdict", shortened(word));
        }
        entry.word = std::string(word);
    }

    void read_amount(store::RegisterEntry& entry) {
        auto const* column =
            row_->text("amount").empty() && !row_->text("amount_wan").empty() ? "amount_wan" : "amount";
        auto const text = row_->text(column);
        auto const amount = amount_of(column, text, terms_.currency);
        if (!amount) {
            find(amount.error(), column, std::string(text));
            return;
        }
        entry.minor_units = amount->minor_units();
    }

    void find(Error const& error, std::string_view column, std::string value) {
        understood_ = false;
        if (file_.findings.size() < RegisterFile::kept_findings) {
            auto said = error;
            said.value = std::move(value);
            auto finding = finding_of(said, row_->position(column));
            finding.severity = Severity::refused;
            file_.findings.push_back(std::move(finding));
        }
    }

    RegisterTerms const& terms_;
    RegisterFile file_;
    NamingRow const* row_ = nullptr;
    bool understood_ = true;
};

}  // namespace

Result<RegisterFile> read_register(RegisterTerms const& terms, std::filesystem::path const& path) {
    Reader reader(terms);
    auto const known = columns_of(terms.kind);
    auto const headings = for_each_naming_row(path, {terms.words, terms.said, known, terms.file},
                                              [&](NamingRow const& row) { return reader.take(row); });
    if (!headings) {
        return headings.error();
    }
    return reader.finish(*headings);
}

}  // namespace almoner::vetting
