// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/rules/outage/services.h"

namespace plinth {

/// Whether the grid is there while something is out of service.
enum class Grid { present, away };

/// How much is asked about one outage.
enum class Detail { it_only, full };

/// What an outage does to the IT, at the design point. Powers in W.
struct Consequence {
  double it_lost = 0;                           ///< racks that must stop, those inside what was removed not counted
  double it_inside = 0;                         ///< racks that are themselves part of what was removed
  double dark = 0;                              ///< of the loss: racks without any supply
  double overload = 0;                          ///< of the loss: load that the remaining units cannot carry
  std::vector<std::pair<int, double>> cooling;  ///< shortages: place in Services::cooling, W or m3/s
  std::vector<int> racks;                       ///< graph nodes that are not served, sorted; asked for in full only
  std::optional<Time> thermal;                  ///< until the coolant of the racks has risen by the allowed difference
  std::optional<Time> battery;                  ///< how long batteries hold what has lost its supply
  bool on_gensets = false;                      ///< the grid alone no longer carries the load
  [[nodiscard]] bool harmless() const { return it_lost <= 0; }
};

/// Answers "what if" over the networks of a design, one case after another.
class Outages {
 public:
  explicit Outages(const CheckContext& context, int threads = 1);

  /// Nodes are taken out with their contents, and what only a removed controller steers with it, unless the evidence
  /// `controls_failure_analysis` says that it goes on.
  [[nodiscard]] Consequence consequence(const Removal& removal, Grid grid, Detail detail);
  [[nodiscard]] const Services& services() const { return services_; }
  [[nodiscard]] Services& services() { return services_; }

 private:
  [[nodiscard]] Removal completed(const Removal& removal) const;
  void lose_power(Consequence& result, const Removal& removal, const std::vector<int>& dead, SupplyNetwork& network);
  void lose_cooling(Consequence& result, const Removal& gone, Detail detail);
  void time_left(Consequence& result, const Removal& removal, const std::vector<int>& dead,
                 const std::vector<std::vector<std::pair<int, double>>>& short_nodes) const;
  [[nodiscard]] std::optional<Time> ride(const std::string& loop, double missing, double demand) const;

  Services services_;
  std::map<std::string, Time, std::less<>> rides_;                   ///< ride-through by loop
  std::vector<std::map<std::string, double, std::less<>>> demands_;  ///< per cooling network: by loop, W or m3/s
  std::vector<std::vector<std::pair<int, double>>> short_;           ///< scratch: short nodes per cooling network
};

}  // namespace plinth
