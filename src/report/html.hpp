#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace almoner::report {

/// Text with & < > " escaped.
std::string escaped(std::string_view text);

/// One self-contained HTML document: no script, no outside font, picture or style.
class HtmlPage {
public:
    HtmlPage(std::string_view language, std::string_view title);
    void heading(std::string_view text);
    void paragraph(std::string_view text);
    enum class Align { left, right };
    struct Column {
        std::string title;
        Align align = Align::left;
    };
    void begin_table(std::vector<Column> columns);
    void row(std::vector<std::string> const& cells);
    void end_table();
    /// The whole document.
    [[nodiscard]] std::string finish() const;

private:
    std::string body_;
    std::vector<Column> columns_;
};

}  // namespace almoner::report
