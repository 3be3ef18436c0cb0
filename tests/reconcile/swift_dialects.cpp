#include "reconcile/read/swift_dialects.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;
using namespace almoner::reconcile;

namespace {

SwiftDialects const& shipped() {
    static auto const loaded = SwiftDialects::load(settings::Formats(source() / "formats"));
    REQUIRE(loaded);
    return *loaded;
}

std::string fact(std::string_view text, std::string_view name) {
    auto const facts = shipped().read(text);
    auto const found = facts.find(name);
    return found == facts.end() ? "-" : found->second;
}

settings::DialectsFile one(settings::DialectFile dialect) { return {{}, {std::move(dialect)}}; }

std::string fault(settings::DialectFile dialect) {
    auto const compiled = SwiftDialects::compile(one(std::move(dialect)));
    return compiled ? "" : std::string(text_of(compiled.error().code));
}

}  // namespace

TEST_CASE("subfields of the German form, whichever separator the bank chose") {
    for (std::string const mark : {"?", ">", "+", "^", "~", "<"}) {
        INFO(mark);
        auto const text = "166" + mark + "00GUTSCHRIFT" + mark + "20Hilfe Ja" + mark + "21nuar" + mark +
                          "30TESTDEFFXXX" + mark + "31DE02120300000000202051" + mark + "32Erika Mus" + mark +
                          "33terfrau" + mark + "34000";
        CHECK(fact(text, "bank_transaction_code") == "166");
        CHECK(fact(text, "posting_text") == "GUTSCHRIFT");
        CHECK(fact(text, "remittance") == "Hilfe Januar");
        CHECK(fact(text, "counterparty_account") == "DE02120300000000202051");
        CHECK(fact(text, "counterparty_name") == "Erika Musterfrau");
        CHECK(fact(text, "return_reason") == "-");
    }
}

TEST_CASE("identifiers of SEPA inside the subfields are cut anywhere and may stand without a blank between") {
    auto const* const text =
        "116?00UEBERWEISUNG?20EREF+AB12CD00000171?21KREF+AB12CDF10001SVWZ+Hilf\n?22e fuer den Winter?32Mill\xC3?33\xA9 "
        "Dupont";
    CHECK(fact(text, "end_to_end_id") == "AB12CD00000171");
    CHECK(fact(text, "message_id") == "AB12CDF10001");
    CHECK(fact(text, "remittance") == "Hilfe fuer den Winter");
    CHECK(fact(text, "counterparty_name") == "Mill\u00E9 Dupont");
    CHECK(fact("116?20Text davor EREF+1", "remittance") == "Text davor");
    CHECK(fact("EREF+E1 SVWZ+Hilfe", "end_to_end_id") == "E1");
    CHECK(fact("EREF+E1 SVWZ+Hilfe", "remittance") == "Hilfe");
}

TEST_CASE("the text key addition is a reason in a return only") {
    CHECK(fact("159?00RETOURE?20EREF+E1?34901", "return_reason") == "901");
    CHECK(fact("166?00GUTSCHRIFT?20EREF+E1?34901", "return_reason") == "-");
}

TEST_CASE("codes between slashes, whose values may hold slashes and whose lines break anywhere") {
    auto const* const text =
        "/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. de V\nries/REMI/NR. 1/2 van 3/EREF/E-1/2";
    CHECK(fact(text, "counterparty_account") == "NL91ABNA0417164300");
    CHECK(fact(text, "counterparty_name") == "J. de Vries");
    CHECK(fact(text, "remittance") == "NR. 1/2 van 3");
    CHECK(fact(text, "end_to_end_id") == "E-1/2");
    CHECK(fact("/RTRN/MS03//EREF/E1//REMI/USTD//hulp/", "return_reason") == "MS03");
    CHECK(fact("/RTRN/MS03//EREF/E1//REMI/USTD//hulp/", "remittance") == "hulp");
    CHECK(fact("/ORDP//NAME/Gemeente/REMI/hulp", "counterparty_name") == "Gemeente");
    CHECK(fact("/EREF/E1//CNTP/NL91ABNA0417164300/ABNANL2A/Gemeente///REMI/USTD//x/", "counterparty_name") ==
          "Gemeente");
    CHECK(fact("/EREF/E1//CNTP/NL91ABNA0417164300/ABNANL2A/Gemeente///REMI/USTD//x/", "counterparty_account") ==
          "NL91ABNA0417164300");
}

TEST_CASE("words in cells, and plain text with its lines") {
    auto const* const text =
        "SEPA OVERBOEKING                 IBAN: NL91ABNA0417164300        BIC: ABNANL2A                    NAAM: J. de "
        "Vries               OMSCHRIJVING: hulp              KENMERK: E1";
    CHECK(fact(text, "counterparty_account") == "NL91ABNA0417164300");
    CHECK(fact(text, "counterparty_name") == "J. de Vries");
    CHECK(fact(text, "remittance") == "hulp");
    CHECK(fact(text, "end_to_end_id") == "E1");
    CHECK(fact("two lines\nof text", "remittance") == "two lines\nof text");
    CHECK(fact("", "remittance") == "-");
    CHECK(fact("EUR-12.00 for 20 days", "remittance") == "EUR-12.00 for 20 days");
}

TEST_CASE("references that say there is none are none") {
    CHECK(shipped().is_reference("AB12CD00000171"));
    CHECK_FALSE(shipped().is_reference("NONREF"));
    CHECK_FALSE(shipped().is_reference(""));
}

TEST_CASE("a dialect that nobody knew is added by data alone") {
    settings::DialectFile fresh;
    fresh.name = "brackets";
    fresh.form = settings::DialectFile::Form::labelled;
    fresh.label = "[*]";
    fresh.facts = {{"end_to_end_id", "REF"}, {"remittance", "TXT|."}};
    auto const dialects = SwiftDialects::compile(one(fresh));
    REQUIRE(dialects);
    auto facts = dialects->read("[REF]E1[TXT]aid\n for May");
    CHECK(facts["end_to_end_id"] == "E1");
    CHECK(facts["remittance"] == "aid for May");
}

TEST_CASE("a dialect that means nothing is refused") {
    using Form = settings::DialectFile::Form;
    settings::DialectFile sound;
    sound.name = "d";
    sound.form = Form::numbered;
    sound.separators = "?";
    sound.keys = "00..39";
    sound.facts = {{"remittance", "20..29+60"}};
    CHECK(fault(sound).empty());
    auto broken = sound;
    broken.facts = {{"remittance", "29..20"}};
    CHECK(fault(broken) == "reading_map.syntax");
    broken.facts = {{"remittance", "20||21"}};
    CHECK(fault(broken) == "reading_map.syntax");
    broken = sound;
    broken.separators.clear();
    CHECK(fault(broken) == "reading_map.syntax");
    broken = sound;
    broken.inside = "other/purpose";
    CHECK(fault(broken) == "reading_map.syntax");
    broken = sound;
    broken.form = Form::labelled;
    broken.label = "/";
    CHECK(fault(broken) == "reading_map.syntax");
    broken.label = "/*/";
    broken.facts = {{"name", "CNTP/x"}};
    CHECK(fault(broken) == "reading_map.syntax");
}

TEST_CASE("a long text without a label takes no long time") {
    std::string const text(std::size_t{1} << 20, '/');
    CHECK(shipped().read(text).contains("remittance"));
}
