#include "reconcile/read/form_check.hpp"

#include <algorithm>

namespace almoner::reconcile {

FormCheck::FormCheck(settings::MessageForm const& form) {
    for (auto const& [name, element] : form) {
        auto& made = forms_[name];
        made.name = name;
        for (auto const& rule : element.children) {
            made.children.push_back({rule, nullptr});
        }
    }
    for (auto& [name, made] : forms_) {
        for (auto& child : made.children) {
            child.form = form_of(child.rule.name);
        }
    }
}

FormCheck::Form const* FormCheck::form_of(std::string_view name) const {
    auto const found = forms_.find(name);
    return found == forms_.end() ? nullptr : &found->second;
}

std::string FormCheck::start(std::string_view name) {
    if (open_.empty() || open_.back().form == nullptr) {
        open_.push_back({form_of(name)});
        return {};
    }
    auto& around = open_.back();
    auto const& children = around.form->children;
    auto const is_this = [name](auto const& child) { return child.rule.name == name; };
    // Most children come in their order.
    auto const next = children.begin() + static_cast<std::ptrdiff_t>(around.next);
    auto found = std::find_if(next, children.end(), is_this);
    if (found == children.end()) {
        auto const before = std::find_if(children.begin(), next, is_this);
        found = before == next ? found : before;
    }
    if (found == children.end()) {
        open_.push_back({form_of(name)});
        return {};
    }
    std::string what;
    auto const at = static_cast<std::size_t>(found - children.begin());
    if (at < around.next) {
        what = around.form->name + "/" + found->rule.name + " out of place";
    } else {
        what = missing_before(around, at);
        around.next = found->rule.repeats ? at : at + 1;
        around.again = found->rule.repeats;
    }
    open_.push_back({found->form});
    return what;
}

std::string FormCheck::end() {
    auto const ended = open_.back();
    open_.pop_back();
    return ended.form == nullptr ? std::string() : missing_before(ended, ended.form->children.size());
}

std::string FormCheck::missing_before(Open const& open, std::size_t child) {
    auto const& children = open.form->children;
    for (auto at = open.next + (open.again ? 1 : 0); at < child; ++at) {
        if (children[at].rule.needed) {
            return open.form->name + " without " + children[at].rule.name;
        }
    }
    return {};
}

}  // namespace almoner::reconcile
