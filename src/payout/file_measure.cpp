#include "payout/file_measure.hpp"

#include "payout/transfer_fields.hpp"
#include "xml/encoded_sink.hpp"

namespace almoner::payout {

namespace {

/// A signature inside the file, with its certificate, in base64: RSA of 4,096 bits takes half of it.
constexpr std::uint64_t signature_bytes = 16'384;
/// No sum has more digits (ISO 20022 DecimalNumber).
constexpr std::int64_t longest_sum = 999'999'999'999'999'999;

class CountingSink final : public ByteSink {
public:
    Status write(std::string_view bytes) override {
        count_ += bytes.size();
        return {};
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }

private:
    std::uint64_t count_ = 0;
};

}  // namespace

Result<FileMeasure> FileMeasure::begin(Desk const& desk, store::ListRecord const& list, Day execution_day) {
    auto writing = writing_for(desk, list);
    if (!writing) {
        return writing.error();
    }
    auto const code = ListCode::parse(list.lines_code());
    check(static_cast<bool>(code), "a stored list code is well formed");
    auto const id = MessageId::of(*code, list.round, MessageId::last_part);
    auto const& profile = writing->profile;
    Money const most{longest_sum, list.currency};
    store::FileRecord file{.message_id = std::string(id.text()),
                           .list = list.list,
                           .created = desk.clock.now(),
                           .transaction_count = profile.max_transactions_per_file,
                           .control_sum = most};
    auto const last = static_cast<int>(profile.max_batches_per_file);
    store::BatchRecord batch{last, id.payment_information_id(last), execution_day, profile.max_transactions_per_batch,
                             most};
    auto const created = desk.clock.local_at(file.created);
    FileMeasure measure(*std::move(writing), std::move(file), std::move(batch), created);
    Line const none{.amount = Money::zero(list.currency)};
    auto const alone = measure.bytes_of(Depth::file, none);
    auto const with_batch = measure.bytes_of(Depth::batch, none);
    if (!alone || !with_batch) {
        return alone ? with_batch.error() : alone.error();
    }
    measure.without_transfers_ = *with_batch;
    auto const inside = measure.writing_.message.has_signature() ? signature_bytes : 0;
    measure.frame_ = {*alone + measure.writing_.message.tail().size() + inside, *with_batch - *alone};
    return measure;
}

Result<std::uint64_t> FileMeasure::transfer(Line const& line) const {
    auto const with_it = bytes_of(Depth::transfer, line);
    return with_it ? Result<std::uint64_t>(*with_it - without_transfers_) : with_it.error();
}

/// A document of one of each down to `depth`.
Result<std::uint64_t> FileMeasure::bytes_of(Depth depth, Line const& line) const {
    Fields file;
    Fields batch;
    Fields transfer;
    file_fields(file, writing_, file_, created_);
    batch_fields(batch, writing_, batch_);
    if (depth == Depth::transfer) {
        if (auto const known =
                transfer_fields(transfer, writing_, {line, writing_.list.round}, file_.transaction_count);
            !known) {
            return known.error();
        }
    }
    CountingSink count;
    xml::EncodedSink encoded(writing_.profile.encoding, count);
    if (auto const begun = count.write(xml::declaration_of(writing_.profile.encoding)); !begun) {
        return begun.error();
    }
    xml::TemplateWriter writer(writing_.message, encoded);
    auto const scopes = static_cast<std::size_t>(depth) + 1;
    for (std::size_t scope = 0; scope < scopes; ++scope) {
        auto const& fields = scope == 0 ? file : scope == 1 ? batch : transfer;
        if (auto const opened = writer.open(fields.values()); !opened) {
            return opened.error();
        }
    }
    for (std::size_t scope = 0; scope < scopes; ++scope) {
        if (auto const closed = writer.close(); !closed) {
            return closed.error();
        }
    }
    return count.count() + 1;  // the line feed at the end
}

}  // namespace almoner::payout
