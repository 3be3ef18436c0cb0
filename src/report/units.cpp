#include "report/units.hpp"

#include <optional>
#include <set>

namespace almoner::report {

namespace {

/// The units of one programme as a tree.
class Tree {
public:
    Tree(settings::Programme const& programme, std::map<std::string, Sums> own)
        : programme_(programme), own_(std::move(own)) {
        std::set<std::string> all;
        for (auto const& [unit, sums] : own_) {
            auto parent = programme.unit_parents.find(unit);
            for (all.insert(unit); parent != programme.unit_parents.end();
                 parent = programme.unit_parents.find(parent->second)) {
                all.insert(parent->second);
            }
        }
        for (auto const& unit : all) {
            auto const parent = programme.unit_parents.find(unit);
            below_[parent == programme.unit_parents.end() ? std::nullopt : std::optional(parent->second)].push_back(
                unit);
        }
    }

    void walk(std::vector<UnitLine>& lines) const { walk(std::nullopt, 0, lines); }

private:
    /// Adds the units below one, each before those below it. What they come to.
    Sums walk(std::optional<std::string> const& above, int depth, std::vector<UnitLine>& lines) const {
        Sums all(programme_.currency);
        auto const found = below_.find(above);
        if (found == below_.end()) {
            return all;
        }
        for (auto const& unit : found->second) {
            auto const own = own_.find(unit);
            Sums const sums = own == own_.end() ? Sums(programme_.currency) : own->second;
            auto const at = lines.size();
            lines.push_back({programme_.id, unit, depth, sums, sums});
            auto const below = walk(unit, depth + 1, lines);
            lines[at].with_below.add(below);
            all.add(lines[at].with_below);
        }
        return all;
    }

    settings::Programme const& programme_;
    std::map<std::string, Sums> own_;
    std::map<std::optional<std::string>, std::vector<std::string>> below_;  ///< by the unit above, where there is one
};

}  // namespace

std::vector<UnitLine> by_unit(std::vector<ListSummary> const& lists,
                              std::map<std::string, settings::Programme> const& programmes) {
    std::vector<UnitLine> lines;
    for (auto const& [id, programme] : programmes) {
        std::map<std::string, Sums> own;
        for (auto const& list : lists) {
            if (list.list.programme != id) {
                continue;
            }
            for (auto const& [unit, sums] : list.units) {
                own.try_emplace(unit, programme.currency).first->second.add(sums);
            }
        }
        Tree(programme, std::move(own)).walk(lines);
    }
    return lines;
}

}  // namespace almoner::report
