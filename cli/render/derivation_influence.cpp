// SPDX-License-Identifier: Apache-2.0
#include "cli/render/derivation_influence.h"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <vector>

#include "core/base/formula.h"
#include "core/base/units.h"

namespace plinth {
namespace {

constexpr double kShare = 0.1;

bool is_temperature(const LedgerEntry& entry) {
  const Unit* unit = find_unit(entry.unit);
  return unit != nullptr && unit->dimension == Dimension::temperature && entry.unit != "K";
}

/// The formulas below one figure in the order in which they can be evaluated, and the values they start from.
class Chain {
 public:
  Chain(const Ledger& ledger, std::string_view root) : ledger_(ledger), root_(root) {
    sound_ = visit(std::string(root), 0);
    for (const LedgerEntry* leaf : leaves_) values_[leaf->id] = dimensioned(*leaf, leaf->value);
  }

  [[nodiscard]] bool sound() const { return sound_ && !formulas_.empty(); }
  [[nodiscard]] const std::vector<const LedgerEntry*>& leaves() const { return leaves_; }

  /// The root in SI with one leaf changed; NaN when a formula fails.
  [[nodiscard]] double with(const LedgerEntry& changed, double value) const {
    FormulaSymbols values = values_;
    values[changed.id] = dimensioned(changed, value);
    for (const LedgerEntry* entry : formulas_) {
      FormulaSymbols symbols;
      for (const LedgerInput& input : entry->inputs) symbols[input.symbol] = values.find(input.id)->second;
      const auto result = evaluate(entry->formula, symbols);
      if (!std::holds_alternative<Dimensioned>(result)) return std::nan("");
      values[entry->id] = std::get<Dimensioned>(result);
    }
    return values.find(root_)->second.si;
  }

 private:
  static Dimensioned dimensioned(const LedgerEntry& entry, double value) {
    const Unit* unit = find_unit(entry.unit);
    return {to_si(value, *unit), exponents(unit->dimension)};
  }

  /// False when an input is missing, has no unit, or depends on itself.
  bool visit(const std::string& id, int depth) {
    if (done_.contains(id)) return true;
    const LedgerEntry* entry = ledger_.find(id);
    if (entry == nullptr || find_unit(entry->unit) == nullptr || depth > 400 || !open_.insert(id).second) return false;
    if (!entry->formula.empty())
      for (const LedgerInput& input : entry->inputs)
        if (!visit(input.id, depth + 1)) return false;
    (entry->formula.empty() ? leaves_ : formulas_).push_back(entry);
    open_.erase(id);
    done_.insert(id);
    return true;
  }

  const Ledger& ledger_;
  std::string root_;
  bool sound_ = false;
  std::set<std::string> open_, done_;
  std::vector<const LedgerEntry*> leaves_, formulas_;
  FormulaSymbols values_;
};

}  // namespace

std::map<std::string, double, std::less<>> influence_on(const Ledger& ledger, std::string_view id) {
  std::map<std::string, double, std::less<>> result;
  const LedgerEntry* root = ledger.find(id);
  const Chain chain(ledger, id);
  if (!chain.sound() || is_temperature(*root)) return result;
  const LedgerEntry& first = *chain.leaves().front();
  const double base = chain.with(first, first.value);
  if (!std::isfinite(base) || base == 0) return result;
  for (const LedgerEntry* leaf : chain.leaves()) {
    const double moved = chain.with(*leaf, is_temperature(*leaf) ? leaf->value + 1 : leaf->value * (1 + kShare));
    if (std::isfinite(moved)) result[leaf->id] = moved / base - 1;
  }
  return result;
}

std::string influence_text(const LedgerEntry& leaf, double change) {
  const std::string step = is_temperature(leaf) ? "+1 K" : "+10 %";
  if (std::fabs(change) < 1e-6) return step + ": no change";
  return fmt::format("{}: {}{} %", step, change > 0 ? "+" : "", round_text(change * 100, 2));
}

}  // namespace plinth
