// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/rules/ground.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kReach = "bess.intake.downwind";
constexpr double kHalfSector = std::numbers::pi / 4;
constexpr std::array<std::string_view, 5> kBreathing{"it_pod", "power_module", "ups_container", "control_room",
                                                     "genset"};

bool breathes(const PlacedModule& module) {
  return std::find(kBreathing.begin(), kBreathing.end(), module.type->kind) != kBreathing.end();
}

/// The wind blows from `from` (clockwise from north) over the unit towards the other.
bool downwind(const Rect& unit, const Rect& other, double from) {
  const PlanPoint a = unit.centre(), b = other.centre();
  const double east = static_cast<double>(b.x - a.x), north = static_cast<double>(b.y - a.y);
  const double along = -(east * std::sin(from) + north * std::cos(from));
  return along >= std::hypot(east, north) * std::cos(kHalfSector) - 1e-6;
}

void report(const CheckContext& context, const PlacedModule& unit, const PlacedModule& other, double from,
            Millimetres reach, Reporter& out) {
  const Millimetres gap = distance(unit.body, other.body);
  const auto [on_unit, on_other] = closest_points(unit.body, other.body);
  Finding finding;
  finding.tags = {unit.tag(), other.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(reach);
  finding.marks = {on_unit, on_other};
  finding.message = fmt::format("{} is {} downwind of {}; at least {}", other.tag(), metres_text(gap), unit.tag(),
                                limit_text(*context.limit(kReach)));
  finding.hint = move_apart_hint(context, unit, other, [&](const Rect& one, const Rect& two) {
    return distance(one, two) >= reach || !downwind(one, two, from);
  });
  out.report(std::move(finding));
}

/// Where the wind comes from, clockwise from the north of the plan, radians; the evidence counts before the climate.
std::optional<double> wind_of(const CheckContext& context) {
  const SiteSpec& spec = context.design.spec;
  constexpr double kDegree = std::numbers::pi / 180.0;
  std::optional<double> from;
  if (spec.climate.wind_from_deg) from = *spec.climate.wind_from_deg * kDegree;
  const Evidence* wind = evidence_of(context, "prevailing_wind", "");
  if (wind != nullptr && wind->si && wind->dimension == Dimension::angle) from = *wind->si;
  if (from) *from += spec.site.grid.rotation_deg * kDegree;
  return from;
}

void check(const CheckContext& context, Reporter& out) {
  const std::optional<Millimetres> reach = context.limit_mm(kReach);
  if (!reach) return out.not_checked(missing_limit(context, kReach));
  const std::optional<double> wind = wind_of(context);
  if (!wind) return out.not_checked("the site gives neither `site.climate.wind_from` nor evidence `prevailing_wind`");
  bool any = false;
  for (const PlacedModule& unit : context.placed) {
    if (unit.type->kind != "bess") continue;
    any = true;
    out.measured();
    context.bodies.near(unit.body.grown(*reach), [&](std::size_t j) {
      const PlacedModule& other = context.placed[j];
      if (breathes(other) && distance(unit.body, other.body) < *reach && downwind(unit.body, other.body, *wind))
        report(context, unit, other, *wind, *reach, out);
    });
  }
  if (!any) out.not_checked("the design has no battery storage");
}

constexpr std::array<std::string_view, 1> kLimits{kReach};
constexpr std::array<std::string_view, 1> kEvidence{"prevailing_wind"};

}  // namespace

extern constinit const Rule bess28_intake_downwind_of_storage{
    .code = "BESS28",
    .name = "intake-downwind-of-storage",
    .severity = Severity::warning,
    .basis = "house rule",
    .explain = R"(Gas of a failing battery goes with the wind: within 45 degrees to either side of the prevailing wind nothing
that breathes outside air stands nearer than 15 m. In the other directions BESS23 asks for 7.6 m. The direction the wind
blows from, clockwise from north, is `site.climate.wind_from` or the evidence `prevailing_wind` in deg.)",
    .check = check,
    .limits = kLimits,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
