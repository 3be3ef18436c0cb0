#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "xml/reading_map.hpp"
#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

/// The reading maps in formats/ against real bank files and the official schemas.

namespace {

namespace fs = std::filesystem;

constexpr auto status_map = "pain.002.001.10";
constexpr auto resolution_map = "camt.029.001.09";
constexpr auto statement_map = "camt.053.001.08";

/// Strings in double quotes of one line, in order.
std::vector<std::string> quoted(std::string_view line) {
    std::vector<std::string> texts;
    for (auto at = line.find('"'); at != std::string_view::npos; at = line.find('"', at)) {
        auto const end = line.find('"', at + 1);
        REQUIRE(end != std::string_view::npos);
        texts.emplace_back(line.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return texts;
}

/// The map as reading.toml has it: one key or one fact a line. Settings read the same file as TOML.
ReadingMapText map_text(std::string const& message) {
    auto const text = workbench::read(fs::path(ALMONER_SOURCE) / "formats" / "messages" / message / "reading.toml");
    ReadingMapText map;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        auto const values = line.starts_with('#') ? std::vector<std::string>{} : quoted(line);
        if (line.starts_with("[[record]]")) {
            map.records.emplace_back();
        } else if (line.starts_with("name")) {
            map.records.back().name = values.at(0);
        } else if (line.starts_with("inside")) {
            map.records.back().inside = values.at(0);
        } else if (line.starts_with("at")) {
            map.records.back().at = values.at(0);
        } else if (values.size() == 2) {
            map.records.back().facts.push_back({values[0], values[1]});
        }
    }
    return map;
}

ReadingMap compiled(std::string const& message) {
    auto map = ReadingMap::compile(map_text(message));
    REQUIRE(map);
    return *std::move(map);
}

struct Found {
    std::string fault;  ///< empty when the file was read
    std::map<std::string, std::uint64_t> counts;
    std::vector<Record> records;
};

Found read(ReadingMap const& map, ReadingMapText const& text, fs::path const& file) {
    Found found;
    MapReader reader(map, {{}, [&](Record const& record) {
                               ++found.counts[text.records[record.kind].name];
                               found.records.push_back(record);
                               return Status{};
                           }});
    Limits limits;
    limits.accept = Accept::any_well_formed;
    if (auto const done = read_file(file, reader, limits); !done) {
        found.fault = text_of(done.error().code);
    }
    return found;
}

std::vector<fs::path> files_in(fs::path const& folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".xml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// How often elements stand under Document, as xmllint counts them; nothing when it cannot read the file.
std::optional<std::vector<std::uint64_t>> counts_by_xmllint(fs::path const& file,
                                                            std::map<std::string, std::string> const& elements) {
    std::string path = "concat(";
    for (auto const& [record, element] : elements) {
        path += "count(//*[local-name()=\"Document\"]//*[local-name()=\"" + element + "\"]),\" \",";
    }
    path += "\"\")";
    auto const outcome = workbench::run("xmllint --nonet --xpath '" + path + "' '" + file.string() + "' 2>/dev/null");
    if (outcome.status != 0) {
        return std::nullopt;
    }
    std::istringstream text(outcome.output);
    return std::vector<std::uint64_t>{std::istream_iterator<std::uint64_t>(text), {}};
}

/// Reads each well-formed file of a folder and compares how often records were found with xmllint's count.
void check_folder(std::string const& folder, std::string const& message,
                  std::map<std::string, std::string> const& elements) {
    auto const files = workbench::shared("bankfiles/" + folder);
    if (files.empty() || !workbench::have("xmllint")) {
        return;
    }
    auto const text = map_text(message);
    auto const map = compiled(message);
    for (auto const& file : files_in(files)) {
        auto const expected = counts_by_xmllint(file, elements);
        if (!expected) {
            continue;
        }
        INFO(file.string());
        auto found = read(map, text, file);
        CHECK(found.fault.empty());
        std::vector<std::uint64_t> counts;
        for (auto const& [record, element] : elements) {
            counts.push_back(found.counts[record]);
        }
        CHECK(counts == *expected);
    }
}

/// The elements and attributes that an official schema allows, by type. Those schemas name every type.
class OfficialSchema final : public Handler {
public:
    explicit OfficialSchema(fs::path const& file) {
        Limits limits;
        limits.accept = Accept::any_well_formed;
        REQUIRE(read_file(file, *this, limits));
    }
    Status start(Element const& element) override {
        auto const value = [&](std::string_view name) {
            auto const is_named = [name](Attribute const& one) { return one.name == name; };
            auto const found = std::find_if(element.attributes.begin(), element.attributes.end(), is_named);
            return found == element.attributes.end() ? std::string() : std::string(found->value);
        };
        if (element.name == "complexType") {
            type_ = value("name");
        } else if (element.name == "element") {
            children_[type_][value("name")] = value("type");
        } else if (element.name == "attribute") {
            children_[type_]["@" + value("name")] = "";
        }
        return {};
    }
    Status end(Element const& element) override {
        if (element.name == "complexType") {
            type_.clear();
        }
        return {};
    }
    Status text(std::string_view) override { return {}; }

    /// Whether local names lead from Document down `path`; a `+` at its end is passed over.
    [[nodiscard]] bool has(std::string path) const {
        if (path.ends_with('+')) {
            path.pop_back();
        }
        auto type = children_.at("").at("Document");
        for (std::size_t at = 0; at < path.size();) {
            auto const end = std::min(path.find('/', at), path.size());
            auto const here = children_.find(type);
            if (here == children_.end()) {
                return false;
            }
            auto const child = here->second.find(path.substr(at, end - at));
            if (child == here->second.end()) {
                return false;
            }
            type = child->second;
            at = end + 1;
        }
        return true;
    }

private:
    std::string type_;
    std::map<std::string, std::map<std::string, std::string>> children_;
};

std::vector<std::string> alternatives(std::string const& paths) {
    std::vector<std::string> each;
    for (std::size_t at = 0; at <= paths.size();) {
        auto const end = std::min(paths.find('|', at), paths.size());
        each.push_back(paths.substr(at, end - at));
        at = end + 1;
    }
    return each;
}

/// Every path of the map from Document, by how the map has it: "detail: Refs/MsgId".
std::map<std::string, std::vector<std::string>> whole_paths(ReadingMapText const& map) {
    std::map<std::string, std::vector<std::string>> places = {{"", {""}}};
    std::map<std::string, std::vector<std::string>> paths;
    for (auto const& record : map.records) {
        for (auto const& at : alternatives(record.at)) {
            for (auto const& around : places.at(record.inside)) {
                auto const place = at.starts_with('/') ? at.substr(1) + "/" : around + at + "/";
                places[record.name].push_back(place);
                paths[record.name + ": " + at].push_back(place.substr(0, place.size() - 1));
            }
        }
        for (auto const& fact : record.facts) {
            for (auto const& path : alternatives(fact.paths)) {
                for (auto const& place : places.at(record.name)) {
                    paths[record.name + ": " + path].push_back(place + path);
                }
            }
        }
    }
    return paths;
}

/// Paths of the map that no official schema of these families has.
std::set<std::string> unknown_paths(std::string const& message, std::vector<std::string> const& families) {
    std::vector<OfficialSchema> schemas;
    for (auto const& entry : fs::directory_iterator(workbench::shared("xsd"))) {
        auto const name = entry.path().filename().string();
        auto const is_family = [&](std::string const& family) { return name.starts_with(family); };
        if (std::any_of(families.begin(), families.end(), is_family)) {
            schemas.emplace_back(entry.path());
        }
    }
    REQUIRE_FALSE(schemas.empty());
    std::set<std::string> unknown;
    for (auto const& [name, paths] : whole_paths(map_text(message))) {
        auto const is_known = [&, &places = paths](OfficialSchema const& schema) {
            return std::any_of(places.begin(), places.end(), [&](auto const& path) { return schema.has(path); });
        };
        if (std::none_of(schemas.begin(), schemas.end(), is_known)) {
            unknown.insert(name);
        }
    }
    return unknown;
}

/// The facts of the only record of this name.
std::map<std::string, std::string> only(std::string const& message, std::string const& record,
                                        std::string const& document) {
    auto const text = map_text(message);
    auto const found = read(compiled(message), text, workbench::write("answer.xml", document));
    REQUIRE(found.fault.empty());
    REQUIRE(found.counts.count(record) == 1);
    REQUIRE(found.counts.at(record) == 1);
    std::map<std::string, std::string> facts;
    for (auto const& one : found.records) {
        auto const& known = text.records[one.kind];
        for (std::size_t at = 0; known.name == record && at < known.facts.size(); ++at) {
            facts[known.facts[at].name] = one.facts[at];
        }
    }
    return facts;
}

std::string statement_of(std::string const& inside) {
    return "<Document xmlns='urn:x'><BkToCstmrStmt><Stmt>" + inside + "</Stmt></BkToCstmrStmt></Document>";
}

std::string entry_of(std::string const& inside) { return statement_of("<Ntry>" + inside + "</Ntry>"); }

}  // namespace

TEST_CASE("every well-formed bank statement is read and none of its entries is lost") {
    check_folder("camt053", statement_map,
                 {{"statement", "Stmt"}, {"entry", "Ntry"}, {"detail", "TxDtls"}, {"balance", "Bal"}});
}

TEST_CASE("one map reads account reports and notifications as well") {
    check_folder("camt052", statement_map, {{"statement", "Rpt"}, {"entry", "Ntry"}, {"detail", "TxDtls"}});
    check_folder("camt054", statement_map, {{"statement", "Ntfctn"}, {"entry", "Ntry"}, {"detail", "TxDtls"}});
}

TEST_CASE("every well-formed status report is read and none of its transactions is lost") {
    check_folder("pain002", status_map,
                 {{"group", "OrgnlGrpInfAndSts"}, {"batch", "OrgnlPmtInfAndSts"}, {"transaction", "TxInfAndSts"}});
}

TEST_CASE("every path of the maps stands in an official schema, but those listed here") {
    if (workbench::shared("xsd").empty()) {
        return;
    }
    CHECK(unknown_paths(resolution_map, {"camt.029."}) == std::set<std::string>{});
    // Version 02 of the status report is older than the schemas that are published.
    CHECK(unknown_paths(status_map, {"pain.002."}) ==
          std::set<std::string>{"group: StsRsnInf/AddtlStsRsnInf+", "group: StsRsnInf/StsRsn/Cd",
                                "group: StsRsnInf/StsRsn/Prtry", "group: pain.002.001.02/OrgnlGrpInfAndSts",
                                "report: pain.002.001.02/GrpHdr", "transaction: /pain.002.001.02/TxInfAndSts",
                                "transaction: OrgnlPmtInfId", "transaction: StsRsnInf/AddtlStsRsnInf+",
                                "transaction: StsRsnInf/StsRsn/Cd", "transaction: StsRsnInf/StsRsn/Prtry"});
    // A return's reason beside the entry is outside the standard, which has it in the details. Version 01 of the
    // statements is older than the schemas that are published, too.
    CHECK(unknown_paths(statement_map, {"camt.052.", "camt.053.", "camt.054."}) ==
          std::set<std::string>{"balance: Tp/Cd", "balance: Tp/Prtry", "detail: TxDtls", "entry: Btch/MsgId",
                                "entry: Btch/NbOfTxs", "entry: Btch/PmtInfId", "entry: RtrInf/Rsn/Cd",
                                "entry: RtrInf/Rsn/Prtry", "message: BkToCstmrAcctRptV01/GrpHdr",
                                "message: BkToCstmrDbtCdtNtfctnV01/GrpHdr", "message: BkToCstmrStmtV01/GrpHdr",
                                "statement: BkToCstmrAcctRptV01/Rpt", "statement: BkToCstmrDbtCdtNtfctnV01/Ntfctn",
                                "statement: BkToCstmrStmtV01/Stmt"});
}

TEST_CASE("status and party are read in the shape of old and of new versions") {
    CHECK(only(statement_map, "entry", entry_of("<Sts>BOOK</Sts>"))["status"] == "BOOK");
    CHECK(only(statement_map, "entry", entry_of("<Sts>\n<Cd>BOOK</Cd>\n</Sts>"))["status"] == "BOOK");
    auto const creditor = [](std::string const& inside) {
        auto const detail = "<NtryDtls><TxDtls><RltdPties><Cdtr>" + inside + "</Cdtr></RltdPties></TxDtls></NtryDtls>";
        return only(statement_map, "detail", entry_of(detail))["creditor_name"];
    };
    CHECK(creditor("<Nm>A</Nm>") == "A");
    CHECK(creditor("<Pty><Nm>A</Nm></Pty>") == "A");
}

TEST_CASE("the detail's amount is the transaction's, else the one in its details") {
    auto const amount = [](std::string const& inside) {
        auto facts = only(statement_map, "detail", entry_of("<NtryDtls><TxDtls>" + inside + "</TxDtls></NtryDtls>"));
        return facts["amount"] + facts["currency"];
    };
    std::string const details =
        "<AmtDtls><InstdAmt><Amt Ccy='USD'>1</Amt></InstdAmt>"
        "<TxAmt><Amt Ccy='EUR'>2</Amt></TxAmt></AmtDtls>";
    CHECK(amount(details) == "2EUR");
    CHECK(amount("<Amt Ccy='CNY'>3</Amt>" + details) == "3CNY");
}

TEST_CASE("words of a reason that a bank split are joined without a blank") {
    auto facts = only(status_map, "group",
                      "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><StsRsnInf><Rsn><Prtry>"
                      "X1</Prtry></Rsn><AddtlInf>the sum is wr</AddtlInf><AddtlInf>ong</AddtlInf></StsRsnInf>"
                      "</OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>");
    CHECK(facts["original_message_id"] == "M");
    CHECK(facts["reason"] == "X1");
    CHECK(facts["additional_information"] == "the sum is wrong");
}
