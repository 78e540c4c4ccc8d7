// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/services.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/crew.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_kind(const NodeView& node, std::string_view kind) { return node.type != nullptr && node.type->kind == kind; }

/// Racks that a shortage of this network would stop, W.
double dependent_it(const CheckContext& context, Cooling what) {
  double sum = 0.0, liquid = 0.0;
  const bool air = what == Cooling::air_heat || what == Cooling::chilled_water || what == Cooling::chilled_return;
  const ModuleType* last = nullptr;
  for (const int index : context.nodes_of([](std::string_view kind) { return kind == "rack"; })) {
    const ModuleType* type = context.nodes[at(index)].type;
    if (type != last) liquid = type->number("liquid_fraction").value_or(0.0);
    last = type;
    if (air ? liquid < 1.0 : liquid > 0.0) sum += it_power(context, index);
  }
  return sum;
}

/// How each kind of cooling is read from the graph, and the words its shortage is told in.
struct CoolingSource {
  Cooling what;
  SupplyNetwork (*read)(const CheckContext&);
  std::string_view shortage;
  bool is_flow;
};
constexpr std::array<CoolingSource, 8> kCooling{{
    {Cooling::liquid_heat, liquid_heat_network, "of liquid heat is not removed", false},
    {Cooling::air_heat, air_heat_network, "of air heat is not removed", false},
    {Cooling::facility_water, [](const CheckContext& c) { return water_network(c, Medium::fws_supply); },
     "of facility water is missing", true},
    {Cooling::chilled_water, [](const CheckContext& c) { return water_network(c, Medium::chw_supply); },
     "of chilled water is missing", true},
    {Cooling::coolant, [](const CheckContext& c) { return coolant_network(c); }, "of coolant is missing", true},
    {Cooling::facility_return, [](const CheckContext& c) { return water_network(c, Medium::fws_return); },
     "of facility water has no way back", true},
    {Cooling::chilled_return, [](const CheckContext& c) { return water_network(c, Medium::chw_return); },
     "of chilled water has no way back", true},
    {Cooling::coolant_return, [](const CheckContext& c) { return coolant_network(c, Medium::tcs_return); },
     "of coolant has no way back", true},
}};

CoolingNetwork read_cooling(const CheckContext& context, const CoolingSource& source) {
  CoolingNetwork one{source.what, source.read(context), source.shortage, source.is_flow, 0.0};
  if (one.network.demand <= 0.0) return one;
  one.it = dependent_it(context, one.what);
  if (one.network.missing.empty()) one.network.solve();
  return one;
}

void keep(Networks& networks, CoolingNetwork one) {
  if (one.network.demand <= 0.0) return;
  const bool good = one.network.missing.empty() && one.network.unserved <= 0.0;
  (good ? networks.cooling : networks.broken).push_back(std::move(one));
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

Networks::Networks(const CheckContext& context, int threads) : buses(context), outage(buses) {
  std::array<CoolingNetwork, kCooling.size()> read;
  in_crew(threads, 1 + kCooling.size(), [&](std::size_t task) {
    if (task > 0) {
      read[task - 1] = read_cooling(context, kCooling[task - 1]);
      return;
    }
    power = power_network(context, buses, Sources::all);
    if (context.design.spec.power.backup != "none") {
      backup = with_sources(power, context, buses, Sources::backup_only);
      grid = with_sources(power, context, buses, Sources::grid_only);
    }
    power_is_sound = solved(power);
    backup_is_sound = solved(backup);
    static_cast<void>(solved(grid));
  });
  for (CoolingNetwork& one : read) keep(*this, std::move(one));
}

Services::Services(const Services& other)
    : context(other.context),
      networks(std::make_shared<Networks>(*other.networks)),
      buses(networks->buses),
      outage(networks->outage),
      power(networks->power),
      backup(networks->backup),
      grid(networks->grid),
      cooling(networks->cooling),
      broken(networks->broken),
      it_of(other.it_of),
      it(other.it),
      intakes(other.intakes) {}

Services::Services(const CheckContext& of, int threads)
    : context(of),
      networks(std::make_shared<Networks>(of, threads)),
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
