#include "payout/cancel_request.hpp"

#include "office.hpp"
#include "xml/schema.hpp"

using namespace office;

namespace {

payout::CancelRequest request() {
    return {
        .id = "AB12CDF10001C01",
        .assigner_name = "County union & co",
        .assignee_bic = "COBADEFFXXX",
        .assignee_clearing_system = "",
        .assignee_member_id = "",
        .created = "2026-03-01T08:00:00Z",
        .original_message_id = "AB12CDF10001",
        .original_message_name = "pain.001.001.09",
        .original_created = "2026-02-27T16:00:00Z",
        .batches = {{"AB12CDF10001B001",
                     *parse_day("2026-03-02"),
                     {{"AB12CD0000001711", yuan(500), "DUPL", ""}, {"AB12CD0000002711", yuan(700), "CUST", "moved"}}},
                    {"AB12CDF10001B002", *parse_day("2026-03-02"), {{"AB12CD0000003711", yuan(1), "FRAD", ""}}}}};
}

std::string document_of(payout::CancelRequest const& request, xml::Template::Signature signature) {
    settings::Formats const formats(source() / "formats");
    auto const message = payout::cancel_request_message(formats, signature);
    REQUIRE(message);
    StringSink sink;
    REQUIRE(payout::write_cancel_request(*message, request, sink));
    auto const ending = "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></Signature>" + message->tail();
    return sink.text + (message->has_signature() ? ending : "");
}

std::string complaint(std::filesystem::path const& schema, std::string const& document) {
    Folder const folder;
    auto const file = folder.write("request.xml", document);
    auto const compiled = xml::Schema::load(schema);
    REQUIRE(compiled);
    auto const valid = compiled->validate(file);
    return valid ? "" : valid.error().arguments.at(0);
}

std::filesystem::path ours() { return source() / "formats/messages/camt.055.001.08/schema.xsd"; }

}  // namespace

TEST_CASE("a request to cancel is valid, signed inside or beside, under our schema and the official one") {
    for (auto const signature : {xml::Template::Signature::at_end, xml::Template::Signature::beside}) {
        auto const document = document_of(request(), signature);
        CHECK(complaint(ours(), document).empty());
        if (auto const official = shared("xsd/camt.055.001.08.xsd"); !official.empty()) {
            CHECK(complaint(official, document).empty());
        }
    }
}

TEST_CASE("its totals are those of its transfers, batch by batch and in all") {
    auto const document = document_of(request(), xml::Template::Signature::beside);
    CHECK(document.find("<CtrlData><NbOfTxs>3</NbOfTxs><CtrlSum>1201.00</CtrlSum></CtrlData>") != std::string::npos);
    CHECK(document.find("B001</OrgnlPmtInfId><NbOfTxs>2</NbOfTxs><CtrlSum>1200.00</CtrlSum>") != std::string::npos);
    CHECK(document.find("B002</OrgnlPmtInfId><NbOfTxs>1</NbOfTxs><CtrlSum>1.00</CtrlSum>") != std::string::npos);
}

TEST_CASE("a bank that is named by its code, or not at all, is asked as well") {
    auto by_code = request();
    by_code.assignee_bic.clear();
    by_code.assignee_clearing_system = "CNAPS";
    by_code.assignee_member_id = "102100099996";
    CHECK(complaint(ours(), document_of(by_code, xml::Template::Signature::beside)).empty());
    by_code.assignee_member_id.clear();
    by_code.assignee_clearing_system.clear();
    auto const unknown = document_of(by_code, xml::Template::Signature::beside);
    CHECK(complaint(ours(), unknown).empty());
    CHECK(unknown.find("<Othr><Id>NOTPROVIDED</Id></Othr>") != std::string::npos);
}

TEST_CASE("our schema refuses what is no reference of ours or no reason of ISO's") {
    auto odd = request();
    odd.batches[0].transfers[0].end_to_end_id = "NOTPROVIDED";
    CHECK_FALSE(complaint(ours(), document_of(odd, xml::Template::Signature::beside)).empty());
    odd = request();
    odd.batches[0].transfers[0].reason = "because";
    CHECK_FALSE(complaint(ours(), document_of(odd, xml::Template::Signature::beside)).empty());
}
