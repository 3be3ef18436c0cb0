#include "seal/signature_reader.hpp"

#include <algorithm>

#include "seal/signature_text.hpp"

namespace almoner::seal {

namespace {

using Text = SignatureReader::Text;

/// Far more than a certificate and a signature value take.
constexpr std::size_t most_text_bytes = 64U << 10;

struct Row {
    std::size_t depth;
    std::string_view name;
    std::string_view attribute = {};  ///< the only one, empty for none
    std::string_view value = {};      ///< of the attribute
    Text text = Text::white_space;
};

/// Start tags in the order they must come. Order and depth together leave one tree only.
constexpr auto grammar = std::to_array<Row>({
    {1, "Signature"},
    {2, "SignedInfo"},
    {3, "CanonicalizationMethod", "Algorithm", exclusive_canonical_form},
    {3, "SignatureMethod", "Algorithm"},
    {3, "Reference", "URI", ""},
    {4, "Transforms"},
    {5, "Transform", "Algorithm", enveloped_transform},
    {5, "Transform", "Algorithm", exclusive_canonical_form},
    {4, "DigestMethod", "Algorithm", sha256_method},
    {4, "DigestValue", {}, {}, Text::digest},
    {2, "SignatureValue", {}, {}, Text::value},
    {2, "KeyInfo"},
    {3, "X509Data"},
    {4, "X509Certificate", {}, {}, Text::certificate},
});
constexpr std::size_t row_of_key_info = 11;
constexpr std::size_t signed_info_depth = 2;

Error structure_fault(std::string_view what) { return {ErrorCode::signature_structure, {}, std::string(what), {}}; }

bool is_white_space(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// The Signature may bind its own namespace to a prefix and nothing else.
bool declares_only_xmldsig(xml::Element const& element) {
    auto const& declared = element.declared;
    return std::all_of(declared.begin(), declared.end(), [](auto const& one) { return one.uri == xmldsig_namespace; });
}

}  // namespace

Status SignatureReader::start(xml::Element const& element) {
    ++depth_;
    if (next_ == grammar.size() || element.namespace_uri != xmldsig_namespace || !declares_only_xmldsig(element)) {
        return structure_fault(element.name);
    }
    auto const& row = grammar[next_];
    if (row.depth != depth_ || row.name != element.name) {
        return structure_fault(element.name);
    }
    if (auto const checked = check_attributes(element); !checked) {
        return checked;
    }
    ++next_;
    target_ = row.text;
    in_signed_info_ = in_signed_info_ || row.name == "SignedInfo";
    return in_signed_info_ ? canonical_.start(element) : Status{};
}

Status SignatureReader::check_attributes(xml::Element const& element) const {
    auto const& row = grammar[next_];
    if (element.attributes.size() != (row.attribute.empty() ? 0 : 1)) {
        return structure_fault(element.name);
    }
    if (row.attribute.empty()) {
        return {};
    }
    auto const& attribute = element.attributes.front();
    if (!attribute.namespace_uri.empty() || attribute.name != row.attribute) {
        return structure_fault(element.name);
    }
    auto const expected = row.name == "SignatureMethod" ? method_ : row.value;
    if (attribute.value == expected) {
        return {};
    }
    auto const code = row.name == "Reference" ? ErrorCode::signature_structure : ErrorCode::signature_algorithm;
    return Error{code, {}, std::string(attribute.value), {std::string(expected)}};
}

Status SignatureReader::end(xml::Element const& element) {
    target_ = Text::white_space;
    if (in_signed_info_) {
        if (auto const written = canonical_.end(element); !written) {
            return written;
        }
        in_signed_info_ = depth_ != signed_info_depth;
    }
    --depth_;
    return {};
}

Status SignatureReader::text(std::string_view text) {
    auto& collected = texts_[static_cast<std::size_t>(target_)];
    if (collected.size() + text.size() > most_text_bytes) {
        return structure_fault("length");
    }
    // White space counts as well, or a signature could be blown up with it.
    collected += text;
    if (target_ == Text::white_space && !is_white_space(text)) {
        return structure_fault("text");
    }
    return in_signed_info_ ? canonical_.text(text) : Status{};
}

Result<SignatureParts> SignatureReader::parts() const {
    if (next_ != row_of_key_info && next_ != grammar.size()) {
        return structure_fault(grammar[next_].name);
    }
    auto const text_of = [this](Text text) -> std::string_view { return texts_[static_cast<std::size_t>(text)]; };
    auto const digest = crypto::from_base64(text_of(Text::digest));
    auto const value = crypto::from_base64(text_of(Text::value));
    auto const certificate = crypto::from_base64(text_of(Text::certificate));
    SignatureParts parts;
    if (!digest || digest->size() != parts.digest.size()) {
        return structure_fault("DigestValue");
    }
    if (!value || value->empty()) {
        return structure_fault("SignatureValue");
    }
    if (!certificate || certificate->empty() != (next_ == row_of_key_info)) {
        return structure_fault("X509Certificate");
    }
    std::copy(digest->begin(), digest->end(), parts.digest.begin());
    parts.value = *value;
    parts.certificate = *certificate;
    parts.signed_info = canonical_text_.text;
    return parts;
}

}  // namespace almoner::seal
