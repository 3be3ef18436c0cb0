#pragma once

#include <string_view>

/// What is fed with bytes that nobody made on purpose: by libFuzzer (tests/fuzz/run), and with the kept corpora by the
/// tests of every build. Each stops the program when something is broken that no input may break.
namespace almoner::fuzz {

/// A CSV file through its reader.
void csv(std::string_view bytes);
/// A workbook through its reader: an archive as it is, or parts as `parts_of` below sets them apart.
void xlsx(std::string_view bytes);
/// Any list, CSV or workbook, through headings and structure.
void table(std::string_view bytes);
/// A cover sheet: what is accepted is written and read back the same.
void cover(std::string_view bytes);
/// An approval as bytes of a CMS or of a signed mail, over a cover of its own.
void approval(std::string_view bytes);
/// One value through every scheme of check_value, and as an amount in figures and in capital numerals.
void value(std::string_view bytes);
/// A signed file through the verifier, as our own and as a bank's: what is accepted exactly is accepted anyway.
void verifier(std::string_view bytes);
/// A document through canonical form: its canonical form is its own.
void canonical(std::string_view bytes);
/// A bank's answer as it is sent, packed or plain, through the readers: statements and entries are numbered in order.
void answer(std::string_view bytes);
/// Fields of an MT940, however the bytes are cut, through values and dialects.
void swift(std::string_view bytes);

/// A message's template: what compiles writes a document that is its own canonical form.
void message(std::string_view bytes);

struct Target {
    std::string_view name;  ///< also of its folder in tests/fuzz/corpus
    void (*feed)(std::string_view bytes);
};
constexpr Target targets[] = {{"csv", csv},           {"xlsx", xlsx},           {"table", table},
                              {"cover", cover},       {"value", value},         {"approval", approval},
                              {"verifier", verifier}, {"canonical", canonical}, {"message", message},
                              {"answer", answer},     {"swift", swift}};

}  // namespace almoner::fuzz
