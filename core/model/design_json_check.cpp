// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json_check.h"

#include <algorithm>

#include "core/base/text.h"

namespace plinth::json {
namespace {

constexpr std::size_t most_findings = 100;

class Checker {
 public:
  Checker(const Design& design, const std::string& file) : design_(design), file_(file) {}

  std::vector<Finding> run() && {
    orders();
    if (findings_.empty()) {  // lookups below rely on the order
      modules();
      nodes();
      edges();
      placements();
      parcels();
    }
    return std::move(findings_);
  }

 private:
  void add(std::string message) {
    if (findings_.size() >= most_findings) return;
    Finding finding;
    finding.code = "DSN005";
    finding.message = printable(message, 300);
    finding.origin = {file_, 0, 0};
    findings_.push_back(std::move(finding));
  }

  template <class T>
  void order(const std::vector<T>& list, std::string T::*name, const char* path, bool unique = true) {
    for (std::size_t i = 1; i < list.size(); ++i) {
      const std::string &before = list[i - 1].*name, &after = list[i].*name;
      if (after < before)
        add(std::string(path) + ": '" + after + "' comes after '" + before + "': the list is not sorted");
      else if (unique && after == before)
        add(std::string(path) + ": '" + after + "' is there twice");
    }
  }
  void orders() {
    order(design_.sizing.graph.nodes, &Node::tag, "/graph/nodes");
    order(design_.sizing.graph.edges, &Edge::id, "/graph/edges");
    order(design_.layout.placements, &Placement::tag, "/placements");
    order(design_.layout.routes, &Route::edge, "/routes");
    order(design_.catalog.kinds, &Kind::id, "/catalog/kinds");
    order(design_.catalog.modules, &ModuleType::id, "/catalog/modules");
    order(design_.catalog.limits, &Limit::id, "/catalog/limits", false);
    order(design_.catalog.grid_profiles, &GridProfile::id, "/catalog/grid_profiles");
  }

  void modules() {
    for (const ModuleType& type : design_.catalog.modules) {
      const Kind* kind = design_.catalog.kind(type.kind);
      if (kind == nullptr) {
        add("module type '" + type.id + "' is of kind '" + type.kind + "', which /catalog/kinds does not have");
        continue;
      }
      if (type.length < 0 || type.width < 0 || type.height < 0)
        add("module type '" + type.id + "' has a negative dimension");
      for (const AttributeRule& rule : kind->attributes)
        if (rule.required && rule.type == "number" && !type.number(rule.name))
          add("module type '" + type.id + "' lacks '" + rule.name + "', which its kind requires");
    }
  }
  void nodes() {
    for (const Node& node : design_.sizing.graph.nodes) {
      const ModuleType* type = design_.catalog.module(node.module);
      if (type == nullptr)
        add("'" + node.tag + "' is a '" + node.module + "', which /catalog/modules does not have");
      else if (type->kind != node.kind)
        add("'" + node.tag + "' is of kind '" + node.kind + "', its module type of kind '" + type->kind + "'");
      if (!node.parent.empty() && design_.sizing.graph.node(node.parent) == nullptr)
        add("'" + node.tag + "' stands in '" + node.parent + "', which is not in the graph");
    }
  }
  void edge_end(const Edge& edge, const EdgeEnd& end) {
    if (design_.sizing.graph.node(end.tag) == nullptr)
      add("edge " + edge.id + " ends at '" + end.tag + "', which is not in the graph");
  }
  void edges() {
    for (const Edge& edge : design_.sizing.graph.edges) {
      edge_end(edge, edge.from);
      edge_end(edge, edge.to);
      if (!edge.item.empty() && design_.catalog.module(edge.item) == nullptr)
        add("edge " + edge.id + " is made of '" + edge.item + "', which /catalog/modules does not have");
    }
    const auto& all = design_.sizing.graph.edges;
    for (const Route& route : design_.layout.routes) {
      const auto found = std::lower_bound(all.begin(), all.end(), route.edge,
                                          [](const Edge& e, const std::string& id) { return e.id < id; });
      if (found == all.end() || found->id != route.edge)
        add("a route is for edge '" + route.edge + "', which is not in the graph");
    }
  }
  void placements() {
    for (const Placement& placement : design_.layout.placements) {
      const Node* node = design_.sizing.graph.node(placement.tag);
      if (node == nullptr)
        add("'" + placement.tag + "' has a place but is not in the graph");
      else if (node->module != placement.module)
        add("'" + placement.tag + "' is a '" + node->module + "' in the graph and a '" + placement.module +
            "' in /placements");
      const int turn = placement.rotation_deg;
      if (turn != 0 && turn != 90 && turn != 180 && turn != 270)
        add("'" + placement.tag + "' is turned by " + std::to_string(turn) +
            " degrees; 0, 90, 180 and 270 are possible");
    }
  }
  void parcels() {
    const auto check = [&](const Polygon& polygon, const std::string& name) {
      if (const auto fault = fault_of(polygon)) add(name + ": the boundary " + fault->what);
    };
    for (const Polygon& parcel : design_.spec.site.parcels) check(parcel, "/site/parcels");
    for (const KeepOut& keep_out : design_.spec.site.keep_outs)
      check(keep_out.area, "keep-out '" + keep_out.name + "'");
    for (const ExistingBuilding& b : design_.spec.site.existing) check(b.area, "existing building '" + b.name + "'");
    for (const Zone& zone : design_.spec.zones) check(zone.area, "zone '" + zone.name + "'");
  }

  const Design& design_;
  const std::string& file_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> inconsistencies(const Design& design, const std::string& file) {
  return Checker(design, file).run();
}

}  // namespace plinth::json
