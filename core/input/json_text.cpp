// SPDX-License-Identifier: Apache-2.0
#include "core/input/json_text.h"

#include <algorithm>

namespace plinth {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A reader over valid JSON that only needs to know where values begin and end.
class Cursor {
 public:
  explicit Cursor(std::string_view json) : json_(json) {
    if (json_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    skip_space();
  }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }

  void skip_space() {
    while (at_ < json_.size() && is_space(json_[at_])) ++at_;
  }

  void next() {
    if (at_ < json_.size()) ++at_;
    skip_space();
  }

  std::string_view read_string() {
    const std::size_t start = ++at_;
    while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2U : 1U;
    at_ = std::min(at_, json_.size());
    const std::string_view text = json_.substr(start, at_ - start);
    next();
    return text;
  }

  void skip_value() {
    int depth = 0;
    do {
      const char c = peek();
      if (c == '"') {
        read_string();
      } else if (c == '[' || c == '{') {
        ++depth;
        next();
      } else if (c == ']' || c == '}') {
        --depth;
        next();
      } else if (c == ',' || c == ':') {
        next();
      } else {
        while (at_ < json_.size() && std::string_view(",:]}").find(json_[at_]) == std::string_view::npos &&
               !is_space(json_[at_]))
          ++at_;
        skip_space();
      }
    } while (depth > 0 && at_ < json_.size());
  }

  bool enter(const JsonStep& step) {
    const auto* name = std::get_if<std::string>(&step);
    if (peek() != (name != nullptr ? '{' : '[')) return false;
    next();
    for (std::size_t i = 0; at_ < json_.size() && peek() != ']' && peek() != '}'; ++i) {
      bool here = name == nullptr && i == std::get<std::size_t>(step);
      if (name != nullptr) {
        here = read_string() == *name;
        next();  // the colon
      }
      if (here) return true;
      skip_value();
      if (peek() == ',') next();
    }
    return false;
  }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

int json_depth(std::string_view json) {
  int depth = 0, deepest = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      for (++i; i < json.size() && json[i] != '"'; ++i)
        if (json[i] == '\\') ++i;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

std::optional<std::size_t> json_offset(std::string_view json, const std::vector<JsonStep>& path) {
  Cursor cursor(json);
  for (const JsonStep& step : path)
    if (!cursor.enter(step)) return std::nullopt;
  return cursor.at();
}

}  // namespace plinth
