// SPDX-License-Identifier: Apache-2.0
#include "core/rules/move_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>

#include "core/base/text.h"
#include "core/model/module_move.h"
#include "core/rules/ground.h"

namespace plinth {
namespace {

constexpr int kMostMoves = 50;
constexpr int kMostSearches = 12, kMostTrials = 60;
constexpr Millimetres kSearchStep = 500, kSearchReach = 20000;
constexpr Millimetres kAround = 60000;  ///< no rule of distance looks farther
constexpr std::array<std::string_view, 14> kOfPlace{"AIR03",  "BESS01", "BESS02", "BESS20", "BESS28", "EL01",   "GEN04",
                                                    "ROAD01", "ROAD02", "SITE01", "SITE02", "SITE03", "SITE04", "XF01"};

RuleSet rules_of_place(const RuleSet& rules, std::vector<const Rule*>& compiled) {
  for (const Rule* rule : rules.compiled)
    if (std::find(kOfPlace.begin(), kOfPlace.end(), rule->code) != kOfPlace.end()) compiled.push_back(rule);
  RuleSet set{compiled, {}};
  for (const DataRule* rule : rules.data)
    if (rule->type == RuleTypes::distance) set.data.push_back(rule);
  return set;
}

/// A fault of a module as one word: "BESS23 with POD-01".
std::string fault_of(const Finding& finding, const std::string& tag) {
  std::vector<std::string> others = finding.tags;
  std::erase(others, tag);
  return others.empty() ? finding.code : finding.code + " with " + join(others, " and ");
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

  /// What a move does: which findings it brings, "BESS23 with POD-01", and whether it takes `fault` away.
  struct Effect {
    std::vector<std::string> broken;
    bool settles = false;
  };
  Effect effect_of(const ModuleMove& move, const std::string& fault) {
    if (!gather(move.tag)) return {};
    const std::set<std::string>& before = before_;
    shift(move.dx, move.dy, move.tag);
    const std::set<std::string> after = faults(move.tag);
    shift(-move.dx, -move.dy, move.tag);
    Effect effect;
    for (const std::string& found : after)
      if (!before.contains(found)) effect.broken.push_back(found);
    effect.settles = before.contains(fault) && !after.contains(fault);
    return effect;
  }

 private:
  bool gather(const std::string& tag) {
    if (tag == gathered_) return true;
    const Placement* centre = whole_.layout.placement(tag);
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
    gathered_ = tag;
    before_ = faults(tag);
    return true;
  }
  void shift(Millimetres dx, Millimetres dy, const std::string& tag) {
    for (Placement& placement : trial_.layout.placements)
      if (placement.tag == tag) placement.x += dx, placement.y += dy;
  }
  std::set<std::string> faults(const std::string& tag) const {
    std::set<std::string> found;
    for (const Finding& finding : check_design(trial_, rules_).findings) {
      if (finding.severity == Severity::info) continue;
      if (std::find(finding.tags.begin(), finding.tags.end(), tag) == finding.tags.end()) continue;
      found.insert(fault_of(finding, tag));
    }
    return found;
  }

  const Design& whole_;
  std::vector<const Rule*> compiled_;
  RuleSet rules_;
  Design trial_;
  std::string gathered_;          ///< the module that stands in the middle of the trial
  std::set<std::string> before_;  ///< its faults where it stands
};

/// Looks for a place near by, in both directions of the plan, where the fault of a finding is gone and no other comes.
class PlaceSearch {
 public:
  PlaceSearch(const CheckContext& context, Neighbourhood& around) : context_(context), around_(around) {}

  std::optional<ModuleMove> find(const Finding& finding) {
    trials_ = 0;
    for (Millimetres far = kSearchStep; far <= kSearchReach; far += kSearchStep)
      for (const PlacedModule& module : context_.placed) {
        if (std::find(finding.tags.begin(), finding.tags.end(), module.tag()) == finding.tags.end()) continue;
        if (const auto move = on_ring(module, far, fault_of(finding, module.tag()))) return move;
        if (trials_ >= kMostTrials) return std::nullopt;
      }
    return std::nullopt;
  }

 private:
  /// The places whose shifts east and north add up to `far`.
  std::optional<ModuleMove> on_ring(const PlacedModule& module, Millimetres far, const std::string& fault) {
    for (Millimetres dx = -far; dx <= far; dx += kSearchStep)
      for (const Millimetres dy : {far - std::abs(dx), std::abs(dx) - far}) {
        if (!fits(context_, module, module.body.moved(dx, dy))) continue;
        if (++trials_ > kMostTrials) return std::nullopt;
        const ModuleMove move{module.tag(), dx, dy};
        const Neighbourhood::Effect effect = around_.effect_of(move, fault);
        if (effect.settles && effect.broken.empty()) return move;
      }
    return std::nullopt;
  }

  const CheckContext& context_;
  Neighbourhood& around_;
  int trials_ = 0;
};

bool is_of_place(const RuleSet& rules, const std::string& code) {
  if (std::find(kOfPlace.begin(), kOfPlace.end(), code) != kOfPlace.end()) return true;
  return std::any_of(rules.data.begin(), rules.data.end(), [&](const DataRule* rule) {
    return rule->code == code && rule->type == RuleTypes::distance && !rule->at_most;
  });
}

}  // namespace

void remark_moves(const Design& design, const RuleSet& rules, CheckReport& report) {
  std::optional<Neighbourhood> around;
  std::optional<CheckContext> context;
  int tried = 0, searched = 0;
  const auto elsewhere = [&](const Finding& finding) -> std::optional<ModuleMove> {
    if (++searched > kMostSearches) return std::nullopt;
    if (!context) context.emplace(design);
    return PlaceSearch(*context, *around).find(finding);
  };
  for (Finding& finding : report.findings) {
    if (finding.severity == Severity::info || !is_of_place(rules, finding.code)) continue;
    const auto move = move_in(finding.hint);
    if (!move && !finding.hint.empty()) continue;
    if (!around) around.emplace(design, rules);
    if (!move) {
      if (const auto found = elsewhere(finding)) finding.hint = move_text(*found);
      continue;
    }
    const std::string words = move_text(*move), rest = finding.hint.substr(words.size());
    if (++tried > kMostMoves) {
      finding.hint = words + " (not tried against the other rules)" + rest;
      continue;
    }
    const Neighbourhood::Effect effect = around->effect_of(*move, fault_of(finding, move->tag));
    if (effect.broken.empty()) continue;
    const auto better = elsewhere(finding);
    finding.hint = better ? move_text(*better) + rest : words + ", where it breaks " + join(effect.broken, ", ") + rest;
  }
}

}  // namespace plinth
