#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconcile/read/answer.hpp"
#include "reconcile/read/swift_dialects.hpp"
#include "settings/answer_table.hpp"
#include "settings/message_form.hpp"
#include "xml/reading_map.hpp"

namespace almoner::reconcile {

/// A message that formats/messages says how to read.
struct AnswerMap {
    std::string message;
    std::string answers;  ///< "statement", "status" or "resolution"
    xml::ReadingMap map;
    settings::MessageForm form;
};

struct AnswerFormats::Compiled {
    std::vector<AnswerMap> maps;
    SwiftDialects dialects;
    std::vector<settings::AnswerTable> tables;
};

/// Which of the maps has a message that begins with this element; null for none.
AnswerMap const* map_beginning_at(std::vector<AnswerMap> const& maps, std::string_view element);

}  // namespace almoner::reconcile
