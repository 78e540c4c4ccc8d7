// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/rack_plan.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace plinth {
namespace {

constexpr double most_racks = 1e9;  ///< beyond any site; keeps counts whole numbers

RackWish wish(const SiteSpec& spec, const ModuleType& rack, std::optional<Power> cap, RackWish::By by, double amount,
              std::string key) {
  RackWish made{&rack, cap, by, amount, 0, std::move(key)};
  const double power = rack_powers(spec, rack, cap).tdp;
  switch (by) {
    case RackWish::By::count:
      made.units = amount;
      break;
    case RackWish::By::load:
      made.units = amount / power;
      break;
    case RackWish::By::accelerators:
      if (const double held = rack.number("accelerators").value_or(0); held > 0) made.units = amount / held;
      break;
    case RackWish::By::share:
      made.units = amount * spec.it.load.value_or(Power{0}).si / power;
      break;
  }
  made.units = std::min(made.units, most_racks);
  return made;
}

GroupPlan group_of(const SiteSpec& spec, const ModuleType& rack, std::optional<Power> cap) {
  const RackPowers powers = rack_powers(spec, rack, cap);
  GroupPlan group;
  group.rack = &rack;
  group.id = rack_group_id(rack, cap);
  group.cap = cap;
  group.tdp = powers.tdp;
  group.peak = powers.peak;
  group.idle = powers.idle;
  group.mean = powers.mean;
  group.provisioned = powers.provisioned;
  group.liquid = rack.required_number("liquid_fraction");
  return group;
}

/// The group with this id, made when there is none.
GroupPlan& group_in(std::vector<GroupPlan>& groups, GroupPlan made) {
  const auto same = std::find_if(groups.begin(), groups.end(), [&](const GroupPlan& g) { return g.id == made.id; });
  if (same != groups.end()) return *same;
  return groups.emplace_back(std::move(made));
}

void add_support(const SiteSpec& spec, const Catalog& catalog, std::vector<GroupPlan>& groups) {
  std::vector<std::pair<const ModuleType*, int>> wanted;
  for (const GroupPlan& group : groups)
    if (const int units = scalable_units(group); units > 0)
      wanted.emplace_back(catalog.module(group.rack->word("support_rack")),
                          units * static_cast<int>(support_per_unit(*group.rack)));
  for (const auto& [rack, count] : wanted) {
    if (rack == nullptr) continue;
    group_in(groups, group_of(spec, *rack, std::nullopt)).racks += count;
    // Its ledger entries rest on those of the compute racks, which so come first.
    const auto at =
        std::find_if(groups.begin(), groups.end(), [&](const GroupPlan& g) { return g.rack == rack && !g.cap; });
    std::rotate(at, at + 1, groups.end());
  }
}

Finding fault(const SiteSpec& spec, const std::string& key, std::string message, std::string hint) {
  Finding finding;
  finding.code = "SIZ007";
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  const auto origin = spec.origins.find(key);
  if (origin != spec.origins.end()) finding.origin = origin->second;
  return finding;
}

std::string kilowatts(double watts) { return round_text(watts / 1e3) + " kW"; }

void check_wish(const SiteSpec& spec, const RackWish& wish, std::vector<Finding>& findings) {
  const std::string at = wish.key + ".";
  const double tdp = wish.rack->required_number("power_tdp"), idle = wish.rack->number("power_idle").value_or(0);
  if (wish.cap && wish.cap->si > tdp * (1 + 1e-9))
    findings.push_back(fault(spec, at + "rack_power",
                             "`" + at + "rack_power` is " + kilowatts(wish.cap->si) +
                                 ", above the thermal design power of " + wish.rack->id + ", " + kilowatts(tdp),
                             "a cap only lowers the power of a rack: leave it out, or choose a denser rack"));
  if (wish.cap && wish.cap->si <= idle)
    findings.push_back(fault(spec, at + "rack_power",
                             "`" + at + "rack_power` is " + kilowatts(wish.cap->si) + "; " + wish.rack->id + " draws " +
                                 kilowatts(idle) + " with no work",
                             "choose a cap between the idle and the thermal design power"));
  if (wish.by == RackWish::By::accelerators && wish.rack->number("accelerators").value_or(0) < 1)
    findings.push_back(fault(spec, at + "accelerators",
                             wish.rack->id + " holds no accelerators, so their number gives no racks",
                             "ask for a count or a load of it"));
}

}  // namespace

