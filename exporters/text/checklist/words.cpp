// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>
#include <tuple>

#include "core/base/hash.h"
#include "exporters/text/checklist/markdown.h"

namespace plinth::checklist {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// "POD-01.RACK-12" -> "POD-01.RACK-", 12, "12".
struct NumberedTag {
  std::string prefix;
  long number = -1;
  std::string digits;
  friend bool operator<(const NumberedTag& a, const NumberedTag& b) {
    return std::tie(a.prefix, a.number, a.digits) < std::tie(b.prefix, b.number, b.digits);
  }
  friend bool operator==(const NumberedTag&, const NumberedTag&) = default;
};

NumberedTag numbered(const std::string& tag) {
  std::size_t cut = tag.size();
  while (cut > 0 && is_digit(tag[cut - 1]) && tag.size() - cut < 9) --cut;
  NumberedTag out{tag.substr(0, cut), -1, tag.substr(cut)};
  if (!out.digits.empty()) std::from_chars(out.digits.data(), out.digits.data() + out.digits.size(), out.number);
  return out;
}

}  // namespace

std::string cell(std::string_view text) {
  const auto wordy = [&](std::size_t i) {
    return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0;
  };
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (c == '<') {
      out += "&lt;";
    } else {
      const bool inside_word = c == '_' && i > 0 && wordy(i - 1) && wordy(i + 1);
      if (std::string_view("|*_`\\[]").find(c) != std::string_view::npos && !inside_word) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string tag_list(std::vector<std::string> tags) {
  std::vector<NumberedTag> parts;
  parts.reserve(tags.size());
  for (const std::string& tag : tags) parts.push_back(numbered(tag));
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  std::string out;
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t end = i + 1;
    while (end < parts.size() && parts[end].prefix == parts[i].prefix && parts[i].number >= 0 &&
           parts[end].number == parts[end - 1].number + 1)
      ++end;
    const std::size_t shown = end - i >= 3 ? 1 : end - i;
    for (std::size_t k = i; k < i + shown; ++k) out += (out.empty() ? "" : ", ") + parts[k].prefix + parts[k].digits;
    if (end - i >= 3) out += " to " + parts[end - 1].digits;
    i = end;
  }
  return out;
}

std::string design_mark(const Design& design) {
  std::string all = design.engine;
  for (const InputFile& input : design.inputs) all += "\n" + input.path + " " + input.sha256;
  return sha256(all).substr(0, 16);
}

}  // namespace plinth::checklist
