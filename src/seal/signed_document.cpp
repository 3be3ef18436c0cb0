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

/// Of an envelope, in their order: each has a namespace of its own.
struct Part {
    std::string_view name;
    std::string_view namespace_prefix;  ///< what its namespace must begin with
};
constexpr auto parts = std::to_array<Part>({
    {"AppHdr", "urn:iso:std:iso:20022:tech:xsd:head.001.001."},
    {"Document", ""},
});

bool ends_with(std::vector<std::string> const& path, std::string_view parent, std::string_view child) {
    return path.size() > 2 && path[path.size() - 2] == parent && path.back() == child;
}

/// Document/MESSAGE/SplmtryData/Envlp, or Document/MESSAGE/RECORD/SplmtryData/Envlp for statements; in an envelope
/// ENVELOPE/AppHdr/Sgntr, or ENVELOPE/HEADER/AppHdr/Sgntr.
bool may_hold_signature(std::vector<std::string> const& path) {
    if (path.empty() || path.size() > 5) {
        return false;
    }
    if (path[0] != "Document") {
        return path.size() < 5 && ends_with(path, "AppHdr", "Sgntr");
    }
    if (!ends_with(path, "SplmtryData", "Envlp")) {
        return false;
    }
    return path.size() == 4 || std::any_of(record_places.begin(), record_places.end(), [&](auto const& place) {
               return path.size() == 5 && path[1] == place.message && path[2] == place.record;
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
    if (auto const entered = enter_part(element); !entered) {
        return entered;
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
    in_signature_ = true;
    auto const before = canonical_.flush();
    return before ? reader_.start(element) : before;
}

/// A part stands in an envelope once, after those before it, and never in another part.
Status SignedDocument::enter_part(xml::Element const& element) {
    if (path_.empty()) {
        namespace_ = element.namespace_uri;
        envelope_namespace_ = namespace_;
        return {};
    }
    if (part_depth_ != 0 || path_.front() == "Document") {
        return {};
    }
    auto const is_it = [&](auto const& part) { return part.name == element.name; };
    auto const part = std::find_if(parts.begin(), parts.end(), is_it);
    if (part == parts.end()) {
        return {};
    }
    auto const is_next = part == parts.begin() + static_cast<std::ptrdiff_t>(parts_met_);
    if (!is_next || !element.namespace_uri.starts_with(part->namespace_prefix)) {
        return attack(element.name);
    }
    ++parts_met_;
    part_depth_ = path_.size() + 1;
    namespace_ = element.namespace_uri;
    return {};
}

Status SignedDocument::check_namespaces(xml::Element const& element) const {
    auto const is_root = path_.empty();
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
        return end_in_signature(element);
    }
    if (path_.size() == part_depth_) {
        part_depth_ = 0;
        namespace_ = envelope_namespace_;
    }
    path_.pop_back();
    if (auto const written = canonical_.end(element); !written) {
        return written;
    }
    return extractor_ == nullptr ? Status{} : extractor_->end(element);
}

Status SignedDocument::end_in_signature(xml::Element const& element) {
    if (auto const read = reader_.end(element); !read) {
        return read;
    }
    in_signature_ = !reader_.is_complete();
    if (in_signature_) {
        return {};
    }
    auto const signature = reader_.parts();
    return signature ? on_signature_(*signature) : signature.error();
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
