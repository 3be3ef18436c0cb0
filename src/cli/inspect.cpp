#include <fstream>

#include "cli/bench.hpp"
#include "cli/clock.hpp"
#include "cli/command.hpp"
#include "cli/key_room.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "xml/encoded_sink.hpp"

namespace almoner::cli {

namespace {

/// The key that a file of the workspace was sealed with: a later one must not be asked for it.
Result<crypto::Certificate> sealing_certificate(Options const& options, std::filesystem::path const& file) {
    auto const office = open_office(options);
    auto const people = office ? people_of(*office) : Result<seal::People>(office.error());
    auto const room = people ? open_key_room(*office, *people) : Result<KeyRoom>(people.error());
    return room ? sealed_with(*office, *room, file) : room.error();
}

Result<seal::Verified> verified_in(seal::Frame frame, std::filesystem::path const& file,
                                   std::filesystem::path const& signature, seal::Pin const& pin) {
    return signature.empty() ? seal::verify_enveloped(file, pin, frame, nullptr)
                             : seal::verify_detached(file, signature, pin, frame, nullptr);
}

/// The day of --on, or today.
Result<Day> day_of(Options const& options) {
    if (!options.date.empty()) {
        return parse_day(options.date);
    }
    auto const clock = make_clock("UTC", {});
    return clock ? Result<Day>(date::floor<date::days>((*clock)->now())) : clock.error();
}

/// A signature beside a file is over its bytes, whatever they say: the file may tell in what encoding they are.
FileEncoding encoding_of(std::filesystem::path const& file, std::filesystem::path const& signature) {
    constexpr auto other = xml::declaration_of(FileEncoding::gb18030);
    std::string head(other.size(), '\0');
    std::ifstream(file, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return !signature.empty() && head == other ? FileEncoding::gb18030 : FileEncoding::utf8;
}

/// A bank's file may differ from canonical form outside the digest; ours never does.
Result<seal::Verified> verified_as_agreed(std::filesystem::path const& file, std::filesystem::path const& signature,
                                          seal::Pin const& pin) {
    auto exact = verified_in(seal::Frame::exact, file, signature, pin);
    return !exact && exact.error().code == ErrorCode::signature_frame
               ? verified_in(seal::Frame::any, file, signature, pin)
               : std::move(exact);
}

}  // namespace

ExitCode run_verify(Options const& options) {
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    if (!options.signature.empty() && options.files.size() != 1) {
        return leave_with({ErrorCode::usage_argument, {}, "--signature", {}}, bench->texts);
    }
    auto const day = day_of(options);
    if (!day) {
        return leave_with({ErrorCode::usage_argument, {}, "--on", {}}, bench->texts);
    }
    auto worst = ExitCode::well;
    for (auto const& file : options.files) {
        auto const certificate = options.certificate.empty() ? sealing_certificate(options, file)
                                                             : crypto::Certificate::load(options.certificate);
        if (!certificate) {
            return leave_with(certificate.error(), bench->texts);
        }
        seal::Pin const pin{*certificate, signature_algorithm_of(options.algorithm), *day,
                            encoding_of(file, options.signature)};
        if (auto const verified = verified_as_agreed(file, options.signature, pin)) {
            print("valid\t" + file.string() + "\t" + verified->signer + "\t" + verified->algorithm + "\t" +
                  verified->file_digest);
        } else {
            auto const& error = verified.error();
            print("refused: " + std::string(text_of(error.code)) + ": " + bench->texts.line(error));
            worst = ExitCode::needs_person;
        }
    }
    return worst;
}

}  // namespace almoner::cli
