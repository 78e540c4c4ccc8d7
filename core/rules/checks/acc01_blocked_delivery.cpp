// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "core/rules/check_context.h"
#include "core/rules/data_rules.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  std::map<std::pair<std::string, std::pair<Millimetres, Millimetres>>, std::vector<std::string>> blocked;
  std::vector<std::string> unreached;
  for (const CraneStand& s : context.design.civil.stands) {
    out.measured();
    if (s.gate.empty()) unreached.push_back(s.tag);
    if (!s.blocked_by.empty()) blocked[{s.blocked_by, {s.blocked_at.x, s.blocked_at.y}}].push_back(s.tag);
  }
  if (out.measured_count() == 0) return out.not_checked("the design has no crane standings");
  if (!unreached.empty()) {
    Finding finding;
    finding.tags = unreached;
    finding.message = fmt::format("no way leads from a gate to where {} is lifted off", shortened(unreached));
    finding.hint = "add a gate on that part of the parcel, or a road to it";
    out.report(std::move(finding));
  }
  for (const auto& [where, tags] : blocked) {
    Finding finding;
    finding.tags = tags;
    finding.marks = {{where.second.first, where.second.second}};
    finding.message = fmt::format("the lorry with {} hits {} in the turn at ({:.1f}, {:.1f}) m", shortened(tags),
                                  where.first, static_cast<double>(where.second.first) / 1000.0,
                                  static_cast<double>(where.second.second) / 1000.0);
    finding.hint = fmt::format(
        "set {} farther back from the corner, or place it after the others", where.first);
    out.report(std::move(finding));
  }
}

}  // namespace

extern constinit const Rule acc01_blocked_delivery{
    .code = "ACC01",
    .name = "blocked-delivery",
    .severity = Severity::warning,
    .basis = "swept path by tractrices",
    .explain =
        R"(A tractor with the longest box of each module drives from a gate to the crane that lifts it off. In each turn
the front keeps to the outer edges of both roads; what tractor and trailer sweep inside must hit nothing on one circle
at least. Where a fixed trailer does not get around, one with steered axles is tried; `vehicle.*` in the standards say
what drives.)",
    .check = check,
};

}  // namespace plinth::rules
