// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void report_pair(const CheckContext& context, const PlacedModule& a, const PlacedModule& b, Reporter& out) {
  const Rect shared = shared_area(a.body, b.body);
  const double area = static_cast<double>(shared.width()) * 1e-6 * static_cast<double>(shared.height());
  Finding finding;
  finding.tags = {a.tag(), b.tag()};
  finding.actual = Measured{area, "m2"};
  finding.required = Measured{0.0, "m2"};
  finding.marks = corners(shared);
  finding.message = fmt::format("{} and {} overlap by {} x {}", a.tag(), b.tag(), metres_text(shared.width()),
                                metres_text(shared.height()));
  finding.hint =
      move_apart_hint(context, a, b, [](const Rect& one, const Rect& other) { return !overlap(one, other); });
  out.report(std::move(finding));
}

void report_building(const CheckContext& context, const PlacedModule& module, const ExistingBuilding& building,
                     Reporter& out) {
  Finding finding;
  finding.tags = {module.tag()};
  finding.marks = corners(module.body);
  finding.message = fmt::format("{} stands in the existing building {}", module.tag(), building.name);
  finding.hint = move_hint(context, module, [&](const Rect& body) { return !overlap(building.area, body); });
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  for (std::size_t i = 0; i < context.placed.size(); ++i) {
    const PlacedModule& module = context.placed[i];
    out.measured();
    context.bodies.near(module.body, [&](std::size_t j) {
      if (j > i && overlap(module.body, context.placed[j].body)) report_pair(context, module, context.placed[j], out);
    });
    for (const ExistingBuilding& building : context.design.spec.site.existing)
      if (overlap(building.area, module.body)) report_building(context, module, building, out);
  }
}

}  // namespace

extern constinit const Rule site02_module_overlap{
    .code = "SITE02",
    .name = "module-overlap",
    .severity = Severity::error,
    .basis = "house rule: two solids cannot share ground",
    .explain = R"(The footprints of two top-level modules, or of a module and an existing building, share area.
Touching is not overlapping. All modules stand on the ground, so heights do not matter.)",
    .check = check,
};

}  // namespace plinth::rules
