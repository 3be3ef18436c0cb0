#include "report/handover.hpp"

#include "report/html.hpp"
#include "sheet/rows.hpp"
#include "store/durable.hpp"

namespace almoner::report {

namespace {

constexpr auto columns = {"handover.order", "report.file",   "report.transactions", "report.sum",
                          "report.sha256",  "report.signer", "handover.done"};

/// A digest in groups of four, so that two people can read it to each other.
std::string in_groups(std::string const& digest) {
    std::string text;
    for (std::size_t at = 0; at < digest.size(); at += 4) {
        text += (at == 0 ? "" : " ") + digest.substr(at, 4);
    }
    return text;
}

}  // namespace

Result<std::filesystem::path> write_handover(std::vector<store::FileRecord> const& files, settings::Texts const& texts,
                                             Instant now, std::filesystem::path const& folder) {
    auto const chinese = texts.language() == settings::Language::zh;
    HtmlPage page(chinese ? "zh" : "en", texts.get("handover.title"));
    page.paragraph(to_text(now));
    for (auto const* rule :
         {"handover.rule_order", "handover.rule_touch", "handover.rule_digest", "handover.rule_report"}) {
        page.paragraph(texts.get(rule));
    }
    std::vector<HtmlPage::Column> headings;
    std::vector<std::string> titles;
    for (auto const* key : columns) {
        headings.push_back({texts.get(key), HtmlPage::Align::left});
        titles.push_back(texts.get(key));
    }
    page.begin_table(headings);
    std::string csv;
    sheet::append_csv(csv, titles);
    std::size_t order = 0;
    for (auto const& file : files) {
        auto const count = std::to_string(file.transaction_count);
        ++order;
        page.row({std::to_string(order), file.name, count, to_grouped_text(file.control_sum), in_groups(file.sha256),
                  file.signer, "\u2610"});
        sheet::append_csv(
            csv, {std::to_string(order), file.name, count, to_text(file.control_sum), file.sha256, file.signer, ""});
    }
    page.end_table();
    auto const html = folder / "handover.html";
    if (auto const written = store::write_durably(html, page.finish(), store::DurableFile::IfThere::replace);
        !written) {
        return written.error();
    }
    if (auto const written = store::write_durably(folder / "handover.csv", csv, store::DurableFile::IfThere::replace);
        !written) {
        return written.error();
    }
    return html;
}

}  // namespace almoner::report
