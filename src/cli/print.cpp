#include "cli/print.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace almoner::cli {

namespace {

constexpr std::uint64_t redraw_every = 256;

void put(std::FILE* stream, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stream);
    if (line.empty() || line.back() != '\n') {
        std::fputc('\n', stream);
    }
}

/// Configuration that must be mended, a lock that is held, or a machine that failed.
ExitCode code_of(ErrorCode code) {
    auto const text = text_of(code);
    if (code == ErrorCode::run_locked) {
        return ExitCode::locked;
    }
    // What OpenSSL could not do for want of memory or chance; everything else of crypto is keys and certificates.
    if (code == ErrorCode::crypto_failure) {
        return ExitCode::stopped;
    }
    for (auto const* subject : {"settings.", "workspace.", "formats.", "usage.", "crypto.", "clock.", "profile.",
                                "calendar.", "key.", "template.", "cover.", "rendering.unknown"}) {
        if (text.starts_with(subject)) {
            return ExitCode::usage;
        }
    }
    return ExitCode::stopped;
}

}  // namespace

void print(std::string_view line) { put(stdout, line); }

void print_error(std::string_view line) { put(stderr, line); }

ExitCode leave_with(Error const& error, settings::Texts const& texts) {
    print_error(texts.line(error));
    return code_of(error.code);
}

ExitCode leave_with(Error const& error) {
    print_error(to_text(error.position) + (error.position.file.empty() ? "" : ": ") + std::string(text_of(error.code)) +
                ": '" + error.value + "'");
    return code_of(error.code);
}

TerminalProgress::TerminalProgress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

TerminalProgress::~TerminalProgress() {
    if (drawn_) {
        std::fputs("\r\033[K", stderr);
    }
}

void TerminalProgress::advance(std::string_view step, std::uint64_t done, std::uint64_t total) {
    if (!terminal_ || (done % redraw_every != 0 && done != total)) {
        return;
    }
    drawn_ = true;
    std::fprintf(stderr, "\r\033[K%.*s %llu/%llu", static_cast<int>(step.size()), step.data(),
                 static_cast<unsigned long long>(done), static_cast<unsigned long long>(total));
}

}  // namespace almoner::cli
