#include "testbank/day.hpp"

#include <algorithm>

#include "testbank/answers.hpp"
#include "testbank/mt940.hpp"
#include "testbank/post.hpp"

namespace almoner::testbank {

namespace {

struct Judged {
    OrderFile file;
    std::vector<Fate> fates;
};

Result<seal::Signer> signer_of(Bank const& bank) {
    auto key = crypto::PrivateKey::load(bank.signing_key);
    auto certificate = crypto::Certificate::load(bank.signing_certificate);
    if (!key || !certificate) {
        return key ? certificate.error() : key.error();
    }
    return seal::Signer{*std::move(key), *std::move(certificate), crypto::SignatureAlgorithm::rsa_sha256};
}

std::vector<std::filesystem::path> files_of(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".xml" && entry.path().filename().string().front() != '.') {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<Judged> judge(Bank const& bank, OrderFile file, Books& books) {
    Judged judged{std::move(file), {}};
    for (auto const& order : judged.file.orders) {
        auto const fate = fate_of(bank, order.end_to_end_id);
        if (!fate) {
            return fate.error();
        }
        constexpr std::string_view names[] = {"paid", "rejected", "returned"};
        books.write(order.end_to_end_id + "," + judged.file.debtor_account + "," + to_text(order.amount) + "," +
                    std::string(names[static_cast<std::size_t>(fate->kind)]) + "," + fate->reason);
        judged.fates.push_back(*fate);
    }
    return judged;
}

/// Bookings by account and day: debits on the execution day, returns on the day after.
using Ledger = std::map<std::pair<std::string, Day>, std::vector<Booking>>;

using Fated = std::pair<Order const*, Fate const*>;

void book_single(Ledger& ledger, OrderFile const& file, Fated const& fated) {
    auto const& [order, fate] = fated;
    if (fate->kind != Fate::Kind::rejected) {
        ledger[{file.debtor_account, file.execution_date}].push_back(
            {false, order->amount, "ESCT", "TB" + order->end_to_end_id, order, file.message_id, ""});
    }
}

/// Those rejected are left out, or debited too and given back in one sum.
void book_batch(Ledger& ledger, Booked booked, OrderFile const& file, std::vector<Fated> const& batch) {
    auto const& first = *batch.front().first;
    auto rejected = Money::zero(first.amount.currency());
    auto others = rejected;
    for (auto const& [order, fate] : batch) {
        (fate->kind == Fate::Kind::rejected ? rejected : others) += order->amount;
    }
    auto const zero = Money::zero(first.amount.currency());
    auto const reference = "TB" + first.payment_information_id;
    auto const debited = booked == Booked::gross ? others + rejected : others;
    if (debited != zero) {
        ledger[{file.debtor_account, file.execution_date}].push_back(
            {false, debited, "ESCT", reference, &first, file.message_id, "", true});
    }
    if (booked == Booked::gross && rejected != zero) {
        ledger[{file.debtor_account, file.execution_date + date::days{1}}].push_back(
            {true, rejected, "RRTN", reference + "R", &first, file.message_id, "", true});
    }
}

void book(Ledger& ledger, Booked booked, Judged const& judged) {
    auto const& file = judged.file;
    std::map<std::string, std::vector<Fated>> batches;
    for (std::size_t at = 0; at < file.orders.size(); ++at) {
        batches[file.orders[at].payment_information_id].emplace_back(&file.orders[at], &judged.fates[at]);
    }
    for (auto const& [id, batch] : batches) {
        if (booked != Booked::single) {
            book_batch(ledger, booked, file, batch);
        }
        for (auto const& fated : batch) {
            if (booked == Booked::single) {
                book_single(ledger, file, fated);
            }
            auto const& [order, fate] = fated;
            if (fate->kind == Fate::Kind::returned) {
                ledger[{file.debtor_account, file.execution_date + date::days{1}}].push_back(
                    {true, order->amount, "RRTN", "TB" + order->end_to_end_id + "R", order, file.message_id,
                     fate->reason});
            }
        }
    }
}

BankDay::File told_of(Judged const& judged, std::string name) {
    auto const count = [&](Fate::Kind kind) {
        return static_cast<std::size_t>(std::count_if(judged.fates.begin(), judged.fates.end(),
                                                      [kind](auto const& fate) { return fate.kind == kind; }));
    };
    return {std::move(name), judged.fates.size(), count(Fate::Kind::rejected), count(Fate::Kind::returned)};
}

Status put_statement(std::filesystem::path const& inbox, Answers const& answers, StatementForm form,
                     DayStatement const& statement) {
    auto const& account = statement.account_number;
    auto const name = "-" + account.substr(account.size() - 4) + "-" + std::to_string(statement.number);
    if (form == StatementForm::mt940) {
        return put_file(inbox / ("mt940" + name + ".sta"), mt940(statement));
    }
    auto const text = answers.camt053(statement);
    return text ? put_file(inbox / ("camt053" + name + ".xml"), *text) : text.error();
}

/// Puts the reports and statements into the customer's inbox.
Status answer(std::filesystem::path const& inbox, Bank const& bank, Answers const& answers,
              std::vector<Judged> const& all, Books& books, BankDay& day) {
    Ledger ledger;
    for (auto const& judged : all) {
        auto const report = answers.status_report(judged.file, judged.fates);
        if (!report) {
            return report.error();
        }
        if (auto const put = put_file(inbox / ("pain002-" + judged.file.message_id + ".xml"), *report); !put) {
            return put;
        }
        book(ledger, bank.account(judged.file.debtor_account)->booked, judged);
        ++day.answers;
    }
    for (auto& [place, bookings] : ledger) {
        auto const& [account, date] = place;
        auto const statement = close_day(account, books.account(account), date, std::move(bookings));
        if (auto const put = put_statement(inbox, answers, bank.account(account)->statement, statement); !put) {
            return put;
        }
        ++day.answers;
    }
    return {};
}

}  // namespace

Result<BankDay> play(std::filesystem::path const& home, settings::Formats const& formats, Bank const& bank,
                     Instant now) {
    auto const customer = crypto::Certificate::load(bank.customer_certificate);
    auto signer = signer_of(bank);
    if (!customer || !signer) {
        return customer ? signer.error() : customer.error();
    }
    auto books = Books::open(home, bank);
    auto const answers = Answers::prepare(formats, *std::move(signer), now);
    if (!books || !answers) {
        return books ? answers.error() : books.error();
    }
    BankDay day;
    std::vector<Judged> all;
    for (auto const& path : files_of(home / "outbox")) {
        auto orders = read_orders(path, *customer);
        if (orders && bank.account(orders->debtor_account) == nullptr) {
            orders = Error{ErrorCode::cover_debtor_account, {path.filename().string(), {}, 0, 0}, {}, {}};
        }
        if (!orders) {
            day.refused.emplace_back(path.filename().string(), orders.error());
            continue;
        }
        if (books->has_file(orders->sha256)) {
            continue;
        }
        books->add_file(orders->sha256);
        auto judged = judge(bank, *std::move(orders), *books);
        if (!judged) {
            return judged.error();
        }
        day.files.push_back(told_of(*judged, path.filename().string()));
        all.push_back(*std::move(judged));
    }
    if (auto const answered = answer(home / "inbox" / "bank", bank, *answers, all, *books, day); !answered) {
        return answered.error();
    }
    if (auto const saved = books->save(); !saved) {
        return saved.error();
    }
    return day;
}

}  // namespace almoner::testbank
