#include "core/postal_address.hpp"

#include <algorithm>
#include <array>

namespace almoner {

namespace {

constexpr char separator = '\x1F';
constexpr std::array parts = {&PostalAddress::street, &PostalAddress::building, &PostalAddress::postcode,
                              &PostalAddress::town,   &PostalAddress::country,  &PostalAddress::line};

}  // namespace

std::string to_text(PostalAddress const& address) {
    if (address == PostalAddress{}) {
        return {};
    }
    std::string text;
    for (auto const part : parts) {
        text += (part == parts.front() ? "" : std::string(1, separator)) + address.*part;
    }
    return text;
}

PostalAddress postal_address_of(std::string_view text) {
    PostalAddress address;
    for (auto const part : parts) {
        auto const end = std::min(text.find(separator), text.size());
        address.*part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return address;
}

}  // namespace almoner
