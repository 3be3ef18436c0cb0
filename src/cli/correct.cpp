#include "cli/correct.hpp"

#include "cli/command.hpp"
#include "cli/print.hpp"
#include "sheet/rows.hpp"
#include "vetting/correctable.hpp"
#include "vetting/correction.hpp"

namespace almoner::cli {

namespace {

Result<store::ListRecord> list_taken(store::Connection& connection, std::string const& code) {
    auto list = store::list_by_code(connection, code);
    if (!list) {
        return list.error();
    }
    return *list ? Result<store::ListRecord>(**std::move(list))
                 : Error{ErrorCode::cover_of, {}, code, {std::string(text_of(settings::ListKind::correction))}};
}

/// Why the line was not paid and what to do about it, in the words of the night report.
std::string what_to_do(settings::Texts const& texts, settings::Reasons const& reasons,
                       vetting::Correctable const& correctable, LineState state) {
    static std::vector<std::string> const dots(4, "…");
    auto const& reason = correctable.reason;
    if (reason.empty()) {
        return texts.get("attempt_state." + correctable.state);
    }
    if (state == LineState::held) {
        return texts.get("code." + reason, dots);
    }
    auto const* known = reasons.find(reason);
    return known == nullptr ? texts.get("reason.unknown", dots) : texts.get("reason." + known->code);
}

/// The line as it stands under the columns of a correction list. Its name and amount stand twice: once as proof of
/// which line is meant, and once to be changed.
std::vector<std::string> cells_of(Line const& line, vetting::Correctable const& correctable, std::string advice) {
    return {std::to_string(line.number.sheet + 1),
            std::to_string(line.number.row),
            line.payee_name,
            to_text(line.amount),
            line.payee_name,
            line.account.number,
            line.bank_code,
            line.bic,
            std::string(text_of(line.channel)),
            to_text(correctable.available),
            line.category,
            line.unit,
            correctable.reason,
            std::move(advice)};
}

/// What `correct` has written.
struct Prefilled {
    explicit Prefilled(Currency currency) : lines(currency) {}
    vetting::CountAndSum lines;
    std::string csv;
};

Result<Prefilled> prefill(Office const& office, store::Connection& connection, store::ListRecord const& list) {
    auto const reasons = settings::Reasons::load(office.formats.folder());
    if (!reasons) {
        return reasons.error();
    }
    auto const ground =
        vetting::CorrectionGround::look(connection, office.workspace, *reasons, office.clock->local().day);
    if (!ground) {
        return ground.error();
    }
    Prefilled prefilled(list.currency);
    std::vector<std::string> heading;
    for (auto const& column : vetting::correction_columns()) {
        heading.emplace_back(column.name);
    }
    sheet::append_csv(prefilled.csv, heading);
    auto const read = vetting::for_each_latest(connection, list, [&](store::PayoutRow const& row) -> Status {
        if (auto const correctable = ground->judge(row)) {
            auto advice = what_to_do(office.texts, *reasons, *correctable, row.line.state);
            sheet::append_csv(prefilled.csv, cells_of(row.line, *correctable, std::move(advice)));
            prefilled.lines.add(correctable->available);
        }
        return {};
    });
    return read ? Result<Prefilled>(std::move(prefilled)) : read.error();
}

Status correct(Office const& office, Options const& options) {
    auto const connection = open_store(office);
    if (!connection) {
        return connection.error();
    }
    auto const list = list_taken(**connection, options.code);
    if (!list) {
        return list.error();
    }
    auto const prefilled = prefill(office, **connection, *list);
    if (!prefilled) {
        return prefilled.error();
    }
    if (prefilled->lines.count == 0) {
        print(office.texts.get("cli.nothing_to_correct", std::vector<std::string>{list->code}));
        return {};
    }
    auto const written = store::write_durably(options.out, prefilled->csv, store::DurableFile::IfThere::refuse);
    if (written) {
        print(office.texts.get("cli.to_correct",
                               std::vector<std::string>{list->code, std::to_string(prefilled->lines.count),
                                                        to_grouped_text(prefilled->lines.sum), options.out.string()}));
    }
    return written;
}

}  // namespace

Result<vetting::Survey> survey_correction(Office const& office, vetting::Terms const& terms, std::string const& of,
                                          std::filesystem::path const& rows) {
    auto const connection = open_store(office);
    if (!connection) {
        return connection.error();
    }
    auto const original = list_taken(**connection, of);
    auto const reasons = settings::Reasons::load(office.formats.folder());
    if (!original || !reasons) {
        return original ? reasons.error() : original.error();
    }
    auto weighed = vetting::weigh_correction({terms, **connection, office.workspace, *reasons, *original}, rows);
    return weighed ? Result<vetting::Survey>(std::move(weighed->survey)) : weighed.error();
}

ExitCode run_correct(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const done = correct(*office, options);
    return done ? ExitCode::well : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
