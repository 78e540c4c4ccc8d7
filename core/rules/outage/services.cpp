// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/services.h"

#include <algorithm>
#include <utility>

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_kind(const NodeView& node, std::string_view kind) { return node.type != nullptr && node.type->kind == kind; }

/// Racks that a shortage of this network would stop, W.
double dependent_it(const CheckContext& context, Cooling what) {
  double sum = 0.0;
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const NodeView& node = context.nodes[i];
    if (!is_kind(node, "rack")) continue;
    const double liquid = node.type->number("liquid_fraction").value_or(0.0);
    const bool air = what == Cooling::air_heat || what == Cooling::chilled_water || what == Cooling::chilled_return;
    if (air ? liquid < 1.0 : liquid > 0.0) sum += it_power(context, static_cast<int>(i));
  }
  return sum;
}

void add_cooling(const CheckContext& c, Networks& networks) {
  std::vector<CoolingNetwork> all;
  const auto add = [&](Cooling what, SupplyNetwork network, std::string_view shortage, bool is_flow) {
    if (network.demand > 0.0) all.push_back({what, std::move(network), shortage, is_flow, 0.0});
  };
  add(Cooling::liquid_heat, liquid_heat_network(c), "of liquid heat is not removed", false);
  add(Cooling::air_heat, air_heat_network(c), "of air heat is not removed", false);
  add(Cooling::facility_water, water_network(c, Medium::fws_supply), "of facility water is missing", true);
  add(Cooling::chilled_water, water_network(c, Medium::chw_supply), "of chilled water is missing", true);
  add(Cooling::coolant, coolant_network(c), "of coolant is missing", true);
  add(Cooling::facility_return, water_network(c, Medium::fws_return), "of facility water has no way back", true);
  add(Cooling::chilled_return, water_network(c, Medium::chw_return), "of chilled water has no way back", true);
  add(Cooling::coolant_return, coolant_network(c, Medium::tcs_return), "of coolant has no way back", true);
  for (CoolingNetwork& one : all) {
    one.it = dependent_it(c, one.what);
    if (one.network.missing.empty()) one.network.solve();
    const bool good = one.network.missing.empty() && one.network.unserved <= 0.0;
    (good ? networks.cooling : networks.broken).push_back(std::move(one));
  }
}

bool solved(SupplyNetwork& network) {
  if (!network.usable()) return false;
  network.solve();
  return network.unserved <= 0.0;
}

}  // namespace

double it_power(const CheckContext& context, int index) {
  const NodeView& node = context.nodes[at(index)];
  if (is_kind(node, "rack")) return node.node->demand_kw * 1000.0;
  if (!is_kind(node, "it_pod")) return 0.0;
  const bool racks = std::any_of(node.children.begin(), node.children.end(),
                                 [&](int child) { return is_kind(context.nodes[at(child)], "rack"); });
  double inside = 0.0;
  for (const int child : node.children) inside += context.nodes[at(child)].node->demand_kw * 1000.0;
  return racks ? 0.0 : std::max(0.0, node.node->demand_kw * 1000.0 - inside);
}

std::vector<int> with_contents(const CheckContext& context, int node) {
  std::vector<int> all{node};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::vector<int>& inside = context.nodes[at(all[i])].children;
    all.insert(all.end(), inside.begin(), inside.end());
  }
  return all;
}

Networks::Networks(const CheckContext& context)
    : buses(context), outage(buses), power(power_network(context, buses, Sources::all)) {
  if (context.design.spec.power.backup != "none") {
    backup = with_sources(power, context, buses, Sources::backup_only);
    grid = with_sources(power, context, buses, Sources::grid_only);
  }
  power_is_sound = solved(power);
  backup_is_sound = solved(backup);
  static_cast<void>(solved(grid));
  add_cooling(context, *this);
}

Services::Services(const CheckContext& of)
    : context(of),
      networks(std::make_shared<Networks>(of)),
      buses(networks->buses),
      outage(networks->outage),
      power(networks->power),
      backup(networks->backup),
      grid(networks->grid),
      cooling(networks->cooling),
      broken(networks->broken) {
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    it_of.push_back(it_power(context, static_cast<int>(i)));
    it += it_of.back();
    if (is_kind(context.nodes[i], "intake")) intakes.push_back(static_cast<int>(i));
  }
}

}  // namespace plinth
