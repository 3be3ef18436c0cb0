#include "reconcile/read/answer.hpp"

#include "bytes/packed.hpp"
#include "reconcile/records.hpp"

using namespace almoner;
using namespace almoner::testing;
using records::read_answer;

namespace {

std::string kind(std::string const& text) {
    Folder const folder;
    auto const container = bytes::Container::open(folder.write("answer.xml", text));
    REQUIRE(container);
    static auto const formats = reconcile::AnswerFormats::load(settings::Formats(source() / "formats"));
    REQUIRE(formats);
    auto const found = reconcile::answers_in(*formats, *container);
    return found ? found->parts.front().kind.message : std::string(text_of(found.error().code));
}

/// A statement of one entry with one detail.
std::string one_entry(std::string const& amount, std::string const& debtor = "Gemeinde") {
    return "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>"
           "</GrpHdr><Stmt><Id>S</Id><Ntry><Amt Ccy='EUR'>" +
           amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>" +
           debtor + "</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
}

}  // namespace

TEST_CASE("what an answer is stands in its elements, whatever its name, version or prefix") {
    CHECK(kind("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt/></Document>") ==
          "pain.002.001.10");
    CHECK(kind("<Document xmlns=\"urn:x\"><pain.002.001.02/></Document>") == "pain.002.001.10");
    CHECK(kind("<!-- bank --><d:Document xmlns:d=\"urn:x\"><d:BkToCstmrStmt/></d:Document>") == "camt.053.001.08");
    CHECK(kind("<Document><BkToCstmrAcctRpt/></Document>") == "camt.053.001.08");
    CHECK(kind("<Document><BkToCstmrDbtCdtNtfctn/></Document>") == "camt.053.001.08");
    CHECK(kind("<Envelope><Body><Document><BkToCstmrStmt/></Document></Body></Envelope>") == "camt.053.001.08");
    CHECK(kind("<Document><RsltnOfInvstgtn/></Document>") == "camt.029.001.09");
    CHECK(kind("{1:F01}{4:\r\n:20:A\r\n:25:B\r\n-}") == "mt940");
}

TEST_CASE("what is no answer has a clear error") {
    CHECK(kind("<Document><CstmrCdtTrfInitn/></Document>") == "bank_file.unknown_format");
    CHECK(kind("<Document><FIToFIPmtStsRpt><OrgnlGrpInfAndSts/></FIToFIPmtStsRpt></Document>") ==
          "bank_file.unknown_format");
    CHECK(kind("not XML at all") == "bank_file.unknown_format");
    CHECK(kind("") == "bank_file.unknown_format");
    CHECK(kind("<Document><Half>") == "document.malformed");
    CHECK(kind("<!DOCTYPE Document><Document><BkToCstmrStmt/></Document>") == "document.attack");
    CHECK(kind(packed::gzip("a,b\n1,2\n")) == "bank_file.unknown_format");
    CHECK(kind(packed::zip({{"a.pdf", "%PDF-1.7"}})) == "bank_file.unknown_format");
}

TEST_CASE("statements are read out of gzip and zip, and other files beside them are told") {
    CHECK(read_answer(packed::gzip(one_entry("1.00")))->entries.size() == 1);
    auto const told =
        read_answer(packed::zip({{"1.xml", one_entry("1.00")},
                                 {"2.sta", ":20:A\n:25:B\n:28C:1\n:60F:C260119EUR1,\n:61:260120C2,NTRF\n"},
                                 {"3.pdf", "%PDF-1.7"}}));
    REQUIRE(told);
    REQUIRE(told->entries.size() == 2);
    CHECK(told->entries[1].amount == "2");
    CHECK(told->entries[1].statement == 2);
    REQUIRE(told->passed_over.size() == 1);
    CHECK(told->passed_over[0].position.file == "answer!3.pdf");
}

TEST_CASE("tables are read out of gzip and zip by what they hold, whatever their names") {
    std::string const text = "金额,备注,处理结果\n500.00,R1,成功\n";
    auto const gzip = read_answer(packed::gzip(text));
    REQUIRE(gzip);
    CHECK(gzip->statuses.size() == 1);
    auto const told = read_answer(packed::zip(
        {{"result.xml", text}, {"other.csv", "a,b\n1,2\n"}, {"1.csv", one_entry("1.00")}, {"deep/nested", text}}));
    REQUIRE(told);
    CHECK(told->statuses.size() == 2);
    CHECK(told->entries.size() == 1);
    REQUIRE(told->passed_over.size() == 1);
    CHECK(told->passed_over[0].position.file == "answer!other.csv");
    CHECK(told->statuses[0].place.file == "answer!result.xml");
    auto const faulty = read_answer(packed::zip({{"a", "金额,备注,处理结果\nmuch,R1,成功\n"}}));
    REQUIRE_FALSE(faulty);
    CHECK(faulty.error().position == Position{"answer!a", "", 2, 1});
}

TEST_CASE("a part that is an answer and cannot be read fails the whole file") {
    auto const told = read_answer(packed::zip({{"1.xml", one_entry("1.00")}, {"2.xml", "<Document><BkToCstmrStmt>"}}));
    REQUIRE_FALSE(told);
    CHECK(told.error().code == ErrorCode::document_malformed);
    CHECK(told.error().position.file == "answer!2.xml");
}

