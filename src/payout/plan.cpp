#include "payout/plan.hpp"

#include <algorithm>

#include "bytes/charset.hpp"
#include "core/utf8.hpp"
#include "payout/emit.hpp"
#include "payout/file_measure.hpp"
#include "payout/record.hpp"
#include "payout/transfer_fields.hpp"

namespace almoner::payout {

namespace {

/// Lines gathered for the file being filled, batch by batch.
struct Filling {
    struct Batch {
        bool same_bank;  ///< payees and debtor have one bank
        std::vector<LineNumber> lines;
        Money sum;
    };
    explicit Filling(Currency currency) : sum(Money::zero(currency)) {}
    std::vector<Batch> batches;
    std::uint64_t count = 0;
    Money sum;
    std::uint64_t bytes = 0;  ///< only where the bank limits them
};

/// The day the bank is asked to pay: as approved, or the next the bank can still make after today's cut-off.
Result<BusinessDay> execution_day(Desk const& desk, store::ListRecord const& list, settings::Profile const& profile) {
    auto const calendar = desk.formats.calendar(profile.calendar);
    if (!calendar) {
        return calendar.error();
    }
    auto const now = desk.clock.local();
    // The bank counts a file sent after the cut-off as the next day's, so the plan must too.
    auto const late = now.time_of_day.count() >= profile.cut_off_minutes;
    auto const earliest = now.day + date::days{late ? 1 : 0};
    return calendar->on_or_after(std::max(list.execution_date, earliest));
}

std::string file_name(settings::Profile const& profile, MessageId const& id, Day day) {
    auto compact = to_text(day);
    std::erase(compact, '-');
    auto name = profile.file_name;
    for (auto const& [field, value] : {std::pair<std::string_view, std::string_view>{"{message_id}", id.text()},
                                       std::pair<std::string_view, std::string_view>{"{execution_date}", compact}}) {
        if (auto const at = name.find(field); at != std::string::npos) {
            name.replace(at, field.size(), value);
        }
    }
    return name;
}

/// The first text besides the payees' that the bank cannot write, by what it is; nothing when it can write all.
std::optional<std::string> unwritable_text(Desk const& desk, store::ListRecord const& list,
                                           settings::Profile const& profile) {
    auto const programme = desk.programmes.find(list.programme);
    auto const* debtor = desk.workspace.debtor_account(list.debtor_account);
    if (programme == desk.programmes.end() || debtor == nullptr) {
        return std::nullopt;
    }
    auto const remittance = written(profile, programme->second.remittance);
    auto const* fund = programme->second.fund(list.fund);
    struct Text {
        std::string what;
        std::string text;
    };
    for (auto const& [what, text] : {Text{"remittance", remittance}, Text{"name of the debtor account", debtor->name},
                                     Text{"organisation", desk.workspace.organisation},
                                     Text{"name of the fund", fund == nullptr ? "" : fund->name}}) {
        if (!bytes::can_write(profile.name_charset, written(profile, text))) {
            return what + " (" + std::string(text_of(profile.name_charset)) + ")";
        }
    }
    auto const is_short = character_count(remittance) <= profile.remittance_characters;
    return is_short ? std::nullopt
                    : std::optional("remittance, at most " + std::to_string(profile.remittance_characters));
}

class Planner {
public:
    Planner(Desk const& desk, store::ListRecord const& list, settings::Profile const& profile,
            store::PlanWriter& writer, Day day, std::optional<FileMeasure> measure)
        : desk_(desk), list_(list), profile_(profile), writer_(writer), day_(day), measure_(std::move(measure)),
          filling_(list.currency) {
        auto const* debtor = desk.workspace.debtor_account(list.debtor_account);
        debtor_bank_ = debtor == nullptr ? "" : debtor->bank_code;
    }

