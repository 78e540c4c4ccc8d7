// SPDX-License-Identifier: Apache-2.0
#include "core/civil/civil_basis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

constexpr double kFreezing = 273.15;

FootingBasis limits_of(Basis& b) {
  FootingBasis f;
  f.upstand = b.length("foundation.upstand");
  f.thickness = b.length("foundation.thickness");
  f.slenderness = b.get("foundation.slenderness");
  f.embedment = b.length("foundation.embedment");
  f.overhang = b.length("foundation.overhang");
  f.overhang_most = b.length("foundation.overhang_most");
  f.strip = b.length("foundation.strip_width");
  f.strip_most = b.length("foundation.strip_width_most");
  f.pier = b.length("foundation.pier_width");
  f.pier_most = b.length("foundation.pier_width_most");
  f.step = b.length("foundation.step");
  f.verge = Length{b.has("layout.verge") ? b.get("layout.verge") : std::numeric_limits<double>::infinity()};
  f.gravel = b.length("foundation.gravel");
  f.gravel_footing = b.length("foundation.gravel_below_footing");
  f.working_space = b.length("foundation.working_space");
  f.density = Density{b.get("foundation.density")};
  f.rebar = b.get("foundation.rebar");
  f.grout = b.length("foundation.grout");
  f.base_plate = b.length("foundation.base_plate");
  f.centre_offset = b.get("foundation.centre_offset");
  f.centre_height = b.get("foundation.centre_height");
  f.friction = b.get("foundation.friction");
  f.safety = b.get("foundation.safety");
  f.wind_coefficient = b.get("foundation.wind.coefficient");
  f.wind_combination = b.get("foundation.wind.combination");
  f.seismic_coefficient = b.get("foundation.seismic.coefficient");
  f.importance = b.get("foundation.seismic.importance");
  f.seismic_combination = b.get("foundation.seismic.combination");
  f.dead = b.get("foundation.dead_combination");
  f.inset = b.length("anchor.inset");
  f.spacing = b.length("anchor.spacing");
  f.anchor_stress = Pressure{b.get("anchor.stress")};
  f.anchor_edge = b.get("anchor.edge");
  f.oil_share = b.get("containment.share");
  f.rain = b.length("containment.rain");
  f.margin = b.length("containment.margin");
  f.wall = b.length("containment.wall");
  f.pit_depth = b.length("containment.depth");
  f.rail = b.length("containment.rail");
  return f;
}

void take_bearing(const SiteSpec& spec, Basis& limits, Book& book, FootingBasis& f) {
  constexpr const char* kMeaning = "what the ground may carry";
  if (spec.ground.bearing) {
    f.bearing = *spec.ground.bearing;
    book.derive("foundation.bearing", f.bearing.si, "kPa", "q",
                {{"q", book.site("site.ground.bearing", f.bearing.si, "kPa", kMeaning)}}, kMeaning,
                "the site's own, from its geotechnical report");
    return;
  }
  f.bearing = Pressure{limits.get("ground.bearing")};
  if (f.bearing.si > 0)
    book.derive("foundation.bearing", f.bearing.si, "kPa", "q", {{"q", book.limit("ground.bearing")}}, kMeaning,
                "presumptive value; the site states none");
}

void take_frost(const SiteSpec& spec, Basis& limits, Book& book, FootingBasis& f) {
  constexpr const char* kMeaning = "how deep the ground freezes";
  if (spec.ground.frost_depth) {
    f.frost = *spec.ground.frost_depth;
    book.derive("foundation.frost_depth", f.frost.si, "m", "d",
                {{"d", book.site("site.ground.frost_depth", f.frost.si, "m", kMeaning)}}, kMeaning, "the site's own");
    return;
  }
  const double each = limits.get("ground.frost.per_kelvin"), most = limits.get("ground.frost.most");
  const double coldest = spec.climate.minimum.kelvin;
  f.frost = Length{std::min(most, each * std::max(0.0, kFreezing - coldest))};
  if (!limits.missing().empty()) return;
  book.derive("foundation.frost_depth", f.frost.si, "m", "min(M, c * max(0, (0[degC] - T) / 1[K]))",
              {{"M", book.limit("ground.frost.most")},
               {"c", book.limit("ground.frost.per_kelvin")},
               {"T", book.site("site.climate.minimum", coldest, "degC", "coldest hour")}},
              kMeaning, "rough estimate; the site states none");
}

}  // namespace

double Basis::get(std::string_view id) {
  const Limit* found = limit(id);
  if (found != nullptr) return found->si;
  if (std::find(missing_.begin(), missing_.end(), id) == missing_.end()) missing_.emplace_back(id);
  return 0;
}

Millimetres Basis::mm(std::string_view id) { return std::llround(std::ceil(get(id) * 1000.0 - 1e-6)); }

std::optional<FootingBasis> footing_basis(const SiteSpec& spec, const Catalog& catalog, Book& book,
                                          std::vector<Finding>& findings) {
  Basis limits(catalog, spec.project.jurisdiction);
  FootingBasis f = limits_of(limits);
  const double air = limits.get("foundation.wind.air"), exposure = limits.get("foundation.wind.exposure");
  f.seismic = spec.ground.seismic;
  take_bearing(spec, limits, book, f);
  take_frost(spec, limits, book, f);
  if (!limits.missing().empty()) {
    findings.push_back(remark("CIV001", Severity::warning,
                              "the standards hold no `" + limits.missing().front() + "`: no foundation is designed",
                              "add it to catalog/standards or an overlay"));
    return std::nullopt;
  }
  f.gust = gust_pressure(Density{air}, spec.climate.wind, exposure);
  book.derive("foundation.gust_pressure", f.gust.si, "kPa", "k * rho * V^2 / 2",
              {{"k", book.limit("foundation.wind.exposure")},
               {"rho", book.limit("foundation.wind.air")},
               {"V", book.site("site.climate.wind", spec.climate.wind.si, "m/s", "3 s gust at 10 m")}},
              "velocity pressure of the design gust", "ASCE 7 26.10-1");
  return f;
}

}  // namespace plinth::civil
