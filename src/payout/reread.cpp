#include "payout/reread.hpp"

#include <algorithm>
#include <optional>

#include "core/identifiers.hpp"
#include "core/side_by_side.hpp"
#include "payout/folders.hpp"
#include "payout/message_map.hpp"
#include "payout/transfer_fields.hpp"
#include "xml/reading_map.hpp"
#include "xml/schema.hpp"

namespace almoner::payout {

namespace {

Error differs(std::string_view what, std::string_view message_id) {
    return {ErrorCode::file_reread, {}, std::string(what), {std::string(message_id)}};
}

/// What a fact of a record must be, by its name in the message's reading.toml.
template <class Stored>
struct Expected {
    std::string_view fact;
    std::string (*value)(Stored const&);
};

struct StoredFile {
    settings::Profile const& profile;
    store::FileRecord const& record;
};
constexpr Expected<StoredFile> of_file[] = {
    {"message_id", [](StoredFile const& file) { return file.record.message_id; }},
    {"transaction_count", [](StoredFile const& file) { return std::to_string(file.record.transaction_count); }},
    {"control_sum",
     [](StoredFile const& file) {
         return file.profile.options.group_control_sum ? to_text(file.record.control_sum) : "";
     }},
    {"control_sum_minor", [](StoredFile const& file) { return std::to_string(file.record.control_sum.minor_units()); }},
};
constexpr Expected<store::BatchRecord> of_batch[] = {
    {"payment_information_id", [](store::BatchRecord const& batch) { return batch.payment_information_id; }},
    {"transaction_count", [](store::BatchRecord const& batch) { return std::to_string(batch.transaction_count); }},
    {"control_sum", [](store::BatchRecord const& batch) { return to_text(batch.control_sum); }},
    {"control_sum_minor",
     [](store::BatchRecord const& batch) { return std::to_string(batch.control_sum.minor_units()); }},
};
struct StoredTransfer {
    settings::Profile const& profile;
    store::TransferRow const& row;
    std::string_view id;
};
constexpr Expected<StoredTransfer> of_transfer[] = {
    {"end_to_end_id", [](StoredTransfer const& transfer) { return std::string(transfer.id); }},
    {"amount", [](StoredTransfer const& transfer) { return to_text(transfer.row.line.amount); }},
    {"amount_minor",
     [](StoredTransfer const& transfer) { return std::to_string(transfer.row.line.amount.minor_units()); }},
    {"currency",
     [](StoredTransfer const& transfer) { return std::string(transfer.row.line.amount.currency().code()); }},
    {"name", [](StoredTransfer const& transfer) { return written(transfer.profile, transfer.row.line.payee_name); }},
    {"account", [](StoredTransfer const& transfer) { return transfer.row.line.account.number; }},
};

/// The facts of one record of the map, each with what it must be.
template <class Stored>
class Facts {
public:
    /// @error reading_map.syntax a fact that nothing of ours is compared with
    template <std::size_t count>
    static Result<Facts> of(settings::ReadingMapFile const& map, std::string_view record,
                            Expected<Stored> const (&known)[count]) {
        Facts facts;
        auto const found = std::find_if(map.records.begin(), map.records.end(),
                                        [record](auto const& one) { return one.name == record; });
        if (found == map.records.end()) {
            return Error{ErrorCode::reading_map_syntax, {}, std::string(record), {}};
        }
        facts.kind = static_cast<std::uint32_t>(found - map.records.begin());
        for (auto const& [name, paths] : found->facts) {
            auto const expected = std::find_if(std::begin(known), std::end(known),
                                               [&name = name](auto const& one) { return one.fact == name; });
            if (expected == std::end(known)) {
                return Error{ErrorCode::reading_map_syntax, {}, name, {}};
            }
            facts.expected_.push_back(*expected);
        }
        return facts;
    }

    /// The first fact that is not as stored; nothing when all are.
    [[nodiscard]] std::optional<std::string_view> difference(xml::Record const& read, Stored const& stored) const {
        for (std::size_t at = 0; at < expected_.size(); ++at) {
            if (read.facts[at] != expected_[at].value(stored)) {
                return expected_[at].fact;
            }
        }
        return std::nullopt;
    }

