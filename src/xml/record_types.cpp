#include "xml/record_types.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <string_view>
#include <vector>

#include "xml/reader.hpp"

namespace almoner::xml {

namespace {

constexpr std::string_view schema_uri = "http://www.w3.org/2001/XMLSchema";

/// Anonymous types nest deeper than messages do.
constexpr std::uint32_t schema_depth = 128;

/// An element of the schema's own document.
struct Node {
    std::string name;
    std::map<std::string, std::string, std::less<>> attributes;
    std::deque<Node> children;  ///< stay where they are while others come

    [[nodiscard]] std::string_view attribute(std::string_view wanted) const {
        auto const found = attributes.find(wanted);
        return found == attributes.end() ? std::string_view() : std::string_view(found->second);
    }
    [[nodiscard]] Node const* child(std::string_view wanted) const {
        auto const found =
            std::find_if(children.begin(), children.end(), [wanted](auto const& one) { return one.name == wanted; });
        return found == children.end() ? nullptr : &*found;
    }
};

/// What is understood: of each element the attributes that may stand on it.
struct Understood {
    std::string_view element;
    std::array<std::string_view, 4> attributes;
};
constexpr Understood understood[] = {
    {"schema", {"targetNamespace", "elementFormDefault"}},
    {"element", {"name", "type", "minOccurs", "maxOccurs"}},
    {"complexType", {"name"}},
    {"simpleType", {"name"}},
    {"simpleContent", {}},
    {"extension", {"base"}},
    {"restriction", {"base"}},
    {"attribute", {"name", "type", "use"}},
    {"sequence", {"minOccurs", "maxOccurs"}},
    {"choice", {"minOccurs", "maxOccurs"}},
    {"group", {"name", "ref"}},
    {"any", {"namespace", "processContents", "minOccurs", "maxOccurs"}},
    {"pattern", {"value"}},
    {"enumeration", {"value"}},
    {"minLength", {"value"}},
    {"maxLength", {"value"}},
    {"totalDigits", {"value"}},
    {"fractionDigits", {"value"}},
    {"minExclusive", {"value"}},
    {"minInclusive", {"value"}},
    {"annotation", {}},
    {"documentation", {}},
};

/// What lets one element hang on another: a text that must be another's, or no other's; an element of any name.
bool binds(Attribute const& attribute) {
    auto const what = attribute.value.substr(attribute.value.find(':') + 1);
    auto const is_type = attribute.name == "type" || attribute.name == "base";
    return is_type ? what.starts_with("ID") || what.starts_with("ENTIT") || what == "NOTATION"
                   : attribute.name == "namespace" && attribute.value.starts_with("##");
}

bool is_understood(Element const& element) {
    auto const has_namespace = [](Attribute const& attribute) { return attribute.name == "namespace"; };
    if (element.name == "any" && std::none_of(element.attributes.begin(), element.attributes.end(), has_namespace)) {
        return false;
    }
    auto const known = std::find_if(std::begin(understood), std::end(understood),
                                    [&](auto const& one) { return one.element == element.name; });
    return element.namespace_uri == schema_uri && known != std::end(understood) &&
           std::all_of(element.attributes.begin(), element.attributes.end(), [known](Attribute const& attribute) {
               auto const& all = known->attributes;
               return attribute.prefix.empty() && !binds(attribute) &&
                      std::find(all.begin(), all.end(), attribute.name) != all.end();
           });
}

/// Keeps the schema's document; a schema is small.
class Keeping final : public Handler {
public:
    Status start(Element const& element) override {
        auto& node = open_.back()->children.emplace_back();
        node.name = element.name;
        for (auto const& attribute : element.attributes) {
            node.attributes.emplace(attribute.name, attribute.value);
        }
        prefix_ = open_.size() == 1 ? std::string(element.prefix) : prefix_;
        understood_ &= is_understood(element);
        open_.push_back(&node);
        return {};
    }
    Status end(Element const& /*element*/) override {
        open_.pop_back();
        return {};
    }
    Status text(std::string_view /*text*/) override { return {}; }

    [[nodiscard]] bool is_understood_whole() const { return understood_ && !document_.children.empty(); }
    [[nodiscard]] Node const& schema() const { return document_.children.front(); }
    /// How the schema writes the name of a type of XML Schema itself.
    [[nodiscard]] std::string builtin(std::string_view name) const {
        return prefix_.empty() ? std::string(name) : prefix_ + ":" + std::string(name);
    }

private:
    Node document_;
    std::vector<Node*> open_ = {&document_};
    std::string prefix_;
    bool understood_ = true;
};

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Adds one facet to a type; false where it cannot be told here what it asks.
bool add_facet(ValueType& type, Node const& facet) {
    auto const value = facet.attribute("value");
    if (facet.name == "enumeration") {
        type.restrictions.back().texts.emplace_back(value);
        return true;
    }
    if (facet.name == "pattern") {
        auto pattern = ValueType::Pattern::compile(std::string(value));
        if (!pattern) {
            return false;
        }
        type.restrictions.back().patterns.push_back(*std::move(pattern));
        return true;
    }
    if (facet.name == "minExclusive" && value == "0") {
        type.is_above_zero = true;
        return true;
    }
    // Only numbers without a sign are told of here.
    if (facet.name == "minInclusive" && value == "0") {
        return true;
    }
    auto const count = number(value);
    if (facet.name == "minLength") {
        type.least_characters = std::max(type.least_characters, count.value_or(0));
    } else if (facet.name == "maxLength") {
        type.most_characters = std::min(count, type.most_characters ? type.most_characters : count);
    } else if (facet.name == "totalDigits") {
        type.digits = std::min(count, type.digits ? type.digits : count);
    } else if (facet.name == "fractionDigits") {
        type.fraction_digits = std::min(count, type.fraction_digits ? type.fraction_digits : count);
    } else {
        return false;
    }
    return count.has_value();
}

class Declarations {
public:
    explicit Declarations(Keeping const& kept) : kept_(kept), schema_(kept.schema()) {}

