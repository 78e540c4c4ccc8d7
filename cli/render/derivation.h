// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// How far one leaf may be trusted: given in the site file, a default, a catalog value by its status, found by
/// iteration or search. `unstated`: nothing says it.
enum class Trust { given, defaulted, confirmed, representative, assumed, solved, unstated };
[[nodiscard]] std::string_view text(Trust trust);  ///< "given", "default", "confirmed" …

/// Of a leaf of the ledger: what kind of value it is, where it was written, what it rests on.
struct Source {
  Trust trust = Trust::unstated;
  std::string place;  ///< "site.toml:36:8", "catalog/racks/gb300-nvl72.toml:26:1"; empty when computed
  std::string basis;  ///< document or reason, without the status
};
[[nodiscard]] Source source_of(const Design& design, const LedgerEntry& entry);

/// One figure of a derivation.
struct DerivationStep {
  const LedgerEntry* entry = nullptr;  ///< nullptr: named as an input, but missing from the design
  std::string id;
  int level = 0;     ///< formulas between it and the figure asked about
  int mark = 0;      ///< number by which other steps refer to it; 0 = nobody else does
  bool cut = false;  ///< it has inputs that `depth` hides
  /// Its inputs: the symbol in its formula, the step, and whether the step is drawn here or elsewhere.
  struct Branch {
    std::string symbol;
    std::size_t step = 0;
    bool here = false;
  };
  std::vector<Branch> branches;
};

/// The derivation of one figure: every figure it depends on, once. [0] is the figure itself. A figure that several
/// formulas use is drawn below the one nearest to the root, so that no branch is deeper than it must be.
/// `depth` is the number of formulas followed; -1 follows all. Empty when the design has no such figure.
[[nodiscard]] std::vector<DerivationStep> derivation(const Design& design, std::string_view id, int depth);

/// As a tree: formula, the same with numbers, basis; leaves name the line of the site file or the catalog. Ends with
/// what the figure rests on.
[[nodiscard]] std::string derivation_text(const Design& design, std::string_view id, int depth);
/// As a flat list of entries with their inputs, and what the figure rests on.
[[nodiscard]] std::string derivation_json(const Design& design, std::string_view id, int depth);
/// As a calculation sheet: numbered steps, then tables of the values it rests on.
[[nodiscard]] std::string derivation_md(const Design& design, std::string_view id, int depth);

/// A formula with each symbol replaced by its figure: "ceil(load / rating)" -> "ceil(20 MW / 1.25 MW)".
[[nodiscard]] std::string substituted(const LedgerEntry& entry, const Ledger& ledger);
/// "26564.5 kW": six digits.
[[nodiscard]] std::string figure_text(const LedgerEntry& entry);

}  // namespace plinth
