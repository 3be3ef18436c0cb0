#include "payout/signed_contents.hpp"

#include <algorithm>
#include <charconv>

#include "payout/folders.hpp"
#include "payout/message_map.hpp"

namespace almoner::payout {

namespace {

/// The message's own map, and where ISO 20022 has what it does not compare.
Result<settings::ReadingMapFile> map_of(settings::Formats const& formats, std::string const& message) {
    auto map = settings::load_reading_map(formats.message_file(message, "reading.toml"));
    if (!map) {
        return map;
    }
    for (auto& record : map->records) {
        if (record.name == "file") {
            record.facts.emplace_back("created", "CreDtTm");
        } else if (record.name == "batch") {
            record.facts.emplace_back("execution_date", "ReqdExctnDt/Dt|ReqdExctnDt");
        }
    }
    return map;
}

/// Gathers what a file says of itself.
class Gathering {
public:
    Gathering(xml::ReadingMap const& map, Currency currency)
        : map_(map), currency_(currency), file_(map.record("file")), batch_(map.record("batch")),
          transfer_(map.record("transfer")) {}

    Status closed(xml::Record const& read) {
        if (read.kind == file_) {
            message_id = text(read, "message_id");
            created = text(read, "created");
        } else if (read.kind == batch_) {
            batches.push_back(
                {text(read, "payment_information_id"), day(read, "execution_date"), sum_, std::move(open_)});
            open_.clear();
            sum_ = Money::zero(currency_);
        } else if (read.kind == transfer_) {
            return take(read);
        }
        return {};
    }

    std::string message_id;
    std::string created;
    std::vector<SignedBatch> batches;

private:
    Status take(xml::Record const& read) {
        auto const id = EndToEndId::parse(text(read, "end_to_end_id"));
        auto const amount = amount_of(read);
        if (!id || !amount) {
            return Error{ErrorCode::file_reread, {}, text(read, "end_to_end_id"), {message_id}};
        }
        sum_ += *amount;
        open_.push_back({*id, *amount, text(read, "name"), text(read, "account")});
        return {};
    }

    [[nodiscard]] Result<Money> amount_of(xml::Record const& read) const {
        if (auto const decimal = text(read, "amount"); !decimal.empty()) {
            return Money::parse(decimal, currency_);
        }
        auto const minor = text(read, "amount_minor");
        std::int64_t units = 0;
        auto const end = minor.data() + minor.size();
        auto const whole = !minor.empty() && std::from_chars(minor.data(), end, units).ptr == end;
        return whole ? Result<Money>(Money{units, currency_}) : Error{ErrorCode::amount_syntax, {}, minor, {}};
    }

    [[nodiscard]] std::string text(xml::Record const& read, std::string_view name) const {
        auto const fact = map_.find_fact(read.kind, name);
        return fact ? read.facts[*fact] : std::string();
    }

    /// The day that a moment or a day begins with.
    [[nodiscard]] std::optional<Day> day(xml::Record const& read, std::string_view name) const {
        constexpr std::size_t day_length = 10;
        auto const day = parse_day(text(read, name).substr(0, day_length));
        return day ? std::optional(*day) : std::nullopt;
    }

    xml::ReadingMap const& map_;
    Currency currency_;
    std::uint32_t file_;
    std::uint32_t batch_;
    std::uint32_t transfer_;
    std::vector<SignedTransfer> open_;
    Money sum_ = Money::zero(currency_);
};

Result<SignedContents> read_with(xml::ReadingMap const& map, settings::Profile const& profile, Currency currency,
                                 crypto::Certificate const& certificate, std::filesystem::path const& file) {
    Gathering gathering(map, currency);
    xml::MapReader reader(map, {[](xml::Record const&) { return Status{}; },
                                [&](xml::Record const& read) { return gathering.closed(read); }});
    seal::Pin const pin{certificate, profile.signature_algorithm, {}, profile.encoding};
    auto verified = profile.signature_placement == settings::SignaturePlacement::detached_cms
                        ? seal::verify_detached(file, signature_of(file), pin, seal::Frame::exact, &reader)
                        : seal::verify_enveloped(file, pin, seal::Frame::exact, &reader);
    if (!verified) {
        return verified.error();
    }
    SignedContents contents{
        std::move(gathering.message_id), std::move(gathering.created), 0,          Money::zero(currency),
        std::move(gathering.batches),    *std::move(verified),         certificate};
    for (auto const& batch : contents.batches) {
        contents.count += batch.transfers.size();
        contents.sum += batch.sum;
    }
    return contents.count == 0 ? Result<SignedContents>(Error{ErrorCode::file_reread, {}, "transfers", {}})
                               : std::move(contents);
}

}  // namespace

Result<SignedContents> read_signed(settings::Formats const& formats, settings::Profile const& profile,
                                   Currency currency, std::vector<crypto::Certificate> const& certificates,
                                   std::filesystem::path const& file) {
    auto const map = map_of(formats, profile.message);
    auto const compiled = map ? compile_map(*map) : Result<xml::ReadingMap>(map.error());
    if (!compiled) {
        return compiled.error();
    }
    auto contents = Result<SignedContents>(Error{ErrorCode::key_none_in_force, {}, "file", {}});
    for (auto const& certificate : certificates) {
        contents = read_with(*compiled, profile, currency, certificate, file);
        if (contents) {
            break;
        }
    }
    return contents;
}

}  // namespace almoner::payout
