// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace plinth {

/// Text in columns two spaces apart; the first row is the head. A column of numbers is set flush right.
class Table {
 public:
  explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] bool empty() const { return rows_.size() == 1; }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// Characters of a UTF-8 text as a terminal counts them (no wide or combining characters in our tables).
[[nodiscard]] std::size_t columns(const std::string& text);

}  // namespace plinth
