#pragma once

#include <bit>
#include <cstring>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "bytes/external_sort.hpp"
#include "vetting/history.hpp"
#include "vetting/seen.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// Compares the lines of a list with one another and with what the store knows, in bounded memory: everybody is
/// remembered, sorted by person, by account and by name with birth date, and looked at group by group.
class Crossings {
public:
    explicit Crossings(Terms const& terms);

    /// A line that goes on as far as it alone can tell; `category` counts the list's. @error file.io
    Status add(CheckedLine const& checked, std::uint32_t category);

    /// Hands over what is found; persons first, so that the first remark on a line is the one that decides it.
    /// `history` may be null: then only the list itself is looked at. @error file.io @error store.failure
    Status find(std::vector<std::string> const& categories, History* history,
                std::function<void(Remark const&)> const& take);

private:
    /// The order of the bytes, as the store keeps keys. Sorting mostly compares, so eight of them are taken at once.
    static bool is_before(PersonKey const& left, PersonKey const& right, bool among_equals) {
        auto const first = leading(left);
        auto const other = leading(right);
        if (first != other) {
            return first < other;
        }
        return left == right ? among_equals : left < right;
    }
    static std::uint64_t leading(PersonKey const& key) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, key.data(), sizeof bytes);
        return std::endian::native == std::endian::little ? __builtin_bswap64(bytes) : bytes;
    }
    struct ByPerson {
        bool operator()(Seen const& left, Seen const& right) const {
            return is_before(left.person, right.person, left.line < right.line);
        }
    };
    struct ByAccount {
        bool operator()(Seen const& left, Seen const& right) const {
            return is_before(left.account, right.account, left.line < right.line);
        }
    };
    struct ByNamesake {
        bool operator()(Namesake const& left, Namesake const& right) const {
            return std::tie(left.named, left.line) < std::tie(right.named, right.line);
        }
    };

    Status about_person(std::vector<Seen> const& lines, std::vector<std::string> const& categories, History* history,
                        std::vector<Remark>& remarks) const;

    Terms const& terms_;
    bytes::ExternalSort<Seen, ByPerson> persons_;
    bytes::ExternalSort<Seen, ByAccount> accounts_;
    bytes::ExternalSort<Namesake, ByNamesake> namesakes_;
};

}  // namespace almoner::vetting
