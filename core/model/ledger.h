// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/quantity.h"
#include "core/base/units.h"

namespace plinth {

/// A formula symbol and the ledger entry it stands for.
struct LedgerInput {
  std::string symbol;  ///< "Q"
  std::string id;      ///< "cooling.fws_heat"
  friend bool operator==(const LedgerInput&, const LedgerInput&) = default;
};

/// Where a number comes from.
/// `solved`: the root of an equation found by iteration; `basis` names the equation, and a derived entry checks it.
enum class EntryKind { input, default_value, catalog, assumption, derived, solved };
[[nodiscard]] std::string_view text(EntryKind kind);

/// One figure of the design and its derivation. Leaves (input, default, catalog, assumption, solved) have an origin;
/// derived entries have a formula over other entries, and the formula evaluates to the value.
struct LedgerEntry {
  std::string id;  ///< "demand.it", "selection.ups.installed", "catalog.ups-generic-1250.rated_power"
  EntryKind kind = EntryKind::derived;
  double value = 0.0;               ///< in `unit`
  std::string unit;                 ///< "kW"; empty for a count or ratio
  std::string meaning;              ///< what the figure is, one line
  std::string formula;              ///< over the symbols of `inputs`; empty for leaves
  std::vector<LedgerInput> inputs;  ///< of a solved leaf: what the solution depends on
  std::string basis;                ///< standard and clause, paper, or the source of a catalog value
  std::string text;                 ///< of a leaf: the value as written ("20 MW")
  Origin origin;                    ///< of a leaf: the line it was read from
  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

/// All figures of a design, by id.
class Ledger {
 public:
  /// Adds an entry. A derived one must evaluate: its formula over its inputs gives the value within 1e-9 relative and
  /// in the unit's dimension, else BugError: a derivation that does not derive is our fault. An id may be added again
  /// only with the same content.
  void add(LedgerEntry entry);
  [[nodiscard]] const LedgerEntry* find(std::string_view id) const;
  [[nodiscard]] const std::map<std::string, LedgerEntry, std::less<>>& entries() const { return entries_; }
  /// Takes stored entries as they are, each under its id: for reading a design back. `audit` judges them.
  [[nodiscard]] static Ledger from_entries(std::map<std::string, LedgerEntry, std::less<>> entries) {
    Ledger ledger;
    ledger.entries_ = std::move(entries);
    return ledger;
  }
  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  std::map<std::string, LedgerEntry, std::less<>> entries_;
};

/// Re-evaluates every derived entry and reports each that does not reproduce its value, has a missing input, or
/// depends on itself: what `plinth check design.json` runs on a design it did not make.
[[nodiscard]] std::vector<Finding> audit(const Ledger& ledger);

}  // namespace plinth
