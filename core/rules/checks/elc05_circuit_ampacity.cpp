// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

bool laid(const EdgeView& view) {
  const Medium medium = view.edge->medium;
  return (medium == Medium::mv || medium == Medium::lv || medium == Medium::dc) && !view.edge->item.empty();
}

void check(const CheckContext& context, Reporter& out) {
  const auto& circuits = context.design.distribution.circuits;
  std::vector<std::string_view> sized;
  for (const Circuit& circuit : circuits) {
    sized.push_back(circuit.edge);
    out.measured();
    if (circuit.design.si <= circuit.ampacity.si * (1.0 + 1e-6)) continue;
    Finding finding;
    finding.tags = {circuit.edge};
    finding.actual = Measured{circuit.design.si, "A"};
    finding.required = Measured{circuit.ampacity.si, "A"};
    finding.message = fmt::format("{} has to carry {} A; {} x `{}` carries {} A there (derated to {} %)", circuit.edge,
                                  round_text(circuit.design.si), circuit.runs, circuit.item,
                                  round_text(circuit.ampacity.si), round_text(circuit.derating * 100, 3));
    finding.hint = "lay more runs, a larger section, or fewer circuits side by side";
    out.report(std::move(finding));
  }
  std::sort(sized.begin(), sized.end());
  const auto open = std::count_if(context.edges.begin(), context.edges.end(), [&](const EdgeView& view) {
    return laid(view) && !std::binary_search(sized.begin(), sized.end(), std::string_view(view.edge->id));
  });
  if (open > 0) out.not_checked(fmt::format("{} cables or busways were not sized at a length", open));
  if (circuits.empty()) out.not_checked("no circuit at a real length");
}

}  // namespace

extern constinit const Rule elc05_circuit_ampacity{
    .code = "ELC05",
    .name = "circuit-ampacity",
    .severity = Severity::error,
    .basis = "IEC 60364-5-52:2009 523; busway maker data",
    .explain =
        R"(Every laid circuit carries its design current (the worst single failure, or what is provisioned) where it
lies: ambient at the site's design extreme, grouped with the circuits beside it. ELC01 compares the same flows with
undisturbed nameplates.)",
    .check = check,
};

}  // namespace plinth::rules
