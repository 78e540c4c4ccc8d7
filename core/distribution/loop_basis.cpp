// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loop_basis.h"

#include <algorithm>
#include <cmath>

#include "core/model/catalog_choice.h"

namespace plinth {

std::optional<LoopBasis> read_loop_basis(const Design& design, const Catalog& catalog, std::vector<Finding>& findings) {
  bool whole = true;
  const auto read = [&](std::string_view id) {
    const Limit* limit = catalog.limit(id, text(design.spec.project.jurisdiction));
    if (limit != nullptr) return limit->si;
    whole = false;
    findings.push_back(
        remark("DIS201", Severity::warning,
               "the catalog has no design-basis value `" + std::string(id) + "`: water loops are not worked out",
               "add it to catalog/standards/piping.toml"));
    return 1.0;
  };
  LoopBasis b{};
  b.steel = Length{read("piping.roughness.steel")};
  b.stainless = Length{read("piping.roughness.stainless")};
  b.elbow = read("piping.k.elbow_90");
  b.butterfly = read("piping.k.butterfly_valve");
  b.ball = read("piping.k.ball_valve");
  b.tee = read("piping.k.tee_branch");
  b.valves_per_run = read("piping.valves_per_run");
  b.tees_per_run = read("piping.tees_per_run");
  b.tcs_velocity = Speed{read("piping.tcs_velocity_max")};
  b.tcs_hose = Length{read("piping.tcs_hose")};
  b.rejection_drop = Pressure{read("basis.drop.heat_rejection")};
  b.chiller_drop = Pressure{read("basis.drop.chiller")};
  b.cdu_drop = Pressure{read("basis.drop.cdu")};
  b.fan_wall_drop = Pressure{read("basis.drop.fan_wall")};
  b.header_drop = Pressure{read("basis.drop.header")};
  b.control_valve = Pressure{read("basis.drop.control_valve")};
  b.fouling = Pressure{read("basis.drop.strainer_fouling")};
  b.rack_drop = Pressure{read("basis.drop.rack")};
  b.pump_head = Pressure{read("basis.pump_head")};
  b.pump_head_reserve = read("basis.pump_head_reserve");
  b.pump_efficiency = read("basis.pump_efficiency");
  b.fws_range = TemperatureDifference{read("basis.fws_range")};
  b.supply_rise = TemperatureDifference{read("basis.supply_rise")};
  b.tank_effectiveness = read("basis.buffer_effectiveness");
  b.rack_coolant = Volume{read("basis.rack_coolant")};
  b.cold = Temperature{read("basis.expansion.cold")};
  b.charge = Pressure{read("basis.expansion.charge")};
  b.end = Pressure{read("basis.expansion.end")};
  b.reserve = read("basis.expansion.reserve");
  b.reserve_min = Volume{read("basis.expansion.reserve_min")};
  if (!whole) return std::nullopt;
  return b;
}

std::size_t PipeStock::index_of(std::string_view id) const {
  const auto found = std::find_if(types.begin(), types.end(), [&](const ModuleType* type) { return type->id == id; });
  return static_cast<std::size_t>(found - types.begin());
}

PipeStock pipe_stock(const Design& design, const Catalog& catalog) {
  PipeStock stock;
  stock.types = offered(design.spec.catalog, catalog.modules_of("pipe"));
  // What sizing chose stays available, whatever the site allows.
  for (const Edge& edge : design.sizing.graph.edges) {
    if (edge.item.empty() || (edge.medium != Medium::fws_supply && edge.medium != Medium::fws_return &&
                              edge.medium != Medium::chw_supply && edge.medium != Medium::chw_return))
      continue;
    const ModuleType* type = catalog.module(edge.item);
    if (type != nullptr && type->kind == "pipe" && stock.index_of(edge.item) == stock.types.size())
      stock.types.push_back(type);
  }
  std::stable_sort(stock.types.begin(), stock.types.end(), [](const ModuleType* a, const ModuleType* b) {
    return a->required_number("inner_diameter") < b->required_number("inner_diameter");
  });
  for (const ModuleType* type : stock.types) {
    stock.sizes.push_back({type->get<Length>("inner_diameter"), type->get<Flow>("max_flow")});
    stock.cost.push_back(type->required_number("cost_per_length"));
  }
  return stock;
}

Coolant loop_coolant(const Book& book, const std::string& medium, const SiteSpec& spec) {
  const std::string id = "cooling." + medium;
  if (book.has(id + "_density") && book.has(id + "_mean")) {
    const Temperature mean{book.value(id + "_mean")};
    const double rho = book.value(id + "_density");
    for (const Coolant coolant : {Coolant::water, Coolant::pg25, Coolant::pg30, Coolant::pg40, Coolant::pg50,
                                  Coolant::eg30, Coolant::eg40, Coolant::eg50})
      if (std::abs(density(coolant, mean).si - rho) < 1e-6 * rho) return coolant;
  }
  return spec.climate.minimum < from_degC(5.0) ? Coolant::pg25 : Coolant::water;
}

}  // namespace plinth