    Status add(Line const& line) {
        auto const bytes = measure_ ? measure_->transfer(line) : Result<std::uint64_t>(0);
        if (!bytes) {
            return bytes.error();
        }
        auto const same_bank = profile_.is_same_bank(debtor_bank_, line.bank_code);
        auto* batch = batch_for(same_bank, line.amount);
        auto const has_room = batch != nullptr || filling_.batches.size() < profile_.max_batches_per_file;
        auto const frame = measure_ ? measure_->frame() : FileMeasure::Frame{};
        auto const too_large = is_too_large(*bytes + (batch == nullptr ? frame.batch : 0));
        if (file_is_full(line.amount) || too_large || !has_room) {
            if (auto const closed = close_file(); !closed) {
                return closed;
            }
            batch = nullptr;
        }
        if (batch == nullptr) {
            filling_.bytes += (filling_.batches.empty() ? frame.file : 0) + frame.batch;
            batch = &filling_.batches.emplace_back(Filling::Batch{same_bank, {}, Money::zero(list_.currency)});
        }
        filling_.bytes += *bytes;
        batch->lines.push_back(line.number);
        batch->sum += line.amount;
        ++filling_.count;
        filling_.sum += line.amount;
        return {};
    }

    Status close_file() {
        if (filling_.batches.empty()) {
            return {};
        }
        if (part_ == MessageId::last_part) {
            return Error{ErrorCode::list_files, {}, list_.code, {std::to_string(MessageId::last_part)}};
        }
        auto const code = ListCode::parse(list_.lines_code());
        check(static_cast<bool>(code), "a stored list code is well formed");
        auto const id = MessageId::of(*code, list_.round, ++part_);
        auto file = planned_file(id);
        auto const stored = writer_.add_file(file);
        if (!stored) {
            return stored.error();
        }
        file.file = *stored;
        auto number = 0;
        for (auto const& batch : filling_.batches) {
            if (auto const added = add_batch(file.file, id, ++number, batch); !added) {
                return added;
            }
        }
        files_.push_back(std::move(file));
        filling_ = Filling(list_.currency);
        return {};
    }

    [[nodiscard]] std::vector<store::FileRecord> const& files() const { return files_; }

private:
    /// The batch being filled with payees of that kind, if it has room; earlier ones are full.
    Filling::Batch* batch_for(bool same_bank, Money next) {
        auto& batches = filling_.batches;
        auto const last = std::find_if(batches.rbegin(), batches.rend(),
                                       [same_bank](auto const& one) { return one.same_bank == same_bank; });
        if (last == batches.rend() || last->lines.size() == profile_.max_transactions_per_batch) {
            return nullptr;
        }
        auto const too_much = profile_.max_sum_per_batch && last->sum + next > *profile_.max_sum_per_batch;
        return too_much ? nullptr : &*last;
    }

    [[nodiscard]] bool file_is_full(Money next) const {
        auto const too_many = filling_.count == profile_.max_transactions_per_file;
        auto const too_much =
            profile_.max_sum_per_file && filling_.count != 0 && filling_.sum + next > *profile_.max_sum_per_file;
        return too_many || too_much;
    }

    /// A transfer that no file has room for gets one of its own, and is told of when that is read again.
    [[nodiscard]] bool is_too_large(std::uint64_t more) const {
        return measure_ && filling_.count != 0 && filling_.bytes + more > *profile_.max_bytes_per_file;
    }

    [[nodiscard]] store::FileRecord planned_file(MessageId const& id) const {
        return {.message_id = std::string(id.text()),
                .list = list_.list,
                .name = file_name(profile_, id, day_),
                .created = desk_.clock.now(),
                .transaction_count = filling_.count,
                .control_sum = filling_.sum};
    }

    Status add_batch(std::int64_t file, MessageId const& id, int number, Filling::Batch const& batch) {
        store::BatchRecord const record{number, id.payment_information_id(number), day_, batch.lines.size(), batch.sum};
        if (auto const added = writer_.add_batch(file, record); !added) {
            return added;
        }
        return writer_.add_attempts(file, number, list_.round, batch.lines);
    }

