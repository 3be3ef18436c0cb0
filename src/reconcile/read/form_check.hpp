#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "settings/message_form.hpp"

namespace almoner::reconcile {

/// Follows a message beside its reading and notices where children are missing, repeated or out of their order.
/// Elements that the form does not know are passed over, so that a new version is none.
class FormCheck {
public:
    explicit FormCheck(settings::MessageForm const& form);

    /// What departs from the form in this element's beginning: "Ntry/NtryRef out of place"; empty when nothing does.
    std::string start(std::string_view name);
    /// The same of its end.
    std::string end();

private:
    struct Child;
    struct Form {
        std::string name;
        std::vector<Child> children;
    };
    /// A child with its own form, so that following a message looks nothing up.
    struct Child {
        settings::ElementForm::Child rule;
        Form const* form = nullptr;
    };
    struct Open {
        Form const* form = nullptr;
        std::size_t next = 0;  ///< child that may come now
        bool again = false;    ///< it has come before and may be repeated
    };
    [[nodiscard]] Form const* form_of(std::string_view name) const;
    [[nodiscard]] static std::string missing_before(Open const& open, std::size_t child);

    std::map<std::string, Form, std::less<>> forms_;
    std::vector<Open> open_;
};

}  // namespace almoner::reconcile
