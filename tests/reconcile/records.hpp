#pragma once

#include "ground.hpp"
#include "reconcile/read/answer.hpp"

/// What the reading map of the formats folder makes of an answer's text.
namespace records {

using namespace almoner;
using namespace almoner::testing;

struct Told {
    std::vector<reconcile::StatusRecord> statuses;
    std::vector<reconcile::Entry> entries;
    std::vector<reconcile::StatementHead> statements;
};

inline Result<Told> read_answer(std::string const& text) {
    Folder const folder;
    auto const path = folder.write("answer.xml", text);
    auto const kind = reconcile::kind_of(path);
    if (!kind) {
        return kind.error();
    }
    Told told;
    auto reader = reconcile::AnswerReader::create(settings::Formats(source() / "formats"), *kind,
                                                  {[&](auto const& status) -> Status {
                                                       told.statuses.push_back(status);
                                                       return {};
                                                   },
                                                   [&](auto const& entry) -> Status {
                                                       told.entries.push_back(entry);
                                                       return {};
                                                   },
                                                   [&](auto const& statement) -> Status {
                                                       told.statements.push_back(statement);
                                                       return {};
                                                   }});
    REQUIRE(reader);
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    auto const read = xml::read_file(path, reader->handler(), limits);
    return read ? Result<Told>(std::move(told)) : read.error();
}

}  // namespace records
