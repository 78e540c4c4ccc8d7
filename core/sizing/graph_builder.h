// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// What flows over an edge and what it is built of.
struct EdgeFlow {
  double normal = 0, worst = 0;  ///< in `unit`
  std::string unit;              ///< "A", "L/min", "kW"
  double design = 0;             ///< flow the stock item is chosen for, >= worst; 0 takes worst
  double volts = 0;              ///< of electrical edges
};

/// Collects nodes and edges; tags are numbered per prefix in the order of calls, edge ids at the end.
class GraphBuilder {
 public:
  explicit GraphBuilder(const Problem& problem);

  /// Says how many modules of this kind will come, so that tags get enough digits.
  void expect(const ModuleType& type, int count);
  /// A module on the ground; returns its tag. `phase` 0: that of its block, or by how many of the service there are.
  std::string add(const ModuleType& type, const std::string& service, int block, const std::string& path, bool spare,
                  double demand_kw, int phase = 0);
  /// A module inside `parent`; returns its tag "<parent>.<PREFIX>-n".
  std::string add_inside(const std::string& parent, const ModuleType& type, const std::string& service, bool spare,
                         double demand_kw);

  /// A connection that needs a route: busway, cable or pipe is chosen from the catalog by flow and voltage.
  void connect(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to, const EdgeFlow& flow);
  /// A connection inside a module.
  void connect_inside(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to,
                      const EdgeFlow& flow);

  /// The phase that begins a block, and builds unit `index` (from 0) of a service of the yards; 0 without phases.
  [[nodiscard]] int phase_of_block(int block) const;
  /// The phase that builds pod `index` (from 0) of a group.
  [[nodiscard]] int phase_of_pod(std::size_t group, int index) const;
  [[nodiscard]] int phase_of_yard(std::string_view service, int index) const;
  [[nodiscard]] int phase_of(const std::string& tag) const { return phase_of_.at(tag); }
  /// How many of these, which are in the order they are built, stand once `phase` is; one at least.
  [[nodiscard]] std::size_t built(const std::vector<std::string>& tags, int phase) const;

  /// Sorted, numbered, done.
  [[nodiscard]] Graph take();

 private:
  const Problem& problem_;
  Graph graph_;
  std::map<std::string, int> expected_, used_;
  std::map<std::string, int> block_of_, phase_of_;
  std::map<std::string, int, std::less<>> yard_;  ///< units of each service in the yards so far
  std::vector<const ModuleType*> busways_, cables_, pipes_;

  Edge edge(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to, const EdgeFlow& flow) const;
  void choose_item(Edge& edge, const EdgeFlow& flow) const;
  [[nodiscard]] int phase_at(const std::string& tag) const;  ///< of a module or of what stands inside one
};

/// Deals consumers out to suppliers in turn: always to the one that carries least so far, of those built by then.
class Dealer {
 public:
  explicit Dealer(std::size_t suppliers = 0) : carried_(suppliers) {}
  [[nodiscard]] std::size_t next(std::size_t built, double weight = 1) {
    const auto end = carried_.begin() + static_cast<std::ptrdiff_t>(built);
    const auto least = std::min_element(carried_.begin(), end);
    *least += weight;
    return static_cast<std::size_t>(least - carried_.begin());
  }
  [[nodiscard]] double carried(std::size_t supplier) const { return carried_[supplier]; }

 private:
  std::vector<double> carried_;
};

/// The joint graph of the chosen plant.
[[nodiscard]] Graph assemble(const Problem& problem, const Plant& plant);

/// Parts of assemble(), one file each.
struct SiteTags {
  std::vector<std::string> mv_a, mv_b;  ///< line-ups of sides A and B
  Dealer feeders;                       ///< of line-ups, by apparent power, where the site has phases
};
[[nodiscard]] SiteTags assemble_yards(const Problem& problem, const Plant& plant, GraphBuilder& builder);
void assemble_block(const Problem& problem, const Plant& plant, int block, SiteTags& site, GraphBuilder& builder);
/// What the extras of a block stand in and hang on.
struct BlockTags {
  std::vector<std::string> pods, skids_a, skids_b;  ///< MV/LV skids of the mechanical supply, sides A and B
};
void assemble_extras(const Problem& problem, const Plant& plant, int block, const BlockTags& tags,
                     GraphBuilder& builder);
void expect_extras(const Problem& problem, const Plant& plant, GraphBuilder& builder);
/// Children of a power module, UPS container or MV/LV skid, joined inside.
void assemble_power_children(const Problem& problem, const Plant& plant, const ModuleType& type, const std::string& tag,
                             bool spare, GraphBuilder& builder);

/// Line current in amperes of a three-phase load.
[[nodiscard]] double line_current(double watts, double power_factor, double volts);

}  // namespace plinth
