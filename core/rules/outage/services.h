// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/electrical_buses.h"
#include "core/rules/supply.h"

namespace plinth {

/// What carries heat away, each as a network of its own.
enum class Cooling {
  liquid_heat,
  air_heat,
  facility_water,
  chilled_water,
  coolant,
  facility_return,
  chilled_return,
  coolant_return
};

/// A cooling network with the words its shortage is told in.
struct CoolingNetwork {
  Cooling what = Cooling::liquid_heat;
  SupplyNetwork network;
  std::string_view shortage;  ///< "of liquid heat is not removed"
  bool is_flow = false;       ///< m3/s, shown in L/min; else W, shown in kW
  double it = 0;              ///< power of the racks that depend on it, W

  [[nodiscard]] double shown(double si) const { return is_flow ? si * 60000.0 : si / 1000.0; }
  [[nodiscard]] const char* unit() const { return is_flow ? "L/min" : "kW"; }
};

/// The networks that racks live on, read from the joint graph and solved once with everything in service.
struct Networks {
  explicit Networks(const CheckContext& context, int threads = 1);

  ElectricalBuses buses;
  Outage outage;
  SupplyNetwork power;                  ///< from the grid and the gensets
  SupplyNetwork backup;                 ///< from the gensets alone; no demand when the site has no backup
  SupplyNetwork grid;                   ///< from the grid alone; no demand when the site has no backup
  std::vector<CoolingNetwork> cooling;  ///< those with a demand that the graph states in full
  std::vector<CoolingNetwork> broken;   ///< those of which something is missing, or that are short from the start
  bool power_is_sound = false;          ///< everything in service, all of the load is carried
  bool backup_is_sound = false;
};

/// Networks with the racks that live on them.
struct Services {
  explicit Services(const CheckContext& of, int threads = 1);
  /// Networks of its own, in the same state: what asks the copy does not disturb who asks the first, which has to outlive
  /// it.
  Services(const Services& other);
  Services& operator=(const Services&) = delete;

  const CheckContext& context;
  std::shared_ptr<Networks> networks;  ///< may outlive the context: rules ask them again
  ElectricalBuses& buses;
  Outage& outage;
  SupplyNetwork &power, &backup, &grid;
  std::vector<CoolingNetwork>&cooling, &broken;
  std::vector<double> it_of;  ///< per graph node: power of the racks that it is, W
  double it = 0;              ///< in all, W
  std::vector<int> intakes;   ///< graph nodes
};

/// IT of a node: of a rack what it draws; of a pod whose racks the graph does not hold what is in it, W.
[[nodiscard]] double it_power(const CheckContext& context, int node);

/// A node with all that stands inside it, itself first.
[[nodiscard]] std::vector<int> with_contents(const CheckContext& context, int node);

}  // namespace plinth
