// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <tuple>
#include <variant>

#include "core/model/design_json.h"
#include "core/model/design_json_fields.h"
#include "core/model/design_json_report_fields.h"
#include "core/model/design_json_text.h"

namespace plinth {
namespace json {
namespace {

/// Writes the JSON Schema of what it visits; the values themselves do not matter.
class SchemaWriter {
 public:
  static constexpr bool writes = true;

  explicit SchemaWriter(Text& text) : text_(text) {}

  template <class T>
  void operator()(std::string_view key, const T& value) {
    text_.key(key);
    if (key == "schema")
      member("const", [&] { text_.whole(1); });
    else
      schema(value);
    required_.push_back(key);
  }
  template <class... T>
  void one_of(std::span<const std::string_view> names, const std::variant<T...>&) {
    const std::tuple<T...> alternatives;
    std::apply(
        [&](const auto&... alternative) {
          std::size_t index = 0;
          ((text_.key(names[index++]), schema(alternative)), ...);
        },
        alternatives);
    one_of_ = names;
  }
  template <class T>
  void members(const T& value) {
    type("object");
    text_.key("properties");
    text_.open('{', text_.in_block());
    describe(*this, value);
    text_.close('}');
    text_.key("required");
    names(required_);
    if (!one_of_.empty()) {
      text_.key("oneOf");
      text_.open('[', false);
      for (const std::string_view name : one_of_) {
        text_.item();
        member("required", [&] { names(std::span(&name, 1)); });
      }
      text_.close(']');
    }
  }

 private:
  void type(std::string_view name) {
    text_.key("type");
    text_.string(name);
  }
  void names(std::span<const std::string_view> list) {
    text_.open('[', false);
    for (const std::string_view name : list) {
      text_.item();
      text_.string(name);
    }
    text_.close(']');
  }
  /// {"key": …}
  template <class Write>
  void member(std::string_view key, Write write) {
    text_.open('{', false);
    text_.key(key);
    write();
    text_.close('}');
  }
  void of_type(std::string_view name) {
    member("type", [&] { text_.string(name); });
  }
  template <class Write>
  void list_of(Write items, int count = 0) {
    text_.open('{', false);
    type("array");
    text_.key("items");
    items();
    for (const char* bound : {"minItems", "maxItems"}) {
      if (count == 0) continue;
      text_.key(bound);
      text_.whole(count);
    }
    text_.close('}');
  }
  /// The schema, or null.
  template <class Write>
  void or_null(Write write) {
    text_.open('{', false);
    text_.key("anyOf");
    text_.open('[', false);
    text_.item();
    write();
    text_.item();
    of_type("null");
    text_.close(']');
    text_.close('}');
  }

  void schema(bool) { of_type("boolean"); }
  void schema(int) { of_type("integer"); }
  void schema(double) { of_type("number"); }
  void schema(const std::string&) { of_type("string"); }
  template <class T>
  void schema(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      std::vector<std::string_view> words;
      for (int i = 0; i <= static_cast<int>(last_of<T>); ++i) words.push_back(word_of(static_cast<T>(i)));
      member("enum", [&] { names(words); });
    } else {
      text_.open('{', is_block<T> && text_.in_block());
      SchemaWriter(text_).members(value);
      text_.close('}');
    }
  }
  template <class T>
  void schema(const std::optional<T>&) {
    or_null([&] { schema(T{}); });
  }
  template <class T>
  void schema(const std::vector<T>&) {
    list_of([&] { schema(T{}); });
  }
  template <class T>
  void schema(const std::map<std::string, T>&) {
    text_.open('{', false);
    type("object");
    text_.key("additionalProperties");
    schema(T{});
    text_.close('}');
  }
  void schema(const std::pair<double, double>&) {
    list_of([&] { of_type("number"); }, 2);
  }
  void schema(const Ledger&) {
    list_of([&] { schema(LedgerEntry{}); });
  }
  template <class T>
  void schema(Shifted<const T>) {
    of_type("number");
  }
  template <class T>
  void schema(Shifted<const std::optional<T>>) {
    or_null([&] { of_type("number"); });
  }
  void schema(Celsius<const Temperature>) {
    text_.open('{', false);
    text_.key("anyOf");
    text_.open('[', false);
    text_.item();
    of_type("number");
    text_.item();
    text_.open('{', false);
    type("object");
    text_.key("required");
    names(std::vector<std::string_view>{"kelvin"});
    text_.close('}');
    text_.close(']');
    text_.close('}');
  }
  void schema(InMetres<const PlanPoint>) {
    list_of([&] { of_type("number"); }, 2);
  }
  void schema(InMetres<const Rect>) {
    list_of([&] { of_type("number"); }, 4);
  }
  void schema(InMetres<const std::optional<PlanPoint>>) {
    or_null([&] { list_of([&] { of_type("number"); }, 2); });
  }
  template <class T>
  void schema(InMetres<const std::vector<T>>) {
    const T item{};
    list_of([&] { schema(InMetres{item}); });
  }

  Text& text_;
  std::vector<std::string_view> required_;    ///< of the object being written
  std::span<const std::string_view> one_of_;  ///< its alternatives, of which exactly one must be there
};

}  // namespace
}  // namespace json

namespace {

template <class T>
std::string schema_of(std::string_view title, const T& value) {
  json::Text text;
  text.open('{', true);
  text.key("$schema");
  text.string("http://json-schema.org/draft-07/schema#");
  text.key("title");
  text.string(title);
  json::SchemaWriter(text).members(value);
  text.close('}');
  return std::move(text).take() + "\n";
}

}  // namespace

std::string design_schema() { return schema_of("plinth design, schema 1", Design{}); }
std::string findings_schema() { return schema_of("plinth findings, schema 1", CheckReport{}); }

}  // namespace plinth
