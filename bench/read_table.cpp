/// Reads a list as the checking of lists reads it and does nothing with its rows: what bench/reading measures, and what
/// tests/hostile feeds.
///
/// usage: read_table FORMATS FILE
/// Prints each fault's code, then how many lines and totals there were. Exit code: 0 read, 1 faults, 2 usage.

#include <cstdio>
#include <string>

#include "core/names.hpp"
#include "settings/list_words.hpp"
#include "sheet/table.hpp"

namespace {

using namespace almoner;

constexpr std::size_t most_faults = 20;

std::vector<sheet::Column> const columns = {{"payee_name", sheet::Needed::required},
                                            {"payee_id"},
                                            {"account_no", sheet::Needed::required},
                                            {"bank_code"},
                                            {"category"},
                                            {"unit"},
                                            {"amount", sheet::Needed::required, {"amount_wan"}},
                                            {"amount_wan"},
                                            {"note"}};

sheet::Words words_of(std::vector<settings::ListWord> const& loaded) {
    constexpr Names<5> uses = {"is", "ask", "total", "footer", "value"};
    std::vector<sheet::Word> words;
    for (auto const& word : loaded) {
        if (auto const use = value_in<sheet::WordUse>(uses, word.use)) {
            words.push_back({word.field, word.text, *use, word.value});
        }
    }
    return sheet::Words(words);
}

struct Count {
    std::size_t lines = 0;
    std::size_t totals = 0;
    std::size_t faults = 0;
    std::size_t bytes = 0;  ///< of the cells asked for
};

void tell(ErrorCode code, Count& count) {
    std::printf("%s\n", std::string(text_of(code)).c_str());
    ++count.faults;
}

void read(sheet::Table& table, Count& count) {
    while (count.faults < most_faults) {
        auto const told = table.next();
        if (!told) {
            tell(told.error().code, count);
            if (told.error().code == ErrorCode::list_empty) {
                return;
            }
            continue;
        }
        if (!*told) {
            return;
        }
        auto const& row = (*told)->row;
        ((*told)->use == sheet::Table::RowUse::line ? count.lines : count.totals) += 1;
        for (std::size_t known = 0; known < columns.size(); ++known) {
            count.bytes += table.columns().cell(row, known).size();
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: read_table FORMATS FILE\n", stderr);
        return 2;
    }
    auto const loaded = settings::load_list_words(argv[1]);
    if (!loaded) {
        std::fputs("read_table: FORMATS has no lists/*.tsv\n", stderr);
        return 2;
    }
    auto const words = words_of(*loaded);
    std::map<std::string, std::string> const nothing_said;
    Count count;
    auto table = sheet::Table::open(argv[2], {words, nothing_said, columns, "list"});
    if (!table) {
        tell(table.error().code, count);
    } else {
        read(*table, count);
    }
    std::printf("%zu lines, %zu totals, %zu bytes\n", count.lines, count.totals, count.bytes);
    return count.faults == 0 ? 0 : 1;
}
