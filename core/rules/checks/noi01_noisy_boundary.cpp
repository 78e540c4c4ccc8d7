// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/units.h"
#include "core/rules/check_context.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr Millimetres kStep = 5000;  ///< between points of the boundary that are looked at
constexpr double kMostBarrier = 20.0;
constexpr double kTonalPenalty = 5.0;

struct Source {
  const PlacedModule* module = nullptr;
  double power = 0.0;     ///< sound power level, dB(A)
  double strength = 0.0;  ///< energy at 1 m over a hard floor, 10^((power - 8) / 10)
  bool standby = false;
};

/// Sound power level from the level at 1 m, over the box 1 m outside the envelope (ISO 3746).
double power_level(const ModuleType& type, double at_one_metre) {
  const double length = static_cast<double>(type.length) / 1000.0 + 2.0;
  const double width = static_cast<double>(type.width) / 1000.0 + 2.0;
  const double height = static_cast<double>(type.height) / 1000.0 + 1.0;
  const double surface = 2.0 * (length + width) * height + length * width;
  return at_one_metre + 10.0 * std::log10(surface);
}

Source source_of(const PlacedModule& module, double at_one_metre) {
  const double power = power_level(*module.type, at_one_metre);
  return {&module, power, std::pow(10.0, (power - 8.0) / 10.0), module.type->kind == "genset"};
}

/// Level at a point: every source hemispherical, Lw - 20 lg r - 8, added by energy.
double level_at(const std::vector<Source>& sources, PlanPoint point, bool with_standby) {
  double energy = 0.0;
  for (const Source& source : sources) {
    if (source.standby && !with_standby) continue;
    const PlanPoint centre = source.module->body.centre();
    const double x = static_cast<double>(centre.x - point.x) / 1000.0, y = static_cast<double>(centre.y - point.y) / 1000.0;
    energy += source.strength / std::max(1.0, x * x + y * y);
  }
  return energy > 0.0 ? 10.0 * std::log10(energy) : 0.0;
}

std::vector<PlanPoint> points_of(const SiteSpec::Site& site) {
  std::vector<PlanPoint> points;
  for (const Polygon& parcel : site.parcels)
    for (std::size_t i = 0; i < parcel.outer.size(); ++i) {
      const PlanPoint a = parcel.outer[i], b = parcel.outer[(i + 1) % parcel.outer.size()];
      const double length = std::hypot(static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y));
      const long long parts =
          std::clamp<long long>(static_cast<long long>(std::ceil(length / static_cast<double>(kStep))), 1, 200);
      for (long long part = 0; part < parts; ++part)
        points.push_back({a.x + (b.x - a.x) * part / parts, a.y + (b.y - a.y) * part / parts});
    }
  return points;
}

/// The tags of the three sources that are heard most at the point.
std::vector<std::string> loudest(std::vector<Source> sources, PlanPoint point, bool with_standby) {
  if (!with_standby) std::erase_if(sources, [](const Source& s) { return s.standby; });
  std::stable_sort(sources.begin(), sources.end(), [&](const Source& a, const Source& b) {
    return level_at({a}, point, true) > level_at({b}, point, true);
  });
  std::vector<std::string> tags;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, sources.size()); ++i) tags.push_back(sources[i].module->tag());
  return tags;
}

struct Period {
  const char *name, *evidence;
  bool with_standby;
};
constexpr std::array<Period, 2> kPeriods{
    {{"by day with generators on test", "noise_limit_day", true}, {"at night", "noise_limit_night", false}}};

void check_period(const CheckContext& context, const std::vector<Source>& sources, const Period& period,
                  Reporter& out) {
  const Evidence* allowed = evidence_of(context, period.evidence, "");
  if (allowed == nullptr || !allowed->si || allowed->dimension != Dimension::sound_level)
    return out.not_checked(fmt::format("the site gives no evidence `{}` in dB(A)", period.evidence));
  const Evidence* barrier = evidence_of(context, "noise_barrier", "");
  const double barrier_loss = barrier != nullptr && barrier->si ? std::clamp(*barrier->si, 0.0, kMostBarrier) : 0.0;
  const double less = barrier_loss - (evidence_of(context, "tonal_noise", "") != nullptr ? kTonalPenalty : 0.0);
  double worst = 0.0;
  PlanPoint where;
  for (const PlanPoint& point : points_of(context.design.spec.site)) {
    const double level = level_at(sources, point, period.with_standby) - less;
    if (level > worst) worst = level, where = point;
  }
  out.measured();
  if (worst <= *allowed->si + 1e-9) return;
  Finding finding;
  finding.tags = loudest(sources, where, period.with_standby);
  finding.actual = Measured{worst, "dB(A)"};
  finding.required = Measured{*allowed->si, "dB(A)"};
  finding.marks = {where};
  finding.message = fmt::format("{} the boundary hears {:.2f} dB(A); at most {} dB(A) ({})", period.name, worst,
                                round_text(*allowed->si), allowed->document);
  finding.hint =
      fmt::format("a barrier or quieter units of {:.2f} dB; the loudest there are named", worst - *allowed->si);
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  std::vector<Source> sources;
  for (const PlacedModule& module : context.placed)
    if (const auto level = module.type->number("noise"))
      sources.push_back(source_of(module, *level));
  if (sources.empty()) return out.not_checked("no module on the ground states its noise");
  if (context.design.spec.site.parcels.empty()) return out.not_checked("the site has no boundary");
  for (const Period& period : kPeriods) check_period(context, sources, period, out);
}

constexpr std::array<std::string_view, 4> kEvidence{"noise_limit_day", "noise_limit_night", "noise_barrier",
                                                    "tonal_noise"};

}  // namespace

extern constinit const Rule noi01_noisy_boundary{
    .code = "NOI01",
    .name = "noisy-boundary",
    .severity = Severity::error,
    .basis = "local ordinance; ISO 9613-2 divergence over hard ground; ISO 3746 sound power",
    .explain = R"(The sound of all modules together at the boundary, against the limits of the local ordinance: evidence
`noise_limit_day` and `noise_limit_night` in dB(A), with the ordinance as document. At night everything runs but the
generators; by day they are on test as well.

The level at 1 m of the catalog becomes a sound power over the box 1 m outside the envelope, Lw = L + 10 lg S. Each module
then radiates into a half space, Lp = Lw - 20 lg r - 8 from its centre, and the energies add up. Points stand every 5 m of
the boundary. Screening by other modules, air absorption and ground effect are left out, which errs to the loud side;
reflections are left out as well. The insertion loss of a barrier is the evidence `noise_barrier`, at most 20 dB. Sound
with a tone in it, evidence `tonal_noise`, counts 5 dB more.)",
    .check = check,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
