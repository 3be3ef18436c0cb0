#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "seal/signature_reader.hpp"
#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace almoner::seal {

/// Parts a message from its enveloped signature while it is read: what is signed goes to the
/// canonical form and to the extractor at once, the Signature to its own reader. The parser that
/// finds the facts is the one that verifies, so that there is no second reading to deceive.
class SignedDocument final : public xml::Handler {
public:
    /// `canonical` takes the bytes that are signed; `extractor` may be null; `method` as SignatureReader's.
    SignedDocument(ByteSink& canonical, xml::Handler* extractor, std::string_view method)
        : canonical_(canonical), extractor_(extractor), reader_(method) {}

    /// @error signature.place a Signature elsewhere than in the message's SplmtryData/Envlp
    /// @error signature.structure a second Signature, or what SignatureReader refuses
    /// @error document.attack a namespace that neither the message nor the signature has
    Status start(xml::Element const& element) override;
    Status end(xml::Element const& element) override;
    Status text(std::string_view text) override;

    /// Of a document read to its end. @error signature.missing @error signature.structure
    [[nodiscard]] Result<SignatureParts> signature() const;

    /// The end tags of the elements around the Signature, innermost first.
    [[nodiscard]] std::string const& tail() const { return tail_; }

private:
    [[nodiscard]] Status check_namespaces(xml::Element const& element);
    [[nodiscard]] Status begin_signature(xml::Element const& element);

    xml::Canonicalizer canonical_;
    xml::Handler* extractor_;
    SignatureReader reader_;
    bool in_signature_ = false;
    std::string namespace_;          ///< the message's, as its root element has it
    std::vector<std::string> path_;  ///< names of the open elements
    std::string tail_;
};

}  // namespace almoner::seal
