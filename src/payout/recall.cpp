#include "payout/recall.hpp"

#include <algorithm>
#include <map>

#include "payout/folders.hpp"
#include "payout/intake.hpp"
#include "payout/recall_file.hpp"
#include "payout/recall_sheet.hpp"
#include "payout/record.hpp"
#include "payout/transfer_fields.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr int most_requests = 99;  // of a file; two digits of the request's id

/// A transfer file with what is wanted of it, in the order of its batches.
struct Asked {
    store::FileRecord file;
    settings::Profile profile;
    settings::DebtorAccount const* debtor = nullptr;
    std::vector<RecallStanding> transfers;
};

using AskedFiles = std::map<std::int64_t, std::vector<RecallStanding>>;

AskedFiles by_file(std::vector<RecallStanding> const& wanted) {
    AskedFiles files;
    for (auto const& one : wanted) {
        files[one.file].push_back(one);
    }
    for (auto& [file, transfers] : files) {
        std::stable_sort(transfers.begin(), transfers.end(), [](auto const& left, auto const& right) {
            return std::tie(left.batch, left.end_to_end_id) < std::tie(right.batch, right.end_to_end_id);
        });
    }
    return files;
}

Result<Asked> look_up(Desk const& desk, std::int64_t number, std::vector<RecallStanding> transfers) {
    auto const files = store::files(desk.store, std::nullopt);
    if (!files) {
        return files.error();
    }
    auto const file =
        std::find_if(files->begin(), files->end(), [number](auto const& one) { return one.file == number; });
    check(file != files->end(), "an attempt is in a file");
    auto const list = store::list_by_number(desk.store, file->list);
    if (!list) {
        return list.error();
    }
    check(list->has_value(), "a file is of a list");
    auto profile = desk.formats.profile((*list)->profile);
    auto const* debtor = desk.workspace.debtor_account((*list)->debtor_account);
    if (!profile || debtor == nullptr) {
        return profile ? Error{ErrorCode::cover_debtor_account, {}, (*list)->debtor_account, {}} : profile.error();
    }
    return Asked{*file, *std::move(profile), debtor, std::move(transfers)};
}

/// "SP0001F10001C01"
Result<std::string> next_id(Desk const& desk, store::FileRecord const& file) {
    auto const count = store::recall_count(desk.store, file.file);
    if (!count) {
        return count.error();
    }
    auto const number = std::to_string(*count + 1);
    if (*count == most_requests) {
        return Error{
            ErrorCode::decision_state, {}, file.message_id, {"asked for 99 times", "recall", "fewer requests"}};
    }
    return file.message_id + "C" + (number.size() == 1 ? "0" : "") + number;
}

std::string time_text(Desk const& desk, settings::Profile const& profile, Instant instant) {
    return date_time_text(profile.options.date_time, instant, desk.clock.local_at(instant));
}

Result<CancelRequest> request_for(Desk const& desk, Asked const& asked, settings::Decision const& decision) {
    auto id = next_id(desk, asked.file);
    auto const batches = store::batches(desk.store, asked.file);
    if (!id || !batches) {
        return id ? batches.error() : id.error();
    }
    auto const& profile = asked.profile;
    auto const& clearing = profile.options.clearing_system;
    CancelRequest request{.id = *std::move(id),
                          .assigner_name = written(profile, desk.workspace.organisation),
                          .assignee_bic = asked.debtor->bic,
                          .assignee_clearing_system = asked.debtor->bank_code.empty() ? std::string() : clearing,
                          .assignee_member_id = clearing.empty() ? std::string() : asked.debtor->bank_code,
                          .created = time_text(desk, profile, decision.time),
                          .original_message_id = asked.file.message_id,
                          .original_message_name = profile.message,
                          .original_created = time_text(desk, profile, asked.file.created),
                          .batches = {}};
    for (auto const& batch : *batches) {
        CancelRequest::Batch of_batch{batch.payment_information_id, batch.execution_date, {}};
        for (auto const& transfer : asked.transfers) {
            if (transfer.batch == batch.number) {
                of_batch.transfers.push_back({transfer.end_to_end_id, transfer.line.amount, decision.code, {}});
            }
        }
        if (!of_batch.transfers.empty()) {
            request.batches.push_back(std::move(of_batch));
        }
    }
    return request;
}

Status write_request(Desk const& desk, Asked const& asked, CancelRequest const& request, std::string const& code,
                     fs::path const& path) {
    if (asked.profile.cancel == settings::CancelWay::camt055) {
        return write_recall_file(desk, asked.profile, request, path);
    }
    RecallSheet sheet{request, asked.profile.cancel, code, asked.debtor->account.number, {}};
    for (auto const& transfer : asked.transfers) {
        sheet.payees.push_back(&transfer.line);
    }
    return write_recall_sheet(desk, sheet, path);
}

/// What is in the archive goes into staging, too, and into the leaf; says its digest.
Result<std::string> stage(Desk const& desk, fs::path const& kept, audit::Leaf& leaf) {
    crypto::Sha256Sink digest;
    auto const staged = Folders(desk.workspace.home).staging / kept.filename();
    if (auto const copied = store::copy_durably(kept, staged, store::DurableFile::IfThere::replace, &digest); !copied) {
        return copied.error();
    }
    auto value = digest.finish_hex();
    if (value) {
        leaf.archived.insert_or_assign("files/" + kept.filename().string(), *value);
    }
    return value;
}

