#include "payout/approvals.hpp"

#include <algorithm>
#include <set>

#include "core/names.hpp"
#include "payout/folders.hpp"
#include "payout/record.hpp"
#include "seal/signed_mail.hpp"
#include "settings/refusal.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t cover_limit = 1U << 20;
constexpr std::uint64_t signature_limit = 1U << 18;
constexpr std::uint64_t mail_limit = 1U << 22;
constexpr std::string_view refusal_ending = ".refusal.p7s";
constexpr Names<4> role_names = {"maker", "approver", "settings", "releaser"};

seal::ApprovalTerms terms_of(Desk const& desk, settings::Cover const& cover) {
    auto const& programme = desk.programmes.at(cover.programme);
    auto const total = cover.total + cover.cash_total + cover.in_kind_total;
    return {cover.programme,
            cover.maker,
            total,
            desk.clock.local().day,
            programme.approvals_for(total),
            programme.releaser_required};
}

Result<std::vector<fs::path>> files_of(fs::path const& cover_path, std::string_view ending) {
    auto files = store::files_in(cover_path.parent_path(), ending);
    auto const prefix = cover_path.stem().string() + ".";
    if (files) {
        std::erase_if(*files, [&](auto const& file) { return !file.filename().string().starts_with(prefix); });
    }
    return files;
}

/// What signatures are read for.
struct Reading {
    Desk const& desk;
    std::string const& cover_text;
    seal::ApprovalTerms terms;
    fs::path archive;  ///< of the list; keeps those that hold
};

/// What one file says: a signature as any tool makes it, or a mail that carries cover and signature.
Result<seal::Approval> read_approval(Reading const& reading, fs::path const& file) {
    auto const is_mail = file.extension() == ".eml";
    auto const& people = reading.desk.people;
    auto const bytes = store::read_whole(file, is_mail ? mail_limit : signature_limit);
    if (!bytes || !is_mail) {
        return bytes ? seal::verify_approval(reading.cover_text, *bytes, people, reading.terms) : bytes.error();
    }
    auto const mail = seal::read_signed_mail(*bytes, reading.cover_text);
    return mail ? seal::verify_approval(mail->content, mail->cms, people, reading.terms) : mail.error();
}

/// Approvals that hold, and the files they came in.
struct Collected {
    std::vector<seal::Approval> approvals;
    std::vector<fs::path> files;
};

/// Approvals in files of their own and in mails; one that does not hold is a finding.
Result<Collected> approvals_over(Reading const& reading, std::vector<fs::path> const& files,
                                 std::vector<Finding>& findings) {
    Collected collected;
    for (auto const& file : files) {
        if (file.string().ends_with(refusal_ending) || file.extension() == ".toml") {
            continue;
        }
        auto approval = read_approval(reading, file);
        if (!approval) {
            findings.push_back(finding_of(approval.error(), {file.filename().string(), {}, 0, 0}));
            continue;
        }
        auto const kept =
            store::copy_durably(file, reading.archive / file.filename(), store::DurableFile::IfThere::replace);
        if (!kept) {
            return kept.error();
        }
        collected.approvals.push_back(*std::move(approval));
        collected.files.push_back(file);
    }
    return collected;
}

/// A list that somebody may refuse: waiting in the inbox, or claimed and not yet written.
struct Refusable {
    settings::Cover const& cover;
    std::string const& cover_sha256;
    fs::path cover_path;  ///< in the inbox
    fs::path archive;     ///< folder of the list
};

/// A refusal that holds.
struct Refused {
    std::string person;
    std::string reason;
    std::string signature_sha256;
};

Result<Refused> read_refusal(Desk const& desk, Refusable const& list, fs::path const& signature) {
    auto const cms = store::read_whole(signature, signature_limit);
    auto const text = store::read_whole(fs::path(signature).replace_extension(".toml"), cover_limit);
    if (!cms || !text) {
        return cms ? text.error() : cms.error();
    }
    auto const refusal = settings::parse_refusal(*text, signature.filename().string());
    auto const signer = refusal ? seal::verify_approval(*text, *cms, desk.people, terms_of(desk, list.cover))
                                : Result<seal::Approval>(refusal.error());
    if (!signer) {
        return signer.error();
    }
    if (refusal->cover_sha256 != list.cover_sha256 || refusal->person != signer->person) {
        return Error{ErrorCode::approval_signature, {}, signer->person, {}};
    }
    return Refused{signer->person, refusal->reason, signer->signature_sha256};
}

