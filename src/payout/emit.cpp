#include "payout/emit.hpp"

#include <array>

#include "payout/folders.hpp"
#include "payout/proven_bank.hpp"
#include "payout/transfer_fields.hpp"
#include "seal/exact_frame.hpp"
#include "xml/encoded_sink.hpp"

namespace almoner::payout {

namespace {

/// Writes one file's document, batch by batch, up to its signature.
class Document {
public:
    Document(Desk const& desk, Writing const& writing, store::FileRecord const& record, ByteSink& sink,
             std::string_view signature)
        : desk_(desk), writing_(writing), record_(record), writer_(writing.message, sink, signature) {}

    Status write() {
        auto const batches = store::batches(desk_.store, record_);
        if (!batches) {
            return batches.error();
        }
        Fields file;
        file_fields(file, writing_, record_, desk_.clock.local_at(record_.created));
        if (auto const opened = writer_.open(file.values()); !opened) {
            return opened;
        }
        for (auto const& batch : *batches) {
            if (auto const written = write_batch(batch); !written) {
                return written;
            }
        }
        return writer_.close();
    }

private:
    Status write_batch(store::BatchRecord const& batch) {
        Fields fields;
        batch_fields(fields, writing_, batch);
        if (auto const opened = writer_.open(fields.values()); !opened) {
            return opened;
        }
        if (auto const written = write_transfers(batch.number); !written) {
            return written;
        }
        return writer_.close();
    }

    Status write_transfers(int batch) {
        auto cursor = store::TransferCursor::open(desk_.store, record_, batch);
        if (!cursor) {
            return cursor.error();
        }
        store::TransferRow row{Line{.amount = Money::zero(writing_.list.currency)}, 1};
        Fields fields;
        for (;;) {
            auto const more = cursor->next(row);
            if (!more || !*more) {
                return more ? Status{} : more.error();
            }
            fields.clear();
            if (auto const known = transfer_fields(fields, writing_, row, ++done_); !known) {
                return known;
            }
            if (auto const written = writer_.open(fields.values()); !written) {
                return written;
            }
            if (auto const closed = writer_.close(); !closed) {
                return closed;
            }
            desk_.progress.advance(record_.message_id, done_, record_.transaction_count);
        }
    }

