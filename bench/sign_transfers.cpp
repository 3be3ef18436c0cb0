/// Writes, signs, hashes, parses and verifies a file of many transfers, each as a process of its own: what
/// bench/signing measures.
///
/// usage: sign_transfers write|sign FORMATS FILE TRANSFERS KEY CERTIFICATE
///        sign_transfers hash|parse|verify FILE CERTIFICATE
/// `write` is `sign` without digest and signature, `parse` is libxml2's SAX alone. Exit code: 0 done, 1 failed, 2
/// usage.

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <libxml/parser.h>

#include "crypto/digest.hpp"
#include "payout/transfer_fields.hpp"
#include "seal/exact_frame.hpp"
#include "seal/transfer_signature.hpp"
#include "xml/template.hpp"

namespace {

using namespace almoner;

constexpr std::size_t chunk_bytes = 256U << 10;

/// A file without any promise about durability, which costs the same with and without a signature.
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

Status each_chunk(std::string const& path, auto const& use) {
    std::ifstream file(path, std::ios::binary);
    std::string buffer(chunk_bytes, '\0');
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        if (auto const used = use(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount()))); !used) {
            return used;
        }
    }
    return file.eof() ? Status{} : Error{ErrorCode::file_io, {}, {}, {}};
}

/// The values of one scope of the vocabulary by name; what is not named is absent.
using Named = std::vector<std::pair<std::string_view, std::string_view>>;

xml::Values values_of(std::size_t scope, Named const& named) {
    xml::Values values;
    for (auto const& field : payout::vocabulary()[scope].fields) {
        auto const found =
            std::find_if(named.begin(), named.end(), [&](auto const& one) { return one.first == field; });
        values.push_back(found == named.end() ? std::string_view{} : found->second);
    }
    return values;
}

Status write_transfers(xml::TemplateWriter& writer, std::uint64_t count) {
    std::string id;
    std::string amount;
    std::string account;
    // Looked up once: what is measured is the writing.
    auto const places = values_of(2, {{"instruction_id", "i"},
                                      {"end_to_end_id", "i"},
                                      {"currency", "CNY"},
                                      {"amount", "a"},
                                      {"creditor_agent_given", "yes"},
                                      {"creditor_clearing_system", "CNAPS"},
                                      {"creditor_member_id", "102100099996"},
                                      {"creditor_name", "示例人"},
                                      {"creditor_account", "c"},
                                      {"purpose", "SSBE"},
                                      {"remittance_given", "yes"},
                                      {"remittance", "SP2601"}});
    for (std::uint64_t number = 0; number < count; ++number) {
        auto digits = std::to_string(number);
        digits.insert(0, 7 - std::min<std::size_t>(7, digits.size()), '0');
        id = "SP26010" + digits + "1X";
        amount = std::to_string(100 + number % 900) + ".00";
        account = "622202" + digits + "000001";
        auto values = places;
        for (auto& value : values) {
            value = value == "i" ? id : value == "a" ? amount : value == "c" ? account : value;
        }
        if (auto const opened = writer.open(std::move(values)); !opened) {
            return opened;
        }
        if (auto const closed = writer.close(); !closed) {
            return closed;
        }
    }
    return {};
}

Status write_document(xml::Template const& message, std::uint64_t count, ByteSink& sink) {
    xml::TemplateWriter writer(message, sink);
    auto const number = std::to_string(count);
    auto const file = writer.open(values_of(0, {{"message_id", "SP2601F10001"},
                                                {"creation_date_time", "2026-01-19T18:00:00"},
                                                {"transaction_count", number},
                                                {"control_sum", "1.00"},
                                                {"initiating_party_name", "Example union"}}));
    if (!file) {
        return file;
    }
    auto const batch = writer.open(values_of(1, {{"payment_information_id", "SP2601F10001B001"},
                                                 {"batch_booking", "true"},
                                                 {"batch_transaction_count", number},
                                                 {"batch_control_sum", "1.00"},
                                                 {"execution_date", "2026-01-20"},
                                                 {"debtor_name", "Example union"},
                                                 {"debtor_account", "6222020000000000017"},
                                                 {"debtor_currency", "CNY"},
                                                 {"debtor_clearing_system", "CNAPS"},
                                                 {"debtor_member_id", "102100099996"},
                                                 {"charge_bearer", "DEBT"}}));
    if (!batch) {
        return batch;
    }
    if (auto const written = write_transfers(writer, count); !written) {
        return written;
    }
    if (auto const closed = writer.close(); !closed) {
        return closed;
    }
    return writer.close();
}

