#include "reconcile/read/answer.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string kind(std::string const& text) {
    Folder const folder;
    auto const found = reconcile::kind_of(folder.write("answer.xml", text));
    return found ? found->message : std::string(text_of(found.error().code));
}

}  // namespace

TEST_CASE("what an answer is stands in its elements, whatever its name, version or prefix") {
    CHECK(kind("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt/></Document>") ==
          "pain.002.001.10");
    CHECK(kind("<!-- bank --><d:Document xmlns:d=\"urn:x\"><d:BkToCstmrStmt/></d:Document>") == "camt.053.001.08");
    CHECK(kind("<Document><BkToCstmrAcctRpt/></Document>") == "camt.053.001.08");
    CHECK(kind("<Document><BkToCstmrDbtCdtNtfctn/></Document>") == "camt.053.001.08");
    CHECK(kind("<Envelope><Body><Document><BkToCstmrStmt/></Document></Body></Envelope>") == "camt.053.001.08");
}

TEST_CASE("what is no answer has a clear error") {
    CHECK(kind("<Document><CstmrCdtTrfInitn/></Document>") == "bank_file.unknown_format");
    CHECK(kind(":20:STARTUMS") == "document.malformed");
    CHECK(kind("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>") == "document.attack");
}

TEST_CASE("a formats folder without the reading map is an error before any file is read") {
    Folder const folder;
    auto const reader = reconcile::AnswerReader::create(settings::Formats(folder.path()), {"camt.053.001.08"}, {});
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == ErrorCode::formats_missing);
}
