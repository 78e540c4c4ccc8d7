// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// What keeps a design from the next level.
std::string next_step(const OutageStudy& study) {
  switch (study.level) {
    case Level::basic:
      return "some units cannot be spared (RED06)";
    case Level::redundant:
      return "some elements cannot be serviced in operation (RED02)";
    case Level::maintainable:
      return !study.controlled   ? "controls must be known to be fail-safe (RED05)"
             : !study.continuous ? "water must hold the heat until coolers run on the gensets (HYD12)"
             : !study.tolerant   ? "no corridor may hold both ways (RED03)"
                                 : "no fire zone may hold both ways (RED04)";
    default:
      return "";
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  const OutageStudy& study = outages_of(context);
  const Catalog& catalog = context.design.catalog;
  const auto asked = asked_class(context.design.spec, catalog);
  out.measured();
  Finding finding;
  const std::string names = names_of_level(catalog, study.level), why = next_step(study);
  finding.message = fmt::format("derived: {}{}{}", text(study.level), names.empty() ? "" : " (" + names + ")",
                                why.empty() ? "" : "; for more, " + why);
  if (!asked || study.level >= asked->level) return out.report(std::move(finding), Severity::info);
  finding.message = fmt::format("{} asks for {}; {}", asked->edition, text(asked->level), finding.message);
  finding.actual = Measured{static_cast<double>(study.level), ""};
  finding.required = Measured{static_cast<double>(asked->level), ""};
  finding.hint = "the rules named tell what to change, or take the pack out of rules.packs";
  out.report(std::move(finding));
}

}  // namespace

extern constinit const Rule red07_class_not_reached{
    .code = "RED07",
    .name = "class-not-reached",
    .severity = Severity::error,
    .basis = "Uptime Tier I to IV, EN 50600 class 1 to 4, GB 50174 C/B/A, TIA-942 Rated-1 to 4",
    .explain =
        R"(The class of the design is derived from the outage sweep, never declared: 1 all IT is served; 2 any unit
that carries load may be out (RED06); 3 any element may be serviced (RED02); 4 any fault, corridor, control and fire zone
included, is survived (RED03, RED04, RED05), and water holds the heat until coolers run on the gensets (HYD12); unknown
controls, routes or places are no fault tolerance. A remark states it. Where the site names packs of classes, the strictest is
compared with it; the map from class to level is catalog data (`class.<pack>`).

Classes ask for more than topology: operation, documents, site. That is not judged here.)",
    .check = check,
    .sweeps = true,
};

}  // namespace plinth::rules
