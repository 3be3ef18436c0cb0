#include "payout/emit.hpp"

#include <array>

#include "payout/folders.hpp"
#include "payout/transfer_fields.hpp"
#include "seal/exact_frame.hpp"

namespace almoner::payout {

namespace {

Status write_transfers(Desk const& desk, Writing const& writing, store::FileRecord const& record, int batch,
                       xml::TemplateWriter& writer) {
    auto cursor = store::TransferCursor::open(desk.store, record, batch);
    if (!cursor) {
        return cursor.error();
    }
    store::TransferRow row{Line{.amount = Money::zero(writing.list.currency)}, 1};
    Fields fields;
    std::uint64_t done = 0;
    for (;;) {
        auto const more = cursor->next(row);
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
        fields.clear();
        if (auto const known = transfer_fields(fields, writing, row); !known) {
            return known;
        }
        if (auto const written = writer.open(fields.values()); !written) {
            return written;
        }
        if (auto const closed = writer.close(); !closed) {
            return closed;
        }
        desk.progress.advance(record.message_id, ++done, record.transaction_count);
    }
}

}  // namespace

Status write_document(Desk const& desk, Writing const& writing, store::FileRecord const& record, ByteSink& sink,
                      std::string_view signature) {
    auto const batches = store::batches(desk.store, record);
    if (!batches) {
        return batches.error();
    }
    xml::TemplateWriter writer(writing.message, sink, signature);
    Fields file;
    file_fields(file, desk, writing, record);
    if (auto const opened = writer.open(file.values()); !opened) {
        return opened;
    }
    for (auto const& batch : *batches) {
        Fields fields;
        batch_fields(fields, writing, batch);
        if (auto const opened = writer.open(fields.values()); !opened) {
            return opened;
        }
        if (auto const written = write_transfers(desk, writing, record, batch.number, writer); !written) {
            return written;
        }
        if (auto const closed = writer.close(); !closed) {
            return closed;
        }
    }
    return writer.close();
}

namespace {

using Placement = settings::SignaturePlacement;

xml::Template::Signature place_for(Placement placement) {
    switch (placement) {
        case Placement::enveloped: return xml::Template::Signature::at_end;
        case Placement::detached_cms: return xml::Template::Signature::beside;
        case Placement::bah: return xml::Template::Signature::ahead;
    }
    return {};
}

Result<xml::Template> message_for(Desk const& desk, settings::Profile const& profile) {
    auto const text_of = [&desk](std::string const& name) { return desk.formats.message_text(name, "message.xml"); };
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
    if (auto const written = both.write(seal::declaration); !written) {
        return written.error();
    }
    if (auto const written = write_document(desk, writing, record, both); !written) {
        return written.error();
    }
    if (auto const written = both.write("\n"); !written) {
        return written.error();
    }
    return Signing(*std::move(cms));
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
    auto message = message_for(desk, *profile);
    if (!message) {
        return message.error();
    }
    return Writing{list, *std::move(profile), *debtor, &programme->second, *std::move(message)};
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
    return TransferFile{record, std::move(path), *std::move(bytes), *std::move(signing)};
}

}  // namespace almoner::payout
