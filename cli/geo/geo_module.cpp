// SPDX-License-Identifier: Apache-2.0
#include "cli/geo/geo_module.h"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace plinth {
namespace {

using Points = std::vector<std::pair<double, double>>;

struct Free {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
  void operator()(PJ* transformation) const { proj_destroy(transformation); }
};
using Context = std::unique_ptr<PJ_CONTEXT, Free>;
using Transformation = std::unique_ptr<PJ, Free>;

struct Centre {
  double longitude = 0.0, latitude = 0.0;
};

Context quiet_context() {
  Context context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  proj_context_set_enable_network(context.get(), 0);
  return context;
}

std::string reason(const Context& context) {
  const int code = proj_context_errno(context.get());
  const char* words = code == 0 ? nullptr : proj_context_errno_string(context.get(), code);
  return words == nullptr ? "unknown coordinate system" : words;
}

// Each point through one transformation; false where one of them has no image.
bool transform(PJ* transformation, Points& points) {
  for (auto& [x, y] : points) {
    const PJ_COORD out = proj_trans(transformation, PJ_FWD, proj_coord(x, y, 0, 0));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return false;
    x = out.xy.x;
    y = out.xy.y;
  }
  return true;
}

// To degrees, longitude first, whatever the axis order of the coordinate system.
std::string to_degrees(const Context& context, const std::string& crs, Points& points) {
  if (crs == "OGC:CRS84") return {};
  const std::string name = crs.substr(0, 60);  // it may be a page of WKT
  const Transformation raw(proj_create_crs_to_crs(context.get(), crs.c_str(), "OGC:CRS84", nullptr));
  if (!raw) return name + ": " + reason(context);
  const Transformation ordered(proj_normalize_for_visualization(context.get(), raw.get()));
  if (!ordered) return name + ": " + reason(context);
  if (!transform(ordered.get(), points)) return "a point lies outside the area of " + name;
  for (const auto& [longitude, latitude] : points)
    if (std::abs(latitude) > 90.0 || std::abs(longitude) > 360.0) return name + " is not a map projection";
  return {};
}

double rounded(double degrees) { return std::round(degrees * 1e4) / 1e4; }

// Longitudes are taken relative to the first point, so that a site on the date line stays in one piece.
Centre centre_of(const Points& points) {
  const double first = points[0].first;
  double west = 0.0, east = 0.0, south = points[0].second, north = points[0].second;
  for (const auto& [longitude, latitude] : points) {
    const double off = std::remainder(longitude - first, 360.0);
    west = std::min(west, off);
    east = std::max(east, off);
    south = std::min(south, latitude);
    north = std::max(north, latitude);
  }
  return {rounded(std::remainder(first + 0.5 * (west + east), 360.0)), rounded(0.5 * (south + north))};
}

Projected project(const std::string& crs, const Points& points) {
  Projected projected;
  if (points.empty()) return projected;
  const Context context = quiet_context();
  projected.metres = points;
  projected.error = to_degrees(context, crs, projected.metres);
  if (!projected.error.empty()) return projected;
  const Centre centre = centre_of(projected.metres);
  const std::string definition = fmt::format(
      "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
      "+step +proj=tmerc +lat_0={:.4f} +lon_0={:.4f} +k=1 +ellps=GRS80",
      centre.latitude, centre.longitude);
  const Transformation local(proj_create(context.get(), definition.c_str()));
  if (!local)
    projected.error = reason(context);
  else if (!transform(local.get(), projected.metres))
    projected.error = "the points are too far apart for one site";
  projected.projection =
      fmt::format("tmerc at {:.4f} {} {:.4f} {}", std::abs(centre.latitude), centre.latitude < 0 ? "S" : "N",
                  std::abs(centre.longitude), centre.longitude < 0 ? "W" : "E");
  return projected;
}

Projected degrees(const std::string& crs, const Points& points) {
  Projected out;
  out.metres = points;
  if (!points.empty()) out.error = to_degrees(quiet_context(), crs, out.metres);
  return out;
}

/// Metres to a unit of the first axis of a projected system; 0 for anything else.
double metres_per_unit(PJ_CONTEXT* context, const PJ* crs) {
  if (proj_get_type(crs) == PJ_TYPE_COMPOUND_CRS || proj_get_type(crs) == PJ_TYPE_BOUND_CRS) {
    const bool compound = proj_get_type(crs) == PJ_TYPE_COMPOUND_CRS;
    const Transformation inner(compound ? proj_crs_get_sub_crs(context, crs, 0) : proj_get_source_crs(context, crs));
    return inner ? metres_per_unit(context, inner.get()) : 0.0;
  }
  if (proj_get_type(crs) != PJ_TYPE_PROJECTED_CRS) return 0.0;
  const Transformation axes(proj_crs_get_coordinate_system(context, crs));
  double factor = 0.0;
  const bool known = axes && proj_cs_get_axis_info(context, axes.get(), 0, nullptr, nullptr, nullptr, &factor, nullptr,
                                                   nullptr, nullptr) != 0;
  return known ? factor : 0.0;
}

CrsFacts facts(const std::string& crs) {
  CrsFacts facts;
  const Context context = quiet_context();
  const Transformation system(proj_create(context.get(), crs.c_str()));
  if (!system) return facts;
  facts.metres_per_unit = metres_per_unit(context.get(), system.get());
  double west = 0, south = 0, east = 0, north = 0;
  const bool bounded =
      proj_get_area_of_use(context.get(), system.get(), &west, &south, &east, &north, nullptr) != 0 && west > -1000;
  if (bounded) facts.west = west, facts.south = south, facts.east = east, facts.north = north;
  return facts;
}

}  // namespace
}  // namespace plinth

extern "C" __attribute__((visibility("default"))) const plinth::GeoModule* plinth_geo_module() {
  static constexpr plinth::GeoModule module{plinth::geo_module_version, &plinth::project, &plinth::degrees,
                                            &plinth::facts};
  return &module;
}
