#include "payout/rebuild.hpp"

#include <algorithm>
#include <set>

#include "payout/approvals.hpp"
#include "payout/folders.hpp"
#include "payout/proven_bank.hpp"
#include "payout/reclaim.hpp"
#include "payout/record.hpp"
#include "payout/reread.hpp"
#include "payout/transfer_record.hpp"
#include "store/taken_out.hpp"
#include "store/unpaid_lines.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

Error unfit(std::string const& name, std::string why) {
    return {ErrorCode::recover_file, {name, {}, 0, 0}, name, {std::move(why)}};
}

/// One signed file, read.
struct Piece {
    UnsealedFile const& file;
    std::string name;
    SignedContents contents;
};

/// The message itself among what has its MsgId: by the ending that the profile gives it.
std::string main_name(UnsealedFile const& file, settings::Profile const& profile) {
    auto const ending = fs::path(profile.file_name).extension().string();
    for (auto const& [name, sha256] : file.names) {
        if (name.ends_with(ending)) {
            return name;
        }
    }
    return {};
}

/// When a file was planned, by what it says in the office's own time, or in UTC; where it does not say it, now.
Instant moment_of(Desk const& desk, std::string const& created) {
    constexpr std::size_t to_the_second = 19;
    auto const shown = parse_instant(created.substr(0, to_the_second) + "Z");
    if (!shown) {
        return desk.clock.now();
    }
    if (created.ends_with("Z")) {
        return *shown;
    }
    auto const local = desk.clock.local_at(*shown);
    auto const ahead = Instant{local.day + local.time_of_day} - date::floor<std::chrono::minutes>(*shown);
    return *shown - ahead;
}

/// The moment at which a list was planned, for who judges by that day: powers and certificates may have ended since.
class ThatMoment final : public Clock {
public:
    ThatMoment(Clock const& office, Instant moment) : office_(office), moment_(moment) {}
    [[nodiscard]] Instant now() const override { return moment_; }
    [[nodiscard]] LocalTime local_at(Instant moment) const override { return office_.local_at(moment); }

private:
    Clock const& office_;
    Instant moment_;
};

class Rebuilding {
public:
    Rebuilding(Desk const& desk, Round const& round, ArchivedList list,
               std::vector<crypto::Certificate> const& certificates)
        : desk_(desk), round_(round), archived_(std::move(list)), certificates_(certificates) {}

    Result<Rebuilt> run() {
        for (auto const step : {&Rebuilding::read, &Rebuilding::find_list, &Rebuilding::write_plan,
                                &Rebuilding::hold_the_rest, &Rebuilding::tell_of_list, &Rebuilding::seal}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
        }
        return std::move(rebuilt_);
    }

private:
    Status read() {
        auto const& list = archived_.list;
        for (auto const& file : round_.files) {
            auto const name = main_name(file, list.profile);
            auto const path = Folders(desk_.workspace.home).archive_files / name;
            auto contents = name.empty()
                                ? Result<SignedContents>(unfit(std::string(file.message_id.text()), "name"))
                                : read_signed(desk_.formats, list.profile, list.cover.currency, certificates_, path);
            if (!contents) {
                return contents.error();
            }
            if (contents->message_id != file.message_id.text()) {
                return unfit(name, contents->message_id);
            }
            for (auto const& batch : contents->batches) {
                for (auto const& transfer : batch.transfers) {
                    if (transfer.id.list_code() != round_.code || transfer.id.attempt() != round_.number) {
                        return unfit(name, std::string(transfer.id.text()));
                    }
                    paid_.insert(transfer.id.line());
                    transfers_.push_back(transfer);
                }
            }
            pieces_.push_back({file, name, *std::move(contents)});
        }
        return {};
    }

    /// The list as the store has it, else as the archive has it.
    Status find_list() {
        auto const known = store::list_by_cover(desk_.store, archived_.list.cover_sha256);
        if (!known) {
            return known.error();
        }
        if (*known) {
            list_ = **known;
            return {};
        }
        is_new_ = true;
        ThatMoment const moment(desk_.clock, moment_of(desk_, pieces_.front().contents.created));
        Desk const then{desk_.workspace, desk_.programmes,    desk_.people, desk_.formats, desk_.tables,
                        desk_.words,     desk_.person_digest, desk_.signer, desk_.store,   desk_.ticket,
                        moment,          desk_.progress,      desk_.boot_id};
        if (auto const signed_by = approve(then, archived_.cover_text, archived_.list, findings_);
            !signed_by && !std::string_view(text_of(signed_by.error().code)).starts_with("approval.")) {
            return signed_by;
        }
        auto list = round_.number == 1 ? reclaim_lines(then, archived_.list, paid_)
                                       : reclaim_corrections(then, archived_.list, round_, transfers_);
        if (!list) {
            return list.error();
        }
        list_ = *std::move(list);
        return {};
    }