    Desk const& desk_;
    store::ListRecord const& list_;
    settings::Profile const& profile_;
    store::PlanWriter& writer_;
    Day day_;
    std::optional<FileMeasure> measure_;  ///< only where the bank limits the bytes of a file
    std::string debtor_bank_;
    Filling filling_;
    std::vector<store::FileRecord> files_;
    int part_ = 0;
};

Status fill_files(Desk const& desk, store::ListRecord const& list, Planner& planner) {
    auto cursor = store::LineCursor::open(desk.store, list);
    if (!cursor) {
        return cursor.error();
    }
    Line line{.amount = Money::zero(list.currency)};
    for (;;) {
        auto const more = cursor->next(line);
        if (!more) {
            return more.error();
        }
        if (!*more) {
            return planner.close_file();
        }
        if (auto const added = planner.add(line); !added) {
            return added;
        }
    }
}

/// The list is planned, its lines have attempts, and each file has its batches.
Status tell(Desk const& desk, store::ListRecord const& list, std::vector<store::FileRecord> const& files) {
    audit::Leaf const plan{.kind = "plan", .subject = list.code, .sha256 = list.cover_sha256};
    if (auto const told = record(desk, plan, {{"list", list.list}, {"attempt", list.lines_of()}}); !told) {
        return told;
    }
    for (auto const& file : files) {
        audit::Leaf const planned{.kind = "file_planned", .subject = file.message_id, .sha256 = list.cover_sha256};
        if (auto const told = record(desk, planned, {{"transfer_file", file.file}, {"batch", file.file}}); !told) {
            return told;
        }
    }
    return {};
}

Result<std::vector<store::FileRecord>> store_plan(Desk const& desk, store::ListRecord const& list,
                                                  settings::Profile const& profile, Day day) {
    std::optional<FileMeasure> measure;
    if (profile.max_bytes_per_file) {
        auto begun = FileMeasure::begin(desk, list, day);
        if (!begun) {
            return begun.error();
        }
        measure = *std::move(begun);
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    store::PlanWriter writer(desk.store, list.list, list.lines_of());
    Planner planner(desk, list, profile, writer, day, std::move(measure));
    if (auto const filled = fill_files(desk, list, planner); !filled) {
        return filled.error();
    }
    if (auto const finished = writer.finish(); !finished) {
        return finished.error();
    }
    if (auto const told = tell(desk, list, planner.files()); !told) {
        return told.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return planner.files();
}

}  // namespace

Result<Plan> plan(Desk const& desk, store::ListRecord const& list) {
    auto const profile = desk.formats.profile(list.profile);
    if (!profile) {
        return profile.error();
    }
    // A bank whose message cannot be written is told of before anything is planned for it.
    if (auto const message = message_for(desk.formats, *profile); !message) {
        return message.error();
    }
    auto const day = execution_day(desk, list, *profile);
    if (!day) {
        return day.error();
    }
    Plan result;
    auto const programme = desk.programmes.find(list.programme);
    if (programme != desk.programmes.end() && programme->second.deadline && day->day() > *programme->second.deadline) {
        result.findings.push_back(
            finding_of({ErrorCode::deadline_passed, {}, to_text(day->day()), {to_text(*programme->second.deadline)}},
                       {list.cover_file, {}, 0, 0}));
        return result;
    }
    if (auto const what = unwritable_text(desk, list, *profile)) {
        result.findings.push_back(
            finding_of({ErrorCode::profile_characters, {}, list.profile, {*what}}, {list.cover_file, {}, 0, 0}));
        return result;
    }
    auto files = store_plan(desk, list, *profile, day->day());
    if (!files && files.error().code == ErrorCode::list_files) {
        result.findings.push_back(finding_of(files.error(), {list.cover_file, {}, 0, 0}));
        return result;
    }
    if (!files) {
        return files.error();
    }
    result.files = *std::move(files);
    return result;
}

}  // namespace almoner::payout
