#pragma once

#include <filesystem>
#include <string>

#include "cli/office.hpp"
#include "vetting/survey.hpp"

namespace almoner::cli {

/// What a correction list asks for, held against the list `of` in the store. @error cover.of no such list has been
/// taken
Result<vetting::Survey> survey_correction(Office const& office, vetting::Terms const& terms, std::string const& of,
                                          std::filesystem::path const& rows);

}  // namespace almoner::cli
