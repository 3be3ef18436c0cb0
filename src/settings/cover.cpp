#include "settings/cover.hpp"

#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

constexpr Names<5> list_kinds = {"original", "supplement", "correction", "cancellation", "test"};
constexpr TomlCodes cover_codes = {ErrorCode::cover_syntax, ErrorCode::cover_key_unknown, ErrorCode::cover_syntax};
constexpr std::int64_t known_format = 1;
constexpr int most_instalments = 9999;

ListCode code_of(TomlTable& table, std::string_view key) {
    auto const code = ListCode::parse(table.text(key));
    if (!code) {
        table.fail(key, code.error());
    }
    // Any code will do after a fault: nothing read from this cover is used.
    return code ? *code : *ListCode::parse("000000");
}

Notice read_notice(TomlTable table) {
    return {.from = table.optional_day("from"),
            .to = table.optional_day("to"),
            .place = table.text_or("place", ""),
            .objections = table.optional_count("objections").value_or(0)};
}

std::vector<CategorySum> read_sums(TomlTable& table, Currency currency) {
    std::vector<CategorySum> sums;
    for (auto& sum : table.tables("sums")) {
        sums.push_back({sum.text("category"), sum.count("count"), sum.money("total", currency)});
    }
    return sums;
}

FindingCounts read_findings(TomlTable table) {
    return {.refused = table.count("refused"), .held = table.count("held"), .warnings = table.count("warnings")};
}

/// Writes one `key = value` a line.
class Writer {
public:
    void text(std::string_view key, std::string_view value) { raw(key, toml_text(value)); }
    void number(std::string_view key, std::uint64_t value) { raw(key, std::to_string(value)); }
    void raw(std::string_view key, std::string_view value) {
        out_ += std::string(key) + " = " + std::string(value) + "\n";
    }
    void line(std::string_view text) { out_ += std::string(text) + "\n"; }
    [[nodiscard]] std::string const& out() const { return out_; }

private:
    std::string out_;
};

std::string sums_text(Cover const& cover) {
    std::string text = "[";
    for (auto const& sum : cover.sums) {
        text += text.size() == 1 ? " " : ", ";
        text += "{ category = " + toml_text(sum.category) + ", count = " + std::to_string(sum.count) +
                ", total = " + toml_text(almoner::to_text(sum.total)) + " }";
    }
    return text + " ]";
}

std::string notice_text(Notice const& notice) {
    std::string text = "{ ";
    if (notice.from) {
        text += "from = " + almoner::to_text(*notice.from) + ", ";
    }
    if (notice.to) {
        text += "to = " + almoner::to_text(*notice.to) + ", ";
    }
    return text + "place = " + toml_text(notice.place) + ", objections = " + std::to_string(notice.objections) + " }";
}

}  // namespace

std::string_view text_of(ListKind kind) { return name_in(list_kinds, kind); }

bool is_of_another(ListKind kind) {
    return kind == ListKind::supplement || kind == ListKind::correction || kind == ListKind::cancellation;
}

std::optional<ListKind> list_kind_of(std::string_view text) { return value_in<ListKind>(list_kinds, text); }

Result<Cover> parse_cover(std::string_view text, std::string const& file_name) {
    auto table = TomlTable::parse(text, file_name, cover_codes);
    if (!table) {
        return table.error();
    }
    if (auto const format = table->integer("format"); format != known_format) {
        table->fail("format", std::to_string(format));
    }
    auto const currency = table->currency("currency");
    auto const of = table->text_or("of", "");
    Cover cover{.code = code_of(*table, "code"),
                .kind = table->choice<ListKind>("kind", list_kinds),
                .of = of.empty() ? std::nullopt : std::optional(code_of(*table, "of")),
                .programme = table->text("programme"),
                .period = table->text("period"),
                .instalment = table->number_or("instalment", 1, 1, most_instalments),
                .unit = table->text("unit"),
                .fund = table->text("fund"),
                .profile = table->text("profile"),
                .debtor_account = table->text("debtor_account"),
                .currency = currency,
                .execution_date = table->day("execution_date"),
                .deadline = table->optional_day("deadline"),
                .count = table->count("count"),
                .total = table->money("total", currency),
                .cash_count = table->count("cash_count"),
                .cash_total = table->money("cash_total", currency),
                .in_kind_count = table->count("in_kind_count"),
                .in_kind_total = table->money("in_kind_total", currency),
                .sums = read_sums(*table, currency),
                .rows_file = table->text("rows_file"),
                .rows_sha256 = table->text("rows_sha256"),
                .settings_sha256 = table->text("settings_sha256"),
                .findings = read_findings(table->table("findings")),
                .maker = table->text("maker"),
                .reason = table->text_or("reason", ""),
                .basis = table->text_or("basis", ""),
                .notice = table->has("notice") ? std::optional(read_notice(table->table("notice"))) : std::nullopt,
                .columns = table->table("columns").text_map()};
    if (is_of_another(cover.kind) && cover.reason.empty()) {
        table->fail("reason", Error{ErrorCode::cover_reason, {}, {}, {std::string(text_of(cover.kind))}});
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return cover;
}

std::string to_text(Cover const& cover) {
    Writer out;
    out.raw("format", "1");
    out.text("code", cover.code.text());
    out.text("kind", text_of(cover.kind));
    out.text("of", cover.of ? cover.of->text() : "");
    out.text("programme", cover.programme);
    out.text("period", cover.period);
    out.number("instalment", static_cast<std::uint64_t>(cover.instalment));
    out.text("unit", cover.unit);
    out.text("fund", cover.fund);
    out.text("profile", cover.profile);
    out.text("debtor_account", cover.debtor_account);
    out.text("currency", cover.currency.code());
    out.raw("execution_date", almoner::to_text(cover.execution_date));
    if (cover.deadline) {
        out.raw("deadline", almoner::to_text(*cover.deadline));
    }
    out.number("count", cover.count);
    out.text("total", almoner::to_text(cover.total));
    out.number("cash_count", cover.cash_count);
    out.text("cash_total", almoner::to_text(cover.cash_total));
    out.number("in_kind_count", cover.in_kind_count);
    out.text("in_kind_total", almoner::to_text(cover.in_kind_total));
    out.raw("sums", sums_text(cover));
    out.text("rows_file", cover.rows_file);
    out.text("rows_sha256", cover.rows_sha256);
    out.text("settings_sha256", cover.settings_sha256);
    auto const& found = cover.findings;
    out.raw("findings", "{ refused = " + std::to_string(found.refused) + ", held = " + std::to_string(found.held) +
                            ", warnings = " + std::to_string(found.warnings) + " }");
    out.text("maker", cover.maker);
    out.text("reason", cover.reason);
    out.text("basis", cover.basis);
    if (cover.notice) {
        out.raw("notice", notice_text(*cover.notice));
    }
    if (!cover.columns.empty()) {
        out.line("[columns]");
        for (auto const& [header, field] : cover.columns) {
            out.text(toml_text(header), field);
        }
    }
    return out.out();
}

}  // namespace almoner::settings
