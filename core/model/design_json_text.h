// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth::json {

/// Appends JSON to a string. A block has one member or item per line; everything inside a line stays in that line.
class Text {
 public:
  void open(char bracket, bool block);
  void close(char bracket);
  void key(std::string_view name);  ///< before each member of an object
  void item();                      ///< before each item of a list
  void string(std::string_view value);
  /// value / 10^shift, exact: the shortest digits of the value with their decimal point moved. Asserts it is finite.
  void number(double value, int shift = 0);
  void whole(long long value, int shift = 0);
  void boolean(bool value) { bytes_ += value ? "true" : "false"; }
  void null() { bytes_ += "null"; }
  [[nodiscard]] bool in_block() const { return levels_.empty() || levels_.back().block; }
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  struct Level {
    bool block = false, empty = true;
  };
  void separate();
  void decimal(bool negative, std::string_view digits, int exponent);

  std::string bytes_;
  std::vector<Level> levels_;
};

/// The number `written` * 10^shift, correctly rounded; nullopt when it is out of range.
[[nodiscard]] std::optional<double> shifted_number(std::string_view written, int shift);
/// As above as a whole number, exact for plain decimals. A finer number is rounded after a shift, else refused.
[[nodiscard]] std::optional<long long> shifted_whole(std::string_view written, int shift);

}  // namespace plinth::json
