#include "payout/run.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "payout/account_balance.hpp"
#include "payout/approvals.hpp"
#include "payout/claim.hpp"
#include "payout/folders.hpp"
#include "payout/intake.hpp"
#include "payout/key_days.hpp"
#include "payout/plan.hpp"
#include "payout/proven_bank.hpp"
#include "payout/record.hpp"
#include "payout/screen.hpp"
#include "payout/take_up.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

void append(std::vector<Finding>& all, std::vector<Finding> const& some) {
    all.insert(all.end(), some.begin(), some.end());
}

/// What people have decided, before anything new goes out.
Status act_on_decisions(Desk const& desk, Paid& paid) {
    auto taken = take_up_decisions(desk);
    if (!taken) {
        return taken.error();
    }
    append(paid.findings, taken->findings);
    paid.decisions = std::move(taken->decisions);
    paid.recalls = std::move(taken->recalls);
    return {};
}

/// Files a broken night left between seal and record.
Status finish_sealed(Desk const& desk, Paid& paid) {
    auto const sealed = store::files(desk.store, FileState::sealed);
    if (!sealed) {
        return sealed.error();
    }
    for (auto const& file : *sealed) {
        auto resumed = resume(desk, file);
        if (!resumed) {
            return resumed.error();
        }
        if (*resumed) {
            paid.files.push_back(**std::move(resumed));
        } else {
            paid.findings.push_back(
                finding_of({ErrorCode::file_in_doubt, {}, file.message_id, {}}, {file.name, {}, 0, 0}));
        }
    }
    return {};
}

/// What a refused list said must be readable tomorrow too.
Status keep_findings(Desk const& desk, std::string const& code, std::vector<Finding> const& findings) {
    if (findings.empty()) {
        return {};
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const added = store::add_findings(desk.store, desk.ticket.run, code, findings); !added) {
        return added;
    }
    return transaction->commit();
}

Result<Claim> claim_by_kind(Desk const& desk, PaymentList const& list) {
    switch (list.cover.kind) {
        case settings::ListKind::cancellation: return claim_cancellation(desk, list);
        case settings::ListKind::correction: return claim_correction(desk, list);
        default: return claim(desk, list);
    }
}

Status take_list(Desk const& desk, PaymentList const& list, Paid& paid) {
    auto const claimed = claim_by_kind(desk, list);
    if (!claimed) {
        return claimed.error();
    }
    append(paid.findings, claimed->findings);
    if (!claimed->list) {
        return keep_findings(desk, std::string(list.cover.code.text()), claimed->findings);
    }
    paid.lists.push_back({claimed->list->code, claimed->lines_waiting});
    return consume(desk, list.cover_path, list.cover.rows_file);
}

/// Originals first, so that what cancels from them or adds to them finds them whatever the files are called.
int turn_of(std::filesystem::path const& cover) {
    auto const text = store::read_whole(cover, 1U << 20);
    auto const parsed = text ? settings::parse_cover(*text, cover.filename().string()) : text.error();
    if (!parsed) {
        return 0;
    }
    switch (parsed->kind) {
        case settings::ListKind::cancellation: return 1;
        case settings::ListKind::supplement:
        case settings::ListKind::correction: return 2;
        default: return 0;
    }
}

Result<std::vector<std::filesystem::path>> covers_in_turn(Desk const& desk) {
    auto covers = store::files_in(Folders(desk.workspace.home).inbox_lists, ".cover.toml");
    if (covers) {
        std::vector<std::pair<int, std::filesystem::path>> turns;
        for (auto& cover : *covers) {
            turns.emplace_back(turn_of(cover), std::move(cover));
        }
        std::stable_sort(turns.begin(), turns.end(),
                         [](auto const& left, auto const& right) { return left.first < right.first; });
        std::transform(turns.begin(), turns.end(), covers->begin(), [](auto& turn) { return std::move(turn.second); });
    }
    return covers;
}

Status take_lists(Desk const& desk, Paid& paid) {
    auto const covers = covers_in_turn(desk);
    if (!covers) {
        return covers.error();
    }
    for (auto const& cover : *covers) {
        auto const taken_in = intake(desk, cover);
        if (!taken_in) {
            return taken_in.error();
        }
        append(paid.findings, taken_in->findings);
        if (auto const kept = keep_findings(desk, taken_in->list_code, taken_in->findings); !kept) {
            return kept;
        }
        if (!taken_in->list) {
            continue;
        }
        auto const done = taken_in->taken_before ? consume(desk, cover, taken_in->list->cover.rows_file)
                                                 : take_list(desk, *taken_in->list, paid);
        if (!done) {
            return done;
        }
    }
    return {};
}

Status plan_lists(Desk const& desk, Paid& paid) {
    auto const lists = store::lists(desk.store);
    if (!lists) {
        return lists.error();
    }
    for (auto const& list : *lists) {
        if (list.planned) {
            continue;
        }
        auto const planned = plan(desk, list);
        if (!planned) {
            return planned.error();
        }
        append(paid.findings, planned->findings);
    }
    return {};
}

Status warn_of_balances(Desk const& desk, Paid& paid) {
    auto const findings = short_balances(desk);
    if (!findings) {
        return findings.error();
    }
    append(paid.findings, *findings);
    return {};
}

/// A file whose signature would not outlive its way through the bank waits for another key.
Result<bool> waits_for_key(Desk const& desk, store::FileRecord const& record, Paid& paid) {
    auto const batches = store::batches(desk.store, record);
    if (!batches) {
        return batches.error();
    }
    for (auto const& batch : *batches) {
        if (auto early = ends_early(record.name, desk.signer.certificate, batch.execution_date)) {
            paid.findings.push_back(*std::move(early));
            return true;
        }
    }
    return false;
}

