#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "xml/record_types.hpp"

namespace almoner::xml {

/// Takes out of a document the records that tell a schema nothing new: those that stand beside another of the same
/// shape, tag by tag and attribute by attribute, and whose texts surely are of their types. A document is valid if
/// what is left of it is. Whatever is not understood is left in; a document that is not plain UTF-8 with one default
/// namespace, as our own are, is left whole.
class Shapes {
public:
    using Pass = std::function<Status(std::string_view)>;

    /// `pass` gets what is left, in order.
    Shapes(RecordTypes const& types, Pass pass);

    /// Takes the next bytes of the document. @error what `pass` returned
    Status feed(std::string_view chunk);
    /// No more bytes. @error what `pass` returned
    Status finish();

private:
    /// Fixed bytes, and the text after them, which is free within its type; after the last there is none.
    struct Piece {
        std::string fixed;
        ValueType const* type = nullptr;
        std::string last;  ///< text that was held to be of the type
    };
    using Shape = std::vector<Piece>;
    /// How many bytes are a record of a shape; `none` when they are not, `more` when that shows later only.
    static constexpr std::size_t none = 0;
    static constexpr std::size_t more = std::string_view::npos;

    Status pass(std::string_view bytes, std::size_t count, std::size_t& taken);
    Status begin(std::string_view bytes, std::size_t& taken);
    Status take_frame(std::string_view bytes, std::size_t& taken);
    Status take_record(std::string_view bytes, std::size_t& taken);
    [[nodiscard]] bool is_ours(std::string_view bytes, std::size_t end);
    [[nodiscard]] static std::size_t match(Shape& shape, std::string_view bytes);
    [[nodiscard]] std::size_t learn(std::string_view bytes);
    void remember(Shape shape);

    RecordTypes const& types_;
    Pass pass_;
    std::string opening_;  ///< start tag of the record
    std::string waiting_;  ///< bytes of which it does not show yet what they are
    std::vector<Shape> shapes_;
    bool begun_ = false;
    bool has_namespace_ = false;
    bool whole_ = false;  ///< from here on everything is passed
};

}  // namespace almoner::xml
