// SPDX-License-Identifier: Apache-2.0
#include "core/model/placement_text.h"

#include <charconv>
#include <optional>

namespace plinth {
namespace {

/// Walks over a JSON text and knows line and column of every token.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  struct Token {
    std::string_view text;  ///< a string with its quotes, a number or word, or one of {}[]:,
    TextPlace place;
  };

  std::optional<Token> next() {
    skip_space();
    if (at_ >= text_.size()) return std::nullopt;
    const std::size_t from = at_;
    const TextPlace place{line_, column_, 0};
    if (text_[at_] == '"')
      pass_string();
    else if (is_mark(text_[at_]))
      step();
    else
      while (at_ < text_.size() && !is_mark(text_[at_]) && !is_space(text_[at_]) && text_[at_] != '"') step();
    Token token{text_.substr(from, at_ - from), place};
    token.place.length = column_ - place.column;
    return token;
  }

 private:
  static bool is_mark(char c) { return std::string_view("{}[]:,").find(c) != std::string_view::npos; }
  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  void step() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column_;
    }
  }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) step();
  }
  void pass_string() {
    step();
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      if (at_ < text_.size()) step();
    }
    if (at_ < text_.size()) step();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

double number_of(std::string_view text) {
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Collects one record of the list; `key` is the member that `value` belongs to.
void take(PlacementText& record, std::string& tag, std::string_view key, const Tokens::Token& value) {
  if (key == "\"tag\"" && value.text.size() >= 2) {
    tag = value.text.substr(1, value.text.size() - 2);
    record.tag = value.place;
  } else if (key == "\"x_m\"") {
    record.x = value.place;
    record.x_m = number_of(value.text);
  } else if (key == "\"y_m\"") {
    record.y = value.place;
    record.y_m = number_of(value.text);
  }
}

}  // namespace

std::map<std::string, PlacementText> placement_texts(std::string_view design_json) {
  std::map<std::string, PlacementText> found;
  Tokens tokens(design_json);
  int depth = 0;
  bool inside = false;  // the list itself
  std::string_view last, key;
  PlacementText record;
  std::string tag;
  while (const auto token = tokens.next()) {
    const std::string_view text = token->text;
    if (text == "{" || text == "[") {
      if (depth == 1 && text == "[" && key == "\"placements\"") inside = true;
      ++depth;
      if (inside && depth == 3) record = {}, tag.clear();
    } else if (text == "}" || text == "]") {
      if (inside && depth == 3 && !tag.empty()) found.try_emplace(tag, record);
      --depth;
      if (inside && depth == 1) return found;
    } else if (text == ":") {
      key = last;
    } else if (text == ",") {
      key = {};
    } else if (inside && depth == 3) {
      take(record, tag, key, *token);
    }
    last = text;
  }
  return found;
}

}  // namespace plinth
