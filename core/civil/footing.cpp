// SPDX-License-Identifier: Apache-2.0
#include "core/civil/footing.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

constexpr std::array<double, 8> kBolts{16, 20, 24, 30, 36, 42, 48, 64};  // mm, ISO 898-1 coarse threads

Length rounded_up(Length length, Length step) { return std::ceil(length / step - 1e-9) * step; }

bool on_castings(const ModuleType& type) {
  const std::string lifting = type.word("lifting");
  return lifting.empty() ? type.word("transport").starts_with("iso") : lifting == "corner castings";
}

class Designer {
 public:
  Designer(const FootingLoad& load, const FootingBasis& basis) : load_(load), b_(basis) {}

  void finish(Footing& f) const;

 private:
  [[nodiscard]] Sway sway(const Footing& f, bool short_way) const;
  void choose_bolt(Footing& f) const;

  const FootingLoad& load_;
  const FootingBasis& b_;
};

Sway Designer::sway(const Footing& f, bool short_way) const {
  const bool pieces_apart = f.type == FootingType::piers || (f.type == FootingType::strips && !short_way);
  const Length face = short_way ? load_.length : load_.width, side = short_way ? load_.width : load_.length;
  const Length base = short_way ? f.across : f.along, span = short_way ? f.span_across : f.span_along;
  const Length other_side = short_way ? load_.length : load_.width, other_base = short_way ? f.along : f.across;
  const Area plan = f.along * f.across;
  Sway s;
  s.wind = b_.wind_coefficient * b_.gust * face * load_.height;
  s.seismic = rigid_base_shear(b_.seismic_coefficient, b_.seismic, b_.importance, f.weight_module);
  const Force wind = b_.wind_combination * s.wind, quake = b_.seismic_combination * s.seismic;
  s.lateral = std::max(wind, quake);
  const Energy at_ground =
      std::max(wind * (load_.height / 2.0 + f.thickness), quake * (b_.centre_height * load_.height + f.thickness));
  const Energy at_top = std::max(wind * load_.height / 2.0, quake * b_.centre_height * load_.height);
  const Length offset = b_.centre_offset * side, other_offset = b_.centre_offset * other_side;
  const Force total = f.weight_module + f.weight_concrete;
  if (pieces_apart) {
    // The couple goes into the pieces as a pair of forces; other pieces of the same line share it.
    const double line_share =
        f.type == FootingType::piers ? 0.5 + double(other_offset / (short_way ? f.span_along : f.span_across)) : 1.0;
    const Force push = line_share * at_ground / span;
    const Force normal = f.normal + push;
    if (f.type == FootingType::strips) s.eccentricity = other_offset * f.share * f.weight_module / normal;
    s.pressure = footing_pressure(normal, s.eccentricity, f.across, plan);
    s.overturning = double((total * span / 2.0 - f.weight_module * offset) / at_ground);
  } else {
    const double share = f.type == FootingType::strips ? f.share : 1.0;
    s.eccentricity = (share * at_ground + share * f.weight_module * offset) / f.normal;
    const double other = f.type == FootingType::strips
                             ? 1.0
                             : 1.0 + 6.0 * double(f.weight_module * other_offset / f.normal / other_base);
    s.pressure = footing_pressure(f.normal, s.eccentricity, base, plan) * other;
    s.overturning = double((total * base / 2.0 - f.weight_module * offset) / at_ground);
  }
  const double anchors = static_cast<double>(f.anchors.size());
  const double line = short_way ? anchors / 2.0 : 2.0;
  s.tension = std::max(Force{0}, at_top / (line * span) - b_.dead * f.weight_module / anchors);
  return s;
}

void Designer::choose_bolt(Footing& f) const {
  const Area needed = bolt_area(f.tension, f.shear, b_.anchor_stress);
  for (const double d : kBolts) {
    f.bolt = d * mm;
    if (stress_area(f.bolt) >= needed) break;
  }
  f.edge_needed = b_.anchor_edge * f.bolt;
}

