#include "core/identifiers.hpp"

#include <algorithm>

namespace almoner {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::size_t value_of(char letter) { return std::min(alphabet.find(letter), alphabet.size()); }

bool is_alphanumeric(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return value_of(letter) < alphabet.size(); });
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return value_of(letter) < 10; });
}

void write_digits(char* end, std::uint32_t number, int width) {
    for (; width > 0; --width, number /= 10) {
        *--end = alphabet[number % 10];
    }
}

std::uint32_t number_of(std::string_view digits) {
    std::uint32_t number = 0;
    for (auto const digit : digits) {
        number = number * 10 + static_cast<std::uint32_t>(value_of(digit));
    }
    return number;
}

Error syntax_fault(std::string_view text) { return {ErrorCode::identifier_syntax, {}, std::string(text), {}}; }

}  // namespace

ListCode::ListCode(std::string_view text) { std::copy(text.begin(), text.end(), text_.begin()); }

Result<ListCode> ListCode::parse(std::string_view text) {
    if (text.size() != 6 || !is_alphanumeric(text)) {
        return Error{ErrorCode::list_code_syntax, {}, std::string(text), {}};
    }
    return ListCode{text};
}

LineNumber LineNumber::of_csv_record(std::uint64_t record) {
    auto const sheet = record / rows_per_sheet;
    check(sheet < alphabet.size(), "a CSV file of over 360 million records is refused before it is numbered");
    return {static_cast<std::uint8_t>(sheet), static_cast<std::uint32_t>(record % rows_per_sheet)};
}

char mod_37_36_check_character(std::string_view text) {
    std::size_t product = 36;
    for (auto const letter : text) {
        product = (product + value_of(letter)) % 36;
        product = (product == 0 ? 36 : product) * 2 % 37;
    }
    return alphabet[(37 - product) % 36];
}

EndToEndId EndToEndId::of(ListCode code, LineNumber line, int attempt) {
    check(line.sheet < 36 && line.row < LineNumber::rows_per_sheet, "a line number fits its identifier");
    check(attempt >= 1 && attempt < 36, "an attempt is numbered 1-9, A-Z");
    EndToEndId id;
    std::copy(code.text_.begin(), code.text_.end(), id.text_.begin());
    id.text_[6] = alphabet[line.sheet];
    write_digits(&id.text_[14], line.row, 7);
    id.text_[14] = alphabet[static_cast<std::size_t>(attempt)];
    id.text_[15] = mod_37_36_check_character(id.text().substr(0, 15));
    return id;
}

Result<EndToEndId> EndToEndId::parse(std::string_view text) {
    if (text.size() != 16 || !is_alphanumeric(text) || !is_digits(text.substr(7, 7)) || text[14] == '0') {
        return syntax_fault(text);
    }
    if (mod_37_36_check_character(text.substr(0, 15)) != text[15]) {
        return Error{ErrorCode::identifier_checksum, {}, std::string(text), {}};
    }
    EndToEndId id;
    std::copy(text.begin(), text.end(), id.text_.begin());
    return id;
}

LineNumber EndToEndId::line() const {
    return {static_cast<std::uint8_t>(value_of(text_[6])), number_of(text().substr(7, 7))};
}

int EndToEndId::attempt() const { return static_cast<int>(value_of(text_[14])); }

MessageId MessageId::of(ListCode code, int round, int part) {
    check(round >= 1 && round < 36 && part >= 1 && part <= last_part, "round and part fit a message identifier");
    MessageId id;
    std::copy(code.text_.begin(), code.text_.end(), id.text_.begin());
    id.text_[6] = 'F';
    id.text_[7] = alphabet[static_cast<std::size_t>(round)];
    write_digits(id.text_.data() + id.text_.size(), static_cast<std::uint32_t>(part), 4);
    return id;
}

Result<MessageId> MessageId::parse(std::string_view text) {
    if (text.size() != 12 || !is_alphanumeric(text) || text[6] != 'F' || text[7] == '0' || !is_digits(text.substr(8))) {
        return syntax_fault(text);
    }
    MessageId id;
    std::copy(text.begin(), text.end(), id.text_.begin());
    return id;
}

std::string MessageId::payment_information_id(int number) const {
    check(number >= 1 && number <= last_batch, "a batch number has three digits");
    auto id = std::string(text()) + "B000";
    write_digits(id.data() + id.size(), static_cast<std::uint32_t>(number), 3);
    return id;
}

}  // namespace almoner
