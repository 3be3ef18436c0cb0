/// Writes and hashes a file of many transfers, by the program and by a bare loop: what bench/emission measures.
///
/// usage: emit_transfers emit|bare FORMATS FILE TRANSFERS
/// Both print the same SHA-256. Exit code: 0 done, 1 failed, 2 usage.

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "core/identifiers.hpp"
#include "crypto/digest.hpp"
#include "payout/transfer_fields.hpp"
#include "settings/formats.hpp"
#include "xml/template.hpp"

namespace {

using namespace almoner;

class File final : public ByteSink {
public:
    explicit File(std::string const& path) : file_(path, std::ios::binary) {}
    Status write(std::string_view bytes) override {
        file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file_ ? Status{} : Error{ErrorCode::file_io, {}, {}, {}};
    }

private:
    std::ofstream file_;
};

Currency yuan() {
    auto const currency = Currency::parse("CNY");
    check(static_cast<bool>(currency), "the yuan is a currency");
    return *currency;
}

ListCode list_code() {
    auto const code = ListCode::parse("SP2601");
    check(static_cast<bool>(code), "the code of the list is one");
    return *code;
}

/// The line of that number; every figure has the same width, so that the bare loop can overwrite it.
Line line_of(std::uint32_t number) {
    return {.number = {0, number},
            .category = "general",
            .payee_name = "示例人",
            .account = {AccountScheme::other, "6222020" + std::to_string(10'000'000 + number)},
            .bank_code = "102100099996",
            .amount = Money(100'000 + number % 900'000, yuan())};
}

/// A message with what a list needs to be written in it.
struct Order {
    settings::Programme programme{.id = "bench",
                                  .currency = yuan(),
                                  .remittance = "SP2601",
                                  .categories = {{.id = "general", .purpose = "SSBE"}}};
    payout::Writing writing;
    std::uint32_t count;
};

/// Hands each part of the file on: what stands before the transfers, every transfer, and the rest.
Status write(Order const& order, ByteSink& sink, auto const& write_transfers) {
    store::FileRecord const file{
        .message_id = "SP2601F10001", .transaction_count = order.count, .control_sum = Money(1, yuan())};
    store::BatchRecord const batch{1, "SP2601F10001B001", Day{}, order.count, Money(1, yuan())};
    payout::Fields of_file;
    payout::Fields of_batch;
    payout::file_fields(of_file, order.writing, file, {Day{}, std::chrono::minutes{0}});
    payout::batch_fields(of_batch, order.writing, batch);
    xml::TemplateWriter writer(order.writing.message, sink);
    auto done = writer.open(of_file.values());
    done = done ? writer.open(of_batch.values()) : done;
    done = done ? write_transfers(writer) : done;
    done = done ? writer.close() : done;
    return done ? writer.close() : done;
}

Status emit_one(Order const& order, xml::TemplateWriter& writer, payout::Fields& fields, std::uint32_t number) {
    fields.clear();
    store::TransferRow const row{line_of(number), 1};
    auto done = payout::transfer_fields(fields, order.writing, row, number);
    done = done ? writer.open(fields.values()) : done;
    return done ? writer.close() : done;
}

Status emit(Order const& order, ByteSink& sink) {
    return write(order, sink, [&](xml::TemplateWriter& writer) {
        payout::Fields fields;
        Status done;
        for (std::uint32_t number = 1; done && number <= order.count; ++number) {
            done = emit_one(order, writer, fields, number);
        }
        return done;
    });
}

/// Every place of `what` in `text`.
std::vector<std::size_t> places(std::string const& text, std::string const& what) {
    std::vector<std::size_t> found;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        found.push_back(at);
    }
    return found;
}

std::string id_of(std::uint32_t number) { return std::string(EndToEndId::of(list_code(), {0, number}, 1).text()); }

/// The same bytes without template, fields, escaping or conditions: one transfer's text with its figures overwritten.
Status bare(Order const& order, ByteSink& sink) {
    StringSink one;
    auto first = order.writing;
    Order const single{order.programme, first, 1};
    if (auto const written = emit(single, one); !written) {
        return written;
    }
    auto const begin = one.text.find("\n<CdtTrfTxInf>");
    auto const end = one.text.find("</PmtInf>");
    auto transfer = one.text.substr(begin, end - begin);
    auto const ids = places(transfer, id_of(1));
    auto const accounts = places(transfer, line_of(1).account.number);
    auto const amounts = places(transfer, to_text(line_of(1).amount));
    StringSink whole;
    auto const framed = write(order, whole, [](xml::TemplateWriter&) { return Status{}; });
    auto const split = whole.text.find("</PmtInf>");
    std::string buffer = whole.text.substr(0, split);
    auto done = framed;
    for (std::uint32_t number = 1; done && number <= order.count; ++number) {
        auto const line = line_of(number);
        for (auto const at : ids) {
            transfer.replace(at, 16, id_of(number));
        }
        for (auto const at : accounts) {
            transfer.replace(at, line.account.number.size(), line.account.number);
        }
        for (auto const at : amounts) {
            auto const amount = to_text(line.amount);
            transfer.replace(at, amount.size(), amount);
        }
        buffer += transfer;
        if (buffer.size() >= 64U << 10) {
            done = sink.write(buffer);
            buffer.clear();
        }
    }
    return done ? sink.write(buffer + whole.text.substr(split)) : done;
}

Status run(std::vector<std::string> const& words) {
    settings::Formats const formats(words[1]);
    auto profile = formats.profile("cn-pain-09");
    auto message = profile ? payout::message_for(formats, *profile) : Result<xml::Template>(profile.error());
    if (!message) {
        return message.error();
    }
    Order order{.writing = {.list = {.code = "SP2601", .currency = yuan(), .total = Money::zero(yuan())},
                            .profile = *profile,
                            .debtor = {.id = "bench",
                                       .name = "Example union",
                                       .account = {AccountScheme::other, "6222020000000000017"},
                                       .bank_code = "102100099996",
                                       .currency = yuan()},
                            .message = *std::move(message),
                            .organisation = "Example union"},
                .count = static_cast<std::uint32_t>(std::stoul(words[3]))};
    order.writing.programme = &order.programme;
    File file(words[2]);
    crypto::Sha256Sink digest;
    TeeSink both(digest, file);
    auto const written = words[0] == "emit" ? emit(order, both) : bare(order, both);
    auto const hex = written ? digest.finish_hex() : written.error();
    if (!hex) {
        return hex.error();
    }
    static_cast<void>(std::printf("%s\n", hex->c_str()));
    return {};
}

}  // namespace

int main(int count, char** words) {
    std::vector<std::string> const given(words + 1, words + count);
    if (given.size() != 4 || (given[0] != "emit" && given[0] != "bare")) {
        return 2;
    }
    auto const done = run(given);
    if (!done) {
        static_cast<void>(std::fprintf(stderr, "%s %s\n", std::string(text_of(done.error().code)).c_str(),
                                       done.error().value.c_str()));
    }
    return done ? 0 : 1;
}