    [[nodiscard]] std::optional<RecordTypes> record() const {
        std::vector<Node const*> all;
        gather(schema_, all);
        for (auto const* element : all) {
            auto const name = element->attribute("name");
            auto const is_alone = std::count_if(all.begin(), all.end(), [name](auto const* other) {
                                      return other->attribute("name") == name;
                                  }) == 1;
            RecordTypes record{std::string(name), {}};
            if (is_alone && element->attribute("maxOccurs") == "unbounded" && complex_type(*element) != nullptr &&
                take_texts(*complex_type(*element), "", 0, record.texts)) {
                return record;
            }
        }
        return std::nullopt;
    }

private:
    /// All declarations of elements, wherever they stand.
    static void gather(Node const& at, std::vector<Node const*>& all) {
        for (auto const& child : at.children) {
            if (child.name == "element") {
                all.push_back(&child);
            }
            gather(child, all);
        }
    }

    [[nodiscard]] Node const* named(std::string_view kind, std::string_view name) const {
        auto const found = std::find_if(schema_.children.begin(), schema_.children.end(), [&](auto const& one) {
            return one.name == kind && one.attribute("name") == name;
        });
        return found == schema_.children.end() ? nullptr : &*found;
    }

    [[nodiscard]] Node const* complex_type(Node const& element) const {
        auto const type = element.attribute("type");
        return type.empty() ? element.child("complexType") : named("complexType", type);
    }

    /// The types of the texts below an element of that type; false where it holds another record, or anything of
    /// another schema.
    [[nodiscard]] bool take_texts(Node const& content, std::string const& path, std::uint32_t depth,
                                  std::map<std::string, ValueType>& texts) const {
        if (depth == schema_depth) {
            return false;
        }
        return std::all_of(content.children.begin(), content.children.end(), [&](auto const& child) {
            if (child.name == "element") {
                return take_element(child, path, depth, texts);
            }
            if (child.name == "group") {
                auto const* const group = named("group", child.attribute("ref"));
                return group != nullptr && take_texts(*group, path, depth + 1, texts);
            }
            if (child.name == "sequence" || child.name == "choice") {
                return take_texts(child, path, depth + 1, texts);
            }
            return child.name != "any";
        });
    }

    [[nodiscard]] bool take_element(Node const& element, std::string const& path, std::uint32_t depth,
                                    std::map<std::string, ValueType>& texts) const {
        auto const place = (path.empty() ? "" : path + "/") + std::string(element.attribute("name"));
        auto const* const type = complex_type(element);
        auto const* const simple = type == nullptr ? nullptr : type->child("simpleContent");
        if (type != nullptr && simple == nullptr) {
            return element.attribute("maxOccurs") != "unbounded" && take_texts(*type, place, depth + 1, texts);
        }
        auto const* const extension = simple == nullptr ? nullptr : simple->child("extension");
        ValueType value;
        auto const told = simple == nullptr      ? take_simple(element, "type", value, depth)
                          : extension != nullptr ? take_base(extension->attribute("base"), value, depth)
                                                 : false;
        if (told) {
            texts.insert_or_assign(place, std::move(value));
        }
        return true;
    }

    /// The simple type that a node names, or has in itself.
    [[nodiscard]] bool take_simple(Node const& node, std::string_view by, ValueType& value, std::uint32_t depth) const {
        auto const* const own = node.child("simpleType");
        return own == nullptr ? take_base(node.attribute(by), value, depth) : take_type(*own, value, depth);
    }

    [[nodiscard]] bool take_base(std::string_view base, ValueType& value, std::uint32_t depth) const {
        value.is_decimal = base == kept_.builtin("decimal");
        if (value.is_decimal || base == kept_.builtin("string")) {
            return true;
        }
        auto const* const type = named("simpleType", base);
        return type != nullptr && depth < schema_depth && take_type(*type, value, depth + 1);
    }

    [[nodiscard]] bool take_type(Node const& type, ValueType& value, std::uint32_t depth) const {
        auto const* const restriction = type.child("restriction");
        if (restriction == nullptr || !take_simple(*restriction, "base", value, depth)) {
            return false;
        }
        value.restrictions.emplace_back();
        return std::all_of(restriction->children.begin(), restriction->children.end(),
                           [&](auto const& facet) { return facet.name == "simpleType" || add_facet(value, facet); });
    }

    Keeping const& kept_;
    Node const& schema_;
};

}  // namespace

Result<std::optional<RecordTypes>> record_types(std::filesystem::path const& schema) {
    Limits limits;
    limits.accept = Accept::any_well_formed;
    limits.depth = schema_depth;
    Keeping kept;
    if (auto const read = read_file(schema, kept, limits); !read) {
        return read.error();
    }
    return kept.is_understood_whole() ? Declarations(kept).record() : std::nullopt;
}

}  // namespace almoner::xml
