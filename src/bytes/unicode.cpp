#include "bytes/unicode.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "core/free.hpp"

namespace almoner::bytes {

std::string nfkc(std::string_view utf8) {
    utf8proc_uint8_t* made = nullptr;
    auto const options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    auto const length = utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(utf8.data()),
                                     static_cast<utf8proc_ssize_t>(utf8.size()), &made, options);
    std::unique_ptr<utf8proc_uint8_t, Free<std::free>> const owned(made);
    if (length < 0) {
        return std::string(utf8);
    }
    return {reinterpret_cast<char const*>(owned.get()), static_cast<std::size_t>(length)};
}

}  // namespace almoner::bytes