struct Order {
    std::string formats, file, count, key, certificate;
};

Result<xml::Template> message_of(Order const& order) {
    auto const name = order.formats + "/messages/pain.001.001.09/message.xml";
    std::ifstream file(name, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    return xml::Template::compile(text, payout::vocabulary(), name);
}

Status write(Order const& order) {
    auto const message = message_of(order);
    if (!message) {
        return message.error();
    }
    File file(order.file);
    return write_document(*message, std::stoull(order.count), file);
}

Status sign(Order const& order) {
    auto const message = message_of(order);
    auto const key = crypto::PrivateKey::load(order.key);
    auto const certificate = crypto::Certificate::load(order.certificate);
    if (!message || !key || !certificate) {
        return !message ? message.error() : !key ? key.error() : certificate.error();
    }
    File file(order.file);
    crypto::Sha256Sink digest;
    TeeSink both(digest, file);
    if (auto const begun = file.write(seal::declaration); !begun) {
        return begun;
    }
    if (auto const written = write_document(*message, std::stoull(order.count), both); !written) {
        return written;
    }
    if (auto const hashed = digest.write(message->tail()); !hashed) {
        return hashed;
    }
    auto const value = digest.finish();
    if (!value) {
        return value.error();
    }
    auto const signature =
        seal::enveloped_signature(*value, {*key, *certificate, crypto::SignatureAlgorithm::rsa_sha256});
    return signature ? file.write(*signature + message->tail() + "\n") : signature.error();
}

Status hash(std::string const& file) {
    crypto::Sha256Sink digest;
    if (auto const read = each_chunk(file, [&](std::string_view chunk) { return digest.write(chunk); }); !read) {
        return read;
    }
    auto const value = digest.finish();
    return value ? Status{} : value.error();
}

Status parse(std::string const& file) {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = [](void*, xmlChar const*, xmlChar const*, xmlChar const*, int, xmlChar const**, int, int,
                            xmlChar const**) {};
    sax.endElementNs = [](void*, xmlChar const*, xmlChar const*, xmlChar const*) {};
    sax.characters = [](void*, xmlChar const*, int) {};
    auto* const parser = xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr);
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT);
    auto const fed = each_chunk(file, [&](std::string_view chunk) {
        auto const code = xmlParseChunk(parser, chunk.data(), static_cast<int>(chunk.size()), 0);
        return code == 0 ? Status{} : Error{ErrorCode::document_malformed, {}, {}, {}};
    });
    auto const is_whole = xmlParseChunk(parser, nullptr, 0, 1) == 0;
    xmlFreeParserCtxt(parser);
    return is_whole ? fed : Error{ErrorCode::document_malformed, {}, {}, {}};
}

Status verify(std::string const& file, std::string const& certificate) {
    auto const pinned = crypto::Certificate::load(certificate);
    if (!pinned) {
        return pinned.error();
    }
    auto const verified = seal::verify_enveloped(file, {*pinned}, seal::Frame::exact, nullptr);
    return verified ? Status{} : verified.error();
}

int told(Status const& done) {
    if (!done) {
        static_cast<void>(std::fprintf(stderr, "%s %s\n", std::string(text_of(done.error().code)).c_str(),
                                       done.error().value.c_str()));
    }
    return done ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    std::vector<std::string> const given(words + 1, words + count);
    if (given.size() == 6 && (given[0] == "write" || given[0] == "sign")) {
        Order const order{given[1], given[2], given[3], given[4], given[5]};
        return told(given[0] == "sign" ? sign(order) : write(order));
    }
    if (given.size() == 3 && given[0] == "hash") {
        return told(hash(given[1]));
    }
    if (given.size() == 3 && given[0] == "parse") {
        return told(parse(given[1]));
    }
    return given.size() == 3 && given[0] == "verify" ? told(verify(given[1], given[2])) : 2;
}
