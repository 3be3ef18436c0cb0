#include "payout/reread.hpp"

#include <functional>
#include <map>

#include "core/identifiers.hpp"
#include "payout/folders.hpp"
#include "xml/schema.hpp"

namespace almoner::payout {

namespace {

Error differs(std::string_view what, std::string_view message_id) {
    return {ErrorCode::file_reread, {}, std::string(what), {std::string(message_id)}};
}

/// Told of the file's elements; compares every transfer with the store's row for it.
class Comparison final : public xml::Handler {
public:
    Comparison(Desk const& desk, Writing const& writing, store::FileRecord const& record,
               std::vector<store::BatchRecord> batches)
        : desk_(desk), writing_(writing), record_(record), batches_(std::move(batches)),
          sum_(Money::zero(writing.list.currency)) {}

    Status start(xml::Element const& element) override {
        path_.emplace_back(element.name);
        text_.clear();
        if (element.name == "PmtInf") {
            return next_batch();
        }
        if (element.name == "InstdAmt") {
            transfer_["Ccy"] = element.attributes.empty() ? "" : std::string(element.attributes.front().value);
        }
        return {};
    }

    Status text(std::string_view text) override {
        text_.append(text);
        return {};
    }

    Status end(xml::Element const& element) override {
        path_.pop_back();
        auto const in = [this](std::string_view name) { return !path_.empty() && path_.back() == name; };
        if (element.name == "CdtTrfTxInf") {
            return compare_transfer();
        }
        if (in("GrpHdr") || in("PmtInf")) {
            return header(element.name);
        }
        // Only leaves hold text; the elements around them end with none.
        if (within_transfer() && !text_.empty()) {
            auto const holder = element.name == "Id" || element.name == "IBAN" ? account_place() : "";
            transfer_[holder + std::string(element.name)] = text_;
        }
        text_.clear();
        return {};
    }

    /// After the last element. @error file.reread transfers are missing or the sum is another
    Status finish() {
        if (count_ != record_.transaction_count || sum_ != record_.control_sum || batch_ != batches_.size()) {
            return differs("NbOfTxs, CtrlSum", record_.message_id);
        }
        return {};
    }

private:
    [[nodiscard]] bool within_transfer() const {
        return std::find(path_.begin(), path_.end(), "CdtTrfTxInf") != path_.end();
    }

    [[nodiscard]] std::string account_place() const {
        return std::find(path_.begin(), path_.end(), "CdtrAcct") != path_.end() ? "CdtrAcct/" : "elsewhere/";
    }

    Status next_batch() {
        if (batch_ == batches_.size()) {
            return differs("PmtInf", record_.message_id);
        }
        auto cursor = store::TransferCursor::open(desk_.store, record_, batches_[batch_++].number);
        if (!cursor) {
            return cursor.error();
        }
        cursor_.emplace(*std::move(cursor));
        return {};
    }

    Status header(std::string_view name) {
        auto const group = path_.back() == "GrpHdr";
        auto const expected = [&]() -> std::optional<std::string> {
            auto const* batch = batch_ == 0 ? nullptr : &batches_[batch_ - 1];
            if (name == "NbOfTxs") {
                return std::to_string(group ? record_.transaction_count : batch->transaction_count);
            }
            if (name == "CtrlSum") {
                return to_text(group ? record_.control_sum : batch->control_sum);
            }
            if (name == "MsgId") {
                return record_.message_id;
            }
            return name == "PmtInfId" ? std::optional(batch->payment_information_id) : std::nullopt;
        }();
        auto const same = !expected || *expected == text_;
        text_.clear();
        return same ? Status{} : differs(name, record_.message_id);
    }

    Status compare_transfer() {
        auto const more = cursor_ ? cursor_->next(row_) : Result<bool>(false);
        if (!more) {
            return more.error();
        }
        if (!*more) {
            return differs("CdtTrfTxInf", record_.message_id);
        }
        auto const& line = row_.line;
        auto const code = ListCode::parse(writing_.list.lines_code());
        auto const id = EndToEndId::of(*code, line.number, row_.attempt);
        auto const* account = line.account.scheme == AccountScheme::iban ? "CdtrAcct/IBAN" : "CdtrAcct/Id";
        auto const same = transfer_["EndToEndId"] == id.text() && transfer_["InstdAmt"] == to_text(line.amount) &&
                          transfer_["Ccy"] == line.amount.currency().code() && transfer_["Nm"] == line.payee_name &&
                          transfer_[account] == line.account.number;
        transfer_.clear();
        ++count_;
        sum_ += line.amount;
        return same ? Status{} : differs(id.text(), record_.message_id);
    }

    Desk const& desk_;
    Writing const& writing_;
    store::FileRecord const& record_;
    std::vector<store::BatchRecord> batches_;
    std::optional<store::TransferCursor> cursor_;
    store::TransferRow row_{Line{.amount = Money::zero(writing_.list.currency)}, 1};
    std::vector<std::string> path_;
    std::string text_;
    std::map<std::string, std::string, std::less<>> transfer_;
    std::size_t batch_ = 0;
    std::uint64_t count_ = 0;
    Money sum_;
};

}  // namespace

Result<seal::Verified> reread(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                              std::filesystem::path const& path) {
    auto batches = store::batches(desk.store, record);
    if (!batches) {
        return batches.error();
    }
    Comparison comparison(desk, writing, record, *std::move(batches));
    seal::Pin const pin{desk.signer.certificate, writing.profile.signature_algorithm};
    auto verified = writing.profile.signature_placement == settings::SignaturePlacement::detached_cms
                        ? seal::verify_detached(path, signature_of(path), pin, seal::Frame::exact, &comparison)
                        : seal::verify_enveloped(path, pin, seal::Frame::exact, &comparison);
    if (!verified) {
        return verified.error();
    }
    if (auto const complete = comparison.finish(); !complete) {
        return complete.error();
    }
    auto const schema = xml::Schema::load(desk.formats.message_file(writing.profile.message, "schema.xsd"));
    if (!schema) {
        return schema.error();
    }
    if (auto const valid = schema->validate(path); !valid) {
        return valid.error();
    }
    return verified;
}

}  // namespace almoner::payout
