// SPDX-License-Identifier: Apache-2.0
// Modules of optional kinds in the joint graph: those of this block, and its share of those of the site.
#include <algorithm>

#include "core/sizing/extras.h"
#include "core/sizing/graph_builder.h"

namespace plinth {
namespace {

bool has_port(const ModuleType& type, std::string_view name) {
  return std::any_of(type.ports.begin(), type.ports.end(), [&](const Port& port) { return port.name == name; });
}

}  // namespace

void assemble_extras(const Problem& problem, const Plant& plant, int block, const BlockTags& tags,
                     GraphBuilder& builder) {
  int fed = block;  // spreads the load over the block's skids
  const auto feed = [&](const ExtraPlan& extra, const std::string& tag, bool spare) {
    if (extra.power.si <= 0 || tags.skids_a.empty() || !has_port(*extra.type, "lv_a")) return;
    const double volts = plant.mechanical.type->required_number("output_voltage");
    const bool two = !tags.skids_b.empty() && has_port(*extra.type, "lv_b");
    const double amperes = line_current(extra.power.si, problem.basis.mechanical_power_factor.si, volts);
    const EdgeFlow flow{spare ? 0.0 : two ? amperes / 2 : amperes, amperes, "A", 0, volts};
    const auto at = [&](const std::vector<std::string>& skids) {
      return EdgeEnd{skids[static_cast<std::size_t>(fed) % skids.size()], "lv_out"};
    };
    builder.connect(Medium::lv, "A", at(tags.skids_a), {tag, "lv_a"}, flow);
    if (two) builder.connect(Medium::lv, "B", at(tags.skids_b), {tag, "lv_b"}, flow);
    ++fed;
  };
  for (const ExtraPlan& extra : problem.extras) {
    const std::string& per = extra.kind->need->per;
    const auto place = [&](int number, int index, int phase) {
      const bool spare = index >= extra.duty;
      feed(extra, builder.add(*extra.type, extra.kind->id, number, "", spare, spare ? 0.0 : extra.power / kW, phase),
           spare);
    };
    if (per == "pod" && !extra.pooled) {
      for (const std::string& pod : tags.pods)
        for (int i = 0; i < extra.installed; ++i)
          if (extra.kind->zone == "inside")
            builder.add_inside(pod, *extra.type, extra.kind->id, i >= extra.duty, 0);
          else
            place(block, i, 0);
    } else if (per == "block" && !extra.pooled) {
      for (int i = 0; i < extra.installed; ++i) place(block, i, 0);
    } else {
      const int all = extra.installed * extra_places(extra, plant);
      for (int i = 0; i < all; ++i) {
        // Fed from a block that is there when it is needed.
        const int phase = builder.phase_of_yard(extra.kind->id, i);
        const int blocks = phase == 0 ? plant.blocks : problem.phases[static_cast<std::size_t>(phase) - 1].blocks;
        if (i % blocks == block - 1) place(0, i % extra.installed, phase);
      }
    }
  }
}

void expect_extras(const Problem& problem, const Plant& plant, GraphBuilder& builder) {
  for (const ExtraPlan& extra : problem.extras)
    if (extra.kind->zone != "inside") builder.expect(*extra.type, extra.installed * extra_places(extra, plant));
}

}  // namespace plinth
