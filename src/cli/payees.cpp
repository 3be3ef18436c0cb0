#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/named_list.hpp"
#include "cli/print.hpp"
#include "sheet/rows.hpp"
#include "vetting/unverified.hpp"

namespace almoner::cli {

namespace {

/// The file that a bank fills in, written row by row.
class CheckFile {
public:
    static Result<CheckFile> create(std::filesystem::path const& path) {
        auto file = store::DurableFile::create(path);
        if (!file) {
            return file.error();
        }
        CheckFile check(*std::move(file));
        auto const written = check.add({"payee_reference", "payee_name", "payee_id", "account_no", "bank_code", "bic",
                                        "verdict", "returned_name"});
        return written ? Result<CheckFile>(std::move(check)) : written.error();
    }

    /// The reference is the place of the line, so that an answer in doubt is found again by people.
    Status add(vetting::CheckedLine const& checked, std::string const& place) {
        ++count_;
        auto const& line = checked.line;
        return add({place, line.payee_name, checked.payee_id, line.account.number, line.bank_code, line.bic, "", ""});
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    Status commit() { return file_.commit(store::DurableFile::IfThere::refuse); }

private:
    explicit CheckFile(store::DurableFile file) : file_(std::move(file)) {}

    Status add(std::vector<std::string> const& cells) {
        std::string text;
        sheet::append_csv(text, cells);
        return file_.write(text);
    }

    store::DurableFile file_;
    std::uint64_t count_ = 0;
};

Result<NamedList> named(Office const& office, Options const& options, std::filesystem::path const& file) {
    if (file.extension() != ".toml") {
        return named_by(office, options, file);
    }
    auto const cover = read_cover(file);
    return cover ? named_by(office, *cover, file) : Result<NamedList>(cover.error());
}

std::string place_of(NamedList const& list, LineNumber line) {
    auto const row = std::to_string(line.row);
    return list.rows.filename().string() + (line.sheet == 0 ? "" : "!" + std::to_string(line.sheet + 1)) + ":" + row;
}

Status add_list(Office const& office, NamedList const& list, Reference& reference, vetting::Unverified& unverified,
                CheckFile& file) {
    // Corrections and cancellations name lines of another list.
    if (list.kind == settings::ListKind::correction || list.kind == settings::ListKind::cancellation) {
        return Error{ErrorCode::usage_argument, {}, list.rows.filename().string(), {}};
    }
    return unverified.for_each(
        terms_of(office, list, reference.digest), reference.store.get(), list.rows,
        [&](vetting::CheckedLine const& checked) { return file.add(checked, place_of(list, checked.line.number)); });
}

Status write_payees(Office const& office, Options const& options) {
    auto reference = open_reference(office);
    if (!reference) {
        return reference.error();
    }
    auto unverified = vetting::Unverified::open(reference->store.get());
    auto file = CheckFile::create(options.out);
    if (!unverified || !file) {
        return unverified ? file.error() : unverified.error();
    }
    for (auto const& path : options.files) {
        auto const list = named(office, options, path);
        if (!list) {
            return list.error();
        }
        if (auto const added = add_list(office, *list, *reference, *unverified, *file); !added) {
            return added;
        }
    }
    if (file->count() == 0) {
        print(office.texts.get("cli.no_payees_to_verify"));
        return {};
    }
    auto const written = file->commit();
    if (written) {
        print(office.texts.get("cli.payees_to_verify",
                               std::vector<std::string>{std::to_string(file->count()), options.out.string()}));
    }
    return written;
}

}  // namespace

ExitCode run_payees(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const written = write_payees(*office, options);
    return written ? ExitCode::well : leave_with(written.error(), office->texts);
}

}  // namespace almoner::cli
