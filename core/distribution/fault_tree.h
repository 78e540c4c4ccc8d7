// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/design.h"
#include "core/physics/short_circuit.h"

namespace plinth {

/// What the calculation assumes beyond the graph.
struct FaultBasis {
  Voltage grid_voltage;
  ApparentPower grid_max, grid_min;  ///< S"k at the connection point
  double r_over_x = 0.1;
  Temperature hot;                 ///< of conductors for the least current
  bool closed_transition = false;  ///< gensets in parallel with the grid at retransfer
};

/// Series impedance of one edge, ohm per phase at its own voltage: all runs, cold and hot.
struct EdgeImpedance {
  Impedance cold, hot;
};

/// Short-circuit currents at one point of the graph.
struct FaultAt {
  double volts = 0;
  Current maximum, peak, thermal, minimum;
  Impedance z;  ///< of `maximum`, converters aside
};

/// Walks from every point upstream to its sources (IEC 60909-0:2016, equivalent voltage source at the fault). Switching
/// states: feeds that carry current in normal service are closed together; a feed that carries none stands in for them
/// alone; with the grid away, as many generator boards run in parallel as a line-up's load needs. UPS hand on faults
/// through their static bypass; without it an inverter gives a fixed current, which may be the least. PCS add a fixed
/// current; drives add none. Rectifiers and inverters hand on no fault: behind them flows what their switching allows,
/// the discharge of their capacitors in the first milliseconds not counted.
class FaultTree {
 public:
  FaultTree(const Design& design, const Catalog& catalog, const FaultBasis& basis,
            const std::vector<EdgeImpedance>& edges, Frequency frequency, Time duration);

  /// At the end of an edge that sends (`sending`) or receives; and on the busbars of a node (its worst port).
  [[nodiscard]] FaultAt at_edge(std::size_t edge, bool sending);
  [[nodiscard]] FaultAt at_node(int node);

 private:
  struct Point {
    int node = -1;
    bool outlet = false;  ///< the secondary of a transformer, the output of a rectifier or inverter
    bool direct = false;  ///< direct current
    std::vector<std::pair<std::size_t, int>> feeds;  ///< edge and the point it comes from
    double volts = 0;
    bool done = false, busy = false;
  };
  /// Impedance to one kind of source. `root` is the grid's own level, so that S"k enters once at the end.
  struct Way {
    bool there = false;
    Impedance z;
    double converter = 0;  ///< A, of PCS, rectifiers and inverters, at this level
  };
  struct Seen {
    Way grid_max, gen_max, grid_min, gen_min;
    double inverter = 0;  ///< least A of UPS inverters, rectifiers or inverters alone; 0 without one upstream
    bool behind_ups = false;
  };

  const Design& design_;
  const Catalog& catalog_;
  FaultBasis basis_;
  const std::vector<EdgeImpedance>& impedance_;
  Frequency frequency_;
  Time duration_;
  std::vector<Point> points_;
  std::vector<Seen> seen_;
  std::map<std::pair<int, std::string_view>, int> by_port_;
  std::vector<std::vector<int>> of_node_;
  std::vector<std::pair<int, int>> ends_;  ///< of every edge: sending and receiving point, -1 when not electrical
  std::vector<const ModuleType*> types_;
  std::vector<bool> parent_;

  [[nodiscard]] int point_for(int node, std::string_view port, bool outlet);
  const Seen& look(int point);
  [[nodiscard]] Seen at_source(const Point& point) const;
  void join(const Point& point, Seen& seen, Way Seen::*way, bool max, bool generators);
  void through_transformer(int point, Seen& seen);
  void add_ups(const Point& point, Seen& seen);
  void at_converter(const Point& point, Seen& seen) const;
  [[nodiscard]] Impedance grid(double volts, bool max) const;
  [[nodiscard]] FaultAt evaluate(int point);
};

}  // namespace plinth
