#include "payout/render.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "payout/cell_text.hpp"
#include "payout/message_map.hpp"
#include "payout/rendering_rows.hpp"
#include "payout/transfer_fields.hpp"
#include "xml/reading_map.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;
using Cells = settings::Rendering::Cells;

using Line = std::vector<CellText>;

Result<Line> compile(Cells const& cells, std::string const& rendering) {
    Line line;
    for (auto const& text : cells) {
        auto cell = CellText::compile(text, rendering);
        if (!cell) {
            return cell.error();
        }
        line.push_back(*std::move(cell));
    }
    return line;
}

std::vector<std::string> written(Line const& line, std::span<xml::Values const> open) {
    std::vector<std::string> cells;
    cells.reserve(line.size());
    for (auto const& cell : line) {
        cells.push_back(cell.written(open));
    }
    return cells;
}

/// The rendering of one file with everything looked up.
class Writer {
public:
    static Result<Writer> prepare(Desk const& desk, Writing const& writing, store::FileRecord const& record) {
        auto const& rendering = *writing.rendering;
        Cells headings;
        Cells values;
        for (auto const& column : rendering.columns) {
            headings.push_back(column.heading);
            values.push_back(column.value);
        }
        Writer writer(desk, writing, record);
        if (rendering.headings) {
            writer.headings_ = std::move(headings);
        }
        auto row = compile(values, rendering.id);
        if (!row) {
            return row.error();
        }
        writer.row_ = *std::move(row);
        for (auto const& [cells, lines] :
             {std::pair(&rendering.head, &writer.head_), {&rendering.foot, &writer.foot_}}) {
            for (auto const& one : *cells) {
                auto line = compile(one, rendering.id);
                if (!line) {
                    return line.error();
                }
                lines->push_back(*std::move(line));
            }
        }
        file_fields(writer.file_, writing, record, desk.clock.local_at(record.created));
        return writer;
    }

    Status write(RenderingRows& rows) {
        for (auto const& cells : before()) {
            if (auto const done = rows.write(cells); !done) {
                return done;
            }
        }
        auto const batches = store::batches(desk_.store, record_);
        if (!batches) {
            return batches.error();
        }
        for (auto const& batch : *batches) {
            if (auto const done = write_batch(batch, rows); !done) {
                return done;
            }
        }
        for (auto const& cells : after()) {
            if (auto const done = rows.write(cells); !done) {
                return done;
            }
        }
        return rows.close();
    }

    /// Rows around the transfers, as they must be read again.
    [[nodiscard]] std::vector<Cells> before() const {
        auto rows = all_written(head_);
        if (!headings_.empty()) {
            rows.push_back(headings_);
        }
        return rows;
    }
    [[nodiscard]] std::vector<Cells> after() const { return all_written(foot_); }

private:
    Writer(Desk const& desk, Writing const& writing, store::FileRecord const& record)
        : desk_(desk), writing_(writing), record_(record) {}

    [[nodiscard]] std::vector<Cells> all_written(std::vector<Line> const& lines) const {
        std::array const open = {file_.values()};
        std::vector<Cells> rows;
        for (auto const& line : lines) {
            rows.push_back(written(line, open));
        }
        return rows;
    }

    Status write_batch(store::BatchRecord const& batch, RenderingRows& rows) {
        auto cursor = store::TransferCursor::open(desk_.store, record_, batch.number);
        if (!cursor) {
            return cursor.error();
        }
        Fields in_batch(Fields::Want::all);
        batch_fields(in_batch, writing_, batch);
        std::array open = {file_.values(), in_batch.values(), xml::Values{}};
        store::TransferRow transfer{almoner::Line{.amount = Money::zero(writing_.list.currency)}, 1};
        Fields fields(Fields::Want::all);
        for (;;) {
            auto const more = cursor->next(transfer);
            if (!more || !*more) {
                return more ? Status{} : more.error();
            }
            fields.clear();
            if (auto const known = transfer_fields(fields, writing_, transfer, ++number_); !known) {
                return known;
            }
            open[2] = fields.values();
            if (auto const done = rows.write(written(row_, open)); !done) {
                return done;
            }
        }
    }

    Desk const& desk_;
    Writing const& writing_;
    store::FileRecord const& record_;
    Fields file_{Fields::Want::all};
    Cells headings_;
    Line row_;
    std::vector<Line> head_;
    std::vector<Line> foot_;
    std::uint64_t number_ = 0;
};

/// The columns that must say what the signed file says, by the facts of the message's reading.toml.
struct Compared {
    std::size_t column;
    std::uint32_t fact;
};

