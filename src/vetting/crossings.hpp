#pragma once

#include <functional>
#include <string>
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
    struct ByPerson {
        Seen seen;
        bool operator<(ByPerson const& other) const {
            return std::tie(seen.person, seen.line) < std::tie(other.seen.person, other.seen.line);
        }
    };
    struct ByAccount {
        Seen seen;
        bool operator<(ByAccount const& other) const {
            return std::tie(seen.account, seen.line) < std::tie(other.seen.account, other.seen.line);
        }
    };
    struct ByNamesake {
        Seen seen;
        bool operator<(ByNamesake const& other) const {
            return std::tie(seen.namesake, seen.line) < std::tie(other.seen.namesake, other.seen.line);
        }
    };

    Status about_person(std::vector<Seen> const& lines, std::vector<std::string> const& categories, History* history,
                        std::vector<Remark>& remarks) const;

    Terms const& terms_;
    bytes::ExternalSort<ByPerson> persons_;
    bytes::ExternalSort<ByAccount> accounts_;
    bytes::ExternalSort<ByNamesake> namesakes_;
};

}  // namespace almoner::vetting
