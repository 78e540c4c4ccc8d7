// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "core/rules/ground.h"
#include "core/rules/liquid_transformer.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kUnitKind = "bess";
constexpr std::string_view kConversionKind = "pcs";

struct Required {
  const Limit* limit = nullptr;
  Millimetres distance = 0;
};

struct Limits {
  Required lot_line, building, exposure, conversion, transformer, tested;
};

Required required(const CheckContext& context, std::string_view id) {
  return {context.limit(id), context.limit_mm(id).value_or(0)};
}

Limits limits_of(const CheckContext& context) {
  Limits limits{
      required(context, "bess.separation.lot_line"),           required(context, "bess.separation.building"),
      required(context, "bess.separation.exposure"),           required(context, "bess.separation.pcs"),
      required(context, "bess.separation.liquid_transformer"), required(context, "bess.separation.exposure_tested")};
  if (limits.transformer.limit == nullptr) limits.transformer = limits.exposure;
  return limits;
}

/// What shortens a distance to that of the exceptions: the accepted fire test of the unit, or a barrier beside it or
/// beside what it faces. Only where the jurisdiction has such exceptions.
bool excepted(const CheckContext& context, const PlacedModule& unit, std::string_view other) {
  return evidence_of(context, "fire_test_report", unit.tag()) != nullptr ||
         evidence_of(context, "barrier_1h", unit.tag()) != nullptr ||
         (!other.empty() && evidence_of(context, "barrier_1h", other) != nullptr);
}

const Required& shortened(const CheckContext& context, const PlacedModule& unit, std::string_view other,
                          const Required& required, const Limits& limits) {
  const bool shorter = limits.tested.limit != nullptr && limits.tested.distance < required.distance;
  return shorter && excepted(context, unit, other) ? limits.tested : required;
}

/// The cells of a type may be tested: the report has to be named, and accepted by the authority.
std::string tested_remark(const PlacedModule& unit, Millimetres gap, const Limits& limits) {
  if (limits.tested.limit == nullptr || gap < limits.tested.distance || !unit.type->flag("cells_tested")) return {};
  return fmt::format("or name its accepted fire test as evidence `fire_test_report`: {} is then enough",
                     limit_text(*limits.tested.limit));
}

void note(const PlacedModule& unit, const std::string& to, Millimetres gap, const Required& required,
          const std::vector<PlanPoint>& marks, Reporter& out) {
  MeasuredDistance made;
  made.from = unit.tag();
  made.to = to;
  made.actual = gap;
  made.required = required.distance;
  made.kept = gap >= required.distance;
  made.edition = required.limit->edition;
  if (marks.size() == 2) made.on_from = marks[1], made.on_to = marks[0];
  out.distance(std::move(made));
}

