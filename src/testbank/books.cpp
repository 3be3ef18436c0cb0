#include "testbank/books.hpp"

#include <fstream>
#include <sstream>

#include "testbank/post.hpp"

namespace almoner::testbank {

namespace {

std::string read_text(std::filesystem::path const& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return stream ? text.str() : "";
}

}  // namespace

Result<Books> Books::open(std::filesystem::path const& home, Bank const& bank) {
    Books books;
    books.folder_ = home / "bank";
    std::error_code fault;
    std::filesystem::create_directories(books.folder_, fault);
    if (fault) {
        return Error{ErrorCode::file_io, {books.folder_.string(), {}, 0, 0}, fault.message(), {}};
    }
    std::istringstream files(read_text(books.folder_ / "files"));
    for (std::string line; std::getline(files, line);) {
        books.files_.insert(line);
    }
    for (auto const& account : bank.accounts) {
        books.accounts_.emplace(account.number, Account{account.holder, account.opening, 1});
    }
    std::istringstream accounts(read_text(books.folder_ / "accounts"));
    for (std::string number, balance; accounts >> number >> balance;) {
        std::int64_t next = 1;
        accounts >> next;
        auto const known = books.accounts_.find(number);
        if (known == books.accounts_.end()) {
            continue;
        }
        auto const overdrawn = balance.front() == '-';
        auto const currency = known->second.balance.currency();
        auto const amount = Money::parse(std::string_view(balance).substr(overdrawn ? 1 : 0), currency);
        if (!amount) {
            return amount.error();
        }
        known->second.balance = overdrawn ? Money::zero(currency) - *amount : *amount;
        known->second.next_statement = next;
    }
    books.ledger_ = read_text(books.folder_ / "ledger.csv");
    if (books.ledger_.empty()) {
        books.write("end_to_end_id,account,amount,fate,reason");
    }
    return books;
}

Books::Account& Books::account(std::string const& number) {
    auto const known = accounts_.find(number);
    check(known != accounts_.end(), "the bank looks only at accounts it keeps");
    return known->second;
}

std::optional<Books::Known> Books::last_of(std::string const& end_to_end_id) const {
    std::optional<Known> known;
    std::istringstream lines(ledger_);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string id;
        std::string amount;
        Known read;
        std::getline(std::getline(std::getline(std::getline(cells, id, ','), read.account, ','), amount, ','),
                     read.fate, ',');
        if (id == end_to_end_id) {
            known = std::move(read);
        }
    }
    return known;
}

Status Books::save() const {
    std::string files;
    for (auto const& file : files_) {
        files += file + "\n";
    }
    std::string accounts;
    for (auto const& [number, account] : accounts_) {
        accounts += number + " " + to_text(account.balance) + " " + std::to_string(account.next_statement) + "\n";
    }
    std::pair<char const*, std::string const*> const all[] = {
        {"accounts", &accounts}, {"ledger.csv", &ledger_}, {"files", &files}};
    for (auto const& [name, text] : all) {
        if (auto const put = put_file(folder_ / name, *text); !put) {
            return put;
        }
    }
    return {};
}

}  // namespace almoner::testbank
