#include "reconcile/read/form_check.hpp"

#include <algorithm>

namespace almoner::reconcile {

std::string FormCheck::start(std::string_view name) {
    std::string what;
    if (depth_ > 0 && open_[depth_ - 1].form != nullptr) {
        auto& around = open_[depth_ - 1];
        auto const& children = around.form->children;
        auto const found =
            std::find_if(children.begin(), children.end(), [name](auto const& child) { return child.name == name; });
        auto const at = static_cast<std::size_t>(found - children.begin());
        if (found != children.end() && at < around.next) {
            what = around.name + "/" + found->name + " out of place";
        } else if (found != children.end()) {
            what = missing_before(around, at);
            around.next = found->repeats ? at : at + 1;
            around.again = found->repeats;
        }
    }
    if (depth_ == open_.size()) {
        open_.emplace_back();
    }
    auto const known = form_.find(name);
    auto& fresh = open_[depth_++];
    fresh.name = name;
    fresh.form = known == form_.end() ? nullptr : &known->second;
    fresh.next = 0;
    fresh.again = false;
    return what;
}

std::string FormCheck::end() {
    auto const& ended = open_[--depth_];
    return ended.form == nullptr ? std::string() : missing_before(ended, ended.form->children.size());
}

std::string FormCheck::missing_before(Open const& open, std::size_t child) {
    auto const& children = open.form->children;
    for (auto at = open.next + (open.again ? 1 : 0); at < child; ++at) {
        if (children[at].needed) {
            return open.name + " without " + children[at].name;
        }
    }
    return {};
}

}  // namespace almoner::reconcile
