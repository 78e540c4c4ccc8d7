// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <map>

#include "core/base/text.h"
#include "core/rules/check_context.h"
#include "core/rules/data_rules.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kGround = "crane.hardstanding";
constexpr std::array<std::string_view, 1> kLimits{kGround};

void report_fouled(const std::map<std::string, std::vector<std::string>>& fouled, Reporter& out) {
  for (const auto& [obstacle, tags] : fouled) {
    Finding finding;
    finding.tags = tags;
    if (tags.size() == 1 && tags.front() == obstacle) {
      finding.message = fmt::format("the outriggers of the crane for {} have no room beside it", obstacle);
      finding.hint = "a wider lane there, or a crane with a narrower base";
      out.report(std::move(finding));
      continue;
    }
    finding.message = fmt::format("{} stands where the outriggers of the crane for {} go", obstacle, shortened(tags));
    finding.hint = fmt::format("set down {} after it, or take a crane with a narrower base", obstacle);
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  const Limit* ground = context.limit(kGround);
  std::map<std::string, std::vector<std::string>> fouled;
  for (const CraneStand& s : context.design.civil.stands) {
    out.measured();
    Finding finding;
    finding.tags = {s.tag};
    finding.marks = {s.at};
    if (s.crane.empty()) {
      finding.message = fmt::format("no crane of the table sets down {}: {} t with rigging at {} m", s.tag,
                                    round_text(s.load / tonne, 4), round_text(s.radius.si, 4));
      finding.hint = "bring a road nearer, skid or jack it into place, or add a larger class to `crane.chart`";
      out.report(std::move(finding));
      continue;
    }
    if (!s.fouls.empty()) fouled[s.fouls].push_back(s.tag);
    if (ground == nullptr) {
      out.not_checked(missing_limit(context, kGround));
    } else if (s.outrigger.si > ground->si * (1 + 1e-9)) {
      finding.actual = Measured{s.outrigger / kPa, "kPa"};
      finding.required = Measured{ground->si / 1000.0, "kPa"};
      finding.message =
          fmt::format("an outrigger of the {} crane for {} presses with {} kPa; the hardstanding bears {}", s.crane,
                      s.tag, round_text(s.outrigger / kPa, 4), limit_text(*ground));
      finding.hint = "larger mats, or a better hardstanding";
      out.report(std::move(finding));
    }
  }
  if (out.measured_count() == 0) return out.not_checked("the design has no crane standings");
  report_fouled(fouled, out);
}

}  // namespace

extern constinit const Rule acc02_no_crane_standing{
    .code = "ACC02",
    .name = "no-crane-standing",
    .severity = Severity::warning,
    .basis = "house rule: `crane.chart`, `crane.hardstanding`",
    .explain =
        R"(Every module is set down by a crane that stands on a road with its outriggers out and hits nothing else. The
smallest class of `crane.chart` that carries the load at the radius is taken, at no more than `crane.utilisation` of its
chart; the mats below its outriggers press no more than `crane.hardstanding`.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
