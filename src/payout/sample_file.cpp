#include "payout/sample_file.hpp"

#include <array>

#include "bytes/charset.hpp"
#include "core/utf8.hpp"
#include "payout/reread.hpp"
#include "payout/transfer_fields.hpp"
#include "xml/encoded_sink.hpp"
#include "xml/schema.hpp"

namespace almoner::payout {

namespace {

/// Where a signature would be.
constexpr std::string_view no_signature = R"(<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"></Signature>)";

/// Names that break through escaping, encoding, length or character set; nobody's.
constexpr std::array<std::string_view, 14> names = {"Anna Schmidt",
                                                    "Müller-Lüdenscheidt & Söhne",
                                                    "O'Brien <Seán> \"Jr\"",
                                                    "Łukasz Żółć",
                                                    "İbrahim Çağlar",
                                                    "Nguyễn Thị Hồng Đào",
                                                    "Γιώργος Παπαδόπουλος",
                                                    "Дмитрий Щербаков",
                                                    "Lǚ Xiǎoyàn",
                                                    "王丽",
                                                    "阿卜杜拉·买买提",
                                                    "䶮兴",
                                                    "𠮷田",
                                                    "Ζωή-Μαρία Ψ."};

/// An account and a bank of one currency; those with IBANs are the examples of the IBAN registry.
struct Accounts {
    std::string_view currency;
    Account debtor;
    Account creditor;
    std::string_view bank_code;
    std::string_view bic;
};

Accounts accounts_in(Currency currency) {
    using enum AccountScheme;
    std::array<Accounts, 4> const national = {
        Accounts{"CNY", {other, "6299999000000000013"}, {other, "6299990000000007751"}, "102100099996", ""},
        Accounts{"USD", {other, "000123456789"}, {other, "98765432100"}, "021000021", ""},
        Accounts{"GBP", {other, "55779911"}, {other, "66374958"}, "089999", ""},
        Accounts{"CHF", {iban, "CH9300762011623852957"}, {iban, "CH9300762011623852957"}, "", "UBSWCHZH80A"}};
    for (auto const& one : national) {
        if (one.currency == currency.code()) {
            return one;
        }
    }
    return {"EUR", {iban, "DE89370400440532013000"}, {iban, "FR1420041010050500013M02606"}, "", "COBADEFFXXX"};
}

Currency currency_of(settings::Profile const& profile) {
    auto const limit = profile.max_amount ? profile.max_amount : profile.max_sum_per_file;
    auto const euro = Currency::parse("EUR");
    check(static_cast<bool>(euro), "the euro is a currency");
    return limit ? limit->currency() : *euro;
}

bool is_written(settings::Profile const& profile, std::string_view name) {
    auto const text = written(profile, name);
    auto const fits = character_count(text) <= profile.name_characters &&
                      bytes::encoded_size(profile.encoding, text) <= profile.name_bytes.value_or(SIZE_MAX);
    return fits && bytes::can_write(profile.name_charset, text);
}

/// A programme and a list that would pay the sample.
class Sample {
public:
    Sample(settings::Profile const& profile, xml::Template message)
        : currency_(currency_of(profile)), accounts_(accounts_in(currency_)),
          programme_{.id = "sample",
                     .name = "Sample",
                     .currency = currency_,
                     .remittance = "winter relief",
                     .category_purpose = "SSBE",
                     .funds = {{"main", "Sample fund", Money::zero(currency_)}},
                     .categories = {{.id = "general", .name = "General", .purpose = "SSBE"}}},
          writing_{.list = {.code = "AA0001", .fund = "main", .currency = currency_, .total = Money::zero(currency_)},
                   .profile = profile,
                   .debtor = {.id = "sample",
                              .name = "Sample Union",
                              .account = accounts_.debtor,
                              .bank_code = std::string(accounts_.bank_code),
                              .bic = std::string(accounts_.bic),
                              .currency = currency_,
                              .address = address()},
                   .programme = &programme_,
                   .message = std::move(message),
                   .organisation = "Sample Union",
                   .organisation_id = "",
                   .address = last_address(profile)} {
        for (auto const name : names) {
            is_written(profile, name) ? add(name) : static_cast<void>(++held_);
        }
        add_references();
    }

