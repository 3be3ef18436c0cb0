#include <sys/stat.h>

#include <cstdio>

#include <CLI/CLI.hpp>

#include "settings/texts.hpp"
#include "testbank/day.hpp"

namespace {

using namespace almoner;

struct Options {
    std::filesystem::path home = ".";
    std::filesystem::path formats = ALMONER_BUILD_FORMATS;
    std::string now;
};

int fail(Error const& error, settings::Texts const* texts) {
    auto const line = texts == nullptr ? std::string(text_of(error.code)) : texts->line(error);
    std::fprintf(stderr, "%s\n", line.c_str());
    return 2;
}

int play_day(Options const& options) {
    settings::Formats const formats(options.formats);
    auto const texts = settings::Texts::load(options.formats, settings::Language::en);
    if (!texts) {
        return fail(texts.error(), nullptr);
    }
    auto const now = parse_instant(options.now);
    auto const bank = testbank::load_bank(options.home);
    if (!now || !bank) {
        return fail(now ? bank.error() : now.error(), &*texts);
    }
    auto const day = testbank::play(options.home, formats, *bank, *now);
    if (!day) {
        return fail(day.error(), &*texts);
    }
    for (auto const& file : day->files) {
        std::printf("%s  %zu transfers, %zu rejected, %zu to be returned\n", file.name.c_str(), file.transfers,
                    file.rejected, file.returned);
    }
    for (auto const& [name, error] : day->refused) {
        std::printf("%s  refused: %s\n", name.c_str(), texts->line(error).c_str());
    }
    std::printf("%zu answers in inbox/bank\n", day->answers);
    return day->refused.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);
    Options options;
    CLI::App app("Plays the bank in a rehearsal: reads outbox/, writes signed answers into inbox/bank.",
                 "almoner-testbank");
    app.add_option("--home", options.home, "the workspace, with bank.toml");
    app.add_option("--now", options.now, "the moment the bank works at, 2026-01-20T10:00:00Z")->required();
    app.add_option("--formats", options.formats, "the formats folder");
    CLI11_PARSE(app, argc, argv);
    return play_day(options);
}
