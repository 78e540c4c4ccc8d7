// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/remark.h"
#include "core/model/book.h"
#include "core/model/design.h"

namespace plinth::civil {

/// Limits by id in SI, and which of them were asked for: those go to the ledger.
class Basis {
 public:
  Basis(const Catalog& catalog, Jurisdiction jurisdiction) : catalog_(catalog), jurisdiction_(text(jurisdiction)) {}
  /// 0 when the standards hold none: then it is in `missing`.
  [[nodiscard]] double get(std::string_view id);
  [[nodiscard]] Length length(std::string_view id) { return Length{get(id)}; }
  [[nodiscard]] Millimetres mm(std::string_view id);
  [[nodiscard]] bool has(std::string_view id) const { return catalog_.limit(id, jurisdiction_) != nullptr; }
  [[nodiscard]] const Limit* limit(std::string_view id) const { return catalog_.limit(id, jurisdiction_); }
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }

 private:
  const Catalog& catalog_;
  std::string_view jurisdiction_;
  std::vector<std::string> missing_;
};

/// What every foundation of a site is designed with.
struct FootingBasis {
  Length upstand, thickness, embedment, overhang, overhang_most, strip, strip_most, pier, pier_most, step;
  Length gravel, gravel_footing, working_space, grout, base_plate;
  Length verge;  ///< between module and lane: what reaches farther stands in the way of vehicles
  double slenderness = 0, rebar = 0, centre_offset = 0, centre_height = 0, friction = 0, safety = 0;
  Density density;
  double wind_coefficient = 0, wind_combination = 0, seismic_coefficient = 0, importance = 0, seismic_combination = 0;
  double seismic = 0;  ///< S_DS of the site
  double dead = 0;     ///< share of the dead load that holds down
  Length inset, spacing;
  Pressure anchor_stress;
  double anchor_edge = 0;  ///< over the diameter
  double oil_share = 0;
  Length rain, margin, wall, pit_depth, rail;
  Pressure bearing, gust;
  Length frost;
};

/// Limits, site keys and what follows from both, with their ledger entries. nullopt when a limit is missing: then a
/// CIV001 warning names it.
[[nodiscard]] std::optional<FootingBasis> footing_basis(const SiteSpec& spec, const Catalog& catalog, Book& book,
                                                        std::vector<Finding>& findings);

}  // namespace plinth::civil
