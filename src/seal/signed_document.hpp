#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "seal/signature_reader.hpp"
#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace almoner::seal {

/// Parts a message from its enveloped signature while it is read: what is signed goes to the
/// canonical form and to the extractor at once, the Signature to its own reader. The parser that
/// finds the facts is the one that verifies, so that there is no second reading to deceive.
///
/// The signature has one place: SplmtryData/Envlp of a message that stands alone; AppHdr/Sgntr (head.001) of a
/// business message, where header and Document stand in an envelope.
class SignedDocument final : public xml::Handler {
public:
    /// Told of the signature at its place, when `canonical` has all that stands before it.
    using OnSignature = std::function<Status(SignatureParts const&)>;

    /// `canonical` takes the bytes that are signed; `extractor` may be null; `method` as SignatureReader's.
    SignedDocument(ByteSink& canonical, xml::Handler* extractor, std::string_view method, OnSignature on_signature)
        : canonical_(canonical), extractor_(extractor), reader_(method), on_signature_(std::move(on_signature)) {}

    /// @error signature.place a Signature elsewhere than at its place
    /// @error signature.structure a second Signature, or what SignatureReader refuses
    /// @error document.attack a namespace that neither the message nor the signature has, or a second message
    Status start(xml::Element const& element) override;
    Status end(xml::Element const& element) override;
    Status text(std::string_view text) override;

    /// Of a document read to its end. @error signature.missing @error signature.structure
    [[nodiscard]] Result<SignatureParts> signature() const;

private:
    [[nodiscard]] Status enter_part(xml::Element const& element);
    [[nodiscard]] Status check_namespaces(xml::Element const& element) const;
    [[nodiscard]] Status begin_signature(xml::Element const& element);
    [[nodiscard]] Status end_in_signature(xml::Element const& element);

    xml::Canonicalizer canonical_;
    xml::Handler* extractor_;
    SignatureReader reader_;
    OnSignature on_signature_;
    bool in_signature_ = false;
    std::vector<std::string> path_;   ///< names of the open elements
    std::string namespace_;           ///< of the elements here
    std::string envelope_namespace_;  ///< of the root element
    std::size_t part_depth_ = 0;      ///< of the open part of an envelope: elements around it and itself
    std::size_t parts_met_ = 0;       ///< of an envelope
};

}  // namespace almoner::seal
