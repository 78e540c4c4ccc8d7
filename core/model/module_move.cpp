// SPDX-License-Identifier: Apache-2.0
#include "core/model/module_move.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "core/base/text.h"

namespace plinth {
namespace {

std::string leg(Millimetres by, const char* ahead, const char* back) {
  return fmt::format("{:.2f} m {}", static_cast<double>(std::llabs(by)) / 1000.0, by > 0 ? ahead : back);
}

/// Reads "0.59", "m", "east" into the move.
bool read_leg(const std::vector<std::string>& words, std::size_t at, ModuleMove& move) {
  if (words.size() < at + 3 || words[at + 1] != "m") return false;
  double metres = 0.0;
  const char* end = words[at].data() + words[at].size();
  if (std::from_chars(words[at].data(), end, metres).ptr != end || words[at].empty()) return false;
  const auto by = static_cast<Millimetres>(std::llround(metres * 1000.0));
  const std::string& way = words[at + 2];
  if (way == "east")
    move.dx = by;
  else if (way == "west")
    move.dx = -by;
  else if (way == "north")
    move.dy = by;
  else if (way == "south")
    move.dy = -by;
  else
    return false;
  return true;
}

}  // namespace

std::string move_text(const ModuleMove& move) {
  std::string text = "move " + move.tag;
  if (move.dx != 0) text += " " + leg(move.dx, "east", "west");
  if (move.dx != 0 && move.dy != 0) text += " and";
  if (move.dy != 0) text += " " + leg(move.dy, "north", "south");
  return text;
}

std::optional<ModuleMove> move_in(const std::string& hint) {
  const std::vector<std::string> words = split(hint.substr(0, hint.find_first_of(",:")), ' ');
  if (words.size() < 5 || words[0] != "move") return std::nullopt;
  ModuleMove move{words[1], 0, 0};
  if (!read_leg(words, 2, move)) return std::nullopt;
  if (words.size() > 5 && words[5] == "and" && !read_leg(words, 6, move)) return std::nullopt;
  if (move.dx == 0 && move.dy == 0) return std::nullopt;
  return move;
}

}  // namespace plinth
