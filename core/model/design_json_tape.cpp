// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json_tape.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace plinth::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Fills a tape from the events of the parser; returns false to stop it.
class TapeBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit TapeBuilder(Parsed& result) : result_(result) {}

  bool null() { return add(Kind::null, {}); }
  bool boolean(bool value) { return add(Kind::boolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) { return whole(value); }
  bool number_unsigned(number_unsigned_t value) { return whole(value); }
  bool number_float(number_float_t, const string_t& written) {
    const bool added = add(Kind::number, written);
    // The parser puts the decimal mark of the C locale in.
    auto& bytes = result_.tape.bytes;
    std::replace(bytes.end() - static_cast<std::ptrdiff_t>(written.size()), bytes.end(), ',', '.');
    return added;
  }
  bool string(string_t& value) { return add(Kind::string, value); }
  bool binary(binary_t&) { return false; }
  bool key(string_t& name) {
    key_at_ = size();
    key_size_ = static_cast<std::uint32_t>(name.size());
    result_.tape.bytes += name;
    return true;
  }
  bool start_object(std::size_t) { return open(Kind::object); }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(Kind::array); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) {
    result_.byte = position == 0 ? 0 : position - 1;
    // "[json.exception.parse_error.101] parse error at line 1, column 2: what": the caller says where.
    const std::string_view what = error.what();
    const std::size_t colon = what.find(": ");
    result_.fault = colon == std::string_view::npos ? what : what.substr(colon + 2);
    return false;
  }

 private:
  template <class Number>
  bool whole(Number value) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return add(Kind::number, {buffer, static_cast<std::size_t>(end - buffer)});
  }
  bool add(Kind kind, std::string_view text) {
    auto& cells = result_.tape.cells;
    if (cells.size() >= most_values) {
      result_.fault = "more than " + std::to_string(most_values) + " values";
      return false;
    }
    const auto index = static_cast<std::uint32_t>(cells.size());
    cells.push_back({kind, key_at_, key_size_, size(), static_cast<std::uint32_t>(text.size()), index + 1});
    result_.tape.bytes += text;
    key_size_ = 0;
    return true;
  }
  bool open(Kind kind) {
    open_.push_back(static_cast<std::uint32_t>(result_.tape.cells.size()));
    if (open_.size() > static_cast<std::size_t>(deepest)) {
      result_.fault = "nested deeper than " + std::to_string(deepest) + " levels";
      return false;
    }
    return add(kind, {});
  }
  bool close() {
    result_.tape.cells[open_.back()].next = static_cast<std::uint32_t>(result_.tape.cells.size());
    open_.pop_back();
    return true;
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(result_.tape.bytes.size()); }

  Parsed& result_;
  std::vector<std::uint32_t> open_;
  std::uint32_t key_at_ = 0, key_size_ = 0;
};

/// Walks a sound JSON text (or the sound part of one) and calls visit(byte, depth) at the start of each value until it
/// returns false.
template <class Visit>
void each_value(std::string_view json, Visit visit) {
  std::vector<bool> in_object;
  bool key_next = false;
  const auto end_of_string = [&](std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at)
      if (json[at] == '\\') ++at;
    return at;
  };
  for (std::size_t at = json.starts_with(byte_order_mark) ? 3 : 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '}' || c == ']') {
      if (!in_object.empty()) in_object.pop_back();
    } else if (c == ',') {
      key_next = !in_object.empty() && in_object.back();
    } else if (c == '"' && key_next) {
      at = end_of_string(at);
      key_next = false;
    } else if (c == '{' || c == '[') {
      in_object.push_back(c == '{');
      key_next = c == '{';
      if (!visit(at, in_object.size())) return;
    } else if (c == '"') {
      if (!visit(at, in_object.size())) return;
      at = end_of_string(at);
    } else if (std::string_view(": \t\r\n").find(c) == std::string_view::npos) {
      if (!visit(at, in_object.size())) return;
      at = std::min(json.find_first_of(",]} \t\r\n", at), json.size()) - 1;
    }
  }
}

/// Where the parser was told to stop: it does not say itself.
std::size_t byte_of_limit(std::string_view json) {
  std::size_t found = 0;
  std::uint32_t count = 0;
  each_value(json, [&](std::size_t at, std::size_t depth) {
    found = at;
    return ++count <= most_values && depth <= static_cast<std::size_t>(deepest);
  });
  return found;
}

}  // namespace

std::string_view text(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a text";
    case Kind::array:
      return "a list";
    case Kind::object:
      break;
  }
  return "an object";
}

Parsed parse(std::string_view json) {
  Parsed result;
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (json[first] != '{' && !json.starts_with(byte_order_mark))) {
    result.fault = first == std::string_view::npos ? "the file is empty" : "a design starts with '{'";
    result.byte = first == std::string_view::npos ? 0 : first;
    return result;
  }
  if (json.size() >= std::numeric_limits<std::uint32_t>::max()) {
    result.fault = "the file is larger than 4 GB";
    return result;
  }
  TapeBuilder builder(result);
  const bool sound = nlohmann::json::sax_parse(json.begin(), json.end(), &builder);
  if (!sound && result.byte == 0) result.byte = byte_of_limit(json);
  return result;
}

Place place_of_byte(std::string_view json, std::size_t byte) {
  Place place;
  const std::size_t end = std::min(byte, json.size());
  for (std::size_t at = json.find('\n'); at < end; at = json.find('\n', at + 1)) {
    ++place.line;
    place.line_begin = at + 1;
  }
  place.column = static_cast<int>(std::min<std::size_t>(end - place.line_begin, 2'000'000'000)) + 1;
  return place;
}

std::vector<Place> places_of(std::string_view json, std::span<const std::uint32_t> ascending) {
  std::vector<Place> places;
  std::uint32_t index = 0;
  Place place;
  std::size_t counted = 0;  // lines before this byte are in `place`
  each_value(json, [&](std::size_t at, std::size_t) {
    while (places.size() < ascending.size() && ascending[places.size()] == index) {
      const Place local = place_of_byte(json.substr(counted), at - counted);
      place = {place.line + local.line - 1, local.column,
               local.line == 1 ? place.line_begin : counted + local.line_begin};
      place.column = static_cast<int>(at - place.line_begin) + 1;
      counted = at;
      places.push_back(place);
    }
    ++index;
    return places.size() < ascending.size();
  });
  return places;
}

}  // namespace plinth::json
