// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kRatio = "protection.minimum_fault_ratio";

void check(const CheckContext& context, Reporter& out) {
  const Limit* ratio = context.limit(kRatio);
  if (ratio == nullptr) return out.not_checked(missing_limit(context, kRatio));
  const std::vector<BusFault>& all = context.design.distribution.faults;
  NameTable faults(all.size());
  for (std::size_t f = 0; f < all.size(); ++f) faults.add(all[f].tag, static_cast<int>(f));
  int without = 0;
  for (const EdgeView& view : context.edges) {
    const Edge& edge = *view.edge;
    if (edge.medium != Medium::lv || view.circuit == nullptr) continue;
    const int fault = faults.find(edge.to.tag);
    if (fault < 0 || all[static_cast<std::size_t>(fault)].minimum.si <= 0) {
      ++without;
      continue;
    }
    out.measured();
    const double need = ratio->si * view.circuit->design.si, least = all[static_cast<std::size_t>(fault)].minimum.si;
    if (least >= need * (1.0 - 1e-9)) continue;
    Finding finding;
    finding.tags = {edge.from.tag, edge.id, edge.to.tag};
    finding.actual = Measured{least, "A"};
    finding.required = Measured{need, "A"};
    finding.message = fmt::format(
        "a fault at {} may draw no more than {} A, from the weakest source alone; the breaker of {} (design current {} "
        "A) needs {} A to trip at once",
        edge.to.tag, round_text(least), edge.id, round_text(view.circuit->design.si), round_text(need));
    finding.hint = "protection that sees undervoltage, a lower pick-up, or more inverters in parallel";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0)
    out.not_checked(without > 0 ? "no least fault current at the end of any low-voltage circuit"
                                : "no low-voltage circuit at a real length");
}

constexpr std::array<std::string_view, 1> kLimits{kRatio};

}  // namespace

extern constinit const Rule elc06_minimum_fault{
    .code = "ELC06",
    .name = "minimum-fault",
    .severity = Severity::warning,
    .basis = "IEC 60909-0:2016 minimum currents; IEC 60364-4-43 434",
    .explain =
        R"(A fault at the far end of a circuit to a pod still trips its breaker at once when only the weakest source
feeds it: UPS inverters without their bypass, one genset, or the grid at its least, conductors hot. The least current is
compared with the short-time pick-up (`protection.minimum_fault_ratio` times the design current).)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