std::vector<Compared> compared_columns(settings::Rendering const& rendering, xml::ReadingMap const& map) {
    constexpr auto facts = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"{end_to_end_id}", "end_to_end_id"},
        {"{amount}", "amount"},
        {"{amount_minor}", "amount_minor"},
        {"{currency}", "currency"},
        {"{creditor_name}", "name"},
        {"{creditor_iban}", "account"},
        {"{creditor_account}", "account"},
    });
    auto const transfer = map.record("transfer");
    std::vector<Compared> compared;
    for (std::size_t column = 0; column < rendering.columns.size(); ++column) {
        for (auto const& [value, name] : facts) {
            auto const fact = value == rendering.columns[column].value ? map.find_fact(transfer, name) : std::nullopt;
            if (fact) {
                compared.push_back({column, *fact});
            }
        }
    }
    return compared;
}

/// The rendering read again beside the signed file.
class Comparison {
public:
    Comparison(sheet::TableFile table, std::vector<Compared> columns, std::uint32_t transfer)
        : table_(std::move(table)), columns_(std::move(columns)), transfer_(transfer) {}

    Status constant(std::vector<Cells> const& rows) {
        for (auto const& cells : rows) {
            sheet::Row expected;
            expected.cells.assign(cells.begin(), cells.end());
            if (sheet::Row const nothing; sheet::first_difference(expected, nothing) == 0) {
                continue;  // readers pass over empty rows
            }
            auto const read = table_.next();
            if (!read) {
                return read.error();
            }
            auto const column = *read == nullptr ? 1 : sheet::first_difference(expected, **read);
            if (column != 0) {
                return differs(*read, column);
            }
        }
        return {};
    }

    Status transfer(xml::Record const& said) {
        if (said.kind != transfer_) {
            return {};
        }
        auto const read = table_.next();
        if (!read) {
            return read.error();
        }
        for (auto const& [column, fact] : columns_) {
            auto const is_there = *read != nullptr && column < (*read)->cells.size();
            if (!is_there || (*read)->cells[column] != said.facts[fact]) {
                return differs(*read, static_cast<std::uint32_t>(column + 1));
            }
        }
        return {};
    }

    Status finish() {
        auto const read = table_.next();
        if (!read) {
            return read.error();
        }
        return *read == nullptr ? Status{} : differs(*read, 1);
    }

private:
    static Error differs(sheet::Row const* row, std::uint32_t column) {
        return {ErrorCode::rendering_record, {{}, {}, row == nullptr ? 0 : row->number, column}, {}, {}};
    }

    sheet::TableFile table_;
    std::vector<Compared> columns_;
    std::uint32_t transfer_;
};

/// Everything the rendering says of who gets what stands in the signed file, and nothing else.
Status compare(Desk const& desk, Writing const& writing, Writer const& writer, fs::path const& rendered,
               fs::path const& file) {
    auto const map = message_map(desk.formats, writing.profile.message);
    auto table = open_rendering(rendered, *writing.rendering);
    if (!map || !table) {
        return map ? table.error() : map.error();
    }
    Comparison comparison(*std::move(table), compared_columns(*writing.rendering, *map), map->record("transfer"));
    if (auto const same = comparison.constant(writer.before()); !same) {
        return same;
    }
    xml::MapReader reader(*map, {[](xml::Record const&) { return Status{}; },
                                 [&](xml::Record const& said) { return comparison.transfer(said); }});
    // The file was verified a moment ago; here it is read for what it says, in whatever encoding.
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    if (auto const read = xml::read_file(file, reader, limits); !read) {
        return read;
    }
    auto const same = comparison.constant(writer.after());
    return same ? comparison.finish() : same;
}

}  // namespace

fs::path rendering_of(fs::path const& file, settings::Rendering const& rendering) {
    return fs::path(file).replace_extension(rendering.extension);
}

Result<fs::path> render(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                        fs::path const& file) {
    auto writer = Writer::prepare(desk, writing, record);
    if (!writer) {
        return writer.error();
    }
    auto path = rendering_of(file, *writing.rendering);
    // libxlsxwriter writes to a path and syncs nothing, so that what is durable is a copy.
    auto const draft = fs::path(path).concat(".draft");
    auto rows = begin_rows(*writing.rendering, draft);
    if (!rows) {
        return rows.error();
    }
    if (auto const done = writer->write(**rows); !done) {
        return done.error();
    }
    if (auto const kept = store::copy_durably(draft, path, store::DurableFile::IfThere::replace); !kept) {
        return kept.error();
    }
    if (auto const removed = store::remove_durably(draft); !removed) {
        return removed.error();
    }
    if (auto const same = compare(desk, writing, *writer, path, file); !same) {
        auto error = same.error();
        error.value = record.message_id;
        if (error.position.file.empty()) {
            error.position.file = path.filename().string();
        }
        return error;
    }
    return path;
}

}  // namespace almoner::payout
