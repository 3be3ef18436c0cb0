#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/print.hpp"

namespace almoner::cli {

ExitCode run_approve(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    if (options.refuse == options.reason.empty()) {
        return leave_with({ErrorCode::usage_argument, {}, options.refuse ? "--reason" : "--refuse", {}}, office->texts);
    }
    auto const pen = pen_of(*office, options);
    if (!pen) {
        return leave_with(pen.error(), office->texts);
    }
    auto const sign = options.refuse ? refuse_cover : sign_cover;
    for (auto const& cover : options.files) {
        auto const shown = show_cover(*office, cover);
        auto const is_signed = shown ? sign(options, *pen, cover) : shown;
        if (!is_signed) {
            return leave_with(is_signed.error(), office->texts);
        }
    }
    return ExitCode::well;
}

}  // namespace almoner::cli
