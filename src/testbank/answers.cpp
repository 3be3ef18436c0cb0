#include "testbank/answers.hpp"

#include <algorithm>
#include <functional>
#include <span>

namespace almoner::testbank {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

xml::Vocabulary const report_vocabulary = {
    {"file",
     {"message_id", "creation_date_time", "original_message_id", "original_transaction_count", "original_control_sum",
      "group_status"}},
    {"batch", {"original_payment_information_id", "batch_status"}},
    {"transaction",
     {"original_end_to_end_id", "transaction_status", "reason", "additional_information", "currency", "amount"}},
};

xml::Vocabulary const resolution_vocabulary = {
    {"file",
     {"message_id", "bank_name", "customer_name", "creation_date_time", "confirmation", "original_message_id",
      "original_message_name"}},
    {"batch", {"original_payment_information_id"}},
    {"transaction", {"original_end_to_end_id", "cancellation_status", "reason", "currency", "amount"}},
};

xml::Vocabulary const statement_vocabulary = {
    {"statement",
     {"message_id", "creation_date_time", "statement_id", "sequence", "from_date_time", "to_date_time", "account_iban",
      "account_other", "currency", "account_holder", "opening_amount", "opening_credit_debit", "opening_date",
      "closing_amount", "closing_credit_debit", "closing_date"}},
    {"entry",
     {"amount", "credit_debit", "booking_date", "value_date", "account_servicer_reference", "domain", "family",
      "sub_family", "original_message_id", "payment_information_id", "end_to_end_id", "creditor_name", "creditor_iban",
      "creditor_account", "return_reason", "additional_information"}},
};

/// Texts of one scope, kept while the writer looks at them.
class Row {
public:
    Row(std::initializer_list<std::string> texts) : texts_(texts) {}
    [[nodiscard]] xml::Values values() const { return {texts_.begin(), texts_.end()}; }

private:
    std::vector<std::string> texts_;
};

/// A whole signed document; `write` opens and closes the scopes.
Result<std::string> signed_document(xml::Template const& message, seal::Signer const& signer,
                                    std::function<Status(xml::TemplateWriter&)> const& write) {
    StringSink text;
    xml::TemplateWriter writer(message, text);
    if (auto const written = write(writer); !written) {
        return written.error();
    }
    auto const digest = crypto::sha256(text.text + message.tail());
    if (!digest) {
        return digest.error();
    }
    auto const signature = seal::enveloped_signature(*digest, signer);
    if (!signature) {
        return signature.error();
    }
    return std::string(declaration) + text.text + *signature + message.tail() + "\n";
}

/// Opens a scope, lets `inside` fill it, and closes it.
Status scope(xml::TemplateWriter& writer, Row const& row, std::function<Status()> const& inside) {
    if (auto const opened = writer.open(row.values()); !opened) {
        return opened;
    }
    if (auto const filled = inside(); !filled) {
        return filled;
    }
    return writer.close();
}

Status nothing_inside() { return {}; }

std::string direction(Money balance) { return balance.minor_units() < 0 ? "DBIT" : "CRDT"; }

/// What a batch or file is told of as a whole.
std::string status_of(std::span<Fate const> fates) {
    auto const rejected = static_cast<std::size_t>(
        std::count_if(fates.begin(), fates.end(), [](auto const& fate) { return fate.kind == Fate::Kind::rejected; }));
    return rejected == 0 ? "ACSP" : rejected == fates.size() ? "RJCT" : "PART";
}

/// How many orders from `from` on are of one batch.
std::size_t batch_size(std::vector<Order> const& orders, std::size_t from) {
    auto const begin = orders.begin() + static_cast<std::ptrdiff_t>(from);
    auto const end = std::find_if(begin, orders.end(), [&](auto const& order) {
        return order.payment_information_id != begin->payment_information_id;
    });
    return static_cast<std::size_t>(end - begin);
}

/// How many transfers from `from` on are of one batch.
std::size_t batch_size(std::vector<Recall> const& transfers, std::size_t from) {
    auto const begin = transfers.begin() + static_cast<std::ptrdiff_t>(from);
    auto const end = std::find_if(begin, transfers.end(), [&](auto const& transfer) {
        return transfer.payment_information_id != begin->payment_information_id;
    });
    return static_cast<std::size_t>(end - begin);
}

/// What a request is told of as a whole.
std::string confirmation_of(std::vector<Verdict> const& verdicts) {
    auto const given_up = static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [](auto const& verdict) { return verdict.gives_up; }));
    return given_up == verdicts.size() ? "CNCL" : given_up == 0 ? "RJCR" : "PECR";
}

Status write_verdicts(xml::TemplateWriter& writer, std::span<Recall const> transfers,
                      std::span<Verdict const> verdicts) {
    for (std::size_t at = 0; at < transfers.size(); ++at) {
        auto const& [batch, id, amount] = transfers[at];
        Row const row = {id, verdicts[at].gives_up ? "ACCR" : "RJCR", verdicts[at].reason,
                         std::string(amount.currency().code()), to_text(amount)};
        if (auto const written = scope(writer, row, nothing_inside); !written) {
            return written;
        }
    }
    return {};
}

