#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "cli/bank_proof.hpp"
#include "cli/bench.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "payout/sample_file.hpp"
#include "xml/schema.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;

/// A file that nobody has to survive with.
class PlainFile final : public ByteSink {
public:
    explicit PlainFile(fs::path const& path) : path_(path), file_(path, std::ios::binary) {}
    Status write(std::string_view bytes) override {
        file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file_.flush() ? Status{} : Error{ErrorCode::file_io, {path_.string(), {}, 0, 0}, {}, {}};
    }

private:
    fs::path path_;
    std::ofstream file_;
};

/// The folder for sample documents: the one that was named, else one that goes when the command ends.
class SampleFolder {
public:
    explicit SampleFolder(fs::path const& named) : path_(named), passing_(named.empty()) {
        if (passing_) {
            auto pattern = (fs::temp_directory_path() / "almoner-profiles-XXXXXX").string();
            auto const* made = ::mkdtemp(pattern.data());
            path_ = made == nullptr ? fs::path() : fs::path(made);
        } else {
            std::error_code ignored;  // what cannot be made cannot be written to, which is told then
            fs::create_directories(path_, ignored);
        }
    }
    ~SampleFolder() {
        if (passing_ && !path_.empty()) {
            std::error_code ignored;
            fs::remove_all(path_, ignored);
        }
    }
    SampleFolder(SampleFolder const&) = delete;
    SampleFolder& operator=(SampleFolder const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
    bool passing_;
};

std::vector<std::string> profile_ids(settings::Formats const& formats) {
    std::vector<std::string> ids;
    std::error_code fault;
    for (auto const& entry : fs::directory_iterator(formats.folder() / "profiles", fault)) {
        if (entry.path().extension() == ".toml") {
            ids.push_back(entry.path().stem().string());
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Loads the profile and all it names, and writes and validates a sample.
Result<payout::SampleFile> proved(settings::Formats const& formats, std::string const& id, fs::path const& file) {
    auto const profile = formats.profile(id);
    if (!profile) {
        return profile.error();
    }
    if (auto const whole = payout::check_parts(formats, *profile); !whole) {
        return whole.error();
    }
    PlainFile bytes(file);
    auto sample = payout::write_sample(formats, *profile, bytes);
    if (!sample) {
        return sample;
    }
    auto const schema = xml::Schema::load(formats.message_file(profile->message, "schema.xsd"));
    auto const valid = schema ? schema->validate(file) : Status{schema.error()};
    return valid ? sample : valid.error();
}

void tell(Bench const& bench, std::string const& id, Result<payout::SampleFile> const& sample, bool json) {
    if (!json) {
        print(sample
                  ? bench.texts.get("cli.profile_proved", std::vector<std::string>{id, std::to_string(sample->written),
                                                                                   std::to_string(sample->held)})
                  : bench.texts.get("cli.profile_faulty",
                                    std::vector<std::string>{id, bench.texts.line(sample.error())}));
        return;
    }
    JsonLine line;
    line.field("profile", std::string_view(id)).field("state", std::string_view(sample ? "good" : "faulty"));
    if (sample) {
        line.field("written", static_cast<std::int64_t>(sample->written));
        line.field("held", static_cast<std::int64_t>(sample->held));
    } else {
        line.field("code", text_of(sample.error().code)).field("value", std::string_view(sample.error().value));
    }
    print(line.text());
}

ExitCode check_all(Bench const& bench, std::vector<std::string> const& ids, Options const& options) {
    SampleFolder const folder(options.out);
    auto code = ExitCode::well;
    for (auto const& id : ids) {
        auto const sample = proved(bench.formats, id, folder.path() / (id + ".xml"));
        tell(bench, id, sample, options.json);
        code = sample ? code : ExitCode::needs_person;
    }
    return code;
}

ExitCode list_all(Bench const& bench, std::vector<std::string> const& ids, Options const& options) {
    for (auto const& id : ids) {
        auto const profile = bench.formats.profile(id);
        if (!profile) {
            return leave_with(profile.error(), bench.texts);
        }
        if (options.json) {
            JsonLine line;
            line.field("profile", std::string_view(id)).field("message", std::string_view(profile->message));
            print(line.field("name", std::string_view(profile->name)).text());
        } else {
            print(id + "\t" + profile->message + "\t" + profile->name);
        }
    }
    return ExitCode::well;
}

}  // namespace

ExitCode run_profiles(Options const& options) {
    if (options.action == "prove") {
        return prove_banks(options);
    }
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    auto const all = profile_ids(bench->formats);
    if (options.action.empty()) {
        return list_all(*bench, all, options);
    }
    if (!options.id.empty() && std::find(all.begin(), all.end(), options.id) == all.end()) {
        return leave_with(Error{ErrorCode::formats_missing, {}, options.id, {}}, bench->texts);
    }
    return check_all(*bench, options.id.empty() ? all : std::vector<std::string>{options.id}, options);
}

}  // namespace almoner::cli
