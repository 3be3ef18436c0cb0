#include "seal/signed_mail.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "crypto/digest.hpp"

namespace almoner::seal {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t most_parts = 16;

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

/// Every line end as CR LF: what is signed does not depend on the machine that kept the mail.
std::string canonical(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 16);
    for (auto const letter : text) {
        if (letter == '\n' && (result.empty() || result.back() != '\r')) {
            result += '\r';
        }
        result += letter;
    }
    return result;
}

/// Whether a text body is the cover, which has line feeds where a mail has CR LF.
bool is_text(std::string_view body, std::string_view cover) { return canonical(cover) == body; }

/// Headers and body of an entity whose lines end with CR LF (RFC 5322, 2.1).
struct Entity {
    std::string_view headers;
    std::string_view body;

    /// The value of a header, unfolded, parameters included; empty when it is not there.
    [[nodiscard]] std::string header(std::string_view name) const {
        auto rest = headers;
        while (!rest.empty()) {
            auto const line = take_header(rest);
            auto const colon = line.find(':');
            if (colon != std::string_view::npos && lowered(line.substr(0, colon)) == name) {
                return std::string(line.substr(std::min(line.find_first_not_of(" \t\r\n", colon + 1), line.size())));
            }
        }
        return {};
    }

private:
    /// A header line with its continuations.
    static std::string_view take_header(std::string_view& rest) {
        auto end = rest.find(line_end);
        while (end != std::string_view::npos && end + 2 < rest.size() &&
               (rest[end + 2] == ' ' || rest[end + 2] == '\t')) {
            end = rest.find(line_end, end + 2);
        }
        auto const line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        return line;
    }
};

std::optional<Entity> entity_of(std::string_view text) {
    if (text.starts_with(line_end)) {
        return Entity{{}, text.substr(2)};
    }
    auto const end = text.find("\r\n\r\n");
    return end == std::string_view::npos ? std::nullopt
                                         : std::optional(Entity{text.substr(0, end + 2), text.substr(end + 4)});
}

std::string media_type(std::string_view content_type) {
    auto const type = lowered(content_type.substr(0, content_type.find_first_of("; \t\r\n")));
    return type.empty() ? "text/plain" : type;
}

/// The boundary parameter (RFC 2046, 5.1.1), quoted or not.
std::optional<std::string> boundary_of(std::string const& content_type) {
    auto const at = lowered(content_type).find("boundary=");
    if (at == std::string::npos) {
        return std::nullopt;
    }
    auto value = std::string_view(content_type).substr(at + 9);
    if (value.starts_with('"')) {
        value.remove_prefix(1);
        value = value.substr(0, value.find('"'));
    } else {
        value = value.substr(0, value.find_first_of("; \t\r\n"));
    }
    return value.empty() || value.size() > 70 ? std::nullopt : std::optional(std::string(value));
}

/// The parts between the delimiters; the line end before a delimiter belongs to it. Nothing when the last is missing.
std::optional<std::vector<std::string_view>> parts_of(std::string_view body, std::string const& boundary) {
    auto const delimiter = "\r\n--" + boundary;
    std::vector<std::string_view> parts;
    // A delimiter may stand on the very first line.
    auto at = body.starts_with(std::string_view(delimiter).substr(2)) ? delimiter.size() - 2 : body.find(delimiter);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    at += at == delimiter.size() - 2 ? 0 : delimiter.size();
    while (!body.substr(at).starts_with("--")) {
        auto const start = body.find(line_end, at);
        auto const end = start == std::string_view::npos ? start : body.find(delimiter, start);
        if (end == std::string_view::npos || parts.size() == most_parts) {
            return std::nullopt;
        }
        parts.push_back(body.substr(std::min(start + 2, end), end - std::min(start + 2, end)));
        at = end + delimiter.size();
    }
    return parts;
}

int hexadecimal(char letter) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const at = digits.find(letter);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// RFC 2045, 6.7. Nothing when an escape is none.
std::optional<std::string> from_quoted_printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text.front() != '=') {
            result += text.front();
            text.remove_prefix(1);
        } else if (text.substr(1).starts_with(line_end)) {
            text.remove_prefix(3);
        } else if (text.size() >= 3 && hexadecimal(text[1]) >= 0 && hexadecimal(text[2]) >= 0) {
            result += static_cast<char>(hexadecimal(text[1]) * 16 + hexadecimal(text[2]));
            text.remove_prefix(3);
        } else {
            return std::nullopt;
        }
    }
    return result;
}

std::optional<std::string> decoded(Entity const& entity) {
    auto const encoding = lowered(entity.header("content-transfer-encoding"));
    if (encoding == "base64") {
        auto bytes = crypto::from_base64(entity.body);
        return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
    }
    if (encoding == "quoted-printable") {
        return from_quoted_printable(entity.body);
    }
    return encoding.empty() || encoding == "7bit" || encoding == "8bit" ? std::optional(std::string(entity.body))
                                                                        : std::nullopt;
}

bool carries(Entity const& entity, std::string_view cover) {
    auto const body = decoded(entity);
    return body && (*body == cover || is_text(*body, cover));
}

/// Whether the signed part is the cover: bare, as the body of an entity, or as exactly one part of a multipart/mixed.
bool holds(std::string_view part, std::string_view cover) {
    if (is_text(part, cover)) {
        return true;
    }
    auto const entity = entity_of(part);
    if (!entity) {
        return false;
    }
    auto const type = entity->header("content-type");
    if (media_type(type) != "multipart/mixed") {
        return carries(*entity, cover);
    }
    auto const boundary = boundary_of(type);
    auto const parts = boundary ? parts_of(entity->body, *boundary) : std::nullopt;
    return parts && std::count_if(parts->begin(), parts->end(), [&](auto const& one) {
                        auto const inner = entity_of(one);
                        return inner && carries(*inner, cover);
                    }) == 1;
}

bool is_signature(Entity const& entity) {
    auto const type = media_type(entity.header("content-type"));
    return (type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature") &&
           lowered(entity.header("content-transfer-encoding")) == "base64";
}

}  // namespace

Result<SignedMail> read_signed_mail(std::string_view mail, std::string_view cover) {
    Error const refused{ErrorCode::approval_mail, {}, {}, {}};
    auto const text = canonical(mail);
    auto const entity = entity_of(text);
    auto const type = entity ? entity->header("content-type") : std::string();
    auto const boundary = boundary_of(type);
    if (media_type(type) != "multipart/signed" || !boundary) {
        return refused;
    }
    auto const parts = parts_of(entity->body, *boundary);
    if (!parts || parts->size() != 2 || !holds(parts->front(), cover)) {
        return refused;
    }
    auto const signature = entity_of(parts->back());
    auto cms =
        signature && is_signature(*signature) ? crypto::from_base64(signature->body) : Result<std::string>(refused);
    return cms ? Result<SignedMail>(SignedMail{std::string(parts->front()), *std::move(cms)}) : refused;
}

}  // namespace almoner::seal
