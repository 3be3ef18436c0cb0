#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "reconcile/read/answer_formats.hpp"
#include "reconcile/read/form_check.hpp"
#include "reconcile/read/statement.hpp"
#include "reconcile/read/status_report.hpp"

namespace almoner::reconcile {

/// Reads documents in XML, whichever messages they hold: each is read by the map that its own element calls for.
class XmlAnswer final : public xml::Handler {
public:
    XmlAnswer(std::vector<AnswerMap> const& maps, AnswerListener const& listener, Departures& departures,
              StatementCount& count);
    Status start(xml::Element const& element) override;
    Status end(xml::Element const& element) override;
    Status text(std::string_view text) override;

private:
    struct Message {
        AnswerMap const* map = nullptr;
        std::optional<StatusReportRecords> status_report;
        std::optional<StatementRecords> statement;
        std::optional<xml::MapReader> reader;
        std::optional<FormCheck> form;
    };
    Status begin(xml::Element const& element);
    Status end_document();

    Departures& departures_;
    std::list<Message> messages_;
    Message* inside_ = nullptr;
    std::uint64_t line_ = 0;           ///< of the element that began last
    std::vector<std::string> around_;  ///< elements open outside of any message
};

}  // namespace almoner::reconcile