bool utilisation_given(const SiteSpec& spec) { return spec.origins.contains("it.utilisation"); }

RackPowers rack_powers(const SiteSpec& spec, const ModuleType& rack, std::optional<Power> cap) {
  const double tdp = rack.required_number("power_tdp"), peak = rack.required_number("power_peak");
  RackPowers powers;
  powers.tdp = cap ? std::min(cap->si, tdp) : tdp;
  powers.peak = peak * powers.tdp / tdp;
  const auto stated = rack.number("power_mean");
  powers.mean = stated && !utilisation_given(spec) ? std::min(*stated, powers.tdp) : spec.it.utilisation * powers.tdp;
  powers.idle = std::min(rack.number("power_idle").value_or(0), powers.tdp);
  powers.provisioned = rack.number("power_provisioned").value_or(peak);
  return powers;
}

std::string rack_group_id(const ModuleType& rack, std::optional<Power> cap) {
  return cap ? rack.id + "-at-" + round_text(cap->si / 1e3, 9) + "kW" : rack.id;
}

std::vector<RackWish> rack_wishes(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<RackWish> wishes;
  const auto rack = [&](const std::string& id) {
    const ModuleType* type = catalog.module(id);
    return type != nullptr && type->kind == "rack" ? type : nullptr;
  };
  if (spec.it.groups.empty()) {
    const ModuleType* type = rack(spec.it.rack);
    if (type == nullptr) return wishes;
    if (spec.it.load)
      wishes.push_back(wish(spec, *type, spec.it.rack_power, RackWish::By::load, spec.it.load->si, "it"));
    else if (spec.it.accelerators)
      wishes.push_back(wish(spec, *type, spec.it.rack_power, RackWish::By::accelerators, *spec.it.accelerators, "it"));
  }
  for (std::size_t i = 0; i < spec.it.groups.size(); ++i) {
    const RackGroup& group = spec.it.groups[i];
    const ModuleType* type = rack(group.rack);
    if (type == nullptr) continue;
    const auto add = [&](RackWish::By by, double amount) {
      wishes.push_back(wish(spec, *type, group.rack_power, by, amount, "it.group." + std::to_string(i + 1)));
    };
    if (group.load)
      add(RackWish::By::load, group.load->si);
    else if (group.accelerators)
      add(RackWish::By::accelerators, *group.accelerators);
    else if (group.share)
      add(RackWish::By::share, *group.share);
    else
      add(RackWish::By::count, group.count);
  }
  return wishes;
}

double support_per_unit(const ModuleType& rack) {
  return rack.number("management_per_unit").value_or(0) + rack.number("network_per_unit").value_or(0);
}

int scalable_units(const GroupPlan& group) {
  const double each = group.rack->number("unit_racks").value_or(0);
  if (each < 1 || support_per_unit(*group.rack) < 1) return 0;
  return static_cast<int>(whole_units(group.racks / each));
}

std::vector<GroupPlan> plan_racks(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<GroupPlan> groups;
  for (const RackWish& wish : rack_wishes(spec, catalog))
    group_in(groups, group_of(spec, *wish.rack, wish.cap)).racks +=
        static_cast<int>(whole_units(wish.units * (1.0 + spec.it.growth)));
  std::erase_if(groups, [](const GroupPlan& group) { return group.racks == 0; });
  if (spec.it.support == "scalable-unit") add_support(spec, catalog, groups);
  return groups;
}

