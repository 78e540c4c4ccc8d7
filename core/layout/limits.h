// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/site_spec.h"

namespace plinth::layout {

/// What makes a module keep away from others beyond its own clearances.
enum class Hazard { none, bess, pcs, liquid };

/// What modules keep from the corners of the lanes around them, so that vehicles turn there.
struct Corner {
  static constexpr Millimetres kStep = 100;
  /// By steps away from one lane: how far a module must be from the other. Empty: any place will do.
  std::vector<Millimetres> along;
  [[nodiscard]] Millimetres need(Millimetres away) const {
    const Millimetres i = away < 0 ? 0 : away / kStep;
    return i < static_cast<Millimetres>(along.size()) ? along[static_cast<std::size_t>(i)] : 0;
  }
};

/// What cables in the ground take and may take of a corridor. The layout knows them by the stock that sizing took at
/// first; routing measures the places later.
struct DuctRoom {
  Millimetres both_paths = 3600;  ///< least width of a corridor with cables of path A and of path B at its sides
  Millimetres apart = 3000;       ///< between the two paths
  Millimetres margin = 100;       ///< to the sides of the corridor
  Millimetres spacing = 75;       ///< between two ducts
  Millimetres rows = 4;           ///< of ducts, one below the other
  double fill = 0.4;              ///< share of the bore that three cores take
};

/// The distances layout keeps by construction, millimetres, from the catalog's limits or, where it has none, from
/// cautious values of our own.
struct Limits {
  Millimetres lane = 6100;       ///< width of a service road around every group (fire lane, delivery)
  Millimetres reach = 45700;     ///< from a lane to the far side of any module
  Millimetres crane = 30000;     ///< from the edge of a lane to the middle of any module
  Millimetres unit = 910;        ///< between storage containers
  Millimetres exposure = 3050;   ///< storage container to any other module
  Millimetres pcs = 3050;        ///< storage container to a power conversion system
  Millimetres to_liquid = 3050;  ///< storage container to a liquid-filled transformer
  Millimetres lot_line = 3050;   ///< storage container to the boundary
  Millimetres building = 3050;   ///< storage container to an existing building
  Millimetres openings = 0;      ///< storage container to modules of other groups, whose air intakes may face it
  DuctRoom ducts;
  Millimetres aisle = 1500;  ///< least way between two rows: people, cable and pipe routes
  std::map<std::string, Millimetres, std::less<>>
      aisles;                                            ///< the same by limit, where it may be more; see aisle_rule()
  std::map<std::string, Millimetres, std::less<>> gaps;  ///< least gaps between modules of a row, by limit
  Millimetres verge = 0;                                 ///< from a lane to any module: room for its foundation
  Millimetres verge_bess = 0;                            ///< from a lane to a storage container
  Millimetres verge_liquid = 0;                          ///< from a lane to a liquid-filled transformer
  Corner corner;                                         ///< see corner_of()
};

/// What rows of a group are made of, south to north: which limits their aisles and gaps have.
enum class RowUse { cooling, it, power, electrical, generator, storage };

/// Id of the limit of the aisle between two rows of a group: "layout.aisle.cooling_it", "layout.aisle.storage" …
[[nodiscard]] std::string aisle_rule(RowUse south, RowUse north);
/// Id of the limit of the gaps between modules of a row: "layout.gap.cooling" …
[[nodiscard]] std::string gap_rule(RowUse row);

/// Ids of catalog limits that were asked for and found.
using LimitsRead = std::set<std::string>;

/// `read`, where given, gets the ids that were found.
[[nodiscard]] Limits limits_of(const Catalog& catalog, Jurisdiction jurisdiction, LimitsRead* read = nullptr);

/// Distance a liquid-filled transformer keeps from every other module: the class of its liquid and volume; 0 when dry.
[[nodiscard]] Millimetres liquid_separation(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type,
                                            LimitsRead* read = nullptr);

/// Distance between two transformers of much mineral oil, by the voltage of either (GB 50229); 0 where the jurisdiction
/// has none.
[[nodiscard]] Millimetres oil_spacing(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type,
                                      LimitsRead* read = nullptr);

/// Metres to whole millimetres, upwards: a limit is never shaved by rounding.
[[nodiscard]] Millimetres millimetres_up(double metres);

}  // namespace plinth::layout
