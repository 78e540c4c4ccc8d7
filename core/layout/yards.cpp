// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "core/layout/groups.h"
#include "core/layout/job.h"
#include "core/layout/score.h"

namespace plinth::layout {
namespace {

constexpr double kUpwind = 1;           // metres of middles: less is no side
constexpr Millimetres kByGate = 60000;  // where the catalog holds no `layout.gate.control_room`

Measured metres(double value) { return {value, "m"}; }

void check_wind(const Job& job, const std::vector<GroundGroup>& groups, std::vector<Finding>& findings) {
  const double upwind = Score(job).upwind(groups);
  if (upwind <= kUpwind) return;
  Finding f = remark("LAY033", Severity::warning,
                     fmt::format("the generator sets stand {:.0f} m up-wind of pods and heat rejection", upwind),
                     "draw a zone for the generators on the lee side, or accept what AIR and GEN rules say of it");
  f.actual = metres(upwind);
  f.required = metres(0);
  findings.push_back(std::move(f));
}

void check_desk(const Job& job, const std::vector<GroundGroup>& groups, std::vector<Finding>& findings) {
  if (job.spec.site.gates.empty()) return;
  const Limit* limit = job.catalog.limit("layout.gate.control_room", text(job.spec.project.jurisdiction));
  const Millimetres most = limit == nullptr ? kByGate : millimetres_up(limit->si);
  for (const GroundGroup& group : groups)
    for (const StandingRow& row : group.plan.rows)
      for (const Standing& s : row.items) {
        const Item& item = job.inventory.items[s.item];
        if (item.node->kind != kControlRoom || item.pin != nullptr) continue;
        Millimetres away = -1;
        for (const Gate& gate : job.spec.site.gates) {
          const Millimetres d = distance(group.to_site(s.area), Rect{gate.at.x, gate.at.y, gate.at.x, gate.at.y});
          if (away < 0 || d < away) away = d;
        }
        if (away <= most) continue;
        const auto m = [](Millimetres length) { return 1e-3 * static_cast<double>(length); };
        Finding f = remark("LAY034", Severity::warning,
                           fmt::format("{} is {:.0f} m from the nearest gate; within {:.0f} m it sees who comes",
                                       item.node->tag, m(away), m(most)),
                           "keep land free by the gate, or pin " + item.node->tag + " there");
        f.tags = {item.node->tag};
        f.actual = metres(m(away));
        f.required = metres(m(most));
        findings.push_back(std::move(f));
      }
}

}  // namespace

void check_yards(const Job& job, const std::vector<GroundGroup>& groups, std::vector<Finding>& findings) {
  check_wind(job, groups, findings);
  check_desk(job, groups, findings);
}

}  // namespace plinth::layout
