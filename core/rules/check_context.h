// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/design.h"
#include "core/rules/name_table.h"
#include "core/rules/plan_index.h"

namespace plinth {

struct OutageStudy;  // core/rules/outage/study.h

/// A node of the joint graph with what it refers to resolved. Indices are into CheckContext.
struct NodeView {
  const Node* node = nullptr;
  const ModuleType* type = nullptr;  ///< nullptr when the catalog does not hold it (GPH01 reports that)
  int parent = -1;
  const Placement* placement = nullptr;  ///< nullptr when the layout has none
  int placed = -1;                       ///< in `placed`, for top-level modules
  std::vector<int> children;  ///< nodes inside this one, by tag
  std::vector<int> in, out;   ///< edges, in edge order
};

/// An edge with its ends resolved; -1 and nullptr where an end does not exist (GPH01 reports that).
struct EdgeView {
  const Edge* edge = nullptr;
  int from = -1, to = -1;
  const Port* from_port = nullptr;
  const Port* to_port = nullptr;
  const Route* route = nullptr;      ///< nullptr when the layout has none
  const Circuit* circuit = nullptr;  ///< nullptr when no cable or busway was chosen for it
};

/// A top-level module on the ground.
struct PlacedModule {
  const Placement* placement = nullptr;
  const ModuleType* type = nullptr;
  int node = -1;  ///< -1 when the graph does not know the tag
  Rect body;      ///< footprint
  Rect zone;      ///< footprint and clearances
  [[nodiscard]] const std::string& tag() const { return placement->tag; }
};

/// Shared views of a design, computed once for all rules. Holds references into the design. Several rules may read it
/// at one time.
struct CheckContext {
  explicit CheckContext(const Design& design);

  const Design& design;
  std::string_view jurisdiction;      ///< "us"
  std::string today;                  ///< day of the check, ISO; empty: unknown, and nothing expires
  std::vector<NodeView> nodes;        ///< as design.sizing.graph.nodes
  std::vector<EdgeView> edges;        ///< as design.sizing.graph.edges
  std::vector<PlacedModule> placed;   ///< top-level modules by tag; those of unknown type are left out
  PlanIndex bodies;                   ///< over `placed`
  Millimetres deepest_zone = 0;       ///< how far the zone of any of them reaches beyond its body
  std::vector<std::string> unplaced;  ///< top-level nodes without a placement
  std::map<std::string_view, std::vector<int>> of_kind;  ///< nodes by the kind of their type, ascending
  mutable std::shared_ptr<const OutageStudy> outages;    ///< made by the first rule that asks: `outages_of`
  mutable std::mutex making_outages;

  [[nodiscard]] int node_of(std::string_view tag) const { return by_tag_.find(tag); }  ///< -1 when there is none
  [[nodiscard]] int edge_of(std::string_view id) const { return by_id_.find(id); }     ///< -1 when there is none
  [[nodiscard]] const ModuleType* module(std::string_view id) const;
  [[nodiscard]] const Foundation* foundation_of(std::string_view tag) const;  ///< nullptr when none is designed
  [[nodiscard]] const CraneStand* stand_of(std::string_view tag) const;       ///< nullptr when none is placed
  /// The nodes whose kind is wanted, ascending.
  template <class Wanted>
  [[nodiscard]] std::vector<int> nodes_of(Wanted wanted) const {
    std::vector<int> found;
    int lists = 0;
    for (const auto& [kind, own] : of_kind)
      if (wanted(kind)) found.insert(found.end(), own.begin(), own.end()), ++lists;
    if (lists > 1) std::sort(found.begin(), found.end());
    return found;
  }
  /// The limit of the site's jurisdiction, else of "all", else nullptr.
  [[nodiscard]] const Limit* limit(std::string_view id) const;
  /// A length limit in whole millimetres, rounded up: 10 ft is 3048 mm.
  [[nodiscard]] std::optional<Millimetres> limit_mm(std::string_view id) const;
  /// A ledger figure in SI of `dimension`; nullopt when it is absent or of another dimension.
  [[nodiscard]] std::optional<double> ledger_si(std::string_view id, Dimension dimension) const;
  [[nodiscard]] const Selection* selection_of(std::string_view service, std::string_view module) const;

 private:
  void link_nodes();
  void link_edges();
  void link_placements();
  void link_civil();
  NameTable by_tag_, by_id_, foundations_, stands_;                    ///< nodes, edges; of the civil works by tag
  std::vector<std::pair<std::string_view, const ModuleType*>> types_;  ///< sorted
};

/// A length in metres for a message: "3.05 m".
[[nodiscard]] std::string metres_text(Millimetres length);
/// For Finding::actual and required.
[[nodiscard]] Measured in_metres(Millimetres length);
/// A number and its unit in SI of `dimension`; nullopt when the unit is unknown or of another dimension.
[[nodiscard]] std::optional<double> si_of(const Measured& measured, Dimension dimension);
/// Reads "13.8 kV" as volts; nullopt when it is not a voltage.
[[nodiscard]] std::optional<double> volts_of(std::string_view text);
/// The limit as a person wrote it, with its edition: "3.048 m (IFC 1207.8.3 / NFPA 855)".
[[nodiscard]] std::string limit_text(const Limit& limit);
/// "the standards hold no `bess.separation.unit` for us": why a rule could not look.
[[nodiscard]] std::string missing_limit(const CheckContext& context, std::string_view id);

}  // namespace plinth