/// Everything that follows from type and sizes.
void Designer::finish(Footing& f) const {
  f.weight_module = load_.mass * kGravity;
  f.weight_concrete = f.concrete * b_.density * kGravity;
  const Force own = f.weight_concrete / f.pieces;
  f.normal = f.share * f.weight_module + own;
  const Area plan = f.along * f.across;
  const Length ey = b_.centre_offset * load_.width * f.share * f.weight_module / f.normal;
  const Length ex = b_.centre_offset * load_.length * f.share * f.weight_module / f.normal;
  double tilt = 1.0;
  if (f.type == FootingType::strips) tilt += 6.0 * double(ey / f.across);
  if (f.type == FootingType::pad || f.type == FootingType::pit)
    tilt += 6.0 * double(ey / f.across) + 6.0 * double(ex / f.along);
  f.gravity = f.normal / plan * tilt;
  f.short_way = sway(f, true);
  f.long_way = sway(f, false);
  f.worst = std::max({f.gravity, f.short_way.pressure, f.long_way.pressure});
  const Force total = f.weight_module + f.weight_concrete;
  f.overturning = std::min(f.short_way.overturning, f.long_way.overturning);
  const Force lateral = std::max(f.short_way.lateral, f.long_way.lateral);
  f.sliding = b_.friction * double(total / lateral);
  f.tension = std::max(f.short_way.tension, f.long_way.tension);
  f.shear = lateral / static_cast<double>(f.anchors.size());
  choose_bolt(f);
  f.grout = static_cast<double>(f.anchors.size()) * b_.base_plate * b_.base_plate * b_.grout;
  f.sound = f.worst <= b_.bearing && f.overturning >= b_.safety && f.sliding >= b_.safety && f.edge >= f.edge_needed &&
            stress_area(f.bolt) >= bolt_area(f.tension, f.shear, b_.anchor_stress);
}

// ---- the four types ------------------------------------------------------------------------------------------------

void corner_anchors(Footing& f, const FootingLoad& load, const FootingBasis& b, Length y, Length spacing) {
  const double rows = std::max(2.0, std::ceil((load.length - 2.0 * b.inset) / spacing - 1e-9) + 1.0);
  const Length between = (load.length - 2.0 * b.inset) / (rows - 1.0);
  for (int i = 0; i < static_cast<int>(rows); ++i)
    for (const Length at : {y, load.width - y}) f.anchors.emplace_back(b.inset + i * between, at);
}

/// Excavation of a rectangle with working space around it, and the gravel under it.
void dig(Footing& f, const FootingBasis& b, Length along, Length across, Length depth, Length gravel, int pits) {
  const Length s = 2.0 * b.working_space;
  f.excavation = static_cast<double>(pits) * (along + s) * (across + s) * (depth + gravel);
  f.gravel = static_cast<double>(pits) * (along + s) * (across + s) * gravel;
}

Length founding_depth(const FootingBasis& b) { return std::max(b.embedment, b.frost); }

Footing strips_of(const FootingLoad& load, const FootingBasis& b, Length width) {
  Footing f;
  f.type = FootingType::strips;
  f.size = f.along = width;
  f.thickness = b.upstand + founding_depth(b);
  f.across = load.width + 2.0 * b.overhang;
  f.pieces = 2;
  f.span_along = load.length - 2.0 * b.inset;
  f.span_across = load.width - 2.0 * b.inset;
  f.share = 0.5 + b.centre_offset * double(load.length / f.span_along);
  f.concrete = 2.0 * f.along * f.across * f.thickness;
  corner_anchors(f, load, b, b.inset, Length{1e9});
  f.edge = std::min(f.along / 2.0, b.overhang + b.inset);
  dig(f, b, f.along, f.across, f.thickness - b.upstand, b.gravel_footing, 2);
  Designer(load, b).finish(f);
  return f;
}

Footing piers_of(const FootingLoad& load, const FootingBasis& b, Length side) {
  Footing f;
  f.type = FootingType::piers;
  f.size = f.along = f.across = side;
  f.thickness = b.upstand + founding_depth(b);
  f.pieces = 4;
  f.span_along = load.length - 2.0 * b.inset;
  f.span_across = load.width - 2.0 * b.inset;
  f.share = (0.5 + b.centre_offset * double(load.length / f.span_along)) *
            (0.5 + b.centre_offset * double(load.width / f.span_across));
  f.concrete = 4.0 * side * side * f.thickness;
  corner_anchors(f, load, b, b.inset, Length{1e9});
  f.edge = side / 2.0;
  dig(f, b, side, side, f.thickness - b.upstand, b.gravel_footing, 4);
  Designer(load, b).finish(f);
  return f;
}

