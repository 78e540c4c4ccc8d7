// SPDX-License-Identifier: Apache-2.0
#include "core/rules/name_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace plinth {
namespace {

/// Eight letters at a time, then the finaliser of SplitMix64: tags differ in few bits of their last letters, and all of
/// them have to reach the bits that choose the slot.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = name.size();
  for (std::size_t at = 0; at < name.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t lot = 0;
    std::memcpy(&lot, name.data() + at, std::min(sizeof lot, name.size() - at));
    hash = (hash ^ lot) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 32;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

}  // namespace

NameTable::NameTable(std::size_t names) : entries_(std::bit_ceil(2 * names + 2)) {}

std::size_t NameTable::slot_of(std::string_view name) const {
  const std::size_t mask = entries_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash_of(name)) & mask;
  while (entries_[slot].place >= 0 && entries_[slot].name != name) slot = (slot + 1) & mask;
  return slot;
}

void NameTable::add(std::string_view name, int place) {
  Entry& entry = entries_[slot_of(name)];
  if (entry.place < 0) entry = {name, place};
}

int NameTable::find(std::string_view name) const { return entries_.empty() ? -1 : entries_[slot_of(name)].place; }

}  // namespace plinth
