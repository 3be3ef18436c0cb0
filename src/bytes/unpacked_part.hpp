#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "bytes/container.hpp"

namespace almoner::bytes {

/// A workbook is an archive whose parts are no files of their own (ECMA-376 part 2).
bool is_workbook(Container const& container);

/// A part of a container as a file of its own, for readers that must go back and forth in it: a workbook, or text whose
/// encoding is told by all of it. Of a plain file or a workbook it is that file; else one that nobody else can read and
/// that is gone with its owner.
class UnpackedPart {
public:
    /// @error file.io @error bank_file.container also more than 2 GiB, and those of Container::for_each_chunk
    static Result<UnpackedPart> of(Container const& container, std::size_t part);
    UnpackedPart(UnpackedPart&&) noexcept;
    UnpackedPart& operator=(UnpackedPart&&) noexcept;
    ~UnpackedPart();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    struct Own;
    UnpackedPart(std::filesystem::path path, std::unique_ptr<Own> own);
    std::filesystem::path path_;
    std::unique_ptr<Own> own_;  ///< nothing where the file is not ours
};

}  // namespace almoner::bytes