/// A refusal counts from its leaf, and stays when somebody takes its files out of the inbox.
Status keep_refusal(Desk const& desk, Refusable const& list, fs::path const& signature, Refused const& refused) {
    auto const subject = std::string(list.cover.code.text()) + " " + refused.person;
    audit::Leaf leaf{.kind = "refusal", .subject = subject, .sha256 = refused.signature_sha256};
    auto const folder = list.archive.lexically_relative(desk.workspace.home / "archive");
    // The signature comes last: with it the refusal is whole.
    for (auto const& file : {fs::path(signature).replace_extension(".toml"), signature}) {
        if (auto const kept = archive_with(leaf, desk, file, folder / file.filename()); !kept) {
            return kept;
        }
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const told = record(desk, std::move(leaf), {}); !told) {
        return told;
    }
    return transaction->commit();
}

Error refused_by(std::string person, std::string reason) {
    return {ErrorCode::approval_refused, {}, std::move(person), {std::move(reason)}};
}

/// A refusal counts from the day it was kept, whatever becomes of the person's certificate and power later.
Status not_refused_before(fs::path const& archived_cover) {
    auto const signatures = files_of(archived_cover, refusal_ending);
    if (!signatures) {
        return signatures.error();
    }
    for (auto const& signature : *signatures) {
        auto const text = store::read_whole(fs::path(signature).replace_extension(".toml"), cover_limit);
        auto const refusal = text ? settings::parse_refusal(*text, signature.filename().string()) : text.error();
        return refusal ? refused_by(refusal->person, refusal->reason) : refusal.error();
    }
    return {};
}

/// @error approval.refused somebody with the power did, now or on an earlier day
Status not_refused(Desk const& desk, Refusable const& list, std::vector<Finding>& findings) {
    if (auto const open = not_refused_before(list.archive / list.cover_path.filename()); !open) {
        return open;
    }
    auto const signatures = files_of(list.cover_path, refusal_ending);
    if (!signatures) {
        return signatures.error();
    }
    for (auto const& signature : *signatures) {
        auto const refused = read_refusal(desk, list, signature);
        if (!refused) {
            findings.push_back(finding_of(refused.error(), {signature.filename().string(), {}, 0, 0}));
            continue;
        }
        auto const kept = keep_refusal(desk, list, signature, *refused);
        return kept ? Status{refused_by(refused->person, refused->reason)} : kept;
    }
    return {};
}

store::ApprovalRecord record_of(seal::Approval const& approval) {
    auto const role = role_names[static_cast<std::size_t>(approval.role)];
    return {approval.person, std::string(role), approval.certificate_sha256, approval.signature_sha256,
            approval.acts_for};
}

/// What is left of a claimed list's approvals on `day`, and whose certificates were revoked.
std::vector<seal::Approval> left_of(std::vector<store::ApprovalRecord> const& stored, seal::People const& people,
                                    Day day, std::vector<std::string>& revoked) {
    std::vector<seal::Approval> left;
    for (auto const& one : stored) {
        if (people.revocation_of(one.certificate_sha256, day)) {
            revoked.push_back(one.person);
            continue;
        }
        auto const role = value_in<settings::Role>(role_names, one.role);
        check(role.has_value(), "the store keeps roles of the register");
        left.push_back({one.person, *role, one.acts_for, one.certificate_sha256, one.signature_sha256});
    }
    return left;
}

/// Keeps new approvals of a claimed list, and takes them out of the inbox. What does not hold stays there.
Status add_approvals(Desk const& desk, store::ListRecord const& list, Collected const& fresh) {
    std::vector<store::ApprovalRecord> records;
    std::transform(fresh.approvals.begin(), fresh.approvals.end(), std::back_inserter(records), record_of);
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const added = store::add_approvals(desk.store, list.list, records); !added) {
        return added;
    }
    if (auto const told = record_approvals(desk, list.code, records, {{"approval", list.list}}); !told) {
        return told;
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed;
    }
    for (auto const& file : fresh.files) {
        if (auto const removed = store::remove_durably(file); !removed) {
            return removed;
        }
    }
    return {};
}

/// The cover of a claimed list as it was frozen, and where what came after it lies.
struct Claimed {
    std::string cover_text;
    settings::Cover cover;
    fs::path archive;
    fs::path cover_path;  ///< where it lay in the inbox
};

