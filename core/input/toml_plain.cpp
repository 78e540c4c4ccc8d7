// SPDX-License-Identifier: Apache-2.0
#include "core/input/toml_plain.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "core/base/units.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

/// Thrown, inside this file only, at the first character that the full parser had better look at.
struct NotPlain {};

constexpr int deepest = 6;

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class PlainReader {
 public:
  explicit PlainReader(std::string_view text) : text_(text) {}

  TomlNode document() {
    TomlNode root;
    root.span = {1, 1, 1};
    TomlNode* table = &root;
    while (at_ < text_.size()) {
      skip_blanks();
      const char c = peek();
      if (c == '[')
        table = &header(root);
      else if (c != '#' && c != '\n' && c != '\0')
        member(*table, 0);
      end_of_line();
    }
    sort(root);
    return root;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  void expect(char c) {
    if (peek() != c) throw NotPlain{};
    ++at_;
  }
  /// Columns count characters, so the bytes that continue one are taken off.
  [[nodiscard]] int column() const { return static_cast<int>(at_ - line_start_ - continued_) + 1; }
  [[nodiscard]] TextSpan begin() const { return {line_, column(), 1}; }
  void close(TextSpan& span) const { span.length = span.line == line_ ? std::max(1, column() - span.column) : 1; }

  void next_line() {
    expect('\n');
    ++line_;
    line_start_ = at_;
    continued_ = 0;
  }

  /// One character of a text or a comment.
  void character() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte < 0x80) {
      if (byte < 0x20 && byte != '\t') throw NotPlain{};
      if (byte == 0x7F) throw NotPlain{};
      ++at_;
      return;
    }
    const std::size_t length = utf8_length(text_.substr(at_));
    if (length == 0) throw NotPlain{};
    at_ += length;
    continued_ += length - 1;
  }

  void comment() {
    if (peek() != '#') return;
    while (at_ < text_.size() && text_[at_] != '\n') character();
  }

  void end_of_line() {
    skip_blanks();
    comment();
    if (at_ < text_.size()) next_line();
  }

  std::string_view key(TextSpan& span) {
    span = begin();
    const std::size_t from = at_;
    while (is_key_character(peek())) ++at_;
    if (at_ == from) throw NotPlain{};
    close(span);
    return text_.substr(from, at_ - from);
  }

  static TomlMember& add(TomlNode& table, std::string_view key, const TextSpan& span) {
    for (const TomlMember& member : table.members)
      if (member.key == key) throw NotPlain{};  // given twice, or a list that goes on
    TomlMember& member = table.members.emplace_back();
    member.key = key;
    member.span = span;
    return member;
  }

  /// `[name]` or `[[name]]`; returns the table that the next lines fill.
  TomlNode& header(TomlNode& root) {
    TextSpan whole = begin();
    expect('[');
    const bool list = peek() == '[';
    if (list) expect('[');
    TextSpan span;
    const std::string_view name = key(span);
    expect(']');
    if (list) expect(']');
    close(whole);
    if (!list) {
      TomlNode& table = add(root, name, span).value;
      table.span = whole;
      return table;
    }
    const auto known = std::find_if(root.members.begin(), root.members.end(),
                                    [&](const TomlMember& member) { return member.key == name; });
    TomlNode* items = known == root.members.end() ? nullptr : &known->value;
    if (items == nullptr) {
      items = &add(root, name, span).value;
      items->type = TomlNode::Types::array;
      items->span = whole;
      lists_.emplace_back(name);
    } else if (std::find(lists_.begin(), lists_.end(), name) == lists_.end()) {
      throw NotPlain{};
    } else {
      items->span.length = 1;  // it now ends on another line
    }
    TomlNode& item = items->items.emplace_back();
    item.span = whole;
    return item;
  }

  void member(TomlNode& table, int depth) {
    TextSpan span;
    const std::string_view name = key(span);
    skip_blanks();
    expect('=');
    skip_blanks();
    TomlMember& fresh = add(table, name, span);
    value(fresh.value, depth);
  }

  void value(TomlNode& out, int depth) {
    if (depth > deepest) throw NotPlain{};
    out.span = begin();
    switch (peek()) {
      case '"':
        quoted(out);
        break;
      case '[':
        array(out, depth);
        break;
      case '{':
        inline_table(out, depth);
        break;
      case 't':
        word(out, "true", true);
        break;
      case 'f':
        word(out, "false", false);
        break;
      default:
        number(out);
    }
    close(out.span);
  }

  void quoted(TomlNode& out) {
    out.type = TomlNode::Types::text;
    expect('"');
    if (peek() == '"' && peek(1) == '"') return several_lines(out);
    std::size_t from = at_;
    while (peek() != '"') {
      if (at_ >= text_.size() || peek() == '\n') throw NotPlain{};
      if (peek() == '\\') {
        if (peek(1) != '"' && peek(1) != '\\') throw NotPlain{};
        out.text += text_.substr(from, at_ - from);
        from = ++at_;
        ++at_;
        continue;
      }
      character();
    }
    out.text += text_.substr(from, at_ - from);
    ++at_;
  }

  /// A text between three quotation marks; one without escapes, as explanations are.
  void several_lines(TomlNode& out) {
    at_ += 2;
    if (peek() == '\n') next_line();  // right after the marks it is not part of the text
    const std::size_t from = at_;
    while (text_.substr(at_, 3) != "\"\"\"") {
      if (at_ >= text_.size() || peek() == '\\') throw NotPlain{};
      if (peek() == '\n')
        next_line();
      else
        character();
    }
    out.text = text_.substr(from, at_ - from);
    at_ += 3;
    if (peek() == '"') throw NotPlain{};
  }

  void word(TomlNode& out, std::string_view spelling, bool flag) {
    if (text_.substr(at_, spelling.size()) != spelling) throw NotPlain{};
    at_ += spelling.size();
    end_of_scalar();
    out.type = TomlNode::Types::flag;
    out.flag = flag;
    out.text = spelling;
  }

  void end_of_scalar() const {
    const char c = peek();
    if (c != ' ' && c != '\t' && c != '\n' && c != ',' && c != ']' && c != '}' && c != '#' && c != '\0')
      throw NotPlain{};
  }

  std::size_t digits() {
    const std::size_t from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    if (at_ == from || at_ - from > 15) throw NotPlain{};
    return at_ - from;
  }

  void number(TomlNode& out) {
    const std::size_t from = at_;
    if (peek() == '-') ++at_;
    const bool zero = peek() == '0';
    const std::size_t count = digits();
    if (zero && count > 1) throw NotPlain{};
    const bool real = peek() == '.';
    if (real) {
      ++at_;
      digits();
    }
    end_of_scalar();
    const std::string_view written = text_.substr(from, at_ - from);
    if (written.starts_with("-0")) throw NotPlain{};
    if (real) {
      std::from_chars(written.data(), written.data() + written.size(), out.real);
      out.type = TomlNode::Types::real;
      out.text = number_text(out.real);
      return;
    }
    std::from_chars(written.data(), written.data() + written.size(), out.integer);
    out.type = TomlNode::Types::integer;
    out.real = static_cast<double>(out.integer);
    out.text = written;
  }

  void array(TomlNode& out, int depth) {
    out.type = TomlNode::Types::array;
    expect('[');
    for (;;) {
      skip_lines();
      if (peek() == ']') break;
      value(out.items.emplace_back(), depth + 1);
      skip_lines();
      if (peek() != ',') break;
      ++at_;
    }
    expect(']');
  }

  void skip_lines() {
    for (skip_blanks(); peek() == '\n' || peek() == '#'; skip_blanks()) {
      comment();
      if (at_ < text_.size()) next_line();
    }
  }

  void inline_table(TomlNode& out, int depth) {
    expect('{');
    skip_blanks();
    if (peek() != '}') {
      for (;;) {
        skip_blanks();
        member(out, depth + 1);
        skip_blanks();
        if (peek() != ',') break;
        ++at_;
      }
    }
    expect('}');
  }

  static void sort(TomlNode& node) {
    std::sort(node.members.begin(), node.members.end(),
              [](const TomlMember& a, const TomlMember& b) { return a.key < b.key; });
    for (TomlMember& member : node.members) sort(member.value);
    for (TomlNode& item : node.items) sort(item);
  }

  std::string_view text_;
  std::size_t at_ = 0, line_start_ = 0, continued_ = 0;
  int line_ = 1;
  std::vector<std::string_view> lists_;  ///< names of the [[lists]] so far
};

}  // namespace

std::optional<TomlNode> parse_plain_toml(std::string_view bytes) {
  try {
    return PlainReader(bytes).document();
  } catch (const NotPlain&) {
    return std::nullopt;
  }
}

}  // namespace plinth
