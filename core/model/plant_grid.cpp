// SPDX-License-Identifier: Apache-2.0
#include "core/model/plant_grid.h"

#include <cmath>

namespace plinth {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180.0;

/// A turn about the origin, clockwise by `deg`; quarter turns are exact.
class Turn {
 public:
  explicit Turn(double deg) : cos_(std::cos(deg * kRadians)), sin_(std::sin(deg * kRadians)) {
    if (std::remainder(deg, 90.0) != 0) return;
    cos_ = std::round(cos_);
    sin_ = std::round(sin_);
  }
  [[nodiscard]] SitePoint operator()(double x, double y) const { return {x * cos_ + y * sin_, y * cos_ - x * sin_}; }
  [[nodiscard]] PlanPoint operator()(PlanPoint p) const {
    const SitePoint q = (*this)(static_cast<double>(p.x), static_cast<double>(p.y));
    return {std::llround(q.x_m), std::llround(q.y_m)};
  }
  void operator()(Ring& ring) const {
    for (PlanPoint& p : ring) p = (*this)(p);
  }
  void operator()(Polygon& polygon) const {
    (*this)(polygon.outer);
    for (Ring& hole : polygon.holes) (*this)(hole);
  }

 private:
  double cos_, sin_;
};

}  // namespace

PlanPoint in_plant(PlanPoint site, double rotation_deg) { return Turn(rotation_deg)(site); }

SitePoint in_site(PlanPoint plant, const PlantGrid& grid) {
  return Turn(-grid.rotation_deg)(1e-3 * static_cast<double>(plant.x), 1e-3 * static_cast<double>(plant.y));
}

Millimetres turned_hair(const SiteSpec::Site& site) {
  return site.grid.turned && std::remainder(site.grid.rotation_deg, 90.0) != 0 ? kTurnedHair : 0;
}

SiteSpec in_plant_grid(SiteSpec spec, double rotation_deg) {
  if (spec.site.grid.turned) return spec;
  spec.site.grid.rotation_deg = rotation_deg;
  spec.site.grid.turned = true;
  for (Pin& pin : spec.pins) {
    if (!pin.plant) pin.at = in_plant(pin.at, rotation_deg);
    pin.plant = true;
  }
  if (rotation_deg == 0) return spec;
  const Turn turn(rotation_deg);
  for (Polygon& parcel : spec.site.parcels) turn(parcel);
  for (KeepOut& keep_out : spec.site.keep_outs) turn(keep_out.area);
  for (Gate& gate : spec.site.gates) gate.at = turn(gate.at);
  for (ExistingBuilding& building : spec.site.existing) turn(building.area);
  for (BoundaryEdge& edge : spec.site.edges) {
    edge.a = turn(edge.a);
    edge.b = turn(edge.b);
  }
  for (PublicRoad& road : spec.site.roads)
    for (PlanPoint& p : road.line) p = turn(p);
  for (Zone& zone : spec.zones) turn(zone.area);
  if (spec.utility.at) spec.utility.at = turn(*spec.utility.at);
  return spec;
}

}  // namespace plinth
