#include "settings/revocations.hpp"

#include <algorithm>

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr std::size_t digest_digits = 64;

bool is_digest(std::string_view text) {
    return text.size() == digest_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void read_revocation(TomlTable& table, Revocations& all) {
    auto const certificate = table.text("certificate_sha256");
    auto const since = table.day("since");
    auto reason = table.text("reason");
    if (!is_digest(certificate) || !all.emplace(certificate, Revocation{since, std::move(reason)}).second) {
        table.fail("certificate_sha256", certificate);
    }
}

}  // namespace

Result<Revocations> load_revocations(std::filesystem::path const& file) {
    Revocations all;
    // A file that is there and cannot be read is told: it would set revoked certificates in force again.
    std::error_code fault;
    if (std::filesystem::symlink_status(file, fault).type() == std::filesystem::file_type::not_found) {
        return all;
    }
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    for (auto& entry : table->tables("revoked")) {
        read_revocation(entry, all);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return all;
}

}  // namespace almoner::settings
