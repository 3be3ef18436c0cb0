#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner::seal {

/// What a signed mail carries.
struct SignedMail {
    std::string content;  ///< the bytes that are signed: the first part, its line ends as CR LF (RFC 8551, 3.1.1)
    std::string cms;      ///< the detached signature, DER
};

/// Reads a mail whose content is `cover` and nothing else: multipart/signed with two parts (RFC 1847), the first being
/// the cover itself or an entity whose only cover-bearing body is it, in 7bit, 8bit, quoted-printable or base64
/// (RFC 2045); attachments of a multipart/mixed are looked through one level deep. Nothing is verified here.
/// @error approval.mail anything else, or other content
Result<SignedMail> read_signed_mail(std::string_view mail, std::string_view cover);

}  // namespace almoner::seal
