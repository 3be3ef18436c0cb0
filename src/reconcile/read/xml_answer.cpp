#include "reconcile/read/xml_answer.hpp"

#include <algorithm>

namespace almoner::reconcile {

XmlAnswer::XmlAnswer(std::vector<AnswerMap> const& maps, AnswerListener const& listener, Departures& departures,
                     StatementCount& count)
    : departures_(departures) {
    for (auto const& map : maps) {
        auto& message = messages_.emplace_back();
        message.map = &map;
        message.form.emplace(map.form);
        if (map.answers == "statement") {
            message.statement.emplace(map.map, listener, departures, count);
            message.reader.emplace(map.map, message.statement->told());
        } else {
            message.status_report.emplace(map.map, listener, departures, map.answers == "resolution");
            message.reader.emplace(map.map, message.status_report->told());
        }
    }
}

Status XmlAnswer::start(xml::Element const& element) {
    if (inside_ == nullptr) {
        auto const begun = begin(element);
        if (!begun || inside_ == nullptr) {
            return begun;
        }
    }
    line_ = element.line;
    auto const told = departures_.tell(inside_->form->start(element.name), line_);
    return told ? inside_->reader->start(element) : told;
}

Status XmlAnswer::begin(xml::Element const& element) {
    auto const message = std::find_if(messages_.begin(), messages_.end(),
                                      [&](auto const& one) { return one.map->map.begins_at(element.name); });
    if (message == messages_.end()) {
        around_.emplace_back(element.name);
        return {};
    }
    inside_ = &*message;
    if (around_.empty() || around_.back() != "Document") {
        return departures_.tell("message outside of Document", element.line);
    }
    constexpr std::string_view standard = "urn:iso:std:iso:20022:tech:xsd:";
    return departures_.tell(element.namespace_uri.starts_with(standard) ? "" : "namespace", element.line);
}

Status XmlAnswer::end(xml::Element const& element) {
    if (inside_ == nullptr) {
        around_.pop_back();
    } else {
        auto const told = departures_.tell(inside_->form->end(), line_);
        auto const ended = told ? inside_->reader->end(element) : told;
        if (!ended) {
            return ended;
        }
        inside_ = inside_->reader->inside() ? inside_ : nullptr;
    }
    return inside_ == nullptr && around_.empty() ? end_document() : Status{};
}

Status XmlAnswer::end_document() {
    for (auto& message : messages_) {
        if (message.status_report) {
            message.status_report->end_document();
        }
        if (auto const ended = message.statement ? message.statement->end_document() : Status{}; !ended) {
            return ended;
        }
    }
    return {};
}

Status XmlAnswer::text(std::string_view text) { return inside_ == nullptr ? Status{} : inside_->reader->text(text); }

}  // namespace almoner::reconcile
