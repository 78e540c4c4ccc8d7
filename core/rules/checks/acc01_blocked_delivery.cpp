// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numbers>
#include <optional>

#include "core/base/text.h"
#include "core/physics/swept_path.h"
#include "core/rules/check_context.h"
#include "core/rules/data_rules.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::array<std::string_view, 7> kVehicle{"vehicle.tractor", "vehicle.width",       "vehicle.margin",
                                                   "vehicle.least",   "vehicle.axle_length", "vehicle.steered",
                                                   "vehicle.turning"};

/// The fillet that a corner has room for, and the one that the longest of these loads needs on a trailer with steered
/// axles: through the point on the diagonal that its swept path just leaves free. nullopt where that is unknown.
std::optional<std::pair<Length, Length>> fillets(const CheckContext& context, PlanPoint corner,
                                                 const std::vector<std::string>& tags) {
  const std::vector<RoadTurn>& turns = context.design.civil.turns;
  const auto turn = std::find_if(turns.begin(), turns.end(), [&](const RoadTurn& t) { return t.corner == corner; });
  if (turn == turns.end()) return std::nullopt;
  std::array<double, kVehicle.size()> v{};
  for (std::size_t i = 0; i < v.size(); ++i) {
    const Limit* limit = context.limit(kVehicle[i]);
    if (limit == nullptr) return std::nullopt;
    v[i] = limit->si;
  }
  const auto [tractor, width, margin, least, share, steered, turning] = v;
  const Length road = turn->outer - turn->inner;
  if (road.si < width + 2 * margin) return std::nullopt;
  double longest = 0;
  for (const PlacedModule& m : context.placed)
    if (std::find(tags.begin(), tags.end(), m.tag()) != tags.end())
      longest = std::max(longest, m.type->number("shipping_length")
                                      .value_or(1e-3 * static_cast<double>(std::max(m.type->length, m.type->width))));
  const double trailer = std::max(least, steered * std::max(least, share * longest));
  const SweptTurn path({Length{tractor}, Length{trailer}, Length{width}, Length{margin}}, road,
                       Length{std::max(turning, road.si - width / 2 - margin)});
  double d = 0;
  while (path.hits(Length{d}, Length{d}) && d < 50) d += 0.1;
  const Length needed{d * (2 + std::numbers::sqrt2)};
  if (needed <= turn->inner) return std::nullopt;
  return std::pair{turn->inner, needed};
}

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
    if (const auto fillet = fillets(context, {where.second.first, where.second.second}, tags)) {
      finding.actual = Measured{fillet->first.si, "m"};
      finding.required = Measured{fillet->second.si, "m"};
      finding.message += fmt::format(": the corner leaves a fillet of {} m, about {} m are needed",
                                     round_text(fillet->first.si, 3), round_text(fillet->second.si, 3));
    }
    finding.hint = fmt::format("set {} farther back from the corner, or place it after the others", where.first);
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
