#include "testbank/recall.hpp"

#include "seal/transfer_signature.hpp"
#include "xml/reader.hpp"

namespace almoner::testbank {

namespace {

/// Takes the few texts that the bank looks at, each under a name that stands for one thing in a camt.055.
class Extractor final : public xml::Handler {
public:
    Status start(xml::Element const& element) override {
        path_.emplace_back(element.name);
        text_.clear();
        is_recall_ = is_recall_ || element.name == "CstmrPmtCxlReq";
        if (element.name == "OrgnlInstdAmt" && !element.attributes.empty()) {
            currency_ = std::string(element.attributes.front().value);
        }
        return {};
    }

    Status text(std::string_view text) override {
        text_ += text;
        return {};
    }

    Status end(xml::Element const& element) override {
        path_.pop_back();
        auto const around = path_.empty() ? std::string() : path_.back();
        auto const text = std::move(text_);
        text_.clear();
        if (element.name == "Id" && around == "Assgnmt") {
            file_.request_id = text;
        } else if (element.name == "Nm") {
            file_.customer = text;
        } else if (element.name == "OrgnlMsgId") {
            file_.message_id = text;
        } else if (element.name == "OrgnlMsgNmId") {
            file_.message_name = text;
        } else if (element.name == "OrgnlPmtInfId") {
            batch_ = text;
        } else if (element.name == "OrgnlEndToEndId") {
            end_to_end_id_ = text;
        } else if (element.name == "OrgnlInstdAmt") {
            return add(text);
        }
        return {};
    }

    [[nodiscard]] std::optional<RecallFile> finish() {
        return is_recall_ ? std::optional(std::move(file_)) : std::nullopt;
    }

private:
    Status add(std::string const& text) {
        auto const currency = Currency::parse(currency_);
        auto const amount = currency ? Money::parse(text, *currency) : currency.error();
        if (!amount) {
            return amount.error();
        }
        file_.transfers.push_back({batch_, end_to_end_id_, *amount});
        return {};
    }

    std::vector<std::string> path_;
    std::string text_;
    std::string currency_;
    std::string batch_;
    std::string end_to_end_id_;
    bool is_recall_ = false;
    RecallFile file_;
};

}  // namespace

Result<std::optional<RecallFile>> read_recall(std::filesystem::path const& file, crypto::Certificate const& customer) {
    Extractor extractor;
    auto const verified = seal::verify_enveloped(file, {customer}, seal::Frame::exact, &extractor);
    if (!verified) {
        return verified.error();
    }
    auto recall = extractor.finish();
    if (recall) {
        recall->sha256 = verified->file_digest;
    }
    return recall;
}

}  // namespace almoner::testbank