TEST_CASE("several documents one after another are all read, also of different messages") {
    auto const report = std::string(
        "<?xml version='1.0'?><Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>M"
        "</OrgnlMsgId></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>");
    auto const told =
        read_answer("\n<?xml version='1.0'?>\n" + one_entry("1.00") + "\r\n" + report + one_entry("2.00") + "\n\x1A");
    REQUIRE(told);
    CHECK(told->entries.size() == 2);
    CHECK(told->statuses.size() == 1);
    CHECK(told->statements.back().statement == 2);
    CHECK(told->statements[0].message_id == "M");
    auto const headless = replaced(one_entry("2.00"), "<GrpHdr><MsgId>M</MsgId></GrpHdr>", "");
    CHECK(read_answer(one_entry("1.00") + headless)->statements[1].message_id.empty());
    auto const broken = read_answer(one_entry("1.00") + "\n\n" + one_entry("2.00") + "\n<Half>");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().position.row == 4);
}

TEST_CASE("encodings are those of the mark or the declaration") {
    auto const name = [](std::string const& bytes) {
        auto const told = read_answer(bytes);
        REQUIRE(told);
        return told->entries.at(0).details.begin()->debtor_name;
    };
    CHECK(name("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>" + one_entry("1.00", "M\u00FCller")) ==
          "M\u00FCller");
    CHECK(name("<?xml version='1.0' encoding='ISO-8859-1'?>" + one_entry("1.00", "M\xFCller")) == "M\u00FCller");
    CHECK(name("<?xml version='1.0' encoding='windows-1252'?>" + one_entry("1.00", "M\xFCller \x96")) ==
          "M\u00FCller \u2013");
    for (auto const order : {0, 1}) {
        std::string wide = order == 0 ? "\xFF\xFE" : "\xFE\xFF";
        for (auto const letter : "<?xml version='1.0' encoding='UTF-16'?>" + one_entry("1.00", "Mueller")) {
            wide += order == 0 ? std::string{letter, '\0'} : std::string{'\0', letter};
        }
        CHECK(name(wide) == "Mueller");
    }
}

TEST_CASE("entries are read whatever is missing around them, and what is missing is told") {
    auto const entry = std::string("<Ntry><Amt Ccy='EUR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>");
    for (auto const& text : {"<Stmt><Id>S</Id>" + entry + "</Stmt>", "<Other><Ntrys>" + entry + "</Ntrys></Other>",
                             entry, "<BkToCstmrStmt>" + entry + "</BkToCstmrStmt>",
                             "<Document><BkToCstmrStmt><Stmt><Id>S</Id><Wrapped>" + entry +
                                 "</Wrapped></Stmt></BkToCstmrStmt></Document>"}) {
        INFO(text);
        auto const told = read_answer(text);
        REQUIRE(told);
        REQUIRE(told->entries.size() == 1);
        CHECK(told->entries[0].amount == "1.00");
        CHECK(told->entries[0].statement == 1);
        REQUIRE(told->statements.size() == 1);
        CHECK(told->statements[0].entry_count == 1);
        CHECK_FALSE(told->departures.empty());
    }
    auto const several = read_answer("<Other>" + entry + entry + "<Stmt><Id>S</Id>" + entry + "</Stmt></Other>");
    REQUIRE(several);
    CHECK(several->statements.size() == 2);
    CHECK(several->entries[1].entry == 2);
    CHECK(several->entries[2].statement == 2);
}

TEST_CASE("a version nobody knows yet is read, and a message is added by data alone") {
    CHECK(read_answer("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.99'><BkToCstmrStmt><Stmt><Id>S</Id>"
                      "<Fresh><Element/></Fresh></Stmt></BkToCstmrStmt></Document>")
              ->statements.size() == 1);
    Folder const folder;
    fs::copy(source() / "formats", folder.path() / "formats", fs::copy_options::recursive);
    auto const map = folder.path() / "formats/messages/camt.053.001.08/reading.toml";
    auto text = replaced(read(map), "\"BkToCstmrStmt/Stmt|", "\"AcctStmt20/Stmt|BkToCstmrStmt/Stmt|");
    text = replaced(text, "at = \"Ntry\"", "at = \"Ntry|Entry\"");
    folder.write("formats/messages/camt.053.001.08/reading.toml", text);
    folder.write("formats/messages/mt940/dialects.toml",
                 "[[dialect]]\nname = \"brackets\"\nform = \"labelled\"\nlabel = \"[*]\"\nfacts = [[\"end_to_end_id\", "
                 "\"REF\"]]\n");
    auto const camt = read_answer(
        "<Document><AcctStmt20><Stmt><Id>S</Id><Entry><Amt Ccy='EUR'>1.00</Amt></Entry></Stmt>"
        "</AcctStmt20></Document>",
        folder.path() / "formats");
    REQUIRE(camt);
    CHECK(camt->entries.size() == 1);
    auto const swift = read_answer(":20:A\n:25:B\n:61:260120C1,NTRF\n:86:[REF]E1\n", folder.path() / "formats");
    REQUIRE(swift);
    CHECK(swift->entries.at(0).details.begin()->end_to_end_id == "E1");
}

TEST_CASE("a reading map or a dialect with a fault is told with its file") {
    Folder const folder;
    fs::copy(source() / "formats", folder.path() / "formats", fs::copy_options::recursive);
    settings::Formats const formats(folder.path() / "formats");
    folder.write("formats/messages/mt940/dialects.toml",
                 "[[dialect]]\nname = \"d\"\nform = \"labelled\"\nlabel = \"x\"\nfacts = []\n");
    auto const dialects = reconcile::AnswerFormats::load(formats);
    REQUIRE_FALSE(dialects);
    CHECK(dialects.error().code == ErrorCode::reading_map_syntax);
    CHECK(dialects.error().position.file.ends_with("dialects.toml"));
    folder.write("formats/messages/new/reading.toml",
                 "answers = \"status\"\n[[record]]\nname = \"a\"\nat = \"A//B\"\nfacts = []\n");
    auto const map = reconcile::AnswerFormats::load(formats);
    REQUIRE_FALSE(map);
    CHECK(map.error().position.file.ends_with("new/reading.toml"));
}
