// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/expansion_vessels.h"

#include <algorithm>
#include <vector>

#include "core/physics/expansion.h"
#include "core/sizing/selecting.h"

namespace plinth {
namespace {

ExpansionCase loop_of(const Problem& problem, Volume base, Flow flow, Temperature back) {
  const DesignBasis& basis = problem.basis;
  const double share = expansion_share(problem.facility_coolant, basis.expansion_cold, back + basis.supply_rise);
  return {base + Volume{flow.si * basis.loop_residence.si},
          share,
          basis.expansion_charge,
          basis.expansion_end,
          basis.expansion_reserve,
          basis.expansion_reserve_min};
}

std::string record_density(const Problem& problem, Book& book, const std::string& id, Temperature t,
                           const std::string& temperature) {
  const Coolant c = problem.facility_coolant;
  if (!properties_hold(c, t))
    return book.leaf(EntryKind::solved, id, density(c, t).si, "kg/m3", "density, at the end of its fit's range",
                     basis(c), "", {{"T", temperature}});
  return book.derive(id, density(c, t).si, "kg/m3", density_formula(c), {{"T", temperature}}, "density", basis(c));
}

/// Vessels of one type for a block, and what the objectives would add up for them.
struct Offer {
  const ModuleType* type;
  int count;
  double cost, area, lead;
};

bool beats(const Offer& a, const Offer& b) {
  return a.cost <= b.cost && a.area <= b.area && a.lead <= b.lead &&
         (a.cost < b.cost || a.area < b.area || a.lead < b.lead || a.type < b.type);
}

/// Types that no other one beats: no later service looks at the vessels.
std::vector<Offer> unbeaten_offers(const std::vector<const ModuleType*>& types, Volume need) {
  std::vector<Offer> all;
  for (const ModuleType* type : types) {
    const int n = static_cast<int>(whole_units(need.si / type->required_number("volume")));
    all.push_back({type, n, n * type->number("cost_mid").value_or(0),
                   n * static_cast<double>(type->length) * static_cast<double>(type->width),
                   type->number("lead_time_mid").value_or(0)});
  }
  std::vector<Offer> left;
  for (const Offer& offer : all)
    if (std::none_of(all.begin(), all.end(), [&](const Offer& other) { return beats(other, offer); }))
      left.push_back(offer);
  return left;
}

}  // namespace

void vessel_options(const Problem& problem, const Plant& plant, Volume base, Flow flow, Temperature back,
                    Counted Plant::*vessels, std::vector<Plant>& out) {
  const auto& types = candidates(problem, "expansion_vessel");
  const auto need = expansion_vessel(loop_of(problem, base, flow, back));
  if (flow.si <= 0 || types.empty() || !need) {
    out.push_back(plant);
    return;
  }
  for (const Offer& offer : unbeaten_offers(types, need->nominal)) {
    Plant option = plant;
    option.*vessels = {offer.type, offer.count, offer.count};
    account(option, *offer.type, offer.count * plant.blocks);
    out.push_back(std::move(option));
  }
}

void record_vessels(const Problem& problem, const Plant& plant, const std::string& loop, Counted vessels, Volume base,
                    Flow flow, Temperature back, Book& book, std::vector<Selection>& selection) {
  if (vessels.type == nullptr) return;
  const ModuleType& type = *vessels.type;
  const ExpansionCase expansion = loop_of(problem, base, flow, back);
  const ExpansionVessel need = *expansion_vessel(expansion);
  const std::string id = "cooling." + loop;
  std::vector<LedgerInput> held{{"V", id + "_flow"}, {"t", book.limit("basis.loop_residence")}};
  if (base.si > 0) held.push_back({"B", book.limit("basis.loop_base")});
  const std::string volume =
      book.derive(id + "_coolant", expansion.system.si, "m3", base.si > 0 ? "B + V * t" : "V * t", held,
                  "coolant in the loop of a block, before pipes are routed",
                  "design flow times the residence of the design basis; checked by HYD05");
  const std::string hot = book.derive(id + "_hottest", (back + problem.basis.supply_rise).kelvin, "degC", "T + D",
                                      {{"T", id + "_return"}, {"D", book.limit("basis.supply_rise")}},
                                      "hottest the loop gets", "design return and the allowed rise");
  const std::string rho_cold = record_density(problem, book, id + "_density_cold", problem.basis.expansion_cold,
                                              book.limit("basis.expansion.cold"));
  const std::string rho_hot = record_density(problem, book, id + "_density_hot", back + problem.basis.supply_rise, hot);
  const std::string nominal = book.derive(
      id + "_vessel_volume", need.nominal.si, "m3", "((a / b - 1) * V + max(r * V, m)) * (E + 1[bar]) / (E - P)",
      {{"a", rho_cold},
       {"b", rho_hot},
       {"V", volume},
       {"r", book.limit("basis.expansion.reserve")},
       {"m", book.limit("basis.expansion.reserve_min")},
       {"E", book.limit("basis.expansion.end")},
       {"P", book.limit("basis.expansion.charge")}},
      "least nominal volume of a block's expansion vessels", "EN 12828:2012+A1:2014 Annex D (M42)");
  const std::string count = book.derive(id + "_vessels", vessels.duty, "", "ceil(V / v)",
                                        {{"V", nominal}, {"v", book.attribute(type, "volume")}},
                                        "expansion vessels of a block", "whole vessels");
  const double share = need.nominal.si / (vessels.duty * type.required_number("volume"));
  select(book, selection,
         {loop + "_expansion",
          type.id,
          static_cast<double>(vessels.duty * plant.blocks),
          0,
          vessels.installed * plant.blocks,
          {type.required_number("volume"), "m3"},
          share,
          share,
          std::to_string(vessels.duty) + " in each of " + std::to_string(plant.blocks) + " blocks, by EN 12828"},
         {count, {"layout.blocks"}, "N", {}});
}

}  // namespace plinth
