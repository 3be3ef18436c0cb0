#include "cli/bench.hpp"

#include "cli/office.hpp"

namespace almoner::cli {

Result<Bench> open_bench(Options const& options) {
    auto formats = find_formats();
    if (!formats) {
        return formats.error();
    }
    auto texts = texts_for(*formats, options, {});
    if (!texts) {
        return texts.error();
    }
    return Bench{*std::move(formats), *std::move(texts)};
}

}  // namespace almoner::cli
