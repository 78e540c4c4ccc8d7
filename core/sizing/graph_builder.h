// SPDX-License-Identifier: Apache-2.0
#pragma once
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
  /// A module on the ground; returns its tag.
  std::string add(const ModuleType& type, const std::string& service, int block, const std::string& path, bool spare,
                  double demand_kw);
  /// A module inside `parent`; returns its tag "<parent>.<PREFIX>-n".
  std::string add_inside(const std::string& parent, const ModuleType& type, const std::string& service, bool spare,
                         double demand_kw);

  /// A connection that needs a route: busway, cable or pipe is chosen from the catalog by flow and voltage.
  void connect(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to, const EdgeFlow& flow);
  /// A connection inside a module.
  void connect_inside(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to,
                      const EdgeFlow& flow);

  /// Sorted, numbered, done.
  [[nodiscard]] Graph take();

 private:
  const Problem& problem_;
  Graph graph_;
  std::map<std::string, int> expected_, used_;
  std::map<std::string, int> block_of_;
  std::vector<const ModuleType*> busways_, cables_, pipes_;

  Edge edge(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to, const EdgeFlow& flow) const;
  void choose_item(Edge& edge, const EdgeFlow& flow) const;
};

/// The joint graph of the chosen plant.
[[nodiscard]] Graph assemble(const Problem& problem, const Plant& plant);

/// Parts of assemble(), one file each.
struct SiteTags {
  std::vector<std::string> mv_a, mv_b;  ///< line-ups of sides A and B
};
[[nodiscard]] SiteTags assemble_yards(const Problem& problem, const Plant& plant, GraphBuilder& builder);
void assemble_block(const Problem& problem, const Plant& plant, int block, const SiteTags& site, GraphBuilder& builder);
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
