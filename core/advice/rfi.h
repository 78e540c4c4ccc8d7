// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/advice/exchange.h"
#include "core/advice/measures.h"
#include "core/base/finding.h"
#include "core/pipeline.h"

namespace plinth {

/// What the design does when one catalog value is another.
struct RfiMove {
  std::string value;                        ///< the changed value, in the unit of the present one
  bool designed = true;                     ///< false: no design exists with it
  double cost = 0, facility = 0, area = 0;  ///< relative change
  double lead_time = 0;                     ///< weeks more
  std::vector<Swap> swaps;                  ///< services whose choice or number changes
  std::vector<std::string> errors;          ///< "CODE message" of findings of severity error that are new
  double score = 0;
};

/// A value nobody confirmed, and how far the design moves with it.
struct RfiItem {
  std::string id;       ///< "catalog.chl-x.rated_heat", or a limit: "basis.pump_head"
  std::string vendor;   ///< manufacturer; "design basis" for a limit
  std::string record;   ///< title of the module type, or edition of the limit
  std::string meaning;  ///< of the value
  std::string value;    ///< present, with its unit
  Provenance provenance;
  bool stale = false;  ///< older than asked for
  RfiMove up, down;
  double score = 0;  ///< the larger of both
};

struct RfiQuestion {
  Until until = Until::check;
  int threads = 1;           ///< never changes the answer
  std::string stale_before;  ///< ISO date; values of an older one are asked about even when confirmed; "" = none
  std::string only;          ///< values whose id holds this text; "" = all
  Costing costing;
  std::function<void(int done, int all)> progress;  ///< may be empty; called from one thread at a time
};

struct Rfi {
  std::vector<RfiItem> items;  ///< highest score first, then by id
  Measures base;
  int looked_at = 0;  ///< values of the design that are assumed, representative or stale
  int unreached = 0;  ///< of these, no figure of the ledger depends on them
};

/// The share a value is changed by, up and down.
inline constexpr double rfi_share = 0.1;

/// Changes every leaf of the ledger that is an assumed, representative or stale catalog value, and the likely price and
/// lead time of every type installed, by a tenth each way, one at a time, and designs the site anew. A temperature is
/// changed by a tenth of its figure in degC, at least 1 K; a share of at most 1 stays at most 1; a count changes by at
/// least 1; of a curve all y together; nominal voltages and frequencies, which come in steps, are left alone. Score of
/// one change: percent of cost + percent of facility power + percent of area + 1 for every service whose choice or
/// number changes + 10 for every new error; 100 when no design is left. Without a value the site itself has no design.
[[nodiscard]] Outcome<Rfi> rfi_of(const SiteSpec& spec, const Catalog& catalog, const RfiQuestion& question);

/// A value of that dimension changed by `share` as said above.
[[nodiscard]] double rfi_changed(double si, Dimension dimension, double share);

}  // namespace plinth
