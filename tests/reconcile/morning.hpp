#pragma once

#include "crypto/workshop.hpp"
#include "ground.hpp"
#include "reconcile/admit.hpp"
#include "seal/transfer_signature.hpp"
#include "stopped_clock.hpp"
#include "store/answers.hpp"
#include "store/durable.hpp"
#include "store/query.hpp"

/// The morning after: a file of three transfers of 100.00 (rows 2, 3 and 4) is at the bank, whose answers come in.
/// Invented accounts.
namespace morning {

using namespace almoner;
using namespace almoner::testing;

inline Currency cny() { return *Currency::parse("CNY"); }
inline Money yuan(std::int64_t amount) { return {amount * 100, cny()}; }
inline std::string const debtor = "6299999000000000013";

inline std::string account_of(std::uint32_t row) { return "629999000000000775" + std::to_string(row); }
inline std::string id_of(std::uint32_t row) {
    return std::string(EndToEndId::of(*ListCode::parse("AA0001"), {0, row}, 1).text());
}

/// Signed by the bank, or by somebody else.
inline std::string signed_answer(std::string const& message, std::string const& root, std::string const& inside,
                                 workshop::Pair const& pair = workshop::rsa()) {
    auto const head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + message + "\"><" + root + ">" + inside +
                      "<SplmtryData><Envlp>";
    auto const tail = "</Envlp></SplmtryData></" + root + "></Document>";
    auto const digest = crypto::sha256(head + tail);
    REQUIRE(digest);
    auto const signature =
        seal::enveloped_signature(*digest, {pair.key, pair.certificate, crypto::SignatureAlgorithm::rsa_sha256});
    REQUIRE(signature);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + head + *signature + tail + "\n";
}

inline std::string group(std::string const& status, std::string const& message_id = "AA0001F10001") {
    return "<GrpHdr><MsgId>R1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>" + message_id + "</OrgnlMsgId><GrpSts>" +
           status + "</GrpSts></OrgnlGrpInfAndSts>";
}

inline std::string transaction(std::uint32_t row, std::string const& status, std::string const& reason = "") {
    return "<TxInfAndSts><OrgnlEndToEndId>" + id_of(row) + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts>" +
           (reason.empty() ? "" : "<StsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></StsRsnInf>") + "</TxInfAndSts>";
}

inline std::string batch(std::string const& status, std::string const& transactions = "") {
    return "<OrgnlPmtInfAndSts><OrgnlPmtInfId>AA0001F10001B001</OrgnlPmtInfId><PmtInfSts>" + status + "</PmtInfSts>" +
           transactions + "</OrgnlPmtInfAndSts>";
}

inline std::string status_report(std::string const& inside) {
    return signed_answer("pain.002.001.10", "CstmrPmtStsRpt", inside);
}

struct Ntry {
    std::string id;
    std::string amount = "100.00";
    std::string account;
    std::string direction = "DBIT";
    std::string reason = {};
    std::string currency = "CNY";
};

inline std::string entry(Ntry const& is) {
    auto const credit = is.direction == "CRDT";
    auto const payee = "<CdtrAcct><Id><Othr><Id>" + is.account + "</Id></Othr></Id></CdtrAcct>";
    return "<Ntry><Amt Ccy=\"" + is.currency + "\">" + is.amount + "</Amt><CdtDbtInd>" + is.direction +
           "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-20</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
           "<Cd>ICDT</Cd><SubFmlyCd>" +
           (credit ? "RRTN" : "ESCT") + "</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>" +
           is.id + "</EndToEndId></Refs>" + (is.account.empty() ? "" : "<RltdPties>" + payee + "</RltdPties>") +
           (is.reason.empty() ? "" : "<RtrInf><Rsn><Cd>" + is.reason + "</Cd></Rsn></RtrInf>") +
           "</TxDtls></NtryDtls></Ntry>";
}

inline std::string balance(std::string const& type, std::string const& amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-20</Dt></Dt></Bal>";
}

/// A statement, or what else a message of the bank holds, in its group header.
inline std::string numbered(std::string const& element, int sequence, std::string const& inside) {
    auto const number = std::to_string(sequence);
    return "<GrpHdr><MsgId>S" + number + "</MsgId></GrpHdr><" + element + "><Id>S" + number + "</Id><ElctrncSeqNb>" +
           number + "</ElctrncSeqNb><Acct><Id><Othr><Id>" + debtor + "</Id></Othr></Id><Ccy>CNY</Ccy></Acct>" + inside +
           "</" + element + ">";
}

/// One statement as the bank's message holds it.
inline std::string stmt(int sequence, std::string const& opening, std::string const& closing,
                        std::string const& entries) {
    return numbered("Stmt", sequence, balance("OPBD", opening) + balance("CLBD", closing) + entries);
}

inline std::string statement(std::string const& inside) {
    return signed_answer("camt.053.001.08", "BkToCstmrStmt", inside);
}

class Morning {
public:
    Morning() {
        for (auto const* name : {"inbox/bank", "archive/bank", "quarantine", "state"}) {
            REQUIRE(store::make_folder(home() / name));
        }
        auto opened = store::open_sqlite(home() / "state" / "almoner.db");
        REQUIRE(opened);
        store_ = *std::move(opened);
        auto const ticket = store::begin_run(*store_, "reconcile", clock.now());
        REQUIRE(ticket);
        ticket_ = *ticket;
        fs::copy(source() / "formats", folder_.path() / "formats", fs::copy_options::recursive);
        auto codes = settings::StatusCodes::load(formats_.folder());
        REQUIRE(codes);
        status_codes_ = std::make_unique<settings::StatusCodes>(*std::move(codes));
        workspace_.home = home();
        workspace_.debtor_accounts = {{"p01", "union", {AccountScheme::other, debtor}, "", "", cny(), {}}};
        send();
    }

