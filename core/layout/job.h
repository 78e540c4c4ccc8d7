// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/layout/ground.h"
#include "core/layout/inventory.h"
#include "core/layout/limits.h"
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
};

/// Groups that found their places, and how tightly.
struct Settled {
  std::vector<GroundGroup> groups;  ///< the pinned ones first
  std::string strategy;
  bool tight = false;
  std::vector<GroundGroup> reserves{};  ///< without modules
};

[[nodiscard]] Finding finding(std::string code, Severity severity, std::string message, std::string hint);
[[nodiscard]] Job job_of(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing);
/// A module by itself, its south-west corner at `at`.
[[nodiscard]] GroundGroup standing_alone(const Inventory& inventory, std::size_t item, PlanPoint at, int rotation);

/// Finds places for all that is not pinned. Whole blocks with lanes all around first; then tighter to the boundary and
/// in smaller parts, until it fits. Yards with zones of their own take their places first.
[[nodiscard]] std::optional<Settled> settle(const Job& job, std::vector<Finding>& findings);

/// The objective of a layout: length of routes between modules, weighted by medium, metres.
[[nodiscard]] double weighted_length(const Job& job, const std::vector<Route>& routes);
/// Places, roads and routes of groups that stand.
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