    std::uint32_t kind = 0;  ///< of the record

private:
    std::vector<Expected<Stored>> expected_;
};

/// How a message is read again, compiled.
struct Map {
    xml::ReadingMap compiled;
    Facts<StoredFile> file;
    Facts<store::BatchRecord> batch;
    Facts<StoredTransfer> transfer;
};

Result<Map> map_for(settings::Formats const& formats, std::string const& message) {
    auto const read = settings::load_reading_map(formats.message_file(message, "reading.toml"));
    if (!read) {
        return read.error();
    }
    auto compiled = compile_map(*read);
    auto file = Facts<StoredFile>::of(*read, "file", of_file);
    auto batch = Facts<store::BatchRecord>::of(*read, "batch", of_batch);
    auto transfer = Facts<StoredTransfer>::of(*read, "transfer", of_transfer);
    for (auto const* error : {compiled ? nullptr : &compiled.error(), file ? nullptr : &file.error(),
                              batch ? nullptr : &batch.error(), transfer ? nullptr : &transfer.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    return Map{*std::move(compiled), *std::move(file), *std::move(batch), *std::move(transfer)};
}

/// Told of what the file says; compares every transfer with the store's row for it.
class Comparison {
public:
    Comparison(Rereading const& with, store::FileRecord const& record, std::vector<store::BatchRecord> batches,
               Map const& map)
        : with_(with), record_(record), batches_(std::move(batches)), map_(map), sum_(Money::zero(with.list.currency)) {
    }

    Status opened(xml::Record const& read) { return read.kind == map_.batch.kind ? next_batch() : Status{}; }

    Status closed(xml::Record const& read) {
        if (read.kind == map_.transfer.kind) {
            return compare_transfer(read);
        }
        auto const difference = read.kind == map_.file.kind ? map_.file.difference(read, {with_.profile, record_})
                                                            : map_.batch.difference(read, batches_[batch_ - 1]);
        headers_ += read.kind == map_.file.kind ? 1 : 0;
        return difference ? differs(*difference, record_.message_id) : Status{};
    }

    /// After the last element. @error file.reread transfers are missing or the sum is another
    [[nodiscard]] Status finish() const {
        auto const is_whole = headers_ == 1 && batch_ == batches_.size() && count_ == record_.transaction_count;
        return is_whole && sum_ == record_.control_sum ? Status{} : differs("transfers", record_.message_id);
    }

private:
    Status next_batch() {
        if (batch_ == batches_.size()) {
            return differs("batch", record_.message_id);
        }
        auto cursor = store::TransferCursor::open(with_.store, record_, batches_[batch_++].number);
        if (!cursor) {
            return cursor.error();
        }
        cursor_.emplace(*std::move(cursor));
        return {};
    }

    Status compare_transfer(xml::Record const& read) {
        auto const more = cursor_ ? cursor_->next(row_) : Result<bool>(false);
        if (!more) {
            return more.error();
        }
        if (!*more) {
            return differs("transfer", record_.message_id);
        }
        auto const code = ListCode::parse(with_.list.lines_code());
        check(static_cast<bool>(code), "a stored list code is well formed");
        auto const id = EndToEndId::of(*code, row_.line.number, row_.attempt);
        ++count_;
        sum_ += row_.line.amount;
        if (map_.transfer.difference(read, {with_.profile, row_, id.text()})) {
            return differs(id.text(), record_.message_id);
        }
        return with_.tree == nullptr ? Status{} : with_.tree->add(id, row_.line);
    }

    Rereading const& with_;
    store::FileRecord const& record_;
    std::vector<store::BatchRecord> batches_;
    Map const& map_;
    std::optional<store::TransferCursor> cursor_;
    store::TransferRow row_{Line{.amount = Money::zero(with_.list.currency)}, 1};
    std::size_t batch_ = 0;
    std::size_t headers_ = 0;
    std::uint64_t count_ = 0;
    Money sum_;
};

}  // namespace

Result<seal::Verified> compare_with_store(Rereading const& with, store::FileRecord const& record,
                                          std::filesystem::path const& path) {
    auto const& profile = with.profile;
    auto batches = store::batches(with.store, record);
    auto const map = map_for(with.formats, profile.message);
    if (!batches || !map) {
        return batches ? map.error() : batches.error();
    }
    Comparison comparison(with, record, *std::move(batches), *map);
    xml::MapReader reader(map->compiled, {[&](xml::Record const& read) { return comparison.opened(read); },
                                          [&](xml::Record const& read) { return comparison.closed(read); }});
    seal::Pin const pin{with.certificate, profile.signature_algorithm, {}, profile.encoding};
    auto verified = profile.signature_placement == settings::SignaturePlacement::detached_cms
                        ? seal::verify_detached(path, signature_of(path), pin, seal::Frame::exact, &reader)
                        : seal::verify_enveloped(path, pin, seal::Frame::exact, &reader);
    if (!verified) {
        return verified.error();
    }
    if (auto const complete = comparison.finish(); !complete) {
        return complete.error();
    }
    if (profile.max_bytes_per_file && verified->byte_count > *profile.max_bytes_per_file) {
        return Error{ErrorCode::profile_file_bytes,
                     {},
                     record.message_id,
                     {std::to_string(verified->byte_count), std::to_string(*profile.max_bytes_per_file)}};
    }
    return verified;
}

Status hold_against_schema(settings::Formats const& formats, settings::Profile const& profile,
                           std::filesystem::path const& path) {
    auto const schema = xml::Schema::load(formats.message_file(profile.message, "schema.xsd"));
    return schema ? schema->validate(path) : schema.error();
}

Result<seal::Verified> reread(Rereading const& with, store::FileRecord const& record,
                              std::filesystem::path const& path) {
    auto [verified, valid] = side_by_side([&] { return compare_with_store(with, record, path); },
                                          [&] { return hold_against_schema(with.formats, with.profile, path); });
    return verified && !valid ? valid.error() : std::move(verified);
}

Status check_reading_map(settings::Formats const& formats, std::string const& message) {
    auto const map = map_for(formats, message);
    return map ? Status{} : map.error();
}

}  // namespace almoner::payout