std::int64_t racks_asked(const SiteSpec& spec, const Catalog& catalog) {
  std::int64_t racks = 0;
  for (const RackWish& wish : rack_wishes(spec, catalog)) racks += static_cast<std::int64_t>(whole_units(wish.units));
  return racks;
}

SiteSpec with_racks(const SiteSpec& spec, const Catalog& catalog, std::int64_t racks) {
  SiteSpec smaller = spec;
  smaller.phases.clear();  // they divide another load
  const std::vector<RackWish> wishes = rack_wishes(spec, catalog);
  const std::int64_t all = racks_asked(spec, catalog);
  if (all <= 0) return smaller;
  if (spec.it.groups.empty()) {
    const RackWish& wish = wishes.front();
    const double n = static_cast<double>(racks);
    if (spec.it.load) smaller.it.load = Power{n * rack_powers(spec, *wish.rack, wish.cap).tdp};
    if (spec.it.accelerators) smaller.it.accelerators = n * wish.rack->required_number("accelerators");
    return smaller;
  }
  // Shares by running total: they add up to `racks` and only grow with it.
  smaller.it.groups.clear();
  smaller.it.load.reset();
  std::int64_t before = 0;
  for (const RackWish& wish : wishes) {
    const std::int64_t after = before + static_cast<std::int64_t>(whole_units(wish.units));
    RackGroup group;
    group.rack = wish.rack->id;
    group.rack_power = wish.cap;
    group.count = static_cast<int>(racks * after / all - racks * before / all);
    before = after;
    if (group.count > 0) smaller.it.groups.push_back(std::move(group));
  }
  return smaller;
}

std::optional<ShelfPower> shelf_power(const ModuleType& rack) {
  const auto shelves = rack.number("power_shelves"), rating = rack.number("power_shelf_rating");
  if (!shelves || !rating || *shelves < 2) return std::nullopt;
  return ShelfPower{Power{(*shelves - 1) * *rating}, Power{std::floor(*shelves / 2) * *rating}};
}

std::vector<Finding> rack_faults(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Finding> findings;
  for (const RackWish& wish : rack_wishes(spec, catalog)) check_wish(spec, wish, findings);
  if (spec.it.support != "scalable-unit" || has_errors(findings)) return findings;
  const std::vector<GroupPlan> groups = plan_racks(spec, catalog);
  if (std::any_of(groups.begin(), groups.end(), [](const GroupPlan& g) { return scalable_units(g) > 0; }))
    return findings;
  std::vector<std::string> known;
  for (const ModuleType* type : catalog.modules_of("rack"))
    if (type->number("unit_racks")) known.push_back(type->id);
  findings.push_back(fault(spec, "it.support",
                           "the catalog states no scalable unit (unit_racks, support_rack) for the racks of this site",
                           "racks with one: " + join(known, ", ")));
  return findings;
}

std::vector<Finding> rack_remarks(const SiteSpec& spec, const std::vector<GroupPlan>& groups) {
  std::vector<Finding> findings;
  if (!is_redundant(spec.power.redundancy)) return findings;
  for (const GroupPlan& group : groups) {
    const auto shelves = shelf_power(*group.rack);
    if (!shelves || shelves->feed_out.si >= group.peak * (1 - 1e-9)) continue;
    Finding finding;
    finding.code = "SIZ021";
    finding.severity = Severity::info;
    finding.message = "with one feed lost the power shelves of " + group.rack->id + " give " +
                      kilowatts(shelves->feed_out.si) + "; the rack draws " + kilowatts(group.tdp) +
                      " at thermal design power and " + kilowatts(group.peak) + " at its EDP peak";
    finding.hint = "cap the rack at " +
                   kilowatts(std::floor(shelves->feed_out.si * group.tdp / group.peak / 1e3) * 1e3) +
                   " (it.rack_power), or accept that it throttles until the feed is back";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace plinth
