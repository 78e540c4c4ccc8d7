// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  for (const Carrier& carrier : context.design.layout.carriers) {
    out.measured();
    if (carrier.occupied <= carrier.capacity) continue;
    const auto& passages = context.design.layout.passages;
    std::string use = "passage";
    Finding f;
    for (const Passage& passage : passages)
      if (passage.name == carrier.passage) {
        use = passage.use;
        f.marks = {passage.area.centre()};
      }
    f.tags = {carrier.name};
    f.actual = in_metres(carrier.occupied);
    f.required = in_metres(carrier.capacity);
    f.message = fmt::format("{}: {} routes side by side take {}, the {} has room for {}", carrier.name, carrier.routes,
                            metres_text(carrier.occupied), use, metres_text(carrier.capacity));
    f.hint = "a wider passage (layout.aisle, road.fire_lane.width) or more tiers (routing.tiers) in an overlay";
    out.report(std::move(f));
  }
  if (out.measured_count() == 0) out.not_checked("the design has no routes with carriers");
}

}  // namespace

extern constinit const Rule rte02_overfull_passage{
    .code = "RTE02",
    .name = "overfull-passage",
    .severity = Severity::warning,
    .basis = "house rule; fills and spacings of catalog/standards/routing.toml",
    .explain =
        R"(Each tray, row of ducts and tier of pipes has room for what lies in it: the widths of its routes side by
side, with spare and spacing, against the width of the passage less its margins and what else lies on that tier. Routes
go to the next tier when one is full; what fits on none is put on the last one, and shows up here.)",
    .check = check,
};

}  // namespace plinth::rules