Status write_rejections(xml::TemplateWriter& writer, std::span<Order const> orders, std::span<Fate const> fates) {
    for (std::size_t at = 0; at < fates.size(); ++at) {
        if (fates[at].kind != Fate::Kind::rejected) {
            continue;
        }
        auto const& order = orders[at];
        Row const row = {
            order.end_to_end_id,  "RJCT", fates[at].reason, "", std::string(order.amount.currency().code()),
            to_text(order.amount)};
        if (auto const written = scope(writer, row, nothing_inside); !written) {
            return written;
        }
    }
    return {};
}

}  // namespace

Result<Answers> Answers::prepare(settings::Formats const& formats, seal::Signer signer, Instant now) {
    auto const compile = [&](std::string const& message, xml::Vocabulary const& vocabulary) -> Result<xml::Template> {
        auto const text = formats.message_text(message, "message.xml");
        if (!text) {
            return text.error();
        }
        return xml::Template::compile(*text, vocabulary, message + "/message.xml");
    };
    auto report = compile("pain.002.001.10", report_vocabulary);
    auto resolution = compile("camt.029.001.09", resolution_vocabulary);
    auto statement = compile("camt.053.001.08", statement_vocabulary);
    if (!report || !resolution || !statement) {
        return !report ? report.error() : !resolution ? resolution.error() : statement.error();
    }
    return Answers{*std::move(report), *std::move(resolution), *std::move(statement), std::move(signer), now};
}

Result<std::string> Answers::resolution(RecallFile const& file, std::vector<Verdict> const& verdicts) const {
    Row const head = {"R" + file.request_id,     "Rehearsal bank", file.customer,    to_text(now_),
                      confirmation_of(verdicts), file.message_id,  file.message_name};
    return signed_document(resolution_, signer_, [&](xml::TemplateWriter& writer) {
        return scope(writer, head, [&]() -> Status {
            for (std::size_t from = 0; from < file.transfers.size();) {
                auto const size = batch_size(file.transfers, from);
                auto const written = scope(writer, {file.transfers[from].payment_information_id}, [&] {
                    return write_verdicts(writer, std::span(file.transfers).subspan(from, size),
                                          std::span(verdicts).subspan(from, size));
                });
                if (!written) {
                    return written;
                }
                from += size;
            }
            return {};
        });
    });
}

Result<std::string> Answers::status_report(OrderFile const& file, std::vector<Fate> const& fates) const {
    Row const head = {"R" + file.message_id,     to_text(now_),   file.message_id, std::to_string(file.orders.size()),
                      to_text(file.control_sum), status_of(fates)};
    return signed_document(report_, signer_, [&](xml::TemplateWriter& writer) {
        return scope(writer, head, [&]() -> Status {
            for (std::size_t from = 0; from < file.orders.size();) {
                auto const size = batch_size(file.orders, from);
                auto const batch = std::span(fates).subspan(from, size);
                auto const written = scope(writer, {file.orders[from].payment_information_id, status_of(batch)}, [&] {
                    return write_rejections(writer, std::span(file.orders).subspan(from, size), batch);
                });
                if (!written) {
                    return written;
                }
                from += size;
            }
            return {};
        });
    });
}

Result<std::string> Answers::camt053(DayStatement const& statement) const {
    auto const& account = statement.account_number;
    auto const number = std::to_string(statement.number);
    auto const date = to_text(statement.day);
    auto const id = account.substr(account.size() - std::min<std::size_t>(account.size(), 8)) + "-" + number;
    Row const head = {"S" + id,
                      to_text(now_),
                      id,
                      number,
                      date + "T00:00:00Z",
                      date + "T23:59:59Z",
                      "",
                      account,
                      std::string(statement.opening.currency().code()),
                      statement.holder,
                      unsigned_text(statement.opening),
                      direction(statement.opening),
                      date,
                      unsigned_text(statement.closing),
                      direction(statement.closing),
                      date};
    return signed_document(statement_, signer_, [&](xml::TemplateWriter& writer) {
        return scope(writer, head, [&]() -> Status {
            for (auto const& booking : statement.bookings) {
                auto const& order = *booking.order;
                // A return shows who the money was for on the debtor's side only, so no creditor is written.
                auto const names_payee = !booking.credit && !booking.is_sum;
                Row const row = {to_text(booking.amount),
                                 booking.credit ? "CRDT" : "DBIT",
                                 date,
                                 date,
                                 booking.reference,
                                 "PMNT",
                                 "ICDT",
                                 booking.sub_family,
                                 booking.message_id,
                                 order.payment_information_id,
                                 booking.is_sum ? "" : order.end_to_end_id,
                                 names_payee ? order.name : "",
                                 names_payee ? order.iban : "",
                                 names_payee ? order.account : "",
                                 booking.reason,
                                 ""};
                if (auto const written = scope(writer, row, nothing_inside); !written) {
                    return written;
                }
            }
            return {};
        });
    });
}

}  // namespace almoner::testbank
