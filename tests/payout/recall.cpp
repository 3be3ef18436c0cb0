#include "payout/recall.hpp"

#include "payout/deliver.hpp"
#include "payout/planned.hpp"
#include "store/recalls.hpp"

using namespace office;

namespace {

/// A delivered file of which rows 2 and 3 are asked back.
struct Asked : Planned {
    explicit Asked(std::string const& way = "camt055", std::string const& beside = "") {
        office.change_profile("cancel = \"camt055\"", "cancel = \"" + way + "\"");
        if (!beside.empty()) {
            sign_beside(beside);
        }
        taken(payout::deliver(desk, signed_file()));
        decided.decision.kind = settings::DecisionKind::recall;
        decided.decision.code = "DUPL";
        decided.decision.time = *parse_instant("2026-01-18T09:00:00Z");
    }

    payout::RecallStandings standings(std::vector<std::string> const& ids,
                                      settings::DecisionKind kind = settings::DecisionKind::recall) {
        auto const reasons = taken(settings::Reasons::load(office.formats().folder()));
        payout::Ground const ground{office.workspace,         reasons,          office.store(),
                                    office.clock.local().day, office.formats(), office.programmes()};
        return taken(payout::recall_standings(ground, kind, ids));
    }

    payout::PreparedRecall prepared() {
        std::vector<payout::RecallStanding> wanted;
        for (auto const& [id, standing] : standings({"AA000100000002", "AA000100000003"})) {
            wanted.push_back(taken(standing));
        }
        leaf = {};
        return taken(payout::prepare_recalls(desk, decided, wanted, leaf)).at(0);
    }

    void enter(payout::PreparedRecall const& recall) {
        REQUIRE(store::add_recall(office.store(), recall.request, recall.transfers));
    }

    [[nodiscard]] fs::path in(std::string const& folder, std::string const& ending) const {
        return office.home() / folder / ("AA0001F10001C01" + ending);
    }

    seal::Decided decided{"1-recall.toml", {}};
    audit::Leaf leaf;
};

}  // namespace

TEST_CASE("the same decision gives the same request, whenever a night that broke off is done again") {
    Asked night;
    auto const first = night.prepared();
    auto const bytes = read(night.in("archive/files", ".xml"));
    night.office.clock.moment += std::chrono::hours{30};
    auto const second = night.prepared();
    CHECK(second.request.request == "AA0001F10001C01");
    CHECK(second.request.sha256 == first.request.sha256);
    CHECK(read(night.in("archive/files", ".xml")) == bytes);
    CHECK(read(night.in("staging", ".xml")) == bytes);
    CHECK(night.leaf.archived.at("files/AA0001F10001C01.xml") == first.request.sha256);
    CHECK(bytes.find("<CreDtTm>2026-01-18T09:00:00Z</CreDtTm>") != std::string::npos);
    CHECK(taken(store::recall_count(night.office.store(), first.request.file)) == 0);
}

TEST_CASE("a request that the store knows becomes visible once, also where it was moved or fetched already") {
    Asked night;
    night.enter(night.prepared());
    auto const shown = taken(payout::show_recalls(night.desk));
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].path == night.in("outbox", ".xml"));
    CHECK(fs::exists(shown[0].path));
    CHECK_FALSE(fs::exists(night.in("staging", ".xml")));
    CHECK(taken(payout::show_recalls(night.desk)).empty());

    Asked fetched;
    fetched.enter(fetched.prepared());
    fs::remove(fetched.in("staging", ".xml"));
    CHECK(taken(payout::show_recalls(fetched.desk)).size() == 1);
    CHECK_FALSE(fs::exists(fetched.in("outbox", ".xml")));
}

TEST_CASE("a request whose bytes in staging are others than the store says goes nowhere") {
    Asked night;
    night.enter(night.prepared());
    night.office.write("staging/AA0001F10001C01.xml", "another");
    CHECK(payout::show_recalls(night.desk).error().code == ErrorCode::file_reread);
    CHECK_FALSE(fs::exists(night.in("outbox", ".xml")));
}

TEST_CASE("a signature beside the request is kept, and sent where the profile sends it") {
    Asked kept("camt055", "send = false\n");
    kept.enter(kept.prepared());
    taken(payout::show_recalls(kept.desk));
    CHECK(kept.leaf.archived.contains("files/AA0001F10001C01.xml.p7s"));
    CHECK(fs::exists(kept.in("archive/files", ".xml.p7s")));
    CHECK_FALSE(fs::exists(kept.in("outbox", ".xml.p7s")));
    CHECK(read(kept.in("outbox", ".xml")).find("<Signature") == std::string::npos);

    Asked sent("camt055", "send = true\n");
    sent.enter(sent.prepared());
    taken(payout::show_recalls(sent.desk));
    CHECK(fs::exists(sent.in("outbox", ".xml.p7s")));
}

TEST_CASE("a page for people lies in a folder of its own") {
    Asked night("letter");
    night.enter(night.prepared());
    CHECK(taken(payout::show_recalls(night.desk)).at(0).path == night.in("letters", ".html"));
    auto const page = read(night.in("letters", ".html"));
    CHECK(page.find("paid twice") != std::string::npos);
    CHECK(page.find("AA0001F10001B001") != std::string::npos);
}

TEST_CASE("what is asked for is asked for once, and may be answered then") {
    Asked night;
    auto const state = [&](settings::DecisionKind kind) {
        auto const standing = night.standings({"AA000100000002"}, kind).at("AA000100000002");
        return standing ? standing->said : std::string(text_of(standing.error().code));
    };
    CHECK(state(settings::DecisionKind::recall) == "under_way 500.00");
    CHECK(state(settings::DecisionKind::recall_refused) == "decision.state");
    night.enter(night.prepared());
    CHECK(state(settings::DecisionKind::recall) == "decision.state");
    CHECK(state(settings::DecisionKind::recall_refused) == "cancel_requested 500.00");
    store::RecalledTransfer const transfer{night.list.list, {0, 2}, 1};
    REQUIRE(store::answer_recall(night.office.store(), transfer, EvidenceKind::cancel_refused, "2-recall_refused"));
    CHECK(state(settings::DecisionKind::recall) == "under_way 500.00");
    CHECK_FALSE(
        store::answer_recall(night.office.store(), transfer, EvidenceKind::cancel_accepted, "3-recall_accepted"));
    CHECK(night.standings({"AA000100000099"}).at("AA000100000099").error().code == ErrorCode::transfer_unknown);
}