Footing slab_of(const FootingLoad& load, const FootingBasis& b, Length overhang) {
  Footing f;
  f.type = FootingType::pad;
  f.size = overhang;
  f.thickness = std::max(
      b.thickness, rounded_up(std::max(std::min(load.length, load.width) / b.slenderness, overhang / 2.0), b.step));
  f.along = load.length + 2.0 * overhang;
  f.across = load.width + 2.0 * overhang;
  f.span_along = load.length - 2.0 * b.inset;
  f.span_across = load.width - 2.0 * b.inset;
  f.concrete = f.along * f.across * f.thickness;
  corner_anchors(f, load, b, b.inset, b.spacing);
  f.edge = overhang + b.inset;
  const Length below = f.thickness - b.upstand;
  dig(f, b, f.along, f.across, below, std::max(b.gravel, b.frost - below), 1);
  Designer(load, b).finish(f);
  return f;
}

Footing pit_of(const FootingLoad& load, const FootingBasis& b) {
  Footing f;
  f.type = FootingType::pit;
  const Length inner_along = load.length + 2.0 * b.margin, inner_across = load.width + 2.0 * b.margin;
  const Area rails = 2.0 * (load.length + 2.0 * b.overhang) * rail_of(load, b), inside = inner_along * inner_across;
  f.containment_rain = inside * b.rain;
  f.containment_needed = b.oil_share * load.liquid + f.containment_rain;
  f.size = std::max(b.pit_depth, rounded_up(f.containment_needed / (inside - rails), b.step));
  f.containment = (inside - rails) * f.size;
  const Length slab = std::max(b.thickness, rounded_up(std::min(load.length, load.width) / b.slenderness, b.step));
  f.thickness = slab + f.size;
  f.along = inner_along + 2.0 * b.wall;
  f.across = inner_across + 2.0 * b.wall;
  f.span_along = load.length - 2.0 * b.inset;
  f.span_across = load.width / 2.0;
  f.concrete = f.along * f.across * slab + (f.along * f.across - inside) * f.size + rails * f.size;
  corner_anchors(f, load, b, load.width / 4.0, b.spacing);
  f.edge = std::min(rail_of(load, b) / 2.0, b.overhang + b.inset);
  const Length below = f.thickness - b.upstand;
  dig(f, b, f.along, f.across, below, std::max(b.gravel, b.frost - below), 1);
  Designer(load, b).finish(f);
  return f;
}

/// The first size of ascending ones that holds; else the last.
template <class Make>
Footing first_sound(Length from, Length most, Length step, Make make) {
  Footing f = make(from);
  for (Length size = from + step; !f.sound && size <= most + step / 1000.0; size += step) f = make(size);
  return f;
}

}  // namespace

std::string_view text(FootingType type) {
  constexpr std::array<std::string_view, 4> names{"strips", "piers", "pad", "pit"};
  return names[static_cast<std::size_t>(type)];
}

Footing pad_of(const FootingLoad& load, const FootingBasis& basis) {
  return first_sound(basis.overhang, basis.overhang_most, basis.step,
                     [&](Length overhang) { return slab_of(load, basis, overhang); });
}

namespace {

/// How far it reaches beyond the module.
Length reach_of(const Footing& f, const FootingBasis& b) {
  if (f.type == FootingType::piers) return f.size / 2.0 - b.inset;
  if (f.type == FootingType::strips) return std::max(f.size / 2.0 - b.inset, b.overhang);
  return f.size;
}

}  // namespace

Footing footing_of(const FootingLoad& load, const FootingBasis& b) {
  if (load.liquid.si > 0) return pit_of(load, b);
  const Footing pad = pad_of(load, b);
  if (!on_castings(*load.type)) return pad;
  const Length room = std::min(load.length, load.width) - 2.0 * b.inset - b.step;  // pieces stay apart
  std::optional<Footing> best;
  if (pad.sound) best = pad;
  // One that stays in the verge comes before one with less concrete, which would stand in a lane.
  const auto better = [&](const Footing& f) {
    if (!f.sound || !best) return f.sound;
    const bool inside = reach_of(f, b) <= b.verge + b.step / 1000.0;
    const bool was_inside = reach_of(*best, b) <= b.verge + b.step / 1000.0;
    return inside != was_inside ? inside : f.concrete < best->concrete;
  };
  if (load.length - 2.0 * b.inset > b.strip) {
    const Length most = std::min(b.strip_most, load.length - 2.0 * b.inset - b.step);
    const Footing strips = first_sound(b.strip, most, b.step, [&](Length w) { return strips_of(load, b, w); });
    if (better(strips)) best = strips;
  }
  if (room > b.pier) {
    const Footing piers =
        first_sound(b.pier, std::min(b.pier_most, room), b.step, [&](Length side) { return piers_of(load, b, side); });
    if (better(piers)) best = piers;
  }
  return best.value_or(pad);
}

}  // namespace plinth::civil