    /// Files, batches and attempts as they were signed; those of a plan that the store has lose what was taken out.
    Status write_plan() {
        store::PlanWriter writer(desk_.store, list_->list, list_->lines_of());
        for (auto const& piece : pieces_) {
            auto const known = store::file_by_message_id(desk_.store, piece.contents.message_id);
            if (!known) {
                return known.error();
            }
            if (!*known && list_->planned) {
                return unfit(piece.name, list_->code);
            }
            auto const done = *known ? take_out_the_rest(**known, piece) : write_file(writer, piece);
            if (!done) {
                return done;
            }
        }
        was_planned_ = list_->planned;
        return list_->planned ? Status{} : writer.finish();
    }

    Status write_file(store::PlanWriter& writer, Piece const& piece) const {
        auto const& contents = piece.contents;
        auto const file = writer.add_file({.message_id = contents.message_id,
                                           .list = list_->list,
                                           .name = piece.name,
                                           .created = moment_of(desk_, contents.created),
                                           .transaction_count = contents.count,
                                           .control_sum = contents.sum});
        if (!file) {
            return file.error();
        }
        auto number = 0;
        for (auto const& batch : contents.batches) {
            std::vector<LineNumber> lines;
            std::transform(batch.transfers.begin(), batch.transfers.end(), std::back_inserter(lines),
                           [](auto const& transfer) { return transfer.id.line(); });
            auto const added = writer.add_batch(
                *file, {++number, batch.payment_information_id, batch.execution_date.value_or(list_->execution_date),
                        batch.transfers.size(), batch.sum});
            auto const planned = added ? writer.add_attempts(*file, number, round_.number, lines) : added;
            if (!planned) {
                return planned;
            }
        }
        return {};
    }

    /// Planned and not in the signed bytes: it was taken out before they were written.
    [[nodiscard]] Status take_out_the_rest(store::FileRecord const& file, Piece const& piece) const {
        if (file.state != FileState::planned) {
            return unfit(piece.name, std::string(text_of(file.state)));
        }
        auto const batches = store::batches(desk_.store, file);
        if (!batches) {
            return batches.error();
        }
        std::vector<store::TakenOut> out;
        store::TransferRow row{Line{.amount = Money::zero(list_->currency)}, 1};
        for (auto const& batch : *batches) {
            auto cursor = store::TransferCursor::open(desk_.store, file, batch.number);
            auto more = cursor ? cursor->next(row) : Result<bool>(cursor.error());
            for (; more && *more; more = cursor->next(row)) {
                if (!paid_.contains(row.line.number)) {
                    out.push_back({row, batch.number, std::string(text_of(ErrorCode::line_recovered))});
                }
            }
            if (!more) {
                return more.error();
            }
        }
        return out.empty() ? Status{} : store::take_out(desk_.store, file, out, desk_.clock.now());
    }

    Status hold_the_rest() {
        if (was_planned_ || round_.number != 1) {
            return {};
        }
        auto const held = store::hold_unpaid_lines(desk_.store, *list_);
        rebuilt_.lines_held = held ? *held : 0;
        return held ? Status{} : Status{held.error()};
    }

    Status tell_of_list() {
        audit::Leaf leaf{.kind = "list_recovered", .subject = list_->code, .sha256 = list_->cover_sha256};
        if (is_new_) {
            auto frozen = leaf_of(desk_, archived_.list);
            if (!frozen) {
                return frozen.error();
            }
            leaf.archived = std::move(frozen->archived);
        }
        auto const lines = list_->lines_of();
        auto const told = record(desk_, leaf,
                                 {{"list", list_->list},
                                  {"approval", list_->list},
                                  {"line", lines},
                                  {"correction", lines},
                                  {"attempt", lines},
                                  {"payout_scope", 0},
                                  {"payout_key", lines},
                                  {"account_use", lines}});
        return told && is_new_ ? record_approvals(desk_, list_->code, archived_.list.approvals) : told;
    }

