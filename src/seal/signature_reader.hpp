#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "core/interfaces.hpp"
#include "crypto/digest.hpp"
#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace almoner::seal {

/// What a Signature element says. None of it is believed yet.
struct SignatureParts {
    std::string signed_info;        ///< in exclusive canonical form: the bytes the value is over
    crypto::Sha256Digest digest{};  ///< DigestValue
    std::string value;              ///< SignatureValue, decoded
    std::string certificate;        ///< X509Certificate in DER, empty without KeyInfo
};

/// Reads one Signature element by a fixed grammar: what is not in it is refused, so that nothing a
/// Reference, a transform or a key could be made to say is ever acted on.
class SignatureReader final : public xml::Handler {
public:
    /// `method`: the only Algorithm of SignatureMethod that is accepted; must outlive the reader.
    explicit SignatureReader(std::string_view method) : method_(method), canonical_(canonical_text_) {}

    /// @error signature.structure another element, attribute or text than the grammar has
    /// @error signature.algorithm another Algorithm
    Status start(xml::Element const& element) override;
    Status end(xml::Element const& element) override;
    Status text(std::string_view text) override;

    /// True once the end tag of Signature was met.
    [[nodiscard]] bool is_complete() const { return next_ > 0 && depth_ == 0; }

    /// Of a complete element. @error signature.structure something is missing or not base64
    [[nodiscard]] Result<SignatureParts> parts() const;

    enum class Text { white_space, digest, value, certificate };

private:
    [[nodiscard]] Status check_attributes(xml::Element const& element) const;

    std::string_view method_;
    std::size_t next_ = 0;   ///< row of the grammar that the next start tag must fit
    std::size_t depth_ = 0;  ///< open elements, Signature included
    Text target_ = Text::white_space;
    std::array<std::string, 4> texts_;
    bool in_signed_info_ = false;
    StringSink canonical_text_;
    xml::Canonicalizer canonical_;
};

}  // namespace almoner::seal