Result<Claimed> claimed(Desk const& desk, store::ListRecord const& list) {
    auto const folders = Folders(desk.workspace.home);
    auto const archive = folders.archive_lists / (list.code + "-" + list.cover_sha256.substr(0, 12));
    auto cover_text = store::read_whole(archive / list.cover_file, cover_limit);
    auto cover = cover_text ? settings::parse_cover(*cover_text, list.cover_file) : cover_text.error();
    return cover ? Result<Claimed>(Claimed{*std::move(cover_text), *std::move(cover), archive,
                                           folders.inbox_lists / list.cover_file})
                 : cover.error();
}

/// Signatures over the cover of a claimed list that came after it. @error approval.* too few
Status approve_again(Desk const& desk, store::ListRecord const& list, Claimed const& papers,
                     std::vector<seal::Approval> left, std::vector<Finding>& findings) {
    auto const files = signatures_beside(papers.cover_path);
    if (!files) {
        return files.error();
    }
    auto const terms = terms_of(desk, papers.cover);
    auto const fresh = approvals_over({desk, papers.cover_text, terms, papers.archive}, *files, findings);
    if (!fresh) {
        return fresh.error();
    }
    left.insert(left.end(), fresh->approvals.begin(), fresh->approvals.end());
    auto const enough = seal::approvals_suffice(left, terms);
    return enough && !fresh->approvals.empty() ? add_approvals(desk, list, *fresh) : enough;
}

}  // namespace

Status approve(Desk const& desk, std::string const& cover_text, PaymentList& list, std::vector<Finding>& findings) {
    Refusable const refusable{list.cover, list.cover_sha256, list.cover_path, list.rows.parent_path()};
    if (auto const open = not_refused(desk, refusable, findings); !open) {
        return open;
    }
    auto const files = signatures_beside(list.cover_path);
    auto const terms = terms_of(desk, list.cover);
    auto const collected = files ? approvals_over({desk, cover_text, terms, list.rows.parent_path()}, *files, findings)
                                 : Result<Collected>(files.error());
    if (!collected) {
        return collected.error();
    }
    std::set<std::string> persons;
    for (auto const& approval : collected->approvals) {
        if (persons.insert(approval.person).second) {
            list.approvals.push_back(record_of(approval));
        }
    }
    return seal::approvals_suffice(collected->approvals, terms);
}

Status record_approvals(Desk const& desk, std::string const& code, std::vector<store::ApprovalRecord> const& approvals,
                        std::vector<audit::Part> const& touched) {
    for (auto const& approval : approvals) {
        audit::Leaf leaf{
            .kind = "approval", .subject = code + " " + approval.person, .sha256 = approval.signature_sha256};
        if (auto const told = record(desk, std::move(leaf), touched); !told) {
            return told;
        }
    }
    return {};
}

Result<bool> still_approved(Desk const& desk, store::ListRecord const& list, std::vector<Finding>& findings) {
    auto const stored = store::approvals(desk.store, list.list);
    auto const papers = claimed(desk, list);
    if (!stored || !papers) {
        return stored ? papers.error() : stored.error();
    }
    Position const place{list.cover_file, {}, 0, 0};
    Refusable const refusable{papers->cover, list.cover_sha256, papers->cover_path, papers->archive};
    if (auto const open = not_refused(desk, refusable, findings); !open) {
        findings.push_back(finding_of(open.error(), place));
        return open.error().code == ErrorCode::approval_refused ? Result<bool>(false) : open.error();
    }
    std::vector<std::string> revoked;
    auto const left = left_of(*stored, desk.people, desk.clock.local().day, revoked);
    auto const enough = revoked.empty() ? Status{} : approve_again(desk, list, *papers, left, findings);
    if (enough || !std::string_view(text_of(enough.error().code)).starts_with("approval.")) {
        return enough ? Result<bool>(true) : enough.error();
    }
    findings.push_back(finding_of({ErrorCode::approval_revoked, {}, list.code, {revoked.front()}}, place));
    return false;
}

Result<std::vector<fs::path>> signatures_beside(fs::path const& cover_path) {
    auto files = files_of(cover_path, ".p7s");
    for (auto const* ending : {".eml", ".refusal.toml"}) {
        auto const more = files_of(cover_path, ending);
        if (!files || !more) {
            return files ? more.error() : files.error();
        }
        files->insert(files->end(), more->begin(), more->end());
    }
    return files;
}

}  // namespace almoner::payout
