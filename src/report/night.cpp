#include "report/night.hpp"

#include "report/bank_book.hpp"
#include "report/html.hpp"
#include "report/payout_register.hpp"
#include "report/table.hpp"
#include "report/units.hpp"
#include "sheet/rows.hpp"
#include "store/durable.hpp"

namespace almoner::report {

namespace {

using Align = HtmlPage::Align;

HtmlPage::Column column(Night const& night, std::string_view key, Align align = Align::left) {
    return {night.texts.get(key), align};
}

std::vector<HtmlPage::Column> with_control_columns(Night const& night, std::vector<HtmlPage::Column> columns) {
    for (auto const& control : control_columns()) {
        columns.push_back(column(night, control.key, Align::right));
    }
    return columns;
}

std::vector<std::string> with_control_cells(Sums const& sums, std::vector<std::string> cells) {
    for (auto const& control : control_columns()) {
        cells.push_back(control.value(sums));
    }
    return cells;
}

void control_sheet(HtmlPage& page, Night const& night, std::vector<ListSummary> const& lists,
                   std::map<std::string, Sums> const& programmes) {
    page.heading(night.texts.get("report.by_programme"));
    page.paragraph(night.texts.get("report.equation"));
    page.begin_table(with_control_columns(night, {column(night, "report.programme")}));
    for (auto const& [programme, sums] : programmes) {
        page.row(with_control_cells(sums, {programme}));
    }
    page.end_table();
    page.heading(night.texts.get("report.by_list"));
    page.begin_table(with_control_columns(
        night, {column(night, "report.list"), column(night, "report.kind"), column(night, "report.programme"),
                column(night, "report.unit"), column(night, "report.fund")}));
    for (auto const& [list, sums, units] : lists) {
        page.row(with_control_cells(
            sums, {list.code, night.texts.get("list_kind." + list.kind), list.programme, list.unit, list.fund}));
    }
    page.end_table();
}

/// Units with those below them, where there is more than one.
void unit_sheet(HtmlPage& page, Night const& night, std::vector<ListSummary> const& lists) {
    auto const units = by_unit(lists, night.programmes);
    if (units.size() < 2) {
        return;
    }
    page.heading(night.texts.get("report.by_unit"));
    page.paragraph(night.texts.get("report.unit_note"));
    page.begin_table(with_control_columns(night, {column(night, "report.programme"), column(night, "report.unit")}));
    for (auto const& line : units) {
        std::string indent;
        for (auto depth = 0; depth < line.depth; ++depth) {
            indent += "· ";
        }
        page.row(with_control_cells(line.with_below, {line.programme, indent + line.unit}));
    }
    page.end_table();
}

Status fund_sheet(HtmlPage& page, Night const& night, std::vector<ListSummary> const& lists) {
    auto const entries = store::entries_of_funds(night.connection);
    if (!entries) {
        return entries.error();
    }
    page.heading(night.texts.get("report.by_fund"));
    page.paragraph(night.texts.get("report.fund_equation"));
    page.begin_table({column(night, "report.programme"), column(night, "report.fund"),
                      column(night, "report.allocated", Align::right), column(night, "report.paid", Align::right),
                      column(night, "report.in_flight", Align::right), column(night, "report.failed", Align::right),
                      column(night, "report.cash_and_goods", Align::right),
                      column(night, "report.sent_on", Align::right), column(night, "report.fees", Align::right),
                      column(night, "report.free", Align::right)});
    for (auto const& fund : by_fund(lists, night.programmes, *entries)) {
        page.row({fund.programme, fund.name, to_grouped_text(fund.allocated), to_grouped_text(fund.sums.paid),
                  to_grouped_text(fund.sums.in_flight), to_grouped_text(fund.sums.rejected + fund.sums.returned),
                  to_grouped_text(fund.sums.cash + fund.sums.in_kind), to_grouped_text(fund.forwarded),
                  to_grouped_text(fund.fees), to_grouped_text(fund.free())});
    }
    page.end_table();
    return {};
}

/// From the first balance of each account to the last, every cent under what it is.
Status bank_sheet(HtmlPage& page, Night const& night) {
    auto const books = bank_books(night.connection);
    if (!books) {
        return books.error();
    }
    auto const amount = [](std::optional<Money> const& one) { return one ? to_grouped_text(*one) : std::string(); };
    page.heading(night.texts.get("report.bank_book"));
    page.paragraph(night.texts.get("report.bank_equation"));
    page.begin_table({column(night, "report.account"), column(night, "report.what"),
                      column(night, "report.entries", Align::right), column(night, "report.amount", Align::right)});
    for (auto const& book : *books) {
        auto const account = masked(book.account) + " " + std::string(book.currency.code());
        page.row({account, night.texts.get("report.opening"), "", amount(book.opening)});
        for (auto const& one : book.classes) {
            page.row({account, night.texts.get("entry_class." + one.name), std::to_string(one.entries),
                      to_grouped_text(one.amount)});
        }
        if (auto const missing = book.missing(); missing && *missing != Money::zero(book.currency)) {
            page.row({account, night.texts.get("report.not_here"), "", to_grouped_text(*missing)});
        }
        page.row({account, night.texts.get("report.closing"), "", amount(book.closing)});
    }
    page.end_table();
    return {};
}

void exception_sheet(HtmlPage& page, Night const& night, std::vector<Exception> const& exceptions) {
    page.heading(night.texts.get("report.exceptions"));
    if (exceptions.empty()) {
        page.paragraph(night.texts.get("report.no_exceptions"));
        return;
    }
    page.begin_table({column(night, "report.severity", Align::right), column(night, "report.class"),
                      column(night, "report.cause"), column(night, "report.members", Align::right),
                      column(night, "report.amount", Align::right), column(night, "report.age", Align::right),
                      column(night, "report.owner"), column(night, "report.what_to_do"),
                      column(night, "report.examples")});
    for (auto const& exception : exceptions) {
        std::string examples;
        for (auto const& example : exception.examples) {
            examples += (examples.empty() ? "" : ", ") + example;
        }
        page.row({std::to_string(exception.severity), night.texts.get("exception_class." + exception.exception_class),
                  exception.cause, std::to_string(exception.members), amount_text(exception),
                  std::string(age_bucket(exception, night.horizon)), night.texts.get("owner." + exception.owner),
                  what_to_do(exception, night.texts), examples});
    }
    page.end_table();
}

Status file_sheet(HtmlPage& page, Night const& night) {
    auto const files = store::files(night.connection, std::nullopt);
    auto const statements = store::statements(night.connection);
    if (!files || !statements) {
        return files ? statements.error() : files.error();
    }
    page.heading(night.texts.get("report.files"));
    page.begin_table({column(night, "report.file"), column(night, "report.state"),
                      column(night, "report.transactions", Align::right), column(night, "report.sum", Align::right),
                      column(night, "report.signer"), column(night, "report.sha256")});
    for (auto const& file : *files) {
        page.row({file.name, night.texts.get("file_state." + std::string(text_of(file.state))),
                  std::to_string(file.transaction_count), to_grouped_text(file.control_sum), file.signer, file.sha256});
    }
    page.end_table();
    page.heading(night.texts.get("report.statements"));
    page.begin_table({column(night, "report.account"), column(night, "report.statement"),
                      column(night, "report.sequence", Align::right), column(night, "report.opening", Align::right),
                      column(night, "report.closing", Align::right), column(night, "report.entries", Align::right),
                      column(night, "report.standing")});
    for (auto const& statement : *statements) {
        auto const text = [](auto const& amount) { return amount ? to_grouped_text(*amount) : std::string(); };
        page.row({masked(statement.account), statement.id,
                  statement.sequence ? std::to_string(*statement.sequence) : "", text(statement.opening),
                  text(statement.closing), std::to_string(statement.entry_count),
                  night.texts.get("standing." + std::string(text_of(statement.standing)))});
    }
    page.end_table();
    return {};
}

/// Lines whose money did not arrive or waits; the whole register stands in payouts.csv.
Status attention_sheet(HtmlPage& page, Night const& night, RegisterContext const& context) {
    page.heading(night.texts.get("report.returns"));
    std::vector<HtmlPage::Column> columns;
    for (auto& title : register_heading([&](std::string_view key) { return night.texts.get(key); })) {
        columns.push_back({std::move(title), Align::left});
    }
    page.begin_table(std::move(columns));
    auto const told = for_each_payout(night.connection, "", night.horizon, context,
                                      [&](store::ListRecord const& list, Outcome const& outcome) -> Status {
                                          auto const failed = outcome.state == PayoutState::failed_curable ||
                                                              outcome.state == PayoutState::held ||
                                                              outcome.state == PayoutState::cancelled;
                                          if ((failed && outcome.is_latest()) ||
                                              (outcome.attempt && outcome.folded.state == AttemptState::conflict)) {
                                              page.row(register_cells(list, outcome, context));
                                          }
                                          return {};
                                      });
    page.end_table();
    return told;
}

Status write_register(Night const& night, RegisterContext const& context, Written const& written) {
    auto csv = store::DurableFile::create(written.register_csv);
    auto json = store::DurableFile::create(written.register_json);
    if (!csv || !json) {
        return csv ? json.error() : csv.error();
    }
    std::string line;
    sheet::append_csv(line, register_heading([&](std::string_view key) { return night.texts.get(key); }));
    if (auto const wrote = csv->write(line); !wrote) {
        return wrote;
    }
    auto const told = for_each_payout(night.connection, "", night.horizon, context,
                                      [&](store::ListRecord const& list, Outcome const& outcome) -> Status {
                                          line.clear();
                                          sheet::append_csv(line, register_cells(list, outcome, context));
                                          if (auto const wrote = csv->write(line); !wrote) {
                                              return wrote;
                                          }
                                          return json->write(register_json_line(list, outcome, context) + "\n");
                                      });
    if (!told) {
        return told;
    }
    if (auto const kept = csv->commit(store::DurableFile::IfThere::replace); !kept) {
        return kept;
    }
    return json->commit(store::DurableFile::IfThere::replace);
}

}  // namespace

Result<Written> write_night(Night const& night, std::filesystem::path const& folder) {
    auto const lists = summarise(night.connection, night.horizon);
    auto const context = register_context(night.connection);
    if (!lists || !context) {
        return lists ? context.error() : lists.error();
    }
    auto exceptions_now = exceptions(night.connection, night.horizon);
    if (!exceptions_now) {
        return exceptions_now.error();
    }
    Written written{folder / night_files[0], folder / night_files[1], folder / night_files[2], by_programme(*lists),
                    *std::move(exceptions_now)};
    auto const language = night.texts.language() == settings::Language::zh ? "zh" : "en";
    HtmlPage page(language, night.texts.get("report.title"));
    page.paragraph(night.organisation + " · " + to_text(night.now));
    exception_sheet(page, night, written.exceptions);
    control_sheet(page, night, *lists, written.programmes);
    unit_sheet(page, night, *lists);
    for (auto const& told : {fund_sheet(page, night, *lists), attention_sheet(page, night, *context),
                             bank_sheet(page, night), file_sheet(page, night)}) {
        if (!told) {
            return told.error();
        }
    }
    if (auto const kept = store::write_durably(written.html, page.finish(), store::DurableFile::IfThere::replace);
        !kept) {
        return kept.error();
    }
    if (auto const kept = write_register(night, *context, written); !kept) {
        return kept.error();
    }
    return written;
}

}  // namespace almoner::report
