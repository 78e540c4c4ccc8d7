// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// Three estimates of one figure; any of them may be unknown.
struct Spread {
  std::optional<double> low, mid, high;
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// One line of the bill of materials: one catalog item below one parent line.
struct BomLine {
  std::string id;      ///< "L0002": position in this issue of the list
  std::string path;    ///< "it-pod-64/rack-nvl72": the same in every revision, key for a diff
  int level = 0;       ///< 0 the project, 1 modules on the site and route stock, 2 their contents …
  std::string parent;  ///< id of the line above, "" for the project
  std::string item;    ///< catalog id; "" for the project and for what a kind brings along (its [[bom]] lines)
  std::string kind;    ///< kind id; "" for the project
  std::string description, manufacturer, part_number;
  double quantity = 0;                          ///< on the whole site
  std::optional<double> quantity_per_parent;    ///< unknown when the parents do not all hold the same number
  std::string uom;                              ///< UN/ECE Rec 20: EA (each), MTR (metre), MTK, MTQ, LTR, KGM, SET
  std::vector<std::string> tags;                ///< the modules, or the edges a stock item is used for
  std::optional<double> unit_mass_kg, mass_kg;  ///< operating mass of the item alone; times quantity
  Spread unit_cost, cost;                       ///< of the item alone, USD; times quantity
  Spread total_cost;                            ///< with everything below the line, as far as prices are known, USD
  double total_mass_kg = 0;                     ///< with everything below the line, as far as masses are known
  std::optional<double> price_year;
  std::string price_status, price_source, price_as_of;
  Spread lead_time_weeks;
  std::string order_by;           ///< need_by minus the likely lead time, ISO date; "" when either is unknown
  std::string order_by_cautious;  ///< need_by minus the longest lead time
  std::string hs, unspsc;
  std::string note;   ///< what is missing: "2 connections without a route"
  std::string phase;  ///< that builds it, "1", or how much each builds, "1: 4, 2: 3"; "" without phases
  friend bool operator==(const BomLine&, const BomLine&) = default;
};

/// The bill of materials of a design, indented: a parent is followed by its contents; lines[0] is the project with the
/// totals. Items are told apart by catalog id and nothing else.
struct Bom {
  std::vector<BomLine> lines;
  std::string currency = "USD";  ///< the catalog is in USD; nothing is converted
  std::string need_by;
  int unpriced = 0;  ///< lines without a likely price: the total is short of them
  friend bool operator==(const Bom&, const Bom&) = default;
};

/// Counts what is placed (or, before layout, what sizing chose) and measures what is routed.
[[nodiscard]] Bom bill_of_materials(const Design& design);

/// Tags in ascending order with runs closed up: "CDU-01..CDU-12 CDU-14". Numbers that run on in one series of equal
/// prefix are a run.
[[nodiscard]] std::string tag_ranges(const std::vector<std::string>& tags);

}  // namespace plinth
