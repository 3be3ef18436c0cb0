#include "payout/screen.hpp"

#include <algorithm>

#include "payout/record.hpp"
#include "settings/rules.hpp"
#include "store/registers.hpp"
#include "store/taken_out.hpp"
#include "vetting/terms.hpp"

namespace almoner::payout {

namespace {

/// The stop list in force, when it came in after the list was claimed.
Result<std::optional<store::RegisterRecord>> newer_stop_list(Desk const& desk, store::ListRecord const& list) {
    auto const registers = store::registers_in_force(desk.store);
    if (!registers) {
        return registers.error();
    }
    auto const found = std::find_if(registers->begin(), registers->end(), [&](auto const& record) {
        return record.kind == store::RegisterKind::stopped && record.run > list.run;
    });
    return found == registers->end() ? std::optional<store::RegisterRecord>{} : std::optional(*found);
}

/// Holds the transfers of one file against a stop list.
class Screening {
public:
    Screening(Desk const& desk, store::ListRecord const& list, settings::RulesInForce rules,
              store::RegisterLookup stopped)
        : desk_(desk), list_(list), rules_(std::move(rules)), stopped_(std::move(stopped)) {}

    Status look(store::FileRecord const& file) {
        auto const batches = store::batches(desk_.store, file);
        if (!batches) {
            return batches.error();
        }
        for (auto const& batch : *batches) {
            if (auto const looked = look_at_batch(file, batch.number); !looked) {
                return looked;
            }
        }
        return {};
    }

    [[nodiscard]] std::vector<store::TakenOut> const& taken_out() const { return taken_out_; }
    [[nodiscard]] std::vector<Finding> const& findings() const { return findings_; }

private:
    Status look_at_batch(store::FileRecord const& file, int batch) {
        auto cursor = store::TransferCursor::open(desk_.store, file, batch);
        if (!cursor) {
            return cursor.error();
        }
        store::TransferRow transfer{Line{.amount = Money::zero(list_.currency)}, 1};
        for (;;) {
            auto const more = cursor->next(transfer);
            if (!more || !*more) {
                return more ? Status{} : more.error();
            }
            auto const account = desk_.person_digest.of(vetting::account_subject(transfer.line.account.number));
            if (!account) {
                return account.error();
            }
            if (auto const asked = ask(transfer, batch, ErrorCode::person_stopped, transfer.line.person_key); !asked) {
                return asked.error();
            } else if (!*asked) {
                auto const other = ask(transfer, batch, ErrorCode::account_stopped, *account);
                if (!other) {
                    return other.error();
                }
            }
        }
    }

    /// Whether the key stands on the list, where a rule of `code` is in force.
    Result<bool> ask(store::TransferRow const& transfer, int batch, ErrorCode code, PersonKey const& key) {
        auto const* rule = rules_.find(code);
        if (rule == nullptr || !rule->concerns(transfer.line.category)) {
            return false;
        }
        auto const entry = stopped_.find(key);
        if (!entry || !*entry) {
            return entry ? Result<bool>(false) : entry.error();
        }
        taken_out_.push_back({transfer, batch, std::string(text_of(code))});
        findings_.push_back(
            vetting::finding_of_rule(*rule, {list_.rows_file, {}, transfer.line.number.row, 0}, {}, {(*entry)->word}));
        return true;
    }

    Desk const& desk_;
    store::ListRecord const& list_;
    settings::RulesInForce rules_;
    store::RegisterLookup stopped_;
    std::vector<store::TakenOut> taken_out_;
    std::vector<Finding> findings_;
};

Status store_screening(Desk const& desk, store::ListRecord const& list, store::FileRecord const& record,
                       Screening const& screening) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const out = store::take_out(desk.store, record, screening.taken_out(), desk.clock.now()); !out) {
        return out;
    }
    if (auto const told = store::add_findings(desk.store, desk.ticket.run, list.code, screening.findings()); !told) {
        return told;
    }
    if (auto const leaf =
            payout::record(desk, {.kind = "screening", .subject = record.message_id, .sha256 = list.cover_sha256},
                           {{"transfer_file", record.file},
                            {"batch", record.file},
                            {"attempt", list.lines_of()},
                            {"line", list.lines_of()}});
        !leaf) {
        return leaf;
    }
    return transaction->commit();
}

}  // namespace

Result<Screened> screen(Desk const& desk, store::ListRecord const& list, store::FileRecord const& record) {
    auto const stop_list = newer_stop_list(desk, list);
    auto const programme = desk.programmes.find(list.programme);
    if (!stop_list || !*stop_list || programme == desk.programmes.end()) {
        return stop_list ? Result<Screened>(Screened{record, {}}) : stop_list.error();
    }
    auto const rules = settings::Rules::load(desk.formats.folder(), programme->second.rules);
    auto lookup = store::RegisterLookup::open(desk.store, **stop_list);
    if (!rules || !lookup) {
        return rules ? lookup.error() : rules.error();
    }
    Screening screening(desk, list, rules->on(list.execution_date, list.fund), *std::move(lookup));
    if (auto const looked = screening.look(record); !looked) {
        return looked.error();
    }
    if (screening.taken_out().empty()) {
        return Screened{record, {}};
    }
    if (auto const kept = store_screening(desk, list, record, screening); !kept) {
        return kept.error();
    }
    auto const left = store::file_by_message_id(desk.store, record.message_id);
    if (!left) {
        return left.error();
    }
    check(left->has_value(), "a planned file stays in the store");
    return Screened{**left, screening.findings()};
}

}  // namespace almoner::payout