    Status seal() {
        for (auto const& piece : pieces_) {
            if (auto const sealed = seal_file(piece); !sealed) {
                return sealed;
            }
        }
        return {};
    }

    /// The store and the signed bytes say the same, transfer by transfer, or nothing is sealed.
    Status seal_file(Piece const& piece) {
        auto const stored = store::file_by_message_id(desk_.store, piece.contents.message_id);
        if (!stored) {
            return stored.error();
        }
        check(stored->has_value(), "the plan of the file was written");
        auto file = **stored;
        auto const& profile = archived_.list.profile;
        auto const* debtor = desk_.workspace.debtor_account(list_->debtor_account);
        auto const bank =
            debtor == nullptr ? Result<std::string>(std::string()) : bank_digest(desk_.formats, profile, *debtor);
        auto const path = Folders(desk_.workspace.home).archive_files / piece.name;
        auto const verified =
            reread({desk_.store, desk_.formats, *list_, profile, piece.contents.certificate}, file, path);
        auto const state = state_of(piece, verified);
        if (!verified || !bank || !state) {
            return !verified ? verified.error() : !bank ? bank.error() : state.error();
        }
        store::Seal const seal{verified->file_digest,
                               verified->byte_count,
                               verified->canonical_digest,
                               piece.contents.certificate.subject(),
                               desk_.boot_id,
                               *bank,
                               file.created};
        auto const sealed = store::seal_file(desk_.store, file.file, seal);
        auto set = sealed ? store::set_file_state(desk_.store, file.file, *state, desk_.clock.now()) : sealed;
        // It may have been brought to the bank: no sheet asks for that once more.
        if (set && *state == FileState::delivered) {
            set = store::mark_handed_over(desk_.store, {&file, 1});
        }
        file.state = *state;
        file.sha256 = verified->file_digest;
        auto const told = set ? tell_of_file(piece, file) : set;
        rebuilt_.files.push_back(std::move(file));
        return told;
    }

    /// Seen by transport, if it lies in the outbox; else nobody knows whether the bank has it.
    [[nodiscard]] Result<FileState> state_of(Piece const& piece, Result<seal::Verified> const& verified) const {
        auto const visible = file_digest(Folders(desk_.workspace.home).outbox / piece.name);
        if (!visible && visible.error().code != ErrorCode::file_missing) {
            return visible.error();
        }
        auto const is_there = visible && verified && *visible == verified->file_digest;
        return is_there ? FileState::delivered : FileState::in_doubt;
    }

    [[nodiscard]] Status tell_of_file(Piece const& piece, store::FileRecord const& file) const {
        auto const transfers = transfers_root(desk_.store, file);
        if (!transfers) {
            return transfers.error();
        }
        audit::Leaf leaf{.kind = "file_recovered", .subject = file.message_id, .sha256 = file.sha256};
        leaf.transfers = crypto::hex(*transfers);
        for (auto const& [name, sha256] : piece.file.names) {
            leaf.archived.emplace("files/" + name, sha256);
        }
        return record(desk_, std::move(leaf), {{"transfer_file", file.file}, {"batch", file.file}});
    }

    Desk const& desk_;
    Round const& round_;
    ArchivedList archived_;
    std::vector<crypto::Certificate> const& certificates_;
    std::vector<Piece> pieces_;
    std::set<LineNumber> paid_;
    std::vector<SignedTransfer> transfers_;
    std::optional<store::ListRecord> list_;
    std::vector<Finding> findings_;  ///< of signatures that do not hold; the approvals that do are what is stored
    bool is_new_ = false;
    bool was_planned_ = false;
    Rebuilt rebuilt_;
};

}  // namespace

Result<Rebuilt> rebuild(Desk const& desk, Round const& round, ArchivedList list,
                        std::vector<crypto::Certificate> const& certificates) {
    return Rebuilding(desk, round, std::move(list), certificates).run();
}

int round_of(MessageId const& id) {
    auto const letter = id.text()[7];
    return letter <= '9' ? letter - '0' : letter - 'A' + 10;
}

}  // namespace almoner::payout
