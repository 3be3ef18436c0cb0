#include "seal/signed_document.hpp"

#include <algorithm>
#include <array>

#include "seal/signature_text.hpp"

namespace almoner::seal {

namespace {

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

/// Messages whose last record may hold the signature, since ISO 20022 gives them SplmtryData there.
struct RecordPlace {
    std::string_view message;
    std::string_view record;
};
constexpr auto record_places = std::to_array<RecordPlace>({
    {"BkToCstmrAcctRpt", "Rpt"},
    {"BkToCstmrDbtCdtNtfctn", "Ntfctn"},
    {"BkToCstmrStmt", "Stmt"},
});

/// Document/MESSAGE/SplmtryData/Envlp, or Document/MESSAGE/RECORD/SplmtryData/Envlp for statements.
bool may_hold_signature(std::vector<std::string> const& path) {
    auto const size = path.size();
    if ((size != 4 && size != 5) || path[0] != "Document" || path[size - 2] != "SplmtryData" ||
        path[size - 1] != "Envlp") {
        return false;
    }
    return size == 4 || std::any_of(record_places.begin(), record_places.end(), [&](auto const& place) {
               return path[1] == place.message && path[2] == place.record;
           });
}

Error attack(std::string_view what) { return {ErrorCode::document_attack, {}, std::string(what), {}}; }

}  // namespace

Status SignedDocument::start(xml::Element const& element) {
    if (in_signature_) {
        return reader_.start(element);
    }
    if (element.namespace_uri == xmldsig_namespace) {
        return begin_signature(element);
    }
    if (auto const checked = check_namespaces(element); !checked) {
        return checked;
    }
    path_.emplace_back(element.name);
    if (auto const written = canonical_.start(element); !written) {
        return written;
    }
    return extractor_ == nullptr ? Status{} : extractor_->start(element);
}

Status SignedDocument::begin_signature(xml::Element const& element) {
    if (element.name != "Signature") {
        return Error{ErrorCode::signature_structure, {}, std::string(element.name), {}};
    }
    if (!may_hold_signature(path_)) {
        return Error{ErrorCode::signature_place, {}, path_.empty() ? "" : path_.back(), {}};
    }
    if (reader_.is_complete()) {
        return Error{ErrorCode::signature_structure, {}, "Signature", {}};
    }
    std::for_each(path_.rbegin(), path_.rend(), [this](auto const& name) { tail_ += "</" + name + ">"; });
    in_signature_ = true;
    return reader_.start(element);
}

Status SignedDocument::check_namespaces(xml::Element const& element) {
    auto const is_root = path_.empty();
    if (is_root) {
        namespace_ = element.namespace_uri;
    }
    if (element.namespace_uri != namespace_) {
        return attack(element.name);
    }
    for (auto const& declared : element.declared) {
        if (declared.uri != namespace_ && declared.uri != xmldsig_namespace && declared.uri != schema_instance) {
            return attack(declared.uri);
        }
    }
    for (auto const& attribute : element.attributes) {
        auto const schema_hint = is_root && attribute.namespace_uri == schema_instance;
        if (!attribute.namespace_uri.empty() && !schema_hint) {
            return attack(attribute.name);
        }
    }
    return {};
}

Status SignedDocument::end(xml::Element const& element) {
    if (in_signature_) {
        auto const read = reader_.end(element);
        in_signature_ = !reader_.is_complete();
        return read;
    }
    path_.pop_back();
    if (auto const written = canonical_.end(element); !written) {
        return written;
    }
    return extractor_ == nullptr ? Status{} : extractor_->end(element);
}

Status SignedDocument::text(std::string_view text) {
    if (in_signature_) {
        return reader_.text(text);
    }
    if (auto const written = canonical_.text(text); !written) {
        return written;
    }
    return extractor_ == nullptr ? Status{} : extractor_->text(text);
}

Result<SignatureParts> SignedDocument::signature() const {
    if (!reader_.is_complete()) {
        return Error{ErrorCode::signature_missing, {}, {}, {}};
    }
    return reader_.parts();
}

}  // namespace almoner::seal