    Result<SampleFile> write(ByteSink& sink) {
        xml::TemplateWriter writer(writing_.message, sink, no_signature);
        Fields file, batch;
        file_fields(file, writing_, record(), {execution_day, std::chrono::minutes{17 * 60}});
        batch_fields(batch, writing_, {1, "AA0001F10001B001", execution_day, rows_.size(), sum_});
        auto done = writer.open(file.values());
        done = done ? writer.open(batch.values()) : done;
        std::uint64_t number = 0;
        for (auto row = rows_.begin(); done && row != rows_.end(); ++row) {
            Fields transfer;
            done = transfer_fields(transfer, writing_, *row, ++number);
            done = done ? writer.open(transfer.values()) : done;
            done = done ? writer.close() : done;
        }
        done = done ? writer.close() : done;
        done = done ? writer.close() : done;
        return done ? Result<SampleFile>(SampleFile{rows_.size(), held_}) : done.error();
    }

private:
    static constexpr Day execution_day{date::days{20473}};  // 2026-01-20
    static PostalAddress address() { return {"High Street", "7", "10115", "Berlin", "DE", ""}; }

    static settings::AddressMode last_address(settings::Profile const& profile) {
        auto const& rules = profile.options.addresses;
        return rules.empty() ? settings::AddressMode::none : rules.back().mode;
    }

    [[nodiscard]] store::FileRecord record() const {
        return {.message_id = "AA0001F10001",
                .created = Instant{execution_day} + std::chrono::hours{9},
                .transaction_count = rows_.size(),
                .control_sum = sum_};
    }

    void add(std::string_view name, std::string reference = {}) {
        auto const row = static_cast<std::uint32_t>(rows_.size() + 2);
        Line line{.number = {0, row},
                  .category = "general",
                  .payee_name = std::string(name),
                  .account = accounts_.creditor,
                  .bank_code = std::string(accounts_.bank_code),
                  .bic = std::string(accounts_.bic),
                  .amount = Money(1000 * std::int64_t{row} + 1, currency_),
                  .address = address(),
                  .reference = std::move(reference)};
        sum_ += line.amount;
        rows_.push_back({std::move(line), 1});
    }

    void add_references() {
        for (auto const& kind : writing_.profile.options.references) {
            add(names[0], kind == "SCOR" ? "RF18539007547034" : "210000000003139471430009017");
        }
    }

    Currency currency_;
    Accounts accounts_;
    settings::Programme programme_;
    Writing writing_;
    Money sum_ = Money::zero(currency_);
    std::vector<store::TransferRow> rows_;
    std::uint64_t held_ = 0;
};

}  // namespace

Result<SampleFile> write_sample(settings::Formats const& formats, settings::Profile const& profile, ByteSink& sink) {
    auto message = message_for(formats, profile);
    if (!message) {
        return message.error();
    }
    // One that stands ahead is written in its place.
    auto const ending = message->tail().empty() ? std::string() : std::string(no_signature) + message->tail();
    if (auto const begun = sink.write(xml::declaration_of(profile.encoding)); !begun) {
        return begun.error();
    }
    xml::EncodedSink encoded(profile.encoding, sink);
    auto sample = Sample(profile, *std::move(message)).write(encoded);
    if (!sample) {
        return sample;
    }
    auto const ended = encoded.write(ending + "\n");
    return ended ? sample : ended.error();
}

Status check_parts(settings::Formats const& formats, settings::Profile const& profile) {
    if (auto const calendar = formats.calendar(profile.calendar); !calendar) {
        return calendar.error();
    }
    if (auto const message = message_for(formats, profile); !message) {
        return message.error();
    }
    if (auto const map = check_reading_map(formats, profile.message); !map) {
        return map;
    }
    auto const schema = xml::Schema::load(formats.message_file(profile.message, "schema.xsd"));
    return schema ? Status{} : schema.error();
}

}  // namespace almoner::payout
