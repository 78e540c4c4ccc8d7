// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kLimit = "ground.bearing";
constexpr double kGravity = 9.80665;

/// Does the type's own mass already hold this part? The catalog states the mass with every place filled.
bool bought_with(const ModuleType& type, const std::string& part) {
  return std::any_of(type.contains.begin(), type.contains.end(), [&](const Contained& c) { return c.module == part; });
}

/// Operating mass with everything that was put in, kg; nullopt when a mass is missing.
std::optional<double> mass_of(const CheckContext& context, const PlacedModule& module) {
  std::optional<double> mass = module.type->number("mass_operating");
  if (!mass || module.node < 0) return mass;
  for (const int child : context.nodes[static_cast<std::size_t>(module.node)].children) {
    const ModuleType* type = context.nodes[static_cast<std::size_t>(child)].type;
    if (type == nullptr || bought_with(*module.type, type->id)) continue;
    const std::optional<double> part = type->number("mass_operating");
    if (!part) return std::nullopt;
    *mass += *part;
  }
  return mass;
}

/// What the foundations of the design press with, wind and earthquake included.
void check_foundations(const CheckContext& context, Reporter& out) {
  for (const Foundation& f : context.design.civil.foundations) {
    out.measured();
    if (f.bearing_worst.si <= f.allowable.si * (1.0 + 1e-9)) continue;
    Finding finding;
    finding.tags = f.tags;
    if (!f.bodies.empty()) finding.marks = corners(f.bodies.front().area);
    finding.required = Measured{f.allowable / kPa, "kPa"};
    finding.hint = "improve the ground, found deeper, or go on piles";
    if (std::isfinite(f.bearing_worst.si)) {
      finding.actual = Measured{f.bearing_worst / kPa, "kPa"};
      finding.message = fmt::format("{} presses on the ground with {} kPa; it bears {} kPa", f.name,
                                    round_text(f.bearing_worst / kPa, 6), round_text(f.allowable / kPa, 6));
    } else {
      finding.message = fmt::format("{} lifts off the ground: wind or earthquake tips it", f.name);
      finding.hint = "a wider foundation (`foundation.overhang_most`)";
    }
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (!context.design.civil.foundations.empty()) return check_foundations(context, out);
  const Limit* limit = context.limit(kLimit);
  if (limit == nullptr) return out.not_checked(missing_limit(context, kLimit));
  for (const PlacedModule& module : context.placed) {
    const std::optional<double> mass = mass_of(context, module);
    if (!mass) {
      out.not_checked(fmt::format("`{}` or something inside it states no mass_operating", module.type->id));
      continue;
    }
    out.measured();
    const double area = static_cast<double>(module.body.width()) * 1e-6 * static_cast<double>(module.body.height());
    const double pressure = *mass * kGravity / area;
    if (pressure <= limit->si * (1.0 + 1e-9)) continue;
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = Measured{pressure / 1000.0, "kPa"};
    finding.required = Measured{limit->si / 1000.0, "kPa"};
    finding.message = fmt::format("{} loads the ground with {} kPa; it bears {}", module.tag(),
                                  round_text(pressure / 1000.0, 6), limit_text(*limit));
    finding.hint = fmt::format("a foundation of {} m2 spreads {} t enough", round_text(*mass * kGravity / limit->si, 6),
                               round_text(*mass / 1000.0, 6));
    out.report(std::move(finding));
  }
}

constexpr std::array<std::string_view, 1> kLimits{kLimit};

}  // namespace

extern constinit const Rule str01_ground_overloaded{
    .code = "STR01",
    .name = "ground-overloaded",
    .severity = Severity::error,
    .basis = "IBC 1806.2 presumptive bearing, or the site's own `site.ground.bearing`",
    .explain =
        R"(The greatest pressure below each foundation, with the centre of gravity off the middle, wind and earthquake,
against what the ground bears: `site.ground.bearing`, else the presumptive 72 kPa of clay. In a design without
foundations: operating mass of the module and everything in it, evenly over its footprint.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
