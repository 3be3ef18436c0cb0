#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/character_set.hpp"
#include "core/file_encoding.hpp"
#include "core/interfaces.hpp"

namespace almoner::bytes {

/// Whether every character of well-formed UTF-8 can be written in `set`. Nothing is replaced to make it fit.
bool can_write(CharacterSet set, std::string_view utf8);

/// How many bytes well-formed UTF-8 takes in `encoding`.
std::size_t encoded_size(FileEncoding encoding, std::string_view utf8);

/// Writes UTF-8 on in GB 18030. Pieces may end within a character.
class Gb18030Sink final : public ByteSink {
public:
    explicit Gb18030Sink(ByteSink& sink);
    ~Gb18030Sink() override;
    Gb18030Sink(Gb18030Sink const&) = delete;
    Gb18030Sink& operator=(Gb18030Sink const&) = delete;
    /// @error sheet.encoding what is no UTF-8, and whatever the sink returns
    Status write(std::string_view utf8) override;

private:
    ByteSink& sink_;
    void* converter_;
    std::string held_;  ///< the beginning of a character
    std::string out_;
};

}  // namespace almoner::bytes
