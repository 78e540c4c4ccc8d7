// SPDX-License-Identifier: Apache-2.0
#include "core/rules/move_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "core/base/text.h"

namespace plinth {
namespace {

constexpr int kMostMoves = 50;
constexpr Millimetres kAround = 60000;  ///< no rule of distance looks farther
constexpr std::array<std::string_view, 14> kOfPlace{"AIR03",  "BESS01", "BESS02", "BESS20", "BESS28", "EL01",   "GEN04",
                                                    "ROAD01", "ROAD02", "SITE01", "SITE02", "SITE03", "SITE04", "XF01"};

struct Move {
  std::string tag;
  Millimetres dx = 0, dy = 0;
  std::string words;  ///< as the hint has it
};

/// Reads "move BESS-08 0.59 m east" at the beginning of a hint.
std::optional<Move> move_of(const std::string& hint) {
  const std::vector<std::string> words = split(hint.substr(0, hint.find(',')), ' ');
  if (words.size() != 5 || words[0] != "move" || words[3] != "m") return std::nullopt;
  Move move{words[1], 0, 0, join(words, " ")};
  double metres = 0.0;
  std::from_chars(words[2].data(), words[2].data() + words[2].size(), metres);
  const auto by = static_cast<Millimetres>(std::llround(metres * 1000.0));
  if (words[4] == "east") move.dx = by;
  if (words[4] == "west") move.dx = -by;
  if (words[4] == "north") move.dy = by;
  if (words[4] == "south") move.dy = -by;
  return move.dx == 0 && move.dy == 0 ? std::nullopt : std::optional(move);
}

RuleSet rules_of_place(const RuleSet& rules, std::vector<const Rule*>& compiled) {
  for (const Rule* rule : rules.compiled)
    if (std::find(kOfPlace.begin(), kOfPlace.end(), rule->code) != kOfPlace.end()) compiled.push_back(rule);
  RuleSet set{compiled, {}};
  for (const DataRule* rule : rules.data)
    if (rule->type == RuleTypes::distance) set.data.push_back(rule);
  return set;
}

/// The design with what stands around the module alone, so that a trial costs what it looks at.
class Neighbourhood {
 public:
  Neighbourhood(const Design& design, const RuleSet& rules) : whole_(design), rules_(rules_of_place(rules, compiled_)) {
    trial_.spec = design.spec;
    trial_.spec.waivers.clear();
    trial_.catalog = design.catalog;
    trial_.catalog.tests.clear();
    trial_.layout.roads = design.layout.roads;
  }

  /// Which findings the move brings, "BESS23 with POD-01"; the move taken back where it settles nothing is no matter.
  std::vector<std::string> broken_by(const Move& move) {
    if (!gather(move)) return {};
    const std::set<std::string> before = faults(move.tag);
    for (Placement& placement : trial_.layout.placements)
      if (placement.tag == move.tag) placement.x += move.dx, placement.y += move.dy;
    std::vector<std::string> broken;
    for (const std::string& fault : faults(move.tag))
      if (!before.contains(fault)) broken.push_back(fault);
    return broken;
  }

 private:
  bool gather(const Move& move) {
    const Placement* centre = whole_.layout.placement(move.tag);
    if (centre == nullptr) return false;
    trial_.layout.placements.clear();
    trial_.sizing.graph.nodes.clear();
    for (const Placement& other : whole_.layout.placements) {
      if (!other.parent.empty() || std::abs(other.x - centre->x) > kAround || std::abs(other.y - centre->y) > kAround)
        continue;
      trial_.layout.placements.push_back(other);
      Node node;
      node.tag = other.tag;
      node.module = other.module;
      trial_.sizing.graph.nodes.push_back(std::move(node));
    }
    return true;
  }
  std::set<std::string> faults(const std::string& tag) const {
    std::set<std::string> found;
    for (const Finding& finding : check_design(trial_, rules_).findings) {
      if (finding.severity == Severity::info) continue;
      if (std::find(finding.tags.begin(), finding.tags.end(), tag) == finding.tags.end()) continue;
      std::vector<std::string> others = finding.tags;
      std::erase(others, tag);
      found.insert(others.empty() ? finding.code : finding.code + " with " + join(others, " and "));
    }
    return found;
  }

  const Design& whole_;
  std::vector<const Rule*> compiled_;
  RuleSet rules_;
  Design trial_;
};

}  // namespace

void remark_moves(const Design& design, const RuleSet& rules, CheckReport& report) {
  std::optional<Neighbourhood> around;
  int tried = 0;
  for (Finding& finding : report.findings) {
    const auto move = move_of(finding.hint);
    if (!move) continue;
    if (!around) around.emplace(design, rules);
    const std::string rest = finding.hint.substr(move->words.size());
    if (++tried > kMostMoves) {
      finding.hint = move->words + " (not tried against the other rules)" + rest;
      continue;
    }
    const std::vector<std::string> broken = around->broken_by(*move);
    if (!broken.empty()) finding.hint = move->words + ", where it breaks " + join(broken, ", ") + rest;
  }
}

}  // namespace plinth
