// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "core/base/assert.h"

namespace plinth::json {
namespace {

/// Bytes of the well-formed UTF-8 character at the start of `text` (Unicode 15, table 3-7); 0 when it is not one.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto between = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const auto tail = [&](std::size_t i) { return between(i, 0x80, 0xBF); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (between(0, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (between(0, 0xE0, 0xEF)) {
    const unsigned low = lead == 0xE0 ? 0xA0U : 0x80U;
    const unsigned high = lead == 0xED ? 0x9FU : 0xBFU;
    return between(1, low, high) && tail(2) ? 3 : 0;
  }
  if (between(0, 0xF0, 0xF4)) {
    const unsigned low = lead == 0xF0 ? 0x90U : 0x80U;
    const unsigned high = lead == 0xF4 ? 0x8FU : 0xBFU;
    return between(1, low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

void append_control(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      constexpr std::string_view hex = "0123456789abcdef";
      const auto value = static_cast<unsigned char>(c);
      out += "\\u00";
      out += hex[value / 16U];
      out += hex[value % 16U];
  }
}

}  // namespace

void Text::separate() {
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) bytes_ += ',';
  if (level.block) {
    bytes_ += '\n';
    bytes_.append(2 * levels_.size(), ' ');
  } else if (!level.empty) {
    bytes_ += ' ';
  }
  level.empty = false;
}

void Text::open(char bracket, bool block) {
  bytes_ += bracket;
  levels_.push_back({block, true});
}

void Text::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.block && !level.empty) {
    bytes_ += '\n';
    bytes_.append(2 * levels_.size(), ' ');
  }
  bytes_ += bracket;
}

void Text::key(std::string_view name) {
  separate();
  string(name);
  bytes_ += ": ";
}

void Text::item() { separate(); }

void Text::string(std::string_view value) {
  bytes_ += '"';
  for (std::size_t at = 0; at < value.size();) {
    std::size_t plain = at;
    while (plain < value.size() && value[plain] >= ' ' && value[plain] != '"' && value[plain] != '\\') ++plain;
    bytes_ += value.substr(at, plain - at);
    at = plain;
    if (at == value.size()) break;
    const char c = value[at];
    if (c == '"' || c == '\\') {
      bytes_ += '\\';
      bytes_ += c;
      ++at;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_control(bytes_, c);
      ++at;
    } else {
      const std::size_t size = character_size(value.substr(at));
      bytes_ += size == 0 ? replacement : value.substr(at, size);
      at += std::max<std::size_t>(size, 1);
    }
  }
  bytes_ += '"';
}

/// digits d1 d2 d3 … mean d1.d2d3… * 10^exponent.
void Text::decimal(bool negative, std::string_view digits, int exponent) {
  if (negative) bytes_ += '-';
  const int count = static_cast<int>(digits.size());
  if (exponent < -7 || exponent > 20) {
    bytes_ += digits[0];
    if (count > 1) bytes_ += '.';
    bytes_ += digits.substr(1);
    bytes_ += exponent < 0 ? "e-" : "e+";
    bytes_ += std::to_string(std::abs(exponent));
  } else if (exponent < 0) {
    bytes_ += "0.";
    bytes_.append(static_cast<std::size_t>(-exponent - 1), '0');
    bytes_ += digits;
  } else if (count <= exponent + 1) {
    bytes_ += digits;
    bytes_.append(static_cast<std::size_t>(exponent + 1 - count), '0');
  } else {
    const auto before = static_cast<std::size_t>(exponent) + 1;
    bytes_ += digits.substr(0, before);
    bytes_ += '.';
    bytes_ += digits.substr(before);
  }
}

void Text::number(double value, int shift) {
  PLINTH_ASSERT(std::isfinite(value), "a number of the design is not finite; before it stands …" +
                                          bytes_.substr(bytes_.size() - std::min<std::size_t>(bytes_.size(), 80)));
  if (value == 0) {
    bytes_ += '0';
    return;
  }
  std::array<char, 64> buffer{};
  const double size = std::fabs(value);
  const auto end = std::to_chars(buffer.begin(), buffer.end(), size, std::chars_format::scientific).ptr;
  const std::string_view written(buffer.begin(), static_cast<std::size_t>(end - buffer.begin()));
  const std::size_t e = written.find('e');
  int exponent = 0;
  std::from_chars(written.begin() + e + (written[e + 1] == '+' ? 2 : 1), written.end(), exponent);
  std::array<char, 32> digits{};
  const auto last = std::copy_if(written.begin(), written.begin() + e, digits.begin(), [](char c) { return c != '.'; });
  decimal(value < 0, {digits.begin(), static_cast<std::size_t>(last - digits.begin())}, exponent - shift);
}

void Text::whole(long long value, int shift) {
  std::array<char, 24> buffer{};
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto end = std::to_chars(buffer.begin(), buffer.end(), size).ptr;
  std::string_view digits(buffer.begin(), static_cast<std::size_t>(end - buffer.begin()));
  const int exponent = static_cast<int>(digits.size()) - 1 - shift;
  digits = digits.substr(0, std::max<std::size_t>(digits.find_last_not_of('0') + 1, 1));
  decimal(value < 0, digits, value == 0 ? 0 : exponent);
}

std::optional<double> shifted_number(std::string_view written, int shift) {
  double value = 0;
  const auto read = [&](std::string_view text) -> std::optional<double> {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  if (shift == 0) return read(written);
  const std::size_t e = std::min(written.find_first_of("eE"), written.size());
  int exponent = 0;
  if (e < written.size()) {
    const std::size_t sign = written[e + 1] == '+' ? 2 : 1;
    const auto error = std::from_chars(written.data() + e + sign, written.data() + written.size(), exponent).ec;
    if (error != std::errc{} || std::abs(exponent) > 1'000'000) return std::nullopt;
  }
  return read(std::string(written.substr(0, e)) + "e" + std::to_string(exponent + shift));
}

std::optional<long long> shifted_whole(std::string_view written, int shift) {
  const std::size_t point = std::min(written.find('.'), written.size());
  std::string_view decimals = written.substr(std::min(point + 1, written.size()));
  if (written.find_first_of("eE") == std::string_view::npos && decimals.size() <= static_cast<std::size_t>(shift)) {
    const std::string digits = std::string(written.substr(0, point)) + std::string(decimals) +
                               std::string(static_cast<std::size_t>(shift) - decimals.size(), '0');
    long long value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  }
  const auto value = shifted_number(written, shift);
  if (!value || std::fabs(*value) > 9e15) return std::nullopt;
  if (shift == 0 && *value != std::floor(*value)) return std::nullopt;
  return std::llround(*value);
}

}  // namespace plinth::json
