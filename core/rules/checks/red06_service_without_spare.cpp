// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "core/base/text.h"
#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// Services of units that carry load, with those of their units that cannot be spared.
struct Spares {
  int units = 0;
  std::vector<std::string> needed;
  double lost = 0;  ///< W, by the worst of them
};

std::map<std::string, Spares> spares_of(const CheckContext& context) {
  std::map<std::string, Spares> services;
  for (const OutageRecord& record : outages_of(context).records) {
    if (record.element.kind != ElementKind::unit || record.distributes) continue;
    Spares& own = services[record.element.service];
    own.units += static_cast<int>(record.nodes.size());
    if (record.worst() <= 0.0) continue;
    own.lost = std::max(own.lost, record.worst());
    for (const int node : record.nodes) own.needed.push_back(context.nodes[static_cast<std::size_t>(node)].node->tag);
  }
  return services;
}

void check_service(const std::string& service, const Spares& own, const AskedClass& asked, Reporter& out) {
  out.measured();
  if (own.needed.empty()) return;
  constexpr std::size_t most = 12;
  Finding finding;
  finding.tags = own.needed;
  std::sort(finding.tags.begin(), finding.tags.end());
  if (finding.tags.size() > most) finding.tags.resize(most);
  finding.message = fmt::format(
      "{} of {} units of the service {} cannot be spared: without one, {} kW of IT is lost; {} asks "
      "for a spare",
      own.needed.size(), own.units, service, round_text(own.lost / 1000.0, 4), asked.edition);
  finding.actual = Measured{0.0, ""};
  finding.required = Measured{1.0, ""};
  finding.hint = "raise the redundancy of this service";
  out.report(std::move(finding));
}

/// Fuel is counted with the largest bulk tank out.
void check_fuel(const CheckContext& context, const AskedClass& asked, Reporter& out) {
  double all = 0.0, largest = 0.0;
  std::vector<std::string> tags;
  for (const NodeView& node : context.nodes) {
    if (node.type == nullptr || node.type->kind != "fuel_tank") continue;
    const double volume = node.type->number("volume").value_or(0.0);
    all += volume;
    largest = std::max(largest, volume);
    tags.push_back(node.node->tag);
  }
  const auto needed = context.ledger_si("fuel.needed", Dimension::volume);
  if (!needed || tags.empty()) return;
  out.measured();
  const double left = all - largest + context.ledger_si("fuel.in_sets", Dimension::volume).value_or(0.0);
  if (left >= *needed * (1.0 - 1e-9)) return;
  Finding finding;
  finding.tags = tags;
  finding.message = fmt::format(
      "with one tank out {} m3 of fuel is left of the {} m3 that the stated hours take; {} asks for a spare",
      round_text(left, 6), round_text(*needed, 6), asked.edition);
  finding.actual = Measured{left, "m3"};
  finding.required = Measured{*needed, "m3"};
  finding.hint = "one more fuel tank";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const auto asked = asked_class(context.design.spec, context.design.catalog);
  if (!asked) return out.not_checked("the site names no pack of a class");
  if (asked->level < Level::redundant) return out.measured();
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  for (const auto& [service, own] : spares_of(context)) check_service(service, own, *asked, out);
  check_fuel(context, *asked, out);
}

}  // namespace

extern constinit const Rule red06_service_without_spare{
    .code = "RED06",
    .name = "service-without-spare",
    .severity = Severity::error,
    .basis = "Uptime Tier II and above, EN 50600 class 2 and above, GB 50174 class A and B",
    .explain = R"(With one unit out, any one, what is left must do: gensets while the grid is away, power modules,
transformers, coolers, chillers, pumps, CDUs, fan walls. Counted on the joint graph, in each block and pod, not on the total
of the site. Fuel is counted with the largest bulk tank out. Runs where the site names a pack of a class.)",
    .check = check,
    .sweeps = true,
};

}  // namespace plinth::rules