    [[nodiscard]] fs::path home() const { return folder_.path() / "home"; }
    [[nodiscard]] store::Connection& store() const { return *store_; }
    reconcile::Desk desk() { return {workspace_, formats_, bank_, *status_codes_, *store_, ticket_, clock}; }

    void change_profile(std::string const& from, std::string const& to) {
        auto const name = std::string("formats/profiles/testbank-cn.toml");
        folder_.write(name, replaced(read(folder_.path() / name), from, to));
        // As for a night that begins after the change.
        formats_ = settings::Formats(folder_.path() / "formats");
    }

    fs::path put(std::string const& name, std::string const& text) {
        return folder_.write("home/inbox/bank/" + name, text);
    }

    /// What the night makes of one file of the bank.
    reconcile::Admission admit(std::string const& text, std::string const& name = "answer.xml") {
        auto admission = reconcile::admit(desk(), put(name, text));
        REQUIRE(admission);
        return *std::move(admission);
    }

    /// "admitted", or the code for which the file was quarantined.
    std::string verdict(std::string const& text) {
        auto const admission = admit(text);
        if (admission.outcome == reconcile::Admission::Outcome::quarantined) {
            return std::string(text_of(admission.findings.at(0).code));
        }
        return admission.outcome == reconcile::Admission::Outcome::admitted ? "admitted" : "taken before";
    }

    /// The one column of a query, as texts.
    std::vector<std::string> column(std::string const& sql) {
        std::vector<std::string> values;
        REQUIRE(store::for_each_row(store::query(*store_, sql),
                                    [&](store::Statement& row) { values.emplace_back(row.text(0)); }));
        return values;
    }

    /// Kinds of the evidence about a row that counts, in the order of the alphabet.
    std::vector<std::string> evidence(std::uint32_t row) {
        return column("SELECT kind FROM evidence_in_force WHERE row = " + std::to_string(row) + " ORDER BY kind");
    }

    StoppedClock clock;

private:
    void send() {
        auto writer = store::ListWriter::begin(*store_,
                                               {.code = "AA0001",
                                                .cover_sha256 = "cover",
                                                .kind = "original",
                                                .programme = "winter",
                                                .profile = "testbank-cn",
                                                .currency = cny(),
                                                .execution_date = *parse_day("2026-01-20"),
                                                .total = yuan(300),
                                                .run = 1,
                                                .claimed = clock.now()},
                                               {});
        REQUIRE(writer);
        std::vector<Line> lines;
        std::vector<LineNumber> rows;
        for (std::uint32_t row = 2; row <= 4; ++row) {
            Line line{.amount = yuan(100)};
            line.number = {0, row};
            line.payee_name = "张三";
            line.account = {AccountScheme::other, account_of(row)};
            lines.push_back(line);
            rows.push_back(line.number);
        }
        REQUIRE(writer->append(lines));
        store::PlanWriter plan(*store_, writer->list(), writer->list());
        auto const file = plan.add_file({.message_id = "AA0001F10001",
                                         .list = writer->list(),
                                         .name = "AA0001F10001.xml",
                                         .created = clock.now(),
                                         .transaction_count = 3,
                                         .control_sum = yuan(300)});
        REQUIRE(file);
        REQUIRE(plan.add_batch(*file, {1, "AA0001F10001B001", *parse_day("2026-01-20"), 3, yuan(300)}));
        REQUIRE(plan.add_attempts(*file, 1, 1, rows));
        REQUIRE(plan.finish());
    }

    Folder folder_;
    settings::Workspace workspace_;
    std::vector<crypto::Certificate> bank_{workshop::rsa().certificate};
    settings::Formats formats_{folder_.path() / "formats"};
    std::unique_ptr<settings::StatusCodes> status_codes_;
    std::unique_ptr<store::Connection> store_;
    store::RunTicket ticket_;
};

using Texts = std::vector<std::string>;

}  // namespace morning
