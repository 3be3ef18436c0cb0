#include "payout/inbox.hpp"

#include <algorithm>

#include "core/utf8.hpp"
#include "crypto/digest.hpp"
#include "payout/intake.hpp"
#include "settings/toml_text.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

constexpr std::size_t most_name_bytes = 200;  // of the 255 of a file system; drafts and signatures add to a name
constexpr std::size_t kept_bytes = 60;
constexpr std::size_t most_extension_bytes = 8;
constexpr std::size_t most_tail_bytes = 80;
constexpr std::size_t digest_digits = 12;

/// Characters that a name may not hold: those that steer, hide or turn text, and those with a meaning in paths.
bool is_harmful(char32_t letter) {
    constexpr std::u32string_view in_paths = U"/\\:*?\"<>|";
    return letter < 0x20 || (letter >= 0x7F && letter <= 0x9F) || (letter >= 0x200B && letter <= 0x200F) ||
           (letter >= 0x2028 && letter <= 0x202E) || (letter >= 0x2060 && letter <= 0x206F) || letter == 0xFEFF ||
           (letter >= 0xFFF9 && letter <= 0xFFFF) || in_paths.find(letter) != std::u32string_view::npos;
}

/// `text` with '_' for each harmful character, or for each byte beyond ASCII when it is not UTF-8.
std::string harmless(std::string_view text) {
    std::string kept;
    auto const is_text = !first_utf8_fault(text);
    while (!text.empty()) {
        auto const before = text;
        auto letter = static_cast<char32_t>(static_cast<unsigned char>(text.front()));
        if (is_text) {
            letter = take_character(text);
        } else {
            text.remove_prefix(1);
        }
        auto const bad = is_harmful(letter) || (!is_text && letter > 0x7F);
        kept += bad ? "_" : before.substr(0, before.size() - text.size());
    }
    return kept;
}

bool is_safe(std::string_view name) {
    constexpr std::string_view bad_first = ".-~ ";
    return !name.empty() && name.size() <= most_name_bytes && bad_first.find(name.front()) == std::string_view::npos &&
           name.back() != '.' && name.back() != ' ' && harmless(name) == name;
}

/// Where the part of a name begins that says what the file is: ".cover.toml", ".cover.li.na.p7s", ".csv".
std::size_t tail_of(std::string_view name) {
    auto const is_tail = [&](std::size_t at, std::size_t most) {
        if (at == std::string_view::npos || name.size() - at > most) {
            return false;
        }
        auto const tail = name.substr(at);
        return tail.back() != '.' && tail.back() != ' ' && harmless(tail) == tail;
    };
    auto const of_cover = name.rfind(".cover.");
    if (is_tail(of_cover, most_tail_bytes)) {
        return of_cover;
    }
    auto const dot = name.rfind('.');
    return is_tail(dot, most_extension_bytes) ? dot : name.size();
}

/// As much of a name as may be kept, whole characters only.
std::string kept_of(std::string_view base) {
    auto kept = harmless(base);
    kept.erase(0, kept.find_first_not_of(".-~ _"));
    auto size = std::min(kept.size(), kept_bytes);
    while (size > 0 && size < kept.size() && (static_cast<unsigned char>(kept[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    kept.resize(size);
    return kept.empty() ? "file" : kept;
}

/// A name as TOML can hold it: as text, or by its bytes when it is none.
std::string named(std::string const& name) {
    if (!first_utf8_fault(name)) {
        return "original_name = " + settings::toml_text(name) + "\n";
    }
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(name.data());
    return "original_name_hex = \"" + crypto::hex(std::span(bytes, name.size())) + "\"\n";
}

std::string record_of(Brought const& brought, TakenIn const& taken, std::uint64_t byte_count) {
    return "# Who brought this file in. Written by almoner take, read by people.\nformat = 1\nname = " +
           settings::toml_text(taken.name) + "\n" + named(brought.file.filename().string()) +
           "from = " + settings::toml_text(brought.from) + "\ntaken = " + to_text(brought.moment) +
           "\nbyte_count = " + std::to_string(byte_count) + "\nsha256 = \"" + taken.sha256 + "\"\n";
}

/// Whether the same bytes lie there already. @error file.exists others do
Result<bool> is_there(std::filesystem::path const& path, std::string const& sha256) {
    auto const presence = store::presence_of(path);
    if (!presence || *presence == store::Presence::absent) {
        return presence ? Result<bool>(false) : presence.error();
    }
    auto const digest =
        *presence == store::Presence::regular_file ? file_digest(path) : Result<std::string>(std::string());
    if (!digest) {
        return digest.error();
    }
    return *digest == sha256 ? Result<bool>(true) : Error{ErrorCode::file_exists, {path.string(), {}, 0, 0}, {}, {}};
}

}  // namespace

Result<std::string> inbox_name(std::string_view original) {
    if (is_safe(original)) {
        return std::string(original);
    }
    auto const tail = tail_of(original);
    auto const digest = crypto::sha256(original.substr(0, tail));
    if (!digest) {
        return digest.error();
    }
    return kept_of(original.substr(0, tail)) + "-" + crypto::hex(*digest).substr(0, digest_digits) +
           std::string(original.substr(tail));
}

Result<std::filesystem::path> rows_beside(std::filesystem::path const& cover_path, std::string const& rows_file) {
    auto const name = std::filesystem::path(rows_file);
    if (name != name.filename() || name.empty() || name == "." || name == "..") {
        return Error{ErrorCode::cover_rows_changed, {}, rows_file, {}};
    }
    auto const own = cover_path.parent_path() / name;
    auto const presence = store::presence_of(own);
    if (presence && *presence != store::Presence::absent) {
        return own;
    }
    auto const in_inbox = inbox_name(rows_file);
    return in_inbox ? Result<std::filesystem::path>(cover_path.parent_path() / *in_inbox) : in_inbox.error();
}

Result<TakenIn> take_in(Brought const& brought, std::filesystem::path const& inbox,
                        std::filesystem::path const& records) {
    auto name = inbox_name(brought.file.filename().string());
    if (!name) {
        return name.error();
    }
    auto copy = store::DurableFile::create(inbox / *name);
    if (!copy) {
        return copy.error();
    }
    crypto::Sha256Sink digest;
    TeeSink both(digest, *copy);
    auto const byte_count = store::copy_into(brought.file, both);
    auto const sha256 = byte_count ? digest.finish_hex() : Result<std::string>(byte_count.error());
    if (!sha256) {
        return sha256.error();
    }
    TakenIn taken{*std::move(name), *sha256, false};
    auto const there = is_there(inbox / taken.name, taken.sha256);
    if (!there || *there) {
        taken.was_there = true;
        return there ? Result<TakenIn>(taken) : there.error();
    }
    auto const record = records / (taken.name + "." + taken.sha256.substr(0, digest_digits) + ".toml");
    auto const written =
        store::write_durably(record, record_of(brought, taken, *byte_count), store::DurableFile::IfThere::replace);
    if (auto const committed = written ? copy->commit(store::DurableFile::IfThere::refuse) : written; !committed) {
        return committed.error();
    }
    return taken;
}

}  // namespace almoner::payout
