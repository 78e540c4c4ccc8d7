// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// An electrical edge at the length it really has (IEC 60364-5-52, IEC 60909-0).
struct Circuit {
  std::string edge;  ///< id in the graph
  std::string item;  ///< stock item it is built of
  int runs = 1;      ///< parallel runs
  Length length;
  Current design;        ///< Ib: largest current of any single-failure state
  Current ampacity;      ///< Iz of all runs, derated for ambient and grouping
  double derating = 1;   ///< Iz over the item's rated current
  double drop = 0;       ///< voltage drop at Ib over the nominal voltage
  Power loss;            ///< at the normal current, all runs
  Current fault;         ///< largest initial symmetrical short-circuit current at its sending end
  std::string sized_by;  ///< "current", "voltage drop" or "short circuit"
  friend bool operator==(const Circuit&, const Circuit&) = default;
};

/// Short-circuit duty of the busbars of one module, three-phase (IEC 60909-0:2016).
struct BusFault {
  std::string tag;
  Voltage voltage;
  Current maximum;         ///< I"k with c_max, cold conductors, everything connected that may be
  Current minimum;         ///< I"k with c_min, hot conductors, the weakest source alone
  Current peak;            ///< i_p
  Current thermal;         ///< I_th over the clearing time
  Current withstand;       ///< Icw of the gear; 0 when the catalog does not state it
  Current peak_withstand;  ///< Ipk of the gear; 0 when the catalog does not state it
  friend bool operator==(const BusFault&, const BusFault&) = default;
};

/// A pipe edge at the length it really has.
struct PipeRun {
  std::string edge;
  std::string item;
  int runs = 1;
  Length length;
  Flow flow;  ///< of all runs, design state
  Speed velocity;
  Pressure drop;  ///< friction and fittings
  friend bool operator==(const PipeRun&, const PipeRun&) = default;
};

/// One closed water loop: what its pumps must overcome and what it holds.
struct Loop {
  std::string name;  ///< "fws block 1", "tcs POD-03"
  Flow flow;
  Pressure head;              ///< along the worst path: pipes, fittings, equipment
  Pressure available;         ///< of the duty pumps at that flow
  Power pump_power;           ///< electrical, at `head`
  Volume volume;              ///< of coolant: pipes, equipment, tanks
  Volume expansion;           ///< nominal volume of the vessel it needs (EN 12828)
  Time ride_through;          ///< until the supply has risen by the allowed difference with rejection stopped
  std::string worst_path;     ///< tag of the consumer at its end
  double flow_imbalance = 0;  ///< largest shortfall of a branch from its design flow without balancing valves, a ratio
  Speed velocity;             ///< largest in its pipes, design state
  Volume vessel;              ///< nominal volume of the expansion vessels that stand there; 0 = none
  friend bool operator==(const Loop&, const Loop&) = default;
};

/// What connections are made of once their routes are known.
struct Distribution {
  std::vector<Circuit> circuits;  ///< by edge id
  std::vector<BusFault> faults;   ///< by tag
  std::vector<PipeRun> pipes;     ///< by edge id
  std::vector<Loop> loops;        ///< by name
  friend bool operator==(const Distribution&, const Distribution&) = default;
};

}  // namespace plinth
