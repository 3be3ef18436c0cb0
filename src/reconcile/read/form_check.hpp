#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/message_form.hpp"

namespace almoner::reconcile {

/// Follows a message beside its reading and notices where children are missing, repeated or out of their order.
/// Elements that the form does not know are passed over, so that a new version is none.
class FormCheck {
public:
    explicit FormCheck(settings::MessageForm const& form) : form_(form) {}

    /// What departs from the form in this element's beginning: "Ntry/NtryRef out of place"; empty when nothing does.
    std::string start(std::string_view name);
    /// The same of its end.
    std::string end();

private:
    struct Open {
        std::string name;
        settings::ElementForm const* form = nullptr;
        std::size_t next = 0;  ///< child that may come now
        bool again = false;    ///< it has come before and may be repeated
    };
    [[nodiscard]] static std::string missing_before(Open const& open, std::size_t child);

    settings::MessageForm const& form_;
    std::vector<Open> open_;  ///< the first `depth_` are
    std::size_t depth_ = 0;
};

}  // namespace almoner::reconcile
