// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/base/remark.h"
#include "core/layout/cut_memo.h"
#include "core/layout/ground.h"
#include "core/layout/inventory.h"
#include "core/layout/limits.h"
#include "core/layout/terrain.h"
#include "core/model/design.h"

/// What the parts of the layout stage share: not for other stages.
namespace plinth::layout {

/// Everything a layout is made from, found once.
struct Job {
  const SiteSpec& spec;
  const Catalog& catalog;
  const Sizing& sizing;
  Inventory inventory;
  Limits limits;
  PlanPoint utility;
  std::vector<GroundGroup> pinned;
  bool any_place = false;    ///< the first arrangement that fits is enough
  bool with_reserve = true;  ///< land for an expansion is packed as well
  std::shared_ptr<CutMemo> cuts = std::make_shared<CutMemo>();
};

/// Groups that found their places, and how tightly.
struct Settled {
  std::vector<GroundGroup> groups;  ///< the pinned ones first, then the laydown area
  std::string strategy;             ///< "rows", "spine" …
  bool tight = false;
  std::string arrangement = {};         ///< what the strategy did, in words
  int cut = 0;                          ///< how finely blocks and yards were cut up, see groups_of()
  bool corners = true;                  ///< groups keep the corners of their lanes free for turning
  int step = 0;                         ///< how many ways of settling were tried before this one fitted
  std::vector<GroundGroup> reserves{};  ///< without modules
};

[[nodiscard]] Job job_of(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing);
/// Distances within a group. `corners`: those of its lanes are kept free for turning.
[[nodiscard]] Limits limits_for(const Job& job, bool corners);
/// groups_of() of a job: in parts that cranes and hoses reach from roads around them.
[[nodiscard]] std::vector<GroupSpec> groups_of(const Job& job, int cut, bool desk_apart = false);
/// A module by itself, its south-west corner at `at`.
[[nodiscard]] GroundGroup standing_alone(const Inventory& inventory, std::size_t item, PlanPoint at, int rotation);

inline constexpr int kLastStep = 12;
/// Plans with a place for all that is not pinned, from every strategy that may compete. Whole blocks with lanes all
/// around and corners free for turning first; then tighter to the boundary, in smaller parts and with modules in the
/// corners, until something fits. Yards with zones of their own
/// take their places first. Empty when nothing fits: the findings say what is missing (LAY001). `last`: the last step
/// of that way that is still of use.
[[nodiscard]] std::vector<Settled> settle(const Job& job, std::vector<Finding>& findings, int last = kLastStep);
/// Distances that a group keeps from the land around it. `tight`: less than a lane to the boundary will do.
[[nodiscard]] Margins margins_of(const Job& job, const GroupSpec& group, bool tight);
/// Whether anything fits at all, when cut up to single modules that stand close to the boundary.
[[nodiscard]] bool fits_somehow(const Job& job);
/// The laydown area the site asks for, as near to the first gate as there is room; nullopt without a wish, or, with
/// LAY032, without room.
[[nodiscard]] std::optional<GroundGroup> laydown_of(const Job& job, const std::vector<GroundGroup>& standing,
                                                    std::vector<Finding>& findings);
inline constexpr const char* kLaydown = "Laydown";
/// The control room by itself, as near to the first gate as there is room beside the way in; nullopt without a gate or
/// room, and where a pin, a zone or an `[[adjacency]]` says where it stands.
[[nodiscard]] std::optional<GroundGroup> desk_of(const Job& job, const std::vector<GroundGroup>& standing);
/// LAY033: generator sets up-wind of pods and heat rejection. LAY034: a control room far from every gate.
void check_yards(const Job& job, const std::vector<GroundGroup>& groups, std::vector<Finding>& findings);

/// The objective of a layout: length of routes between modules, weighted by medium, metres.
[[nodiscard]] double weighted_length(const Job& job, const std::vector<Route>& routes);
/// Places, roads, passages and routes of groups that stand.
[[nodiscard]] Layout finish(const Job& job, Settled settled, std::vector<Finding>& findings);

/// Pins of unknown or inner modules (LAY002), of places where they cannot stand (LAY003), and against a zone (LAY011).
void check_pins(const Job& job, std::vector<Finding>& findings);
/// LAY009: module types higher than the site allows.
void check_heights(const Job& job, std::vector<Finding>& findings);
/// LAY012: an `[[adjacency]]` that the finished layout does not keep; LAY002 where it names nothing.
void check_adjacencies(const Job& job, const Layout& layout, std::vector<Finding>& findings);
/// Items an `[[adjacency]]` means by a tag, a kind or a service.
[[nodiscard]] std::vector<std::size_t> meant_by(const Inventory& inventory, const std::string& name);

}  // namespace plinth::layout
