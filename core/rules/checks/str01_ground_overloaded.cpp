// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/rules/check_context.h"
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

void check(const CheckContext& context, Reporter& out) {
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
    .basis = "IBC 1806.2 presumptive bearing, or the site's own `ground.bearing`",
    .explain = R"(Operating mass of the module and everything in it, over its footprint, against what the ground bears.
Without a geotechnical report that is the presumptive 72 kPa of clay. The load is taken as even; eccentricity, wind and
earthquake are not looked at.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
