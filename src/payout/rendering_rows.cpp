#include "payout/rendering_rows.hpp"

#include "sheet/workbook_writer.hpp"
#include "store/durable.hpp"
#include "xml/encoded_sink.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;
using Kind = settings::Rendering::Kind;

std::vector<sheet::FixedColumn> widths_of(settings::Rendering const& rendering) {
    std::vector<sheet::FixedColumn> widths;
    for (auto const& column : rendering.columns) {
        widths.push_back({column.width, column.align == settings::Rendering::Align::right});
    }
    return widths;
}

class WorkbookRows final : public RenderingRows {
public:
    explicit WorkbookRows(sheet::WorkbookWriter workbook) : workbook_(std::move(workbook)) {}
    Status write(std::span<std::string const> cells) override {
        ++row_;
        for (std::uint32_t column = 0; column < cells.size(); ++column) {
            if (auto const done = workbook_.write({row_, column + 1}, cells[column]); !done) {
                return done;
            }
        }
        return {};
    }
    Status close() override { return workbook_.close(); }

private:
    sheet::WorkbookWriter workbook_;
    std::uint64_t row_ = 0;
};

class TextRows final : public RenderingRows {
public:
    TextRows(settings::Rendering const& rendering, store::DurableFile file)
        : rendering_(rendering), widths_(widths_of(rendering)), file_(std::move(file)),
          encoded_(rendering.encoding, file_) {}
    Status write(std::span<std::string const> cells) override {
        line_.clear();
        if (rendering_.kind == Kind::delimited) {
            sheet::append_delimited(line_, cells, rendering_.separator);
        } else if (auto const fits = sheet::append_fixed(line_, cells, widths_, rendering_.encoding); !fits) {
            return fits;
        }
        return encoded_.write(line_);
    }
    Status close() override { return file_.commit(store::DurableFile::IfThere::replace); }

private:
    settings::Rendering const& rendering_;
    std::vector<sheet::FixedColumn> widths_;
    store::DurableFile file_;
    xml::EncodedSink encoded_;
    std::string line_;
};

}  // namespace

Result<std::unique_ptr<RenderingRows>> begin_rows(settings::Rendering const& rendering, fs::path const& path) {
    if (rendering.kind == Kind::workbook) {
        auto workbook = sheet::WorkbookWriter::create(path);
        if (!workbook) {
            return workbook.error();
        }
        if (auto const begun = workbook->begin_sheet(rendering.sheet); !begun) {
            return begun.error();
        }
        return std::unique_ptr<RenderingRows>(std::make_unique<WorkbookRows>(*std::move(workbook)));
    }
    auto file = store::DurableFile::create(path);
    return file ? Result<std::unique_ptr<RenderingRows>>(std::make_unique<TextRows>(rendering, *std::move(file)))
                : file.error();
}

Result<sheet::TableFile> open_rendering(fs::path const& path, settings::Rendering const& rendering) {
    if (rendering.kind == Kind::fixed) {
        auto fixed = sheet::FixedReader::open(path, widths_of(rendering), rendering.encoding);
        return fixed ? Result<sheet::TableFile>(sheet::TableFile(*std::move(fixed))) : fixed.error();
    }
    auto rows = sheet::RowReader::open(path);
    return rows ? Result<sheet::TableFile>(sheet::TableFile(*std::move(rows))) : rows.error();
}

}  // namespace almoner::payout
