#pragma once

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
    /// Keys in the order of their bytes, as the store keeps them; of equal ones what `line_is` says. Sorting mostly
    /// compares, and nearly always the first byte decides.
    static bool is_before(PersonKey const& left, PersonKey const& right, bool line_is) {
        if (left[0] != right[0]) {
            return left[0] < right[0];
        }
        return left == right ? line_is : left < right;
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
