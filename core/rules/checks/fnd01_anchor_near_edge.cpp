// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  for (const Foundation& f : context.design.civil.foundations) {
    if (f.anchors.empty()) continue;
    out.measured();
    if (f.anchor_edge.si >= f.anchor_edge_needed.si - 1e-9) continue;
    Finding finding;
    finding.tags = f.tags;
    finding.actual = Measured{f.anchor_edge / mm, "mm"};
    finding.required = Measured{f.anchor_edge_needed / mm, "mm"};
    finding.marks = {f.anchors.front()};
    finding.message =
        fmt::format("the {} anchors of {} stand {} mm from the edge of their concrete; at least {} mm", f.anchor,
                    f.name, round_text(f.anchor_edge / mm, 4), round_text(f.anchor_edge_needed / mm, 4));
    finding.hint = "wider concrete (`foundation.overhang`, `foundation.strip_width`, `containment.rail`)";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0) out.not_checked("the design has no foundations");
}

}  // namespace

extern constinit const Rule fnd01_anchor_near_edge{
    .code = "FND01",
    .name = "anchor-near-edge",
    .severity = Severity::error,
    .basis = "ACI 318 17.9.2: six diameters",
    .explain =
        R"(A cast-in anchor that is tightened stands at least six diameters from the edge of its concrete, or it splits
it. The diameter follows from pull and shear of wind and earthquake.)",
    .check = check,
};

}  // namespace plinth::rules