/// What a list needs besides its own lines before any file of it is written: a bank that is open to it, and the
/// approvals that it was taken in with. What is missing is told.
Result<bool> may_go_out(Desk const& desk, Writing const& writing, std::vector<Finding>& findings) {
    auto const kind = settings::list_kind_of(writing.list.kind);
    check(kind.has_value(), "a stored kind of list has a name");
    auto const open = bank_is_open(desk, writing.profile, writing.debtor, *kind);
    if (!open && severity_of(open.error().code) == Severity::stopped) {
        return open.error();
    }
    if (!open) {
        findings.push_back(finding_of(open.error(), {writing.list.cover_file, {}, 0, 0}));
        return false;
    }
    return still_approved(desk, writing.list, findings);
}

/// Screened, emitted and signed; a file that nothing is left of is not.
Result<std::optional<FreshFile>> write_file(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                                            Paid& paid) {
    auto const screened = screen(desk, writing.list, record);
    if (!screened) {
        return screened.error();
    }
    append(paid.findings, screened->findings);
    if (screened->record.state != FileState::planned) {
        return std::optional<FreshFile>();
    }
    auto const waits = waits_for_key(desk, screened->record, paid);
    if (!waits || *waits) {
        return waits ? Result<std::optional<FreshFile>>(std::nullopt) : waits.error();
    }
    auto emitted = emit(desk, writing, screened->record);
    if (!emitted) {
        return emitted.error();
    }
    auto fresh = sign(desk, writing, *std::move(emitted));
    return fresh ? Result<std::optional<FreshFile>>(*std::move(fresh)) : fresh.error();
}

/// The planned files of one list on their way: while one is read back the next is written. They become visible in
/// their order, each before the one after it is read.
class Sending {
public:
    Sending(Desk const& desk, Writing const& writing, store::Connection& reading, Paid& paid)
        : desk_(desk), writing_(writing), reading_(reading), paid_(paid) {}

    Status send(store::FileRecord const& record) {
        auto fresh = write_file(desk_, writing_, record, paid_);
        if (auto const sent = finish(); !sent || !fresh) {
            return sent ? fresh.error() : sent;
        }
        if (*fresh) {
            before_.emplace(desk_, writing_, **std::move(fresh), reading_);
        }
        return {};
    }

    /// The last file, too.
    Status finish() {
        if (!before_) {
            return {};
        }
        auto const read = before_->finish();
        before_.reset();
        auto delivered = read ? deliver(desk_, *read) : Result<DeliveredFile>(read.error());
        if (!delivered) {
            return delivered.error();
        }
        paid_.files.push_back(*std::move(delivered));
        return {};
    }

private:
    Desk const& desk_;
    Writing const& writing_;
    store::Connection& reading_;
    Paid& paid_;
    std::optional<ReadingBack> before_;
};

Status send_list(Desk const& desk, store::ListRecord const& list, std::span<store::FileRecord const> files,
                 store::Connection& reading, Paid& paid) {
    auto const writing = writing_for(desk, list);
    if (!writing) {
        return writing.error();
    }
    auto const goes = may_go_out(desk, *writing, paid.findings);
    if (!goes || !*goes) {
        return goes ? Status{} : goes.error();
    }
    Sending sending(desk, *writing, reading, paid);
    for (auto const& record : files) {
        if (auto const sent = sending.send(record); !sent) {
            return sent;
        }
    }
    return sending.finish();
}

Status send_files(Desk const& desk, Paid& paid) {
    auto const planned = store::files(desk.store, FileState::planned);
    auto const lists = store::lists(desk.store);
    if (!planned || !lists) {
        return planned ? lists.error() : planned.error();
    }
    if (planned->empty()) {
        return {};
    }
    auto const reading = store::open_sqlite_to_read(Folders(desk.workspace.home).store);
    // Rows are read once and in their order, so little of them is kept.
    auto const lean = reading ? (*reading)->execute("PRAGMA cache_size = -4096") : Status{reading.error()};
    if (!lean) {
        return lean.error();
    }
    // They come list by list: a file's name begins with its list's.
    for (auto first = planned->begin(); first != planned->end();) {
        auto const last =
            std::find_if(first, planned->end(), [first](auto const& one) { return one.list != first->list; });
        auto const list =
            std::find_if(lists->begin(), lists->end(), [first](auto const& one) { return one.list == first->list; });
        if (auto const sent = send_list(desk, *list, {first, last}, **reading, paid); !sent) {
            return sent;
        }
        first = last;
    }
    return {};
}

}  // namespace

Result<bool> has_work(Desk const& desk) {
    auto const covers = store::files_in(Folders(desk.workspace.home).inbox_lists, ".cover.toml");
    auto const files = store::files(desk.store, std::nullopt);
    auto const lists = store::lists(desk.store);
    auto const decisions = has_decisions(desk);
    if (!covers || !files || !lists || !decisions) {
        return !covers ? covers.error() : !files ? files.error() : !lists ? lists.error() : decisions.error();
    }
    return !covers->empty() || *decisions || std::any_of(files->begin(), files->end(), [](auto const& file) {
        return file.state == FileState::planned || file.state == FileState::sealed;
    }) || std::any_of(lists->begin(), lists->end(), [](auto const& list) { return !list.planned; });
}

Result<Paid> run(Desk const& desk) {
    Paid paid;
    auto const& certificate = desk.signer.certificate;
    if (auto soon = ends_soon(certificate.subject(), certificate, desk.clock.local().day)) {
        paid.findings.push_back(*std::move(soon));
    }
    for (auto const step : {act_on_decisions, finish_sealed, take_lists, plan_lists, warn_of_balances, send_files}) {
        if (auto const done = step(desk, paid); !done) {
            return done.error();
        }
    }
    return paid;
}

}  // namespace almoner::payout
