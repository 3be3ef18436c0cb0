#include "testbank/day.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

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

/// Transfers that are called back before they were carried out.
using CalledBackEarly = std::set<std::string>;

Result<Judged> judge(Bank const& bank, OrderFile file, CalledBackEarly const& called_back, Books& books) {
    Judged judged{std::move(file), {}};
    for (auto const& order : judged.file.orders) {
        auto fate = fate_of(bank, order.end_to_end_id);
        if (!fate) {
            return fate.error();
        }
        if (fate->kind != Fate::Kind::rejected && called_back.contains(order.end_to_end_id)) {
            *fate = Fate{Fate::Kind::given_up, {}};
        }
        constexpr std::string_view names[] = {"paid", "rejected", "returned", "given_up"};
        books.write(order.end_to_end_id + "," + judged.file.debtor_account + "," + to_text(order.amount) + "," +
                    std::string(names[static_cast<std::size_t>(fate->kind)]) + "," + fate->reason);
        judged.fates.push_back(*fate);
    }
    return judged;
}

bool is_carried_out(Fate const& fate) { return fate.kind != Fate::Kind::rejected && fate.kind != Fate::Kind::given_up; }

/// Bookings by account and day: debits on the execution day, returns on the day after.
using Ledger = std::map<std::pair<std::string, Day>, std::vector<Booking>>;

using Fated = std::pair<Order const*, Fate const*>;

void book_single(Ledger& ledger, OrderFile const& file, Fated const& fated) {
    auto const& [order, fate] = fated;
    if (is_carried_out(*fate)) {
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
        if (fate->kind != Fate::Kind::given_up) {
            (fate->kind == Fate::Kind::rejected ? rejected : others) += order->amount;
        }
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

/// What comes of a request, transfer by transfer, as the ledger has it. Money that comes back is booked the day after.
Result<std::vector<Verdict>> verdicts_of(Bank const& bank, RecallFile const& file, Day today, Books& books,
                                         std::deque<Order>& orders, Ledger& ledger) {
    std::vector<Verdict> verdicts;
    for (auto const& [batch, id, amount] : file.transfers) {
        auto const known = books.last_of(id);
        auto const was_paid = known && known->fate == "paid";
        if (was_paid && bank.called_back == CalledBack::returned) {
            books.write(id + "," + known->account + "," + to_text(amount) + ",called_back,FOCR");
            auto const& order = orders.emplace_back(Order{batch, id, {}, {}, {}, amount});
            ledger[{known->account, today + date::days{1}}].push_back(
                {true, amount, "RRTN", "TB" + id + "C", &order, file.message_id, "FOCR"});
        }
        auto const gives_up =
            known && (known->fate == "given_up" || (was_paid && bank.called_back == CalledBack::returned));
        auto const* refusal = was_paid ? "CUST" : known && known->fate == "returned" ? "ARDT" : "NOOR";
        verdicts.push_back({gives_up, gives_up ? std::string() : refusal});
    }
    return verdicts;
}

/// The day's post of the customer.
struct Post {
    std::vector<OrderFile> orders;
    std::vector<RecallFile> recalls;
};

/// What the bank writes with, and about.
struct Office {
    std::filesystem::path inbox;
    Bank const& bank;
    Answers const& answers;
    Day today;
};

/// Puts the reports and statements into the customer's inbox.
Status answer(Office const& office, std::vector<Judged> const& all, std::vector<RecallFile> const& recalls,
              Books& books, BankDay& day) {
    auto const& [inbox, bank, answers, today] = office;
    Ledger ledger;
    std::deque<Order> orders;
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
    for (auto const& recall : recalls) {
        auto const verdicts = verdicts_of(bank, recall, today, books, orders, ledger);
        auto const text = verdicts ? answers.resolution(recall, *verdicts) : verdicts.error();
        auto const put = text ? put_file(inbox / ("camt029-" + recall.request_id + ".xml"), *text) : text.error();
        if (!put) {
            return put;
        }
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

/// Takes one file of the outbox, once. @error why the bank believes nothing of it
Status take(std::filesystem::path const& path, Bank const& bank, crypto::Certificate const& customer, Books& books,
            Post& post) {
    auto recall = read_recall(path, customer);
    if (!recall) {
        return recall.error();
    }
    if (*recall) {
        if (!books.has_file((*recall)->sha256)) {
            books.add_file((*recall)->sha256);
            post.recalls.push_back(**std::move(recall));
        }
        return {};
    }
    auto orders = read_orders(path, customer);
    if (!orders) {
        return orders.error();
    }
    if (bank.account(orders->debtor_account) == nullptr) {
        return Error{ErrorCode::cover_debtor_account, {path.filename().string(), {}, 0, 0}, {}, {}};
    }
    if (!books.has_file(orders->sha256)) {
        books.add_file(orders->sha256);
        orders->name = path.filename().string();
        post.orders.push_back(*std::move(orders));
    }
    return {};
}

CalledBackEarly called_back_by(std::vector<RecallFile> const& recalls) {
    CalledBackEarly ids;
    for (auto const& recall : recalls) {
        for (auto const& transfer : recall.transfers) {
            ids.insert(transfer.end_to_end_id);
        }
    }
    return ids;
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
    Post post;
    for (auto const& path : files_of(home / "outbox")) {
        if (auto const taken = take(path, bank, *customer, *books, post); !taken) {
            day.refused.emplace_back(path.filename().string(), taken.error());
        }
    }
    auto const called_back = called_back_by(post.recalls);
    std::vector<Judged> all;
    for (auto& orders : post.orders) {
        auto name = orders.name;
        auto judged = judge(bank, std::move(orders), called_back, *books);
        if (!judged) {
            return judged.error();
        }
        day.files.push_back(told_of(*judged, std::move(name)));
        all.push_back(*std::move(judged));
    }
    Office const office{home / "inbox" / "bank", bank, *answers, date::floor<date::days>(now)};
    if (auto const answered = answer(office, all, post.recalls, *books, day); !answered) {
        return answered.error();
    }
    if (auto const saved = books->save(); !saved) {
        return saved.error();
    }
    return day;
}

}  // namespace almoner::testbank
