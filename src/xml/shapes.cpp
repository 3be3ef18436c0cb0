#include "xml/shapes.hpp"

#include <algorithm>
#include <optional>

namespace almoner::xml {

namespace {

constexpr std::string_view declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";
constexpr std::string_view namespace_attribute = "xmlns=";
constexpr std::string_view white_space = " \t\r\n";

/// Records of a message have a handful of shapes.
constexpr std::size_t most_shapes = 16;
/// What goes on longer is no text and no record of ours.
constexpr std::size_t most_text = 4096;
constexpr std::size_t most_record = 1 << 16;

std::string joined(std::vector<std::string> const& names) {
    std::string path;
    for (auto const& name : names) {
        path += path.empty() ? name : "/" + name;
    }
    return path;
}

/// A tag without its brackets that means the same wherever it stands beside another of its kind.
bool is_plain_tag(std::string_view tag) {
    return !tag.empty() && tag.front() != '!' && tag.front() != '?' && tag.find(':') == std::string_view::npos &&
           tag.find("xmlns") == std::string_view::npos;
}

}  // namespace

Shapes::Shapes(RecordTypes const& types, Pass pass)
    : types_(types), pass_(std::move(pass)), opening_("<" + types.name + ">") {}

Status Shapes::feed(std::string_view chunk) {
    waiting_ += chunk;
    std::string_view left = waiting_;
    for (auto taken = more; taken != 0 && !left.empty();) {
        taken = 0;
        auto const done = whole_                       ? pass(left, left.size(), taken)
                          : !begun_                    ? begin(left, taken)
                          : left.starts_with(opening_) ? take_record(left, taken)
                                                       : take_frame(left, taken);
        if (!done) {
            return done;
        }
        left.remove_prefix(taken);
    }
    waiting_.erase(0, waiting_.size() - left.size());
    return {};
}

Status Shapes::finish() {
    whole_ = true;
    return feed({});
}

Status Shapes::pass(std::string_view bytes, std::size_t count, std::size_t& taken) {
    taken = count;
    return pass_(bytes.substr(0, count));
}

/// UTF-8 by its declaration or without one.
Status Shapes::begin(std::string_view bytes, std::size_t& taken) {
    if (bytes.size() < declaration.size()) {
        return {};
    }
    begun_ = true;
    if (bytes.starts_with(declaration)) {
        return pass(bytes, declaration.size(), taken);
    }
    whole_ = bytes.front() != '<' || bytes[1] == '?';
    return whole_ ? pass(bytes, bytes.size(), taken) : take_frame(bytes, taken);
}

/// What stands between records. Shapes are those of one row of records, so that all are children of one element.
Status Shapes::take_frame(std::string_view bytes, std::size_t& taken) {
    auto const next = bytes.find(opening_);
    // What may be the beginning of a record or of a namespace waits.
    auto const kept = std::max(opening_.size(), namespace_attribute.size());
    auto const end = next != std::string_view::npos ? next : bytes.size() - std::min(bytes.size(), kept);
    if (!is_ours(bytes, end)) {
        whole_ = true;
        return pass(bytes, bytes.size(), taken);
    }
    if (bytes.substr(0, end).find_first_not_of(white_space) != std::string_view::npos) {
        shapes_.clear();
    } else if (!shapes_.empty()) {
        // Space between records says nothing, and libxml2 takes long to be told so.
        taken = end;
        return {};
    }
    return end == 0 ? Status{} : pass(bytes, end, taken);
}

/// Up to `end` there is no section, no instruction, and one default namespace in all, so that an element's name alone
/// says which it is.
bool Shapes::is_ours(std::string_view bytes, std::size_t end) {
    // What begins before the end may go on behind it, and nothing else is looked at.
    bytes = bytes.substr(0, end + namespace_attribute.size());
    for (auto at = bytes.find('<'); at < end; at = bytes.find('<', at + 1)) {
        if (bytes[at + 1] == '!' || bytes[at + 1] == '?') {
            return false;
        }
    }
    for (auto at = bytes.find("xmlns"); at < end; at = bytes.find("xmlns", at + 1)) {
        if (has_namespace_ || bytes.substr(at, namespace_attribute.size()) != namespace_attribute) {
            return false;
        }
        has_namespace_ = true;
    }
    return true;
}

Status Shapes::take_record(std::string_view bytes, std::size_t& taken) {
    for (auto& shape : shapes_) {
        auto const size = match(shape, bytes);
        if (size != none) {
            taken = size == more ? 0 : size;
            return {};
        }
    }
    auto const size = learn(bytes);
    whole_ = size == none || (size == more && bytes.size() > most_record);
    if (whole_) {
        return pass(bytes, bytes.size(), taken);
    }
    return size == more ? Status{} : pass(bytes, size, taken);
}

std::size_t Shapes::match(Shape& shape, std::string_view bytes) {
    auto left = bytes;
    for (auto& [fixed, type, last] : shape) {
        if (!left.starts_with(fixed)) {
            return std::string_view(fixed).starts_with(left) ? more : none;
        }
        left.remove_prefix(fixed.size());
        if (type == nullptr) {
            return bytes.size() - left.size();
        }
        auto const text = left.substr(0, left.find('<'));
        if (text.size() == left.size()) {
            return text.size() > most_text ? none : more;
        }
        if (text != last) {
            if (!type->surely_holds(text)) {
                return none;
            }
            last = text;
        }
        left.remove_prefix(text.size());
    }
    return none;
}

/// The size of the record that the bytes begin with; its shape is remembered.
std::size_t Shapes::learn(std::string_view bytes) {
    Shape shape;
    std::vector<std::string> open;
    std::size_t fixed = 0;
    for (std::size_t at = 0;;) {
        auto const end = bytes.find('>', at);
        auto const next = bytes.find('<', end);
        auto const tag = bytes.substr(at + 1, end - at - 1);
        if (end == std::string_view::npos) {
            return more;
        }
        if (!is_plain_tag(tag)) {
            return none;
        }
        auto const name = std::string(tag.substr(0, tag.find_first_of(white_space)));
        if (tag.front() == '/') {
            if (open.empty()) {
                shape.push_back({std::string(bytes.substr(fixed, end + 1 - fixed)), nullptr, {}});
                remember(std::move(shape));
                return name.substr(1) == types_.name ? end + 1 : none;
            }
            if (name.substr(1) != open.back()) {
                return none;
            }
            open.pop_back();
        } else if (tag.back() != '/' && at != 0) {
            open.push_back(name);
            auto const closing = "</" + name + ">";
            if (next == std::string_view::npos || bytes.size() - next < closing.size()) {
                return more;
            }
            auto const type = types_.texts.find(joined(open));
            if (type != types_.texts.end() && bytes.substr(next).starts_with(closing)) {
                shape.push_back({std::string(bytes.substr(fixed, end + 1 - fixed)), &type->second,
                                 std::string(bytes.substr(end + 1, next - end - 1))});
                fixed = next;
            }
        }
        if (next == std::string_view::npos) {
            return more;
        }
        at = next;
    }
}

void Shapes::remember(Shape shape) {
    auto const is_same = [&shape](Shape const& known) {
        return std::equal(known.begin(), known.end(), shape.begin(), shape.end(),
                          [](Piece const& left, Piece const& right) { return left.fixed == right.fixed; });
    };
    if (shapes_.size() < most_shapes && std::none_of(shapes_.begin(), shapes_.end(), is_same)) {
        shapes_.push_back(std::move(shape));
    }
}

}  // namespace almoner::xml
