// SPDX-License-Identifier: Apache-2.0
#include "cli/render/derivation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

constexpr int kDeepest = 400;  ///< levels; a derivation of ours has some twenty, a forged file may have any number

bool name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool name_part(char c) { return name_start(c) || (c >= '0' && c <= '9') || c == '.'; }

/// Files of the catalog are recorded relative to it.
bool in_catalog(const std::string& file) {
  for (const char* folder : {"kinds/", "modules/", "racks/", "standards/", "tests/", "grid/"})
    if (file.starts_with(folder)) return true;
  return false;
}

std::string place_of(const Origin& origin) {
  if (!origin.known()) return "";
  const std::string file = (in_catalog(origin.file) ? "catalog/" : "") + origin.file;
  if (origin.line <= 0) return file;
  return origin.column > 0 ? fmt::format("{}:{}:{}", file, origin.line, origin.column)
                           : fmt::format("{}:{}", file, origin.line);
}

Trust trust_in(Status status) {
  switch (status) {
    case Status::confirmed:
      return Trust::confirmed;
    case Status::representative:
      return Trust::representative;
    case Status::assumed:
      return Trust::assumed;
  }
  return Trust::unstated;
}

/// The status of a catalog value is looked up by where it was written, which names it exactly.
std::optional<Status> status_at(const Catalog& catalog, const Origin& origin) {
  if (origin.line <= 0) return std::nullopt;
  for (const ModuleType& type : catalog.modules)
    for (const auto& [name, attribute] : type.attributes)
      if (attribute.provenance.origin == origin) return attribute.provenance.status;
  for (const Limit& limit : catalog.limits)
    if (limit.provenance.origin == origin) return limit.provenance.status;
  return std::nullopt;
}

/// The status that a basis names at its end, "… 2026-11-20 (assumed)", which is then taken away.
std::optional<Status> status_told(std::string& basis) {
  for (const Status status : {Status::confirmed, Status::representative, Status::assumed}) {
    const std::string told = " (" + std::string(text(status)) + ")";
    if (!basis.ends_with(told)) continue;
    basis.resize(basis.size() - told.size());
    return status;
  }
  return std::nullopt;
}

/// Breadth-first, so that a figure used in several places is drawn at the shallowest of them.
class Walk {
 public:
  Walk(const Ledger& ledger, int depth) : ledger_(ledger), depth_(depth < 0 ? kDeepest : std::min(depth, kDeepest)) {}

  std::vector<DerivationStep> from(std::string_view id) {
    if (!ledger_.find(id)) return {};
    add(std::string(id), 0);
    for (std::size_t i = 0; i < steps_.size(); ++i) follow(i);
    return in_order();
  }

 private:
  std::size_t add(const std::string& id, int level) {
    const auto [at, fresh] = index_.emplace(id, steps_.size());
    if (!fresh) return at->second;
    DerivationStep step;
    step.entry = ledger_.find(id);
    step.id = id;
    step.level = level;
    steps_.push_back(std::move(step));
    return at->second;
  }

  void follow(std::size_t i) {
    const LedgerEntry* entry = steps_[i].entry;
    if (entry == nullptr || entry->inputs.empty()) return;
    if (steps_[i].level >= depth_) {
      steps_[i].cut = true;
      return;
    }
    for (const LedgerInput& input : entry->inputs) {
      const bool here = !index_.contains(input.id);
      const std::size_t child = add(input.id, steps_[i].level + 1);
      steps_[i].branches.push_back({input.symbol, child, here});
    }
  }

  /// The order in which a reader meets the steps; marks are numbered in it.
  std::vector<DerivationStep> in_order() {
    std::set<std::size_t> shared;
    for (const DerivationStep& step : steps_)
      for (const auto& branch : step.branches)
        if (!branch.here) shared.insert(branch.step);
    std::vector<std::size_t> order, open{0};
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      order.push_back(i);
      for (auto branch = steps_[i].branches.rbegin(); branch != steps_[i].branches.rend(); ++branch)
        if (branch->here) open.push_back(branch->step);
    }
    std::vector<std::size_t> place(steps_.size());
    for (std::size_t k = 0; k < order.size(); ++k) place[order[k]] = k;
    std::vector<DerivationStep> result;
    int marks = 0;
    for (const std::size_t i : order) {
      DerivationStep step = std::move(steps_[i]);
      if (shared.contains(i)) step.mark = ++marks;
      for (auto& branch : step.branches) branch.step = place[branch.step];
      result.push_back(std::move(step));
    }
    return result;
  }

  const Ledger& ledger_;
  int depth_;
  std::vector<DerivationStep> steps_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace

std::string_view text(Trust trust) {
  switch (trust) {
    case Trust::given:
      return "given";
    case Trust::defaulted:
      return "default";
    case Trust::confirmed:
      return "confirmed";
    case Trust::representative:
      return "representative";
    case Trust::assumed:
      return "assumed";
    case Trust::solved:
      return "solved";
    case Trust::unstated:
      return "unstated";
  }
  return "";
}

Source source_of(const Design& design, const LedgerEntry& entry) {
  Source source{Trust::unstated, place_of(entry.origin), entry.basis};
  const std::optional<Status> told = status_told(source.basis);
  switch (entry.kind) {
    case EntryKind::input:
      source.trust = Trust::given;
      if (source.basis == "given") source.basis.clear();
      break;
    case EntryKind::default_value:
      source.trust = Trust::defaulted;
      break;
    case EntryKind::solved:
      source.trust = Trust::solved;
      break;
    case EntryKind::derived:
      break;
    case EntryKind::catalog:
    case EntryKind::assumption:
      if (const auto status = status_at(design.catalog, entry.origin); status || told)
        source.trust = trust_in(status ? *status : *told);
      else if (entry.kind == EntryKind::assumption)
        source.trust = Trust::assumed;
      break;
  }
  return source;
}

std::vector<DerivationStep> derivation(const Design& design, std::string_view id, int depth) {
  return Walk(design.sizing.ledger, depth).from(id);
}

std::string figure_text(const LedgerEntry& entry) {
  const std::string number = round_text(entry.value, 6);
  return entry.unit.empty() ? number : number + " " + entry.unit;
}

std::string substituted(const LedgerEntry& entry, const Ledger& ledger) {
  std::string result;
  const std::string& formula = entry.formula;
  for (std::size_t i = 0; i < formula.size();) {
    std::size_t end = i;
    if (formula[i] == '[')  // the unit of a literal is no symbol: 5[m]
      end = std::min(formula.find(']', i), formula.size() - 1) + 1;
    else if (name_start(formula[i]) || (formula[i] >= '0' && formula[i] <= '9'))
      while (end < formula.size() && name_part(formula[end])) ++end;
    else
      ++end;
    const std::string word = formula.substr(i, end - i);
    const LedgerEntry* found = nullptr;
    for (const LedgerInput& input : entry.inputs)
      if (input.symbol == word) found = ledger.find(input.id);
    const bool negative = found != nullptr && found->value < 0;
    result += found ? (negative ? "(" : "") + figure_text(*found) + (negative ? ")" : "") : word;
    i = end;
  }
  return result;
}

}  // namespace plinth
