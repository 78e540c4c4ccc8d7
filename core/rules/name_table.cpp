// SPDX-License-Identifier: Apache-2.0
#include "core/rules/name_table.h"

#include <bit>

namespace plinth {

NameTable::NameTable(std::size_t names) : entries_(std::bit_ceil(2 * names + 2)) {}

/// FNV-1a; the high bits are folded in because tags differ in their last letters only.
std::size_t NameTable::slot_of(std::string_view name) const {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  const std::size_t mask = entries_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash ^ (hash >> 32)) & mask;
  while (entries_[slot].place >= 0 && entries_[slot].name != name) slot = (slot + 1) & mask;
  return slot;
}

void NameTable::add(std::string_view name, int place) {
  Entry& entry = entries_[slot_of(name)];
  if (entry.place < 0) entry = {name, place};
}

int NameTable::find(std::string_view name) const { return entries_.empty() ? -1 : entries_[slot_of(name)].place; }

}  // namespace plinth
