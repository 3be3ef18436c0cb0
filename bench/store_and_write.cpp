/// Stores a CSV list as payouts and writes its transfer files, and does nothing else: the floor that bench/paying holds
/// `almoner pay` against. The rows have the keys and durability that the program's have; of the files, bytes that are
/// there are hashed and written once more, so that not even formatting is paid for. Nothing is checked, signed or read
/// again.
///
/// usage: store_and_write LIST FILES FOLDER
///   LIST     CSV of eleven columns without quotes: number, name, identity number, account, bank, category, unit,
///   amount
///            and three more
///   FILES    the folder with the transfer files of that list
///   FOLDER   exists and is empty
/// Prints how many rows were stored. Exit code: 0 done, 1 a fault, 2 usage.

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bare_sqlite.hpp"

namespace {

using namespace bare;

constexpr auto settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
    "CREATE TABLE line (list INTEGER, sheet INTEGER, row INTEGER, payee_kind TEXT, channel TEXT, state TEXT, category "
    "TEXT, unit TEXT, payee_name TEXT, person_key BLOB, scheme TEXT, account TEXT, bank_code TEXT, bic TEXT, amount "
    "INTEGER, members INTEGER, note TEXT, finding TEXT, beneficiary_name TEXT, relation TEXT, address TEXT, reference "
    "TEXT, PRIMARY KEY (list, sheet, row)) WITHOUT ROWID;"
    "CREATE TABLE payout_key (scope INTEGER, person_key BLOB, list INTEGER, sheet INTEGER, row INTEGER, "
    "PRIMARY KEY (scope, person_key)) WITHOUT ROWID;"
    "CREATE INDEX payout_key_by_list ON payout_key (list, scope, person_key, sheet, row);"
    "CREATE TABLE account_use (list INTEGER, account_key BLOB, sheet INTEGER, row INTEGER, amount INTEGER, "
    "PRIMARY KEY (list, account_key, sheet, row)) WITHOUT ROWID;"
    "CREATE TABLE attempt (list INTEGER, sheet INTEGER, row INTEGER, attempt INTEGER, file INTEGER, batch INTEGER, "
    "live INTEGER, PRIMARY KEY (list, sheet, row, attempt)) WITHOUT ROWID;"
    "CREATE UNIQUE INDEX attempt_live ON attempt (list, sheet, row) WHERE live = 1;"
    "CREATE INDEX attempt_by_file ON attempt (file, batch, list, sheet, row, attempt, live);"
    "BEGIN IMMEDIATE";
constexpr auto insert_line =
    "INSERT INTO line VALUES (1, 0, ?, 'person', 'bank', 'accepted', ?, ?, ?, ?, 'other', ?, ?, '', ?, 1, '', '', '', "
    "'', '', '')";
constexpr auto insert_key = "INSERT INTO payout_key VALUES (1, ?, 1, 0, ?)";
constexpr auto insert_use = "INSERT INTO account_use VALUES (1, ?, 0, ?, ?)";
constexpr auto insert_attempt = "INSERT INTO attempt VALUES (1, 0, ?, 1, ?, 1, 1)";
constexpr std::int64_t transfers_of_a_file = 100'000;
constexpr int cells = 11;
constexpr std::size_t key_size = 16;

struct FreeDigest {
    void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

struct Key {
    std::array<char, key_size> key;  ///< of a person, or of an account
    std::int64_t row;
    std::int64_t amount;
};

/// What of the lines is kept in another order than theirs.
struct Keys {
    std::vector<Key> persons;
    std::vector<Key> accounts;
};

bool bind(sqlite3_stmt* statement, int parameter, std::string_view text) {
    return sqlite3_bind_text64(statement, parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

bool bind(sqlite3_stmt* statement, int parameter, std::int64_t number) {
    return sqlite3_bind_int64(statement, parameter, number) == SQLITE_OK;
}

bool bind(sqlite3_stmt* statement, int parameter, std::array<char, key_size> const& key) {
    return sqlite3_bind_blob(statement, parameter, key.data(), key_size, SQLITE_STATIC) == SQLITE_OK;
}

/// What is bound outlives the step, so that nothing is copied for SQLite.
template <class... Values>
bool add(sqlite3_stmt* statement, Values const&... values) {
    auto parameter = 0;
    return (bind(statement, ++parameter, values) && ...) && sqlite3_step(statement) == SQLITE_DONE &&
           sqlite3_reset(statement) == SQLITE_OK;
}

std::array<std::string_view, cells> cells_of(std::string_view line) {
    std::array<std::string_view, cells> all;
    for (auto& cell : all) {
        cell = line.substr(0, line.find(','));
        line.remove_prefix(cell.size() == line.size() ? cell.size() : cell.size() + 1);
    }
    return all;
}

/// "500.00" is 50000.
std::int64_t minor_units(std::string_view amount) {
    std::int64_t units = 0;
    for (auto const letter : amount) {
        units = letter == '.' ? units : units * 10 + (letter - '0');
    }
    return units;
}

Key key_of(std::string_view text, std::int64_t row, std::int64_t amount) {
    Key key{{}, row, amount};
    std::copy_n(text.begin(), std::min(key_size, text.size()), key.key.begin());
    return key;
}

bool add_lines(sqlite3* database, std::istream& list, Keys& keys) {
    auto const statement = prepared(database, insert_line);
    std::string line;
    std::getline(list, line);  // the heading
    while (statement && std::getline(list, line)) {
        auto const cell = cells_of(line);
        auto const row = static_cast<std::int64_t>(keys.persons.size()) + 1;
        auto const amount = minor_units(cell[7]);
        auto const& person = keys.persons.emplace_back(key_of(cell[2], row, amount));
        // The end of an account's number tells it from others.
        keys.accounts.push_back(
            key_of(cell[3].substr(cell[3].size() - std::min(key_size, cell[3].size())), row, amount));
        if (!add(statement.get(), row, cell[5], cell[6], cell[1], person.key, cell[3], cell[4], amount)) {
            return false;
        }
    }
    return statement && !list.bad();
}

/// Keys that arrive in their order append, whatever the history holds.
void sort(std::vector<Key>& keys) {
    std::stable_sort(keys.begin(), keys.end(),
                     [](auto const& left, auto const& right) { return left.key < right.key; });
}

/// Of two lines of one person the first counts.
bool add_persons(sqlite3* database, std::vector<Key> keys) {
    auto const statement = prepared(database, insert_key);
    sort(keys);
    auto const is_same = [](auto const& left, auto const& right) { return left.key == right.key; };
    keys.erase(std::unique(keys.begin(), keys.end(), is_same), keys.end());
    return statement && std::all_of(keys.begin(), keys.end(),
                                    [&](auto const& key) { return add(statement.get(), key.key, key.row); });
}

bool add_uses(sqlite3* database, std::vector<Key> keys) {
    auto const statement = prepared(database, insert_use);
    sort(keys);
    return statement && std::all_of(keys.begin(), keys.end(), [&](auto const& key) {
               return add(statement.get(), key.key, key.row, key.amount);
           });
}

bool add_attempts(sqlite3* database, std::int64_t rows) {
    auto const statement = prepared(database, insert_attempt);
    for (std::int64_t row = 1; statement && row <= rows; ++row) {
        if (!add(statement.get(), row, 1 + (row - 1) / transfers_of_a_file)) {
            return false;
        }
    }
    return bool(statement);
}

/// How many rows were stored; -1 when one was not.
std::int64_t store(std::string const& list_name, std::string const& folder) {
    std::ifstream list(list_name, std::ios::binary);
    auto const database = opened(folder + "/floor.db");
    Keys keys;
    if (!list || !database || !execute(database.get(), settings) || !add_lines(database.get(), list, keys)) {
        return -1;
    }
    auto const rows = static_cast<std::int64_t>(keys.persons.size());
    auto const stored = add_persons(database.get(), std::move(keys.persons)) &&
                        add_uses(database.get(), std::move(keys.accounts)) && add_attempts(database.get(), rows) &&
                        execute(database.get(), "COMMIT");
    return stored ? rows : -1;
}

/// Hashes and writes the bytes, which are on the disk before it returns.
bool write_again(std::filesystem::path const& from, std::filesystem::path const& to) {
    Digest const digest(EVP_MD_CTX_new());
    std::ifstream file(from, std::ios::binary);
    auto const target = open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    auto good = file && target >= 0 && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
    std::vector<char> chunk(1 << 16);
    while (good && file) {
        file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        auto const size = static_cast<std::size_t>(file.gcount());
        good = EVP_DigestUpdate(digest.get(), chunk.data(), size) == 1 &&
               write(target, chunk.data(), size) == static_cast<ssize_t>(size);
    }
    return good && fsync(target) == 0 && close(target) == 0;
}

bool write_all(std::string const& files, std::string const& folder) {
    std::filesystem::directory_iterator const all(files);
    return std::all_of(begin(all), end(all), [&](auto const& file) {
        return write_again(file.path(), std::filesystem::path(folder) / file.path().filename());
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: store_and_write LIST FILES FOLDER\n", stderr);
        return 2;
    }
    auto const rows = store(argv[1], argv[3]);
    if (rows < 0 || !write_all(argv[2], argv[3])) {
        std::fputs("store_and_write: a row or a file could not be written\n", stderr);
        return 1;
    }
    std::printf("%lld rows\n", static_cast<long long>(rows));
    return 0;
}
