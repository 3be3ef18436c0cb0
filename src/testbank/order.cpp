#include "testbank/order.hpp"

#include <algorithm>
#include <map>

#include "seal/transfer_signature.hpp"
#include "xml/reader.hpp"

namespace almoner::testbank {

namespace {

/// Gathers texts by their path below the transfer, the batch or the header.
class Extractor final : public xml::Handler {
public:
    Status start(xml::Element const& element) override {
        path_.emplace_back(element.name);
        text_.clear();
        if (element.name == "CdtTrfTxInf") {
            transfer_.clear();
        }
        if (element.name == "InstdAmt" && !element.attributes.empty()) {
            currency_ = std::string(element.attributes.front().value);
        }
        return {};
    }

    Status text(std::string_view text) override {
        text_ += text;
        return {};
    }

    Status end(xml::Element const& element) override {
        auto const place = below();
        path_.pop_back();
        if (element.name == "CdtTrfTxInf") {
            return finish_order();
        }
        if (element.name == "PmtInfId") {
            batch_ = text_;
        }
        if (!text_.empty()) {
            auto& facts = std::find(path_.begin(), path_.end(), "CdtTrfTxInf") == path_.end() ? header_ : transfer_;
            facts.emplace(place, text_);
        }
        text_.clear();
        return {};
    }

    Result<OrderFile> finish() {
        auto const day = parse_day(header_["ReqdExctnDt/Dt"]);
        auto const currency = Currency::parse(header_["DbtrAcct/Ccy"]);
        if (!day || !currency) {
            return day ? currency.error() : day.error();
        }
        auto const sum = Money::parse(header_["GrpHdr/CtrlSum"], *currency);
        if (!sum) {
            return sum.error();
        }
        auto const iban = header_["DbtrAcct/Id/IBAN"];
        return OrderFile{header_["GrpHdr/MsgId"],
                         iban.empty() ? header_["DbtrAcct/Id/Othr/Id"] : iban,
                         *day,
                         *sum,
                         std::move(orders_),
                         {}};
    }

private:
    /// The path from the nearest part that has a meaning of its own.
    [[nodiscard]] std::string below() const {
        constexpr std::string_view parts[] = {"GrpHdr",   "DbtrAcct", "ReqdExctnDt", "Cdtr",
                                              "CdtrAcct", "PmtId",    "Amt",         "PmtInf"};
        auto from = path_.size() - 1;
        for (auto at = path_.size(); at-- > 0;) {
            if (std::find(std::begin(parts), std::end(parts), path_[at]) != std::end(parts)) {
                from = at;
                break;
            }
        }
        std::string place;
        for (auto at = from; at < path_.size(); ++at) {
            place += (place.empty() ? "" : "/") + path_[at];
        }
        return place;
    }

    Status finish_order() {
        auto const currency = Currency::parse(currency_);
        if (!currency) {
            return currency.error();
        }
        auto const amount = Money::parse(transfer_["Amt/InstdAmt"], *currency);
        if (!amount) {
            return amount.error();
        }
        orders_.push_back({batch_, transfer_["PmtId/EndToEndId"], transfer_["Cdtr/Nm"], transfer_["CdtrAcct/Id/IBAN"],
                           transfer_["CdtrAcct/Id/Othr/Id"], *amount});
        return {};
    }

    std::vector<std::string> path_;
    std::string text_;
    std::string currency_;
    std::string batch_;
    std::map<std::string, std::string> header_;
    std::map<std::string, std::string> transfer_;
    std::vector<Order> orders_;
};

}  // namespace

Result<OrderFile> read_orders(std::filesystem::path const& file, crypto::Certificate const& customer) {
    Extractor extractor;
    auto const verified = seal::verify_enveloped(file, {customer}, seal::Frame::exact, &extractor);
    if (!verified) {
        return verified.error();
    }
    auto orders = extractor.finish();
    if (orders) {
        orders->sha256 = verified->file_digest;
    }
    return orders;
}

}  // namespace almoner::testbank
