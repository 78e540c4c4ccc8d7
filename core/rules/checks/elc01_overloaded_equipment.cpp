// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kWorst = "loading.worst";
constexpr std::string_view kNormal = "loading.normal";
/// Where a thermal reserve in normal service is worth a remark; pumps and coolers are chosen to run full.
constexpr std::array<std::string_view, 4> kElectrical{"genset", "main_transformer", "mechanical_power", "power_module"};

bool above(double actual, double limit) { return actual > limit * (1.0 + 1e-6); }

std::string percent(double ratio) { return round_text(ratio * 100.0) + " %"; }

Finding ratio_finding(const Selection& selection, double load, double limit) {
  Finding finding;
  finding.tags = {selection.service};
  finding.actual = Measured{load * 100.0, "%"};
  finding.required = Measured{limit * 100.0, "%"};
  return finding;
}

void check_selection(const CheckContext& context, const Selection& selection, Reporter& out) {
  const Limit* worst = context.limit(kWorst);
  if (worst == nullptr) return out.not_checked(missing_limit(context, kWorst));
  out.measured();
  const double load = std::max(selection.load_normal, selection.load_worst);
  if (above(load, worst->si)) {
    const bool in_normal = above(selection.load_normal, worst->si);
    Finding finding = ratio_finding(selection, load, worst->si);
    finding.message =
        fmt::format("{} ({} of `{}`) runs at {} {}; at most {}", selection.service, selection.installed,
                    selection.module, percent(in_normal ? selection.load_normal : load),
                    in_normal ? "with everything in service" : "after the worst single failure", limit_text(*worst));
    finding.hint =
        fmt::format("{} units would carry it", round_text(std::max(whole_units(selection.installed * load / worst->si),
                                                                   static_cast<double>(selection.installed + 1))));
    return out.report(std::move(finding));
  }
  const Limit* normal = context.limit(kNormal);
  const bool electrical = std::find(kElectrical.begin(), kElectrical.end(), selection.service) != kElectrical.end();
  if (normal == nullptr || !electrical || !above(selection.load_normal, normal->si)) return;
  Finding finding = ratio_finding(selection, selection.load_normal, normal->si);
  finding.message = fmt::format("{} runs at {} with everything in service; planning level {}", selection.service,
                                percent(selection.load_normal), limit_text(*normal));
  finding.hint = "a larger unit, or one more";
  out.report(std::move(finding), Severity::warning);
}

void check_edge(const Edge& edge, Reporter& out) {
  if (edge.rating.value <= 0.0) return;
  out.measured();
  const double flow = std::max(edge.normal, edge.worst);
  if (!above(flow, edge.rating.value)) return;
  Finding finding;
  finding.tags = {edge.from.tag, edge.id, edge.to.tag};
  finding.actual = Measured{flow, edge.rating.unit};
  finding.required = edge.rating;
  finding.message = fmt::format("{} from {} to {} carries {} {}, rated {} {}", edge.id, edge.from.tag, edge.to.tag,
                                round_text(flow), edge.rating.unit, round_text(edge.rating.value), edge.rating.unit);
  out.report(std::move(finding));
}

/// Three-phase current of an edge; nullopt when it states neither a current nor a power and a voltage.
std::optional<double> current_of(const Edge& edge) {
  const Measured flow{std::max(edge.normal, edge.worst), edge.rating.unit};
  if (const auto current = si_of(flow, Dimension::current)) return current;
  const std::optional<double> power = si_of(flow, Dimension::apparent_power), volts = volts_of(edge.voltage);
  if (!power || !volts || *volts <= 0.0) return std::nullopt;
  return *power / (std::sqrt(3.0) * *volts);
}

/// Current of a cable or busway against what its runs carry together.
void check_item(const CheckContext& context, const Edge& edge, Reporter& out) {
  const ModuleType* item = edge.item.empty() ? nullptr : context.module(edge.item);
  if (item == nullptr) return;
  const std::optional<double> rated = item->number("rated_current");
  const std::optional<double> current = current_of(edge);
  if (!rated || !current) return;
  out.measured();
  const double carried = *rated * std::max(1, edge.runs);
  if (!above(*current, carried)) return;
  Finding finding;
  finding.tags = {edge.from.tag, edge.id, edge.to.tag};
  finding.actual = Measured{*current, "A"};
  finding.required = Measured{carried, "A"};
  finding.message =
      fmt::format("{} from {} to {} carries {} A in {} x `{}`, which carry {} A", edge.id, edge.from.tag, edge.to.tag,
                  round_text(*current), std::max(1, edge.runs), edge.item, round_text(carried));
  finding.hint = fmt::format("lay {} runs", round_text(whole_units(*current / *rated)));
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  for (const Selection& selection : context.design.sizing.selection) check_selection(context, selection, out);
  for (const EdgeView& edge : context.edges) {
    check_edge(*edge.edge, out);
    check_item(context, *edge.edge, out);
  }
}

constexpr std::array<std::string_view, 2> kLimits{kWorst, kNormal};

}  // namespace

extern constinit const Rule elc01_overloaded_equipment{
    .code = "ELC01",
    .name = "overloaded-equipment",
    .severity = Severity::error,
    .basis = "nameplate ratings; house planning level `loading.normal`",
    .explain =
        R"(No selected unit runs above its rating, with everything in service or after the worst single failure; no
connection carries more than it is rated for, and no cable or busway more current than its runs. Above the planning level
in normal service there is a warning for transformers, power modules and gensets.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
