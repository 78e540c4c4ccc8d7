// SPDX-License-Identifier: Apache-2.0
// What stands inside power modules, UPS containers and MV/LV skids, and how it is joined.
#include <algorithm>

#include "core/sizing/direct_current.h"
#include "core/sizing/graph_builder.h"
#include "core/sizing/power_train.h"

namespace plinth {
namespace {

struct Inside {
  std::vector<std::string> rmu, transformer, board, ups, rectifier, inverter, battery;
};

Inside add_children(const Problem& problem, const Plant& plant, const ModuleType& type, const std::string& tag,
                    bool spare, GraphBuilder& builder) {
  Inside inside;
  for (const Contained& contained : type.contains) {
    const ModuleType* child = problem.catalog.module(contained.module);
    if (child == nullptr) continue;
    const int count = contained.count > 0 ? contained.count : child->kind == "ups_battery" ? plant.batteries : 0;
    for (int i = 0; i < count; ++i) {
      const std::string inner = builder.add_inside(tag, *child, child->kind, spare, 0);
      if (child->kind == "rmu") inside.rmu.push_back(inner);
      if (child->kind == "transformer") inside.transformer.push_back(inner);
      if (child->kind == "lv_board") inside.board.push_back(inner);
      if (child->kind == "ups") inside.ups.push_back(inner);
      if (child->kind == "rectifier") inside.rectifier.push_back(inner);
      if (child->kind == "inverter") inside.inverter.push_back(inner);
      if (child->kind == "ups_battery") inside.battery.push_back(inner);
    }
  }
  return inside;
}

/// Rectifiers onto the outlet for racks, inverters from the same bus onto the outlet for auxiliaries.
void join_direct_current(const Inside& in, const ModuleType& type, const std::string& tag, const EdgeFlow& low,
                         const EdgeFlow& high, GraphBuilder& builder) {
  const double volts = type.required_number("dc_output_voltage"), rated = type.required_number("rated_power");
  const EdgeFlow direct{0, rated / volts, "A", 0, volts};
  for (const std::string& rectifier : in.rectifier) {
    for (const std::string& transformer : in.transformer)
      builder.connect_inside(Medium::lv, "", {transformer, "lv_out"}, {rectifier, "lv_in"}, low);
    if (in.transformer.empty())
      for (const std::string& rmu : in.rmu)
        builder.connect_inside(Medium::mv, "", {rmu, "mv_out"}, {rectifier, "mv_in"}, high);
    builder.connect_inside(Medium::dc, "", {rectifier, "dc_out"}, {tag, "dc_out"}, direct);
    for (const std::string& inverter : in.inverter)
      builder.connect_inside(Medium::dc, "", {rectifier, "dc_out"}, {inverter, "dc"}, direct);
  }
  for (const std::string& inverter : in.inverter)
    builder.connect_inside(Medium::lv, "", {inverter, "lv_out"}, {tag, "lv_out"}, low);
}

}  // namespace

void assemble_power_children(const Problem& problem, const Plant& plant, const ModuleType& type, const std::string& tag,
                             bool spare, GraphBuilder& builder) {
  const Inside in = add_children(problem, plant, type, tag, spare, builder);
  const double lv = type.required_number("output_voltage"), mv = problem.mv.si;
  const double rated = feeds_direct_current(type) || child_of(problem.catalog, type, "transformer").type != nullptr
                           ? head_rating(problem, type)
                           : type.required_number("rated_power");
  const EdgeFlow high{0, line_current(rated, 1.0, mv), "A", 0, mv}, low{0, line_current(rated, 1.0, lv), "A", 0, lv};
  for (const std::string& rmu : in.rmu) {
    builder.connect_inside(Medium::mv, "A", {tag, "mv_in_a"}, {rmu, "mv_a"}, high);
    builder.connect_inside(Medium::mv, "B", {tag, "mv_in_b"}, {rmu, "mv_b"}, high);
    for (const std::string& transformer : in.transformer)
      builder.connect_inside(Medium::mv, "", {rmu, "mv_out"}, {transformer, "mv_in"}, high);
  }
  for (const std::string& board : in.board) {
    for (const std::string& transformer : in.transformer)
      builder.connect_inside(Medium::lv, "", {transformer, "lv_out"}, {board, "lv_in"}, low);
    if (in.transformer.empty()) builder.connect_inside(Medium::lv, "", {tag, "lv_in"}, {board, "lv_in"}, low);
    for (const std::string& ups : in.ups)
      builder.connect_inside(Medium::lv, "", {board, "lv_out"}, {ups, "lv_in"}, low);
    if (in.ups.empty()) builder.connect_inside(Medium::lv, "", {board, "lv_out"}, {tag, "lv_out"}, low);
  }
  for (const std::string& ups : in.ups) builder.connect_inside(Medium::lv, "", {ups, "lv_out"}, {tag, "lv_out"}, low);
  if (!in.rectifier.empty()) join_direct_current(in, type, tag, low, high, builder);
  const double battery_kw =
      plant.module_load / kW / problem.basis.inverter_efficiency / std::max<std::size_t>(1, in.battery.size());
  const std::vector<std::string>& hosts = in.ups.empty() ? in.rectifier : in.ups;
  for (std::size_t i = 0; i < in.battery.size() && !hosts.empty(); ++i)
    builder.connect_inside(Medium::dc, "", {in.battery[i], "dc"}, {hosts[i % hosts.size()], "dc"},
                           {0, battery_kw, "kW", 0, 0});
}

}  // namespace plinth
