#include "reconcile/read/answer.hpp"

#include "reconcile/read/statement.hpp"
#include "reconcile/read/status_report.hpp"

namespace almoner::reconcile {

namespace {

constexpr std::string_view status_report_map = "pain.002.001.10";
constexpr std::string_view statement_map = "camt.053.001.08";

/// Stops the reading as soon as the message's own element has told what it is.
class Sniffer final : public xml::Handler {
public:
    Status start(xml::Element const& element) override {
        if (element.name == "CstmrPmtStsRpt") {
            message = status_report_map;
        } else if (element.name == "BkToCstmrStmt" || element.name == "BkToCstmrAcctRpt" ||
                   element.name == "BkToCstmrDbtCdtNtfctn" || element.name == "Ntry") {
            message = statement_map;
        }
        return message.empty() ? Status{} : Error{ErrorCode::bank_file_seen, {}, {}, {}};
    }
    Status end(xml::Element const&) override { return {}; }
    Status text(std::string_view) override { return {}; }

    std::string_view message;
};

Result<xml::ReadingMap> map_of(settings::Formats const& formats, std::string const& message) {
    auto const file = settings::load_reading_map(formats.message_file(message, "reading.toml"));
    if (!file) {
        return file.error();
    }
    xml::ReadingMapText text;
    for (auto const& record : file->records) {
        xml::ReadingMapText::Record copy{record.name, record.inside, record.at, {}};
        for (auto const& [name, paths] : record.facts) {
            copy.facts.push_back({name, paths});
        }
        text.records.push_back(std::move(copy));
    }
    return xml::ReadingMap::compile(text);
}

}  // namespace

struct AnswerReader::State {
    State(xml::ReadingMap compiled, AnswerListener told) : map(std::move(compiled)), listener(std::move(told)) {}
    xml::ReadingMap map;
    AnswerListener listener;
    std::optional<StatusReportRecords> status_report;
    std::optional<StatementRecords> statement;
    std::optional<xml::MapReader> reader;
};

AnswerReader::AnswerReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
AnswerReader::AnswerReader(AnswerReader&&) noexcept = default;
AnswerReader& AnswerReader::operator=(AnswerReader&&) noexcept = default;
AnswerReader::~AnswerReader() = default;

xml::Handler& AnswerReader::handler() { return *state_->reader; }

Result<AnswerKind> kind_of(std::filesystem::path const& file) {
    Sniffer sniffer;
    // Whether a signature is due, and with it the strict form, is decided when the file is read for good.
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    auto const read = xml::read_file(file, sniffer, limits);
    if (!sniffer.message.empty()) {
        return AnswerKind{std::string(sniffer.message)};
    }
    if (!read) {
        return read.error();
    }
    return Error{ErrorCode::bank_file_unknown_format, {file.filename().string(), {}, 0, 0}, {}, {}};
}

Result<AnswerReader> AnswerReader::create(settings::Formats const& formats, AnswerKind const& kind,
                                          AnswerListener listener) {
    auto map = map_of(formats, kind.message);
    if (!map) {
        return map.error();
    }
    auto state = std::make_unique<State>(*std::move(map), std::move(listener));
    if (kind.message == status_report_map) {
        state->status_report.emplace(state->map, state->listener);
        state->reader.emplace(state->map, state->status_report->told());
    } else {
        state->statement.emplace(state->map, state->listener);
        state->reader.emplace(state->map, state->statement->told());
    }
    return AnswerReader{std::move(state)};
}

}  // namespace almoner::reconcile
