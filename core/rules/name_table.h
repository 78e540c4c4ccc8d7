// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace plinth {

/// Where a name stands in a list: open addressing over the hashes of the names, so that a rule that follows thousands
/// of references pays one comparison for each. Refers to the text of the names; they must outlive it.
class NameTable {
 public:
  NameTable() = default;
  /// Makes room for so many names.
  explicit NameTable(std::size_t names);
  /// The same name twice: the one that was added first is found.
  void add(std::string_view name, int place);
  [[nodiscard]] int find(std::string_view name) const;  ///< -1 when there is none

 private:
  struct Entry {
    std::string_view name;
    int place = -1;
  };
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  std::vector<Entry> entries_;  ///< a power of two of them, less than half in use
};

}  // namespace plinth