    Desk const& desk_;
    Writing const& writing_;
    store::FileRecord const& record_;
    xml::TemplateWriter writer_;
    std::uint64_t done_ = 0;
};

using Placement = settings::SignaturePlacement;

xml::Template::Signature place_for(Placement placement) {
    switch (placement) {
        case Placement::enveloped: return xml::Template::Signature::at_end;
        case Placement::detached_cms: return xml::Template::Signature::beside;
        case Placement::bah: return xml::Template::Signature::ahead;
    }
    return {};
}

Result<Signing> write_for_envelope(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                                   ByteSink& bytes) {
    // The declaration stands outside the canonical form and so outside the digest.
    if (auto const written = bytes.write(seal::declaration); !written) {
        return written.error();
    }
    crypto::Sha256Sink digest;
    TeeSink both(digest, bytes);
    if (auto const written = write_document(desk, writing, record, both); !written) {
        return written.error();
    }
    // What follows the signature is constant, so it can be hashed before the signature is known.
    if (auto const hashed = digest.write(writing.message.tail()); !hashed) {
        return hashed.error();
    }
    auto const value = digest.finish();
    if (!value) {
        return value.error();
    }
    return Signing(*value);
}

/// The signature stands in front of what it is over, so the document is only hashed now and written with it later:
/// the same plan gives the same bytes.
Result<Signing> hash_for_header(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                                ByteSink& /*bytes*/) {
    crypto::Sha256Sink digest;
    if (auto const hashed = write_document(desk, writing, record, digest); !hashed) {
        return hashed.error();
    }
    auto const value = digest.finish();
    return value ? Result<Signing>(*value) : value.error();
}

Result<Signing> write_for_beside(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                                 ByteSink& bytes) {
    auto const& signer = desk.signer;
    auto cms = crypto::CmsSigner::begin(signer.key, signer.certificate, writing.profile.signature_algorithm);
    if (!cms) {
        return cms.error();
    }
    TeeSink both(*cms, bytes);
    if (auto const written = both.write(xml::declaration_of(writing.profile.encoding)); !written) {
        return written.error();
    }
    xml::EncodedSink encoded(writing.profile.encoding, both);
    if (auto const written = write_document(desk, writing, record, encoded); !written) {
        return written.error();
    }
    if (auto const written = both.write("\n"); !written) {
        return written.error();
    }
    return Signing(*std::move(cms));
}

}  // namespace

Status write_document(Desk const& desk, Writing const& writing, store::FileRecord const& record, ByteSink& sink,
                      std::string_view signature) {
    return Document(desk, writing, record, sink, signature).write();
}

Result<xml::Template> message_for(settings::Formats const& formats, settings::Profile const& profile) {
    auto const text_of = [&formats](std::string const& message) {
        return formats.message_text(message, "message.xml");
    };
    auto const text = text_of(profile.message);
    if (!text) {
        return text.error();
    }
    auto const name = profile.message + "/message.xml";
    auto const placement = profile.signature_placement;
    auto message = xml::Template::compile(*text, vocabulary(), name, place_for(placement), text_of);
    if (message && message->has_signature() == (placement == Placement::detached_cms)) {
        return Error{ErrorCode::template_structure, {name, {}, 0, 0}, "signature", {}};
    }
    return message;
}

namespace {

/// What the profile's portal takes, if it has one. Its file stands beside the message under the same name.
Result<std::optional<settings::Rendering>> rendering_for(settings::Formats const& formats,
                                                         settings::Profile const& profile) {
    if (profile.rendering.empty()) {
        return std::optional<settings::Rendering>{};
    }
    auto rendering = formats.rendering(profile.rendering);
    if (!rendering) {
        return rendering.error();
    }
    if (profile.file_name.ends_with("." + rendering->extension)) {
        return Error{ErrorCode::settings_value, {profile.id + ".toml", {}, 0, 0}, profile.file_name, {"name"}};
    }
    return std::optional(*std::move(rendering));
}

}  // namespace

Result<Writing> writing_for(Desk const& desk, store::ListRecord const& list) {
    auto profile = desk.formats.profile(list.profile);
    if (!profile) {
        return profile.error();
    }
    auto const* debtor = desk.workspace.debtor_account(list.debtor_account);
    auto const programme = desk.programmes.find(list.programme);
    if (debtor == nullptr || programme == desk.programmes.end()) {
        return Error{ErrorCode::cover_debtor_account, {}, list.debtor_account, {}};
    }
    if (!crypto::fits(desk.signer.certificate, profile->signature_algorithm)) {
        return Error{ErrorCode::crypto_algorithm, {}, std::string(text_of(profile->signature_algorithm)), {}};
    }
    auto message = message_for(desk.formats, *profile);
    if (!message) {
        return message.error();
    }
    auto rendering = rendering_for(desk.formats, *profile);
    if (!rendering) {
        return rendering.error();
    }
    auto bank = bank_digest(desk.formats, *profile, *debtor);
    if (!bank) {
        return bank.error();
    }
    auto const address = profile->address_rule(list.execution_date).mode;
    auto const& workspace = desk.workspace;
    return Writing{list,
                   *std::move(profile),
                   *debtor,
                   &programme->second,
                   *std::move(message),
                   workspace.organisation,
                   workspace.organisation_id,
                   address,
                   *std::move(rendering),
                   *std::move(bank)};
}

Result<TransferFile> emit(Desk const& desk, Writing const& writing, store::FileRecord const& record) {
    auto path = Folders(desk.workspace.home).archive_files / record.name;
    auto bytes = store::DurableFile::create(path);
    if (!bytes) {
        return bytes.error();
    }
    constexpr auto writers = std::to_array({write_for_envelope, write_for_beside, hash_for_header});
    auto const placement = static_cast<std::size_t>(writing.profile.signature_placement);
    auto signing = writers[placement](desk, writing, record, *bytes);
    if (!signing) {
        return signing.error();
    }
    TransferFile file{record, std::move(path), *std::move(bytes), *std::move(signing)};
    file.record.bank_sha256 = writing.bank_sha256;
    return file;
}

}  // namespace almoner::payout
