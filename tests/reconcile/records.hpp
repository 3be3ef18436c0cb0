#pragma once

#include "ground.hpp"
#include "reconcile/read/answer.hpp"

namespace records {

using namespace almoner;
using namespace almoner::testing;

struct Told {
    std::vector<reconcile::StatusRecord> statuses;
    std::vector<reconcile::Entry> entries;
    std::vector<reconcile::StatementHead> statements;
    std::vector<Finding> departures;
    std::vector<reconcile::ResultHead> results;
    std::vector<Finding> passed_over;
};

/// What the formats folder makes of a file's bytes.
inline Result<Told> read_answer(std::string const& bytes, fs::path const& formats = source() / "formats") {
    Folder const folder;
    auto const container = bytes::Container::open(folder.write("answer", bytes));
    if (!container) {
        return container.error();
    }
    auto const found = reconcile::AnswerFormats::load(settings::Formats(formats));
    REQUIRE(found);
    auto const answers = reconcile::answers_in(*found, *container);
    if (!answers) {
        return answers.error();
    }
    Told told;
    told.passed_over = answers->passed_over;
    auto const keep = [](auto& list) {
        return [&list](auto const& one) -> Status {
            list.push_back(one);
            return {};
        };
    };
    reconcile::AnswerReader reader(*found, {keep(told.statuses), keep(told.entries), keep(told.statements),
                                            keep(told.departures), keep(told.results)});
    for (auto const& part : answers->parts) {
        if (auto const read = reader.read(*container, part); !read) {
            return read.error();
        }
    }
    return told;
}

}  // namespace records
