// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "core/base/units.h"
#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  const Demand& demand = context.design.sizing.demand;
  const SiteSpec::Utility& utility = context.design.spec.utility;
  if (demand.utility.si <= 0.0) return out.not_checked("the sizing states no apparent power at the connection point");
  if (utility.capacity.si <= 0.0) return out.not_checked("the site states no `utility.capacity`");
  out.measured();
  if (demand.utility.si > utility.capacity.si * (1.0 + 1e-9)) {
    Finding finding;
    finding.actual = Measured{demand.utility / MVA, "MVA"};
    finding.required = Measured{utility.capacity / MVA, "MVA"};
    finding.message = fmt::format("the site draws {} MVA; the connection carries {} MVA",
                                  round_text(demand.utility / MVA), round_text(utility.capacity / MVA));
    finding.hint = fmt::format("ask for {} MVA more, or shave the peak with storage",
                               round_text((demand.utility - utility.capacity) / MVA));
    finding.edit = SiteEdit{"site.utility.capacity",
                            fmt::format("\"{} MVA\"", number_text(std::ceil(demand.utility / MVA * 10.0) / 10.0))};
    out.report(std::move(finding));
  }
  if (utility.power_factor.si <= 0.0) return;
  out.measured();
  const double factor = demand.facility.si / demand.utility.si;
  if (factor >= utility.power_factor.si * (1.0 - 1e-9)) return;
  Finding finding;
  finding.actual = Measured{factor, "W/VA"};
  finding.required = Measured{utility.power_factor.si, "W/VA"};
  finding.message = fmt::format("the power factor at the connection point is {}; the grid accepts {} and above",
                                round_text(factor), round_text(utility.power_factor.si));
  finding.hint = "let the power conversion of the storage, or a filter, supply the reactive power";
  out.report(std::move(finding));
}

}  // namespace

extern constinit const Rule utl01_utility_overrun{
    .code = "UTL01",
    .name = "utility-overrun",
    .severity = Severity::error,
    .basis = "connection agreement: `utility.capacity`, `utility.power_factor`",
    .explain =
        R"(The apparent power of the whole site in its worst normal state, battery recharge included, stays within
the connection, at a power factor the grid accepts.)",
    .check = check,
};

}  // namespace plinth::rules