/// A signature beside is archived; it is staged only where it is sent.
Status keep_signature(Desk const& desk, Asked const& asked, fs::path const& kept, audit::Leaf& leaf) {
    auto const& profile = asked.profile;
    if (profile.cancel != settings::CancelWay::camt055 ||
        profile.signature_placement != settings::SignaturePlacement::detached_cms) {
        return {};
    }
    auto const signature = signature_of(kept);
    if (profile.send_signature) {
        auto const staged = stage(desk, signature, leaf);
        return staged ? Status{} : staged.error();
    }
    auto const digest = file_digest(signature);
    if (digest) {
        leaf.archived.insert_or_assign("files/" + signature.filename().string(), *digest);
    }
    return digest ? Status{} : digest.error();
}

Result<PreparedRecall> prepare(Desk const& desk, seal::Decided const& decided, Asked const& asked, audit::Leaf& leaf) {
    auto const& decision = decided.decision;
    auto const request = request_for(desk, asked, decision);
    if (!request) {
        return request.error();
    }
    auto const by_file = asked.profile.cancel == settings::CancelWay::camt055;
    auto const kept = Folders(desk.workspace.home).archive_files / (request->id + (by_file ? ".xml" : ".html"));
    auto const written = write_request(desk, asked, *request, decision.code, kept);
    auto const signature = written ? keep_signature(desk, asked, kept, leaf) : written;
    auto const sha256 = signature ? stage(desk, kept, leaf) : Result<std::string>(signature.error());
    if (!sha256) {
        return sha256.error();
    }
    PreparedRecall prepared{
        {request->id, asked.file.file, decided.file.stem().string(), decision.code,
         std::string(text_of(asked.profile.cancel)), kept.filename().string(), decision.time, *sha256},
        {}};
    for (auto const& transfer : asked.transfers) {
        prepared.transfers.push_back(transfer.transfer);
    }
    return prepared;
}

/// A file for the bank is fetched from the outbox by transport; what people bring lies in a folder of its own.
Result<fs::path> place_of(Desk const& desk, store::RecallRequest const& request) {
    auto const folder =
        request.way == "camt055" ? Folders(desk.workspace.home).outbox : desk.workspace.home / "letters";
    auto const made = store::make_folder(folder);
    return made ? Result<fs::path>(folder / request.name) : made.error();
}

/// Out of staging by one rename; what is not there any more was moved by a night that broke off.
Status make_visible(fs::path const& staged, fs::path const& place) {
    auto const there = store::presence_of(staged);
    if (!there || *there == store::Presence::absent) {
        return there ? Status{} : there.error();
    }
    auto const moved = store::move_durably(staged, place);
    if (moved || moved.error().code != ErrorCode::file_exists) {
        return moved;
    }
    // A store that was lost has asked before, in the same bytes.
    auto const shown = file_digest(place);
    auto const again = file_digest(staged);
    return shown && again && *shown == *again ? store::remove_durably(staged) : moved;
}

Status show(Desk const& desk, store::RecallRequest const& request, fs::path const& place) {
    auto const staged = Folders(desk.workspace.home).staging / request.name;
    auto const there = store::presence_of(staged);
    auto const digest = there && *there != store::Presence::absent ? file_digest(staged) : request.sha256;
    if (!there || !digest) {
        return there ? digest.error() : there.error();
    }
    if (*digest != request.sha256) {
        return Error{ErrorCode::file_reread, {staged.string(), {}, 0, 0}, request.request, {}};
    }
    // The signature first, so that nobody takes a file that still lacks it.
    for (auto const& [from, to] : {std::pair(signature_of(staged), signature_of(place)), std::pair(staged, place)}) {
        if (auto const moved = make_visible(from, to); !moved) {
            return moved;
        }
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const marked = store::mark_visible(desk.store, request.request);
    auto const told = marked
                          ? record(desk, {.kind = "recall_shown", .subject = request.request, .sha256 = request.sha256},
                                   {{"recall_request", request.file}})
                          : marked;
    return told ? transaction->commit() : told;
}

}  // namespace

Result<std::vector<PreparedRecall>> prepare_recalls(Desk const& desk, seal::Decided const& decided,
                                                    std::vector<RecallStanding> const& wanted, audit::Leaf& leaf) {
    std::vector<PreparedRecall> all;
    for (auto& [file, transfers] : by_file(wanted)) {
        auto const asked = look_up(desk, file, transfers);
        auto prepared = asked ? prepare(desk, decided, *asked, leaf) : Result<PreparedRecall>(asked.error());
        if (!prepared) {
            return prepared.error();
        }
        all.push_back(*std::move(prepared));
    }
    return all;
}

Result<std::vector<ShownRecall>> show_recalls(Desk const& desk) {
    auto const hidden = store::recalls_to_show(desk.store);
    if (!hidden) {
        return hidden.error();
    }
    std::vector<ShownRecall> shown;
    for (auto const& request : *hidden) {
        auto const place = place_of(desk, request);
        auto const done = place ? show(desk, request, *place) : Status{place.error()};
        if (!done) {
            return done.error();
        }
        shown.push_back({request, *place});
    }
    return shown;
}

}  // namespace almoner::payout