Finding too_close(const PlacedModule& unit, const std::string& to, Millimetres gap, const Required& required,
                  const Limits& limits, std::string move) {
  Finding finding;
  finding.tags = {unit.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(required.distance);
  finding.message =
      fmt::format("{} is {} from {}; at least {}", unit.tag(), metres_text(gap), to, limit_text(*required.limit));
  const std::string remark = tested_remark(unit, gap, limits);
  finding.hint = std::move(move);
  if (!remark.empty()) finding.hint += (finding.hint.empty() ? "" : ", ") + remark;
  return finding;
}

void check_lot_lines(const CheckContext& context, const PlacedModule& unit, const Limits& limits, Reporter& out) {
  if (limits.lot_line.limit == nullptr) return out.not_checked(missing_limit(context, "bess.separation.lot_line"));
  const std::optional<Millimetres> gap = depth_inside(context.design.spec.site, unit.body);
  if (!gap) return;  // outside the parcel: SITE01 says so
  out.measured();
  const Required& required = shortened(context, unit, "", limits.lot_line, limits);
  if (out.keeps_distances())
    for (const Polygon& parcel : context.design.spec.site.parcels)
      if (contains(parcel, unit.body))
        note(unit, "the lot line", *gap, required, nearest_marks(parcel, unit.body), out);
  if (*gap >= required.distance) return;
  const std::string move = move_hint(context, unit, [&](const Rect& body) {
    return depth_inside(context.design.spec.site, body).value_or(-1) >= required.distance;
  });
  Finding finding = too_close(unit, "the lot line", *gap, required, limits, move);
  for (const Polygon& parcel : context.design.spec.site.parcels)
    if (contains(parcel, unit.body)) finding.marks = nearest_marks(parcel, unit.body);
  out.report(std::move(finding));
}

void check_buildings(const CheckContext& context, const PlacedModule& unit, const Limits& limits, Reporter& out) {
  if (context.design.spec.site.existing.empty()) return;
  if (limits.building.limit == nullptr) return out.not_checked(missing_limit(context, "bess.separation.building"));
  for (const ExistingBuilding& building : context.design.spec.site.existing) {
    out.measured();
    const bool walled = limits.tested.limit != nullptr && evidence_of(context, "wall_2h", building.name) != nullptr;
    const Required& required = walled && limits.tested.distance < limits.building.distance
                                   ? limits.tested
                                   : shortened(context, unit, building.name, limits.building, limits);
    const Millimetres gap = distance_to(building.area, unit.body);
    if (out.keeps_distances())
      note(unit, "the building " + building.name, gap, required, nearest_marks(building.area, unit.body), out);
    if (gap >= required.distance) continue;
    const std::string move = move_hint(
        context, unit, [&](const Rect& body) { return distance_to(building.area, body) >= required.distance; });
    Finding finding = too_close(unit, "the building " + building.name, gap, required, limits, move);
    finding.marks = nearest_marks(building.area, unit.body);
    out.report(std::move(finding));
  }
}

const Required& required_to(const CheckContext& context, const PlacedModule& other, const Limits& limits) {
  if (other.type->kind == kConversionKind) return limits.conversion;
  return liquid_of(context, *other.type) ? limits.transformer : limits.exposure;
}

void check_pair(const CheckContext& context, const PlacedModule& unit, const PlacedModule& other, const Limits& limits,
                Reporter& out) {
  const Required& required = shortened(context, unit, other.tag(), required_to(context, other, limits), limits);
  const Millimetres gap = distance(unit.body, other.body);
  out.measured();
  if (out.keeps_distances()) {
    const auto [on_unit, on_other] = closest_points(unit.body, other.body);
    note(unit, other.tag(), gap, required, {on_other, on_unit}, out);
  }
  if (gap >= required.distance) return;
  const std::string move = move_apart_hint(
      context, unit, other, [&](const Rect& one, const Rect& two) { return distance(one, two) >= required.distance; });
  Finding finding = too_close(unit, other.tag(), gap, required, limits, move);
  finding.tags.push_back(other.tag());
  const auto [on_unit, on_other] = closest_points(unit.body, other.body);
  finding.marks = {on_unit, on_other};
  out.report(std::move(finding));
}

void check_modules(const CheckContext& context, const PlacedModule& unit, const Limits& limits, Reporter& out) {
  for (const auto& [id, required] :
       {std::pair{"bess.separation.exposure", &limits.exposure}, std::pair{"bess.separation.pcs", &limits.conversion}})
    if (required->limit == nullptr) return out.not_checked(missing_limit(context, id));
  const Millimetres reach =
      std::max({limits.exposure.distance, limits.conversion.distance, limits.transformer.distance});
  context.bodies.near(unit.body.grown(out.keeps_distances() ? 3 * reach : reach), [&](std::size_t j) {
    const PlacedModule& other = context.placed[j];
    if (other.type->kind != kUnitKind) check_pair(context, unit, other, limits, out);
  });
}

void check(const CheckContext& context, Reporter& out) {
  const Limits limits = limits_of(context);
  bool any = false;
  for (const PlacedModule& unit : context.placed) {
    if (unit.type->kind != kUnitKind) continue;
    any = true;
    check_lot_lines(context, unit, limits, out);
    check_buildings(context, unit, limits, out);
    check_modules(context, unit, limits, out);
  }
  if (!any) out.not_checked("the design has no battery storage");
}

constexpr std::array<std::string_view, 4> kLimits{"bess.separation.lot_line", "bess.separation.building",
                                                  "bess.separation.exposure", "bess.separation.pcs"};

constexpr std::array<std::string_view, 3> kEvidence{"barrier_1h", "fire_test_report", "wall_2h"};

}  // namespace

extern constinit const Rule bess01_bess_too_close_to_exposure{
    .code = "BESS01",
    .name = "bess-too-close-to-exposure",
    .severity = Severity::error,
    .basis = "IFC 1207.8.3 / NFPA 855 (us), local guides (cn), NFCC and FM guidance (eu, intl)",
    .explain = R"(A battery fire must not reach what stands beside it. Measured edge to edge on the plan: to the lot
line, to existing buildings, and to every other module; the power conversion of the battery itself needs only a
service passage. The limits `bess.separation.*` depend on the jurisdiction.

Move the container. Where the rule pack knows a shorter distance (us: 3 ft), evidence unlocks it: `fire_test_report`, a
large-scale fire test that the authority has accepted, or `barrier_1h`, a free-standing one-hour barrier that reaches
5 ft above and beyond, for the container or for what it faces; for an existing building also `wall_2h`, a two-hour wall
without openings. Barriers are not modelled.)",
    .check = check,
    .limits = kLimits,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
