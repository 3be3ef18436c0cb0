#include <filesystem>
#include <string>
#include <vector>

#include "core/utf8.hpp"
#include "fuzz/file.hpp"
#include "fuzz/targets.hpp"
#include "reconcile/read/answer.hpp"
#include "reconcile/read/swift_dialects.hpp"
#include "reconcile/read/swift_fields.hpp"
#include "reconcile/read/swift_values.hpp"

namespace almoner::fuzz {

namespace {

using namespace reconcile;

settings::Formats formats() { return settings::Formats(std::filesystem::path(ALMONER_SOURCE) / "formats"); }

AnswerFormats const& answer_formats() {
    static auto const loaded = [] {
        auto all = AnswerFormats::load(formats());
        check(bool(all), "the formats of the source tree are sound");
        return *std::move(all);
    }();
    return loaded;
}

void check_text(std::string const& text) { check(!first_utf8_fault(text), "what an answer says is UTF-8"); }

/// Entries are numbered in their statement, statements in their file, and a head counts its entries.
class Order {
public:
    Status take(Entry const& entry) {
        check(entry.statement == statements_ + 1 && entry.entry == entries_ + 1, "entries come in their order");
        ++entries_;
        for (auto const* text : {&entry.amount, &entry.reference, &entry.text, &entry.proprietary_code}) {
            check_text(*text);
        }
        for (auto const& detail : entry.details) {
            for (auto const* text : {&detail.remittance, &detail.creditor_name, &detail.debtor_account, &detail.text}) {
                check_text(*text);
            }
        }
        return {};
    }
    Status take(StatementHead const& head) {
        check(head.statement == statements_ + 1, "statements come in their order");
        check(head.entry_count == entries_, "a statement counts its entries");
        check_text(head.id);
        check_text(head.account);
        ++statements_;
        entries_ = 0;
        return {};
    }

private:
    std::uint32_t statements_ = 0;
    std::uint32_t entries_ = 0;
};

std::vector<SwiftField> fields_of(std::string_view bytes, std::size_t chunk_bytes) {
    std::vector<SwiftField> all;
    SwiftFields fields("fuzz.sta", [&](SwiftField const& field) {
        all.push_back(field);
        return Status{};
    });
    auto fed = Status{};
    for (std::size_t at = 0; at < bytes.size() && fed; at += chunk_bytes) {
        fed = fields.feed(bytes.substr(at, chunk_bytes));
    }
    if (fed) {
        static_cast<void>(fields.finish());
    }
    return all;
}

}  // namespace

void answer(std::string_view bytes) {
    File const file(bytes);
    auto const container = bytes::Container::open(file.path());
    auto const answers = container ? answers_in(answer_formats(), *container) : Result<Answers>(container.error());
    if (!answers) {
        return;
    }
    Order order;
    AnswerReader reader(answer_formats(), {{},
                                           [&](Entry const& entry) { return order.take(entry); },
                                           [&](StatementHead const& head) { return order.take(head); },
                                           {}});
    for (auto const& part : answers->parts) {
        if (!reader.read(*container, part)) {
            return;
        }
    }
}

void swift(std::string_view bytes) {
    static auto const dialects = SwiftDialects::load(formats());
    check(bool(dialects), "the formats of the source tree are sound");
    auto const whole = fields_of(bytes, bytes.size() + 1);
    auto const cut = fields_of(bytes, 3);
    check(whole.size() == cut.size(), "fields are the same however the bytes are cut");
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto const& field = whole[at];
        check(field.tag == cut[at].tag && field.text == cut[at].text && field.line == cut[at].line, "and say the same");
        static_cast<void>(dialects->read(field.text));
        static_cast<void>(parse_swift_balance(field.text));
        if (auto const line = parse_statement_line(field.text)) {
            auto const again = decimal_of(line->amount);
            check(again && *again == line->amount, "an amount that is written is the same amount");
        }
    }
}

}  // namespace almoner::fuzz
