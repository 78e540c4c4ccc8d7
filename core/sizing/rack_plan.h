// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// The five powers of one rack, W, kept apart because each sizes something else: steady heat (thermal design power),
/// exchangers and overloads (EDP peak), energy (mean), load swings (idle), busbar and breaker (provisioned).
///
/// A power cap below the thermal design power is what the rack holds in the mean over seconds, so it becomes the steady
/// power. The EDP peak is the excursion of milliseconds around it and keeps its ratio. The mean is not known under a
/// cap: the uncapped mean, at most the cap, bounds it from above. Idle stays, at most the cap. The provisioned power
/// stays that of the hardware: a cap is software, the busbar and its breaker must stand the rack without it.
struct RackPowers {
  double tdp = 0, peak = 0, mean = 0, idle = 0, provisioned = 0;
};
[[nodiscard]] RackPowers rack_powers(const SiteSpec& spec, const ModuleType& rack, std::optional<Power> cap);

/// Whether the site states it.utilisation itself; else the rack's own mean power is taken where it has one.
[[nodiscard]] bool utilisation_given(const SiteSpec& spec);

/// What the site asks for of one rack type, before growth.
struct RackWish {
  enum class By { count, load, accelerators, share };
  const ModuleType* rack = nullptr;
  std::optional<Power> cap;
  By by = By::count;
  double amount = 0;  ///< racks, W, accelerators, or the ratio of it.load
  double units = 0;   ///< racks, with their fraction
  std::string key;    ///< "it" or "it.group.2": where it was written
};
/// In the order of the site file; racks that the catalog does not have are left out.
[[nodiscard]] std::vector<RackWish> rack_wishes(const SiteSpec& spec, const Catalog& catalog);

/// Ledger id of a rack type under a cap: "gb300-nvl72" or "gb300-nvl72-at-100kW".
[[nodiscard]] std::string rack_group_id(const ModuleType& rack, std::optional<Power> cap);

/// Racks of the site by type and cap, growth included. Management and network racks of whole scalable units
/// (it.support) come last; they join a group of their type that the site lists itself.
[[nodiscard]] std::vector<GroupPlan> plan_racks(const SiteSpec& spec, const Catalog& catalog);

/// Whole scalable units that `group` begins, 0 where its rack type states no composition.
[[nodiscard]] int scalable_units(const GroupPlan& group);
/// Management and network racks of one scalable unit.
[[nodiscard]] double support_per_unit(const ModuleType& rack);

/// Compute racks asked for, before growth and without support racks.
[[nodiscard]] std::int64_t racks_asked(const SiteSpec& spec, const Catalog& catalog);
/// The same site with `racks` of them in all, groups in proportion, built at once; it only grows with `racks`.
[[nodiscard]] SiteSpec with_racks(const SiteSpec& spec, const Catalog& catalog, std::int64_t racks);

/// What only the catalog can show to be wrong with the racks asked for: SIZ007 (a cap that is none or too low, no
/// accelerators, no composition of a scalable unit). All as errors.
[[nodiscard]] std::vector<Finding> rack_faults(const SiteSpec& spec, const Catalog& catalog);
/// Remarks on the racks of a finished plant: SIZ021, power shelves that do not carry the EDP peak on one feed.
[[nodiscard]] std::vector<Finding> rack_remarks(const SiteSpec& spec, const std::vector<GroupPlan>& groups);

/// Power of the shelves of one rack with one shelf out, and with one of two feeds out; nullopt when not stated.
struct ShelfPower {
  Power one_out, feed_out;
};
[[nodiscard]] std::optional<ShelfPower> shelf_power(const ModuleType& rack);

}  // namespace plinth
