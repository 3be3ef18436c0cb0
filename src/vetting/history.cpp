#include "vetting/history.hpp"

#include <algorithm>

namespace almoner::vetting {

namespace {

int year_of(Day day) { return static_cast<int>(date::year_month_day(day).year()); }

}  // namespace

/// One line in question, and where what is said of it goes.
struct History::Asked {
    Seen const& line;
    std::string const& category;
    std::vector<Remark>& remarks;

    void remark(settings::Rule const& rule, std::vector<std::string> arguments) const {
        remarks.push_back({line.line, finding_of_rule(rule, {}, {}, std::move(arguments))});
    }
};

Result<History> History::open(store::Connection& connection, Terms const& terms) {
    auto past = store::PastPayouts::open(connection);
    if (!past) {
        return past.error();
    }
    History history(terms, *std::move(past));
    for (auto const open : {&History::open_registers, &History::open_accounts, &History::open_persons}) {
        if (auto const opened = (history.*open)(connection); !opened) {
            return opened.error();
        }
    }
    return history;
}

Status History::open_registers(store::Connection& connection) {
    auto const in_force = store::registers_in_force(connection);
    if (!in_force) {
        return in_force.error();
    }
    for (auto const& record : *in_force) {
        auto lookup = store::RegisterLookup::open(connection, record);
        if (!lookup) {
            return lookup.error();
        }
        registers_.emplace(record.kind, *std::move(lookup));
    }
    return {};
}

Status History::open_accounts(store::Connection& connection) {
    auto const& rules = terms_->rules;
    if (auto const* similar = rules.find(ErrorCode::payout_similar)) {
        auto uses = store::AccountUses::open(connection, terms_->execution_date, similar->days);
        if (!uses) {
            return uses.error();
        }
        uses_ = *std::move(uses);
    }
    auto const* returned = rules.find(ErrorCode::account_returned);
    if (returned == nullptr) {
        return {};
    }
    auto const accounts = store::accounts_that_returned(connection, terms_->today - date::days{returned->days});
    if (!accounts) {
        return accounts.error();
    }
    for (auto const& number : *accounts) {
        auto const key = terms_->person_digest.of(account_subject(number));
        if (!key) {
            return key.error();
        }
        returned_.insert(*key);
    }
    return {};
}

Status History::open_persons(store::Connection& connection) {
    if (terms_->rules.find(ErrorCode::person_deceased) == nullptr) {
        return {};
    }
    auto deceased = store::persons_of_reason(connection, store::deceased_reason);
    if (!deceased) {
        return deceased.error();
    }
    deceased_ = *std::move(deceased);
    return {};
}

Result<std::optional<store::RegisterEntry>> History::find(store::RegisterKind kind, PersonKey const& key) {
    auto const found = registers_.find(kind);
    return found == registers_.end() ? std::optional<store::RegisterEntry>{} : found->second.find(key);
}

settings::Rule const* History::rule(ErrorCode code, std::string_view category) const {
    auto const* found = terms_->rules.find(code);
    return found != nullptr && found->concerns(category) ? found : nullptr;
}

Status History::about_person(std::span<Seen const> lines, std::vector<std::string> const& categories,
                             std::vector<Remark>& remarks) {
    auto const& rules = terms_->rules;
    granted_.clear();
    if (rules.find(ErrorCode::person_in_other_programme) != nullptr ||
        rules.find(ErrorCode::amount_cap_person_year) != nullptr) {
        if (auto const found = past_.find(lines.front().person, granted_); !found) {
            return found;
        }
    }
    for (auto const& line : lines) {
        auto const asked = Asked{line, categories[line.category], remarks};
        for (auto const ask : {&History::about_spent, &History::about_person_registers, &History::about_previous,
                               &History::about_others}) {
            if (auto const done = (this->*ask)(asked); !done) {
                return done;
            }
        }
    }
    return {};
}

/// The same benefit was granted already: always held, for it is what pays somebody twice.
Status History::about_spent(Asked const& asked) {
    auto const spent = past_.is_spent({terms_->programme.id, terms_->programme.period, asked.category,
                                       asked.line.goods ? "goods" : "money", terms_->instalment},
                                      asked.line.person);
    if (!spent) {
        return spent.error();
    }
    if (*spent) {
        asked.remarks.push_back({asked.line.line, finding_of({ErrorCode::payout_already_approved, {}, {}, {}}, {})});
    }
    return {};
}

/// Holds a key against the registers of those who must not be paid by this office.
Status History::about_key(Asked const& asked, PersonKey const& key, ErrorCode stopped, ErrorCode staff) {
    for (auto const& [kind, code] :
         {std::pair(store::RegisterKind::stopped, stopped), std::pair(store::RegisterKind::staff, staff)}) {
        auto const* in_force = rule(code, asked.category);
        if (in_force == nullptr) {
            continue;
        }
        auto const entry = find(kind, key);
        if (!entry) {
            return entry.error();
        }
        if (*entry) {
            asked.remark(*in_force, {(*entry)->word});
        }
    }
    return {};
}

Status History::about_person_registers(Asked const& asked) {
    auto const held = about_key(asked, asked.line.person, ErrorCode::person_stopped, ErrorCode::person_staff);
    if (!held) {
        return held;
    }
    auto const* alive = rule(ErrorCode::person_deceased, asked.category);
    if (auto const died = deceased_.find(asked.line.person); alive != nullptr && died != deceased_.end()) {
        asked.remark(*alive, {to_text(died->second)});
    }
    auto const* eligible = rule(ErrorCode::person_not_registered, asked.category);
    if (eligible == nullptr || asked.line.payee_kind == PayeeKind::enterprise) {
        return {};
    }
    auto const entry = find(store::RegisterKind::registered, asked.line.person);
    if (!entry) {
        return entry.error();
    }
    if (!*entry) {
        auto const known = registers_.find(store::RegisterKind::registered);
        asked.remark(*eligible, {known == registers_.end() ? "-" : to_text(known->second.record().day)});
    }
    return {};
}

Status History::about_previous(Asked const& asked) {
    auto const* increase = rule(ErrorCode::amount_above_previous, asked.category);
    if (increase == nullptr || asked.line.goods) {
        return {};
    }
    auto const entry = find(store::RegisterKind::previous, asked.line.person);
    if (!entry) {
        return entry.error();
    }
    if (*entry && (*entry)->minor_units < asked.line.minor_units) {
        asked.remark(*increase, {to_grouped_text(Money{(*entry)->minor_units, terms_->programme.currency})});
    }
    return {};
}

Status History::about_others(Asked const& asked) {
    auto const* other = rule(ErrorCode::person_in_other_programme, asked.category);
    if (other == nullptr || asked.line.goods) {
        return {};
    }
    auto const found = std::find_if(granted_.begin(), granted_.end(), [&](store::PastPayout const& past) {
        return past.money && past.scope->programme != terms_->programme.id &&
               past.scope->period == terms_->programme.period;
    });
    if (found != granted_.end()) {
        asked.remark(*other, {found->list_code});
    }
    return {};
}

Money History::granted_this_year() const {
    auto sum = Money::zero(terms_->programme.currency);
    for (auto const& past : granted_) {
        auto const counts = past.money && past.amount.currency() == sum.currency() &&
                            year_of(past.execution_date) == year_of(terms_->execution_date);
        sum += counts ? past.amount : Money::zero(sum.currency());
    }
    return sum;
}

Status History::about_registers(Seen const& line, std::string const& category, std::vector<Remark>& remarks) {
    auto const asked = Asked{line, category, remarks};
    auto told = about_person_registers(asked);
    if (told && line.account != PersonKey{}) {
        told = about_account_registers(asked);
        told = told ? about_verdict(asked) : told;
    }
    return told;
}

Status History::about_account(std::span<Seen const> lines, std::vector<std::string> const& categories,
                              std::vector<Remark>& remarks) {
    for (auto const& line : lines) {
        auto const asked = Asked{line, categories[line.category], remarks};
        for (auto const ask : {&History::about_account_registers, &History::about_payments, &History::about_verdict}) {
            if (auto const done = (this->*ask)(asked); !done) {
                return done;
            }
        }
    }
    return {};
}

Status History::about_account_registers(Asked const& asked) {
    return about_key(asked, asked.line.account, ErrorCode::account_stopped, ErrorCode::account_staff);
}

Status History::about_payments(Asked const& asked) {
    auto const* returned = rule(ErrorCode::account_returned, asked.category);
    if (returned != nullptr && returned_.contains(asked.line.account)) {
        asked.remark(*returned, {to_text(terms_->today - date::days{returned->days})});
    }
    auto const* similar = rule(ErrorCode::payout_similar, asked.category);
    if (similar == nullptr) {
        return {};
    }
    auto const code = uses_->same_amount(asked.line.account, {asked.line.minor_units, terms_->programme.currency});
    if (!code) {
        return code.error();
    }
    if (!code->empty()) {
        asked.remark(*similar, {*code, std::to_string(similar->days)});
    }
    return {};
}

Status History::about_verdict(Asked const& asked) {
    auto const* wanted = rule(ErrorCode::payee_not_verified, asked.category);
    auto const entry = find(store::RegisterKind::verdicts, asked.line.payee);
    if (!entry) {
        return entry.error();
    }
    auto const too_old = *entry && wanted != nullptr && (*entry)->day + date::days{wanted->days} < terms_->today;
    if (!*entry || too_old) {
        if (wanted != nullptr) {
            asked.remark(*wanted, {std::to_string(wanted->days)});
        }
        return {};
    }
    struct Answer {
        std::string_view word;
        ErrorCode code;
    };
    for (auto const& answer :
         {Answer{"close_match", ErrorCode::payee_close_match}, Answer{"no_match", ErrorCode::payee_no_match},
          Answer{"not_possible", ErrorCode::payee_not_possible}}) {
        auto const* in_force = rule(answer.code, asked.category);
        if ((*entry)->word == answer.word && in_force != nullptr) {
            asked.remark(*in_force, {std::to_string((*entry)->row)});
        }
    }
    return {};
}

}  // namespace almoner::vetting
