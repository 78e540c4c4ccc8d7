// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr double kNoise = 1e-6;  ///< kelvin

std::string celsius(double kelvin) { return round_text(kelvin - 273.15) + " degC"; }
Measured in_celsius(double kelvin) { return {kelvin - 273.15, "degC"}; }

/// A temperature of the ledger; says which one is missing.
std::optional<double> temperature(const CheckContext& context, std::string_view id, Reporter& out) {
  const std::optional<double> found = context.ledger_si(id, Dimension::temperature);
  if (!found) out.not_checked(fmt::format("the ledger holds no `{}`", id));
  return found;
}

void check_racks(const CheckContext& context, double supply, Reporter& out) {
  std::set<const ModuleType*> seen;
  for (const NodeView& node : context.nodes) {
    if (node.type == nullptr || node.type->kind != "rack" || !seen.insert(node.type).second) continue;
    if (node.type->number("liquid_fraction").value_or(0.0) <= 0.0) continue;
    const std::optional<double> most = node.type->number("tcs_supply_max");
    if (!most) {
      out.not_checked(fmt::format("`{}` states no tcs_supply_max", node.type->id));
      continue;
    }
    out.measured();
    if (supply <= *most + kNoise) continue;
    Finding finding;
    finding.tags = {node.type->id};
    finding.actual = in_celsius(supply);
    finding.required = in_celsius(*most);
    finding.message = fmt::format("the coolant reaches the racks at {}; `{}` takes at most {}", celsius(supply),
                                  node.type->id, celsius(*most));
    finding.hint = fmt::format("set `it.supply_temperature` to {} or below", celsius(*most));
    out.report(std::move(finding));
  }
}

void check_approach(const CheckContext& context, double tcs, double fws, Reporter& out) {
  const std::optional<double> approach = context.ledger_si("cooling.approach", Dimension::temperature_difference);
  if (!approach) return out.not_checked("the ledger holds no `cooling.approach`");
  out.measured();
  if (tcs - fws >= *approach - kNoise) return;
  Finding finding;
  finding.actual = Measured{tcs - fws, "K"};
  finding.required = Measured{*approach, "K"};
  finding.message = fmt::format("TCS supply {} over FWS supply {} leaves the CDUs {} K; they need {} K", celsius(tcs),
                                celsius(fws), round_text(tcs - fws), round_text(*approach));
  finding.hint = fmt::format("supply the facility water at {} or below", celsius(tcs - *approach));
  out.report(std::move(finding));
}

/// No compressor makes the facility water, neither alone nor as a trim behind the coolers.
bool rejects_to_air(const CheckContext& context) {
  bool to_air = true;
  for (const Selection& selection : context.design.sizing.selection) {
    const ModuleType* type = context.module(selection.module);
    if (selection.service == "heat_rejection" && type != nullptr && type->kind == "chiller") to_air = false;
    if (selection.service == "trim_chiller") to_air = false;
  }
  return to_air;
}

/// A cooler without a compressor cannot make water colder than the air on its coil.
void check_ambient(const CheckContext& context, double fws, Reporter& out) {
  if (!rejects_to_air(context)) return;
  std::optional<double> air = context.ledger_si("cooling.coil_air", Dimension::temperature);
  if (!air) air = temperature(context, "cooling.ambient", out);
  if (!air) return;
  out.measured();
  if (fws > *air + kNoise) return;
  Finding finding;
  finding.actual = in_celsius(fws);
  finding.required = in_celsius(*air);
  finding.message = fmt::format("the coolers cannot give facility water at {} with air at {} on their coils",
                                celsius(fws), celsius(*air));
  finding.hint = "raise the supply temperatures, or reject the heat with adiabatic coolers or chillers";
  out.report(std::move(finding));
}

void check_return(const CheckContext& context, double fws, Reporter& out) {
  const std::optional<double> back = temperature(context, "cooling.fws_return", out);
  if (!back) return;
  out.measured();
  if (*back > fws + kNoise) return;
  Finding finding;
  finding.actual = in_celsius(*back);
  finding.required = in_celsius(fws);
  finding.message = fmt::format("facility water returns at {}, not above its supply of {}: it carries no heat",
                                celsius(*back), celsius(fws));
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const std::optional<double> tcs = temperature(context, "cooling.tcs_supply", out);
  const std::optional<double> fws = temperature(context, "cooling.fws_supply", out);
  if (tcs) check_racks(context, *tcs, out);
  if (tcs && fws) check_approach(context, *tcs, *fws, out);
  if (fws) check_ambient(context, *fws, out);
  if (fws) check_return(context, *fws, out);
}

}  // namespace

extern constinit const Rule hyd01_broken_temperature_cascade{
    .code = "HYD01",
    .name = "broken-temperature-cascade",
    .severity = Severity::error,
    .basis = "rack and CDU data; ASHRAE TC 9.9 practice",
    .explain =
        R"(Heat runs downhill: the racks take the coolant no warmer than they allow; the CDU has its approach between
facility water and coolant; the facility water is warmer than the air on the coils unless a compressor helps, and
returns warmer than it left. Read from the ledger (`cooling.tcs_supply`, `fws_supply`, `fws_return`, `approach`,
`coil_air` or `ambient`).)",
    .check = check,
};

}  // namespace plinth::rules
