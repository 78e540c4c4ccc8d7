// SPDX-License-Identifier: Apache-2.0
#include "core/input/text_scan.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace plinth {

namespace {

constexpr int deepest = 32;

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

std::string hex_byte(unsigned byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return std::string("0x") + digits[byte >> 4] + digits[byte & 15];
}

std::optional<TextFault> first_bad_byte(std::string_view bytes) {
  TextSpan span{1, 1, 1};
  for (std::size_t i = 0; i < bytes.size();) {
    const unsigned byte = byte_at(bytes, i);
    const std::size_t length = utf8_length(bytes.substr(i));
    if (length == 0 || byte == 0)
      return TextFault{"not a text file: byte " + hex_byte(byte) + " is not UTF-8 text", span,
                       "save the file as UTF-8"};
    i += length;
    ++span.column;
    if (byte == '\n') span = {span.line + 1, 1, 1};
  }
  return std::nullopt;
}

// Follows TOML's own rules for strings and comments: brackets, dots and characters inside them are text.
class StructureScan {
 public:
  explicit StructureScan(std::string_view text) : text_(text) {}

  std::optional<TextFault> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '[' && statement_ && depth_ == 0 && !header_has_name())
        return TextFault{"not valid TOML: a table header must begin with a name", span_at(text_, at_), "write [name]"};
      if (c != ' ' && c != '\t') statement_ = c == '\n';
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        if (at_ > 0 || !text_.starts_with("\xEF\xBB\xBF")) return foreign_character();
        at_ += 3;  // byte order mark
      } else if (!count(c)) {
        return fault();
      } else {
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  // toml++ 3.3 fails an assertion on "[,": the first character of the name is its caller's business.
  [[nodiscard]] bool header_has_name() const {
    std::size_t at = at_ + 1;
    if (text_.substr(at, 1) == "[") ++at;
    at = std::min(text_.find_first_not_of(" \t", at), text_.size());
    if (at == text_.size()) return true;  // unfinished: the parser will say so
    const char c = text_[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("_-\"']").find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;  // reported as such
  }

  bool count(char c) {
    if (c == '[' || c == '{') ++depth_;
    if (c == ']' || c == '}') depth_ = std::max(0, depth_ - 1);
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') dots_ = 0;
    return depth_ <= deepest && dots_ <= deepest;
  }

  void skip_string(char quote) {
    const std::string fence(3, quote);
    const bool long_form = text_.substr(at_, 3) == fence;
    at_ += long_form ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        at_ += 2;
      } else if (long_form ? text_.substr(at_, 3) == fence : text_[at_] == quote) {
        at_ += long_form ? 3 : 1;
        return;
      } else if (!long_form && text_[at_] == '\n') {
        return;  // unterminated: the parser will say so
      } else {
        ++at_;
      }
    }
    at_ = text_.size();
  }

  // Outside strings and comments TOML is ASCII. toml++ 3.3 has undefined behaviour on some other characters there.
  [[nodiscard]] TextFault foreign_character() const {
    const std::string_view rest = text_.substr(at_);
    const TextSpan span = span_at(text_, at_);
    if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xE2\x80\xAF"))
      return {"not valid TOML: a no-break space outside quotes", span, "replace it by a plain space"};
    if (rest.starts_with("\xE2\x80\x9C") || rest.starts_with("\xE2\x80\x9D"))
      return {"not valid TOML: a curly quotation mark", span, "use straight quotes: \""};
    std::string hint = syntax_hint(line_of(text_, span.line));
    if (hint.empty()) hint = "put the text in quotes";
    return {"not valid TOML: the character " + std::string(rest.substr(0, utf8_length(rest))) + " outside quotes", span,
            std::move(hint)};
  }

  [[nodiscard]] TextFault fault() const {
    return {"nested more than " + std::to_string(deepest) + " levels deep", span_at(text_, at_), {}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0, dots_ = 0;
  bool statement_ = true;  // at the start of a line, but for spaces
};

constexpr std::size_t longest_excerpt = 1000;  // bytes; a longer line would drown the message

// Control bytes in an excerpt could drive the terminal; one character stays one character so that the caret fits.
std::string safe_excerpt(std::string_view line) {
  if (line.size() > longest_excerpt) return {};
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const bool c1_control = byte == 0xC2 && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) < 0xA0;
    if (c1_control) ++i;
    const std::size_t length = c1_control ? 0 : utf8_length(line.substr(i));
    if (c1_control || length == 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) {
      out += '?';
    } else {
      out += line.substr(i, length);
      i += length - 1;
    }
  }
  return out;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte_at(text, i) & 0xC0U) != 0x80U) return 0;
  const unsigned second = byte_at(text, 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second > 0x9F;
  const bool too_large = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

std::optional<TextFault> check_text(std::string_view bytes, std::size_t byte_limit) {
  if (bytes.size() > byte_limit)
    return TextFault{
        "the file has " + std::to_string(bytes.size()) + " bytes; at most " + std::to_string(byte_limit) + " are read",
        {1, 1, 1},
        "check that this is the file you meant"};
  const std::string_view start = bytes.substr(0, 2);
  if (start == "\xFF\xFE" || start == "\xFE\xFF")
    return TextFault{"the file is UTF-16", {1, 1, 1}, "save the file as UTF-8"};
  if (const auto fault = first_bad_byte(bytes)) return fault;
  return StructureScan(bytes).run();
}

Finding finding_at(const std::string& file, std::string_view bytes, const TextSpan& span, std::string_view code,
                   std::string message) {
  Finding finding;
  finding.code = code;
  finding.message = std::move(message);
  finding.origin = {file, span.line, span.line == 0 ? 0 : span.column};
  if (span.line > 0) finding.excerpt = safe_excerpt(line_of(bytes, span.line));
  finding.caret_length = std::max(1, span.length);
  return finding;
}

TextSpan span_at(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, offset);
  TextSpan span{static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, 1, 1};
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  for (const char c : before.substr(start)) span.column += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return span;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  const int year = std::stoi(std::string(text.substr(0, 4)));
  const int month = std::stoi(std::string(text.substr(5, 2)));
  const int day = std::stoi(std::string(text.substr(8, 2)));
  if (year < 1 || month < 1 || month > 12) return false;
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool is_one_line(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text.substr(i));
    const bool c1_control = byte == 0xC2 && length == 2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (length == 0 || byte < 0x20 || byte == 0x7F || c1_control) return false;
    i += length;
  }
  return true;
}

std::string syntax_hint(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  std::string_view value = trim(line.substr(equals + 1));
  value = trim(value.substr(0, value.find('#')));
  if (value.empty()) return "a value is missing after \"=\"";
  if (value.find_first_of("\"'[]{},") != std::string_view::npos) return {};
  return "put the value in quotes: " + printable(trim(line.substr(0, equals))) + " = \"" + printable(value) + "\"";
}

}  // namespace plinth
