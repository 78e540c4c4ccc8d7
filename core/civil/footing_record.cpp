// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/civil/footing.h"
#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

using Inputs = std::vector<LedgerInput>;

constexpr const char* kGeometry = "geometry";
constexpr const char* kGravityText = "9.80665[m/s] / 1[s]";

class Recorder {
 public:
  Recorder(const std::string& id, const Footing& f, const FootingLoad& load, const FootingBasis& b, Book& book)
      : id_(id), f_(f), load_(load), b_(b), book_(book) {}

  void run() {
    sizes();
    volumes();
    dead_load();
    way(f_.short_way, true);
    way(f_.long_way, false);
    results();
    anchors();
    earthworks();
  }

 private:
  [[nodiscard]] std::string at(std::string_view name) const { return id_ + "." + std::string(name); }
  [[nodiscard]] std::string lim(std::string_view id) { return book_.limit(id); }
  std::string put(std::string_view name, double si, std::string_view unit, std::string_view formula, Inputs inputs,
                  std::string_view meaning, std::string_view basis) {
    return book_.derive(at(name), si, unit, formula, std::move(inputs), meaning, basis);
  }
  [[nodiscard]] bool is(FootingType type) const { return f_.type == type; }
  std::string envelope(const char* name, Length value) {
    return book_.leaf(EntryKind::solved, "envelope." + load_.type->id + "." + name, value.si, "m",
                      std::string(name) + " of the envelope", "catalog entry");
  }

  void sizes();
  void volumes();
  void dead_load();
  void way(const Sway& s, bool short_way);
  void results();
  void anchors();
  void earthworks();

  const std::string id_;
  const Footing& f_;
  const FootingLoad& load_;
  const FootingBasis& b_;
  Book& book_;
  std::string length_, width_, height_, mass_, size_, thickness_, along_, across_, span_along_, span_across_, share_;
  std::string weight_, concrete_, own_, normal_, seismic_, lateral_[2], tension_[2], pressure_[2], factor_[2], frost_;
  std::string gravity_, safety_, count_, shear_;
};

void Recorder::sizes() {
  length_ = envelope("length", load_.length);
  width_ = envelope("width", load_.width);
  height_ = envelope("height", load_.height);
  Inputs from;
  if (load_.type->number("mass_operating")) from.push_back({"m", book_.attribute(*load_.type, "mass_operating")});
  mass_ = book_.leaf(EntryKind::solved, at("mass"), load_.mass.si, "t",
                     "operating mass of " + load_.tag + " with everything in it, the heaviest of its type",
                     "sum over the module and its contents", "", std::move(from));
  const char* what = is(FootingType::strips)  ? "width of each strip"
                     : is(FootingType::piers) ? "side of each pier"
                     : is(FootingType::pad)   ? "slab beyond the module"
                                              : "net depth of the oil pit";
  frost_ = "foundation.frost_depth";
  if (is(FootingType::pit)) {
    const std::string inside =
        put("inside", ((load_.length + 2.0 * b_.margin) * (load_.width + 2.0 * b_.margin)).si, "m2",
            "(L + 2 * m) * (W + 2 * m)", {{"L", length_}, {"W", width_}, {"m", lim("containment.margin")}},
            "inside of the oil pit", kGeometry);
    const std::string rails =
        put("rails", (2.0 * (load_.length + 2.0 * b_.overhang) * rail_of(load_, b_)).si, "m2",
            "2 * (L + 2 * c) * min(r, W / 2)",
            {{"L", length_}, {"W", width_}, {"c", lim("foundation.overhang")}, {"r", lim("containment.rail")}},
            "the two plinths in the pit", kGeometry);
    const std::string needed = put("containment_needed", f_.containment_needed.si, "m3", "s * V + A * r",
                                   {{"s", lim("containment.share")},
                                    {"V", book_.attribute(*load_.type, "liquid_volume")},
                                    {"A", inside},
                                    {"r", lim("containment.rain")}},
                                   "liquid and rain that the pit must hold", "NFPA 850; IEC 61936-1; GB 50229");
    size_ = put(
        "size", f_.size.si, "m", "max(d, ceil(V / (A - R) / s) * s)",
        {{"d", lim("containment.depth")}, {"V", needed}, {"A", inside}, {"R", rails}, {"s", lim("foundation.step")}},
        what, "net volume over net area");
    put("containment", f_.containment.si, "m3", "(A - R) * d", {{"A", inside}, {"R", rails}, {"d", size_}},
        "net volume of the oil pit", kGeometry);
  } else {
    size_ = book_.leaf(EntryKind::solved, at("size"), f_.size.si, "m", what,
                       "the least multiple of `foundation.step` at which bearing, stability and anchor edges hold", "",
                       {{"s", lim("foundation.step")}, {"q", "foundation.bearing"}, {"m", mass_}});
  }
  const Inputs slab{
      {"t", lim("foundation.thickness")}, {"L", length_}, {"W", width_}, {"n", lim("foundation.slenderness")},
      {"s", lim("foundation.step")},      {"c", size_}};
  const Inputs deep{{"u", lim("foundation.upstand")}, {"e", lim("foundation.embedment")}, {"d", frost_}};
  if (is(FootingType::pad))
    thickness_ = put("thickness", f_.thickness.si, "m", "max(t, ceil(max(min(L, W) / n, c / 2) / s) * s)", slab,
                     "thickness of the slab", "slenderness of the slab, spread of the load below its overhang");
  else if (is(FootingType::pit))
    thickness_ = put("thickness", f_.thickness.si, "m", "max(t, ceil(min(L, W) / n / s) * s) + c", slab,
                     "underside of the pit's floor to top of its plinths", "slenderness of the floor");
  else
    thickness_ = put("thickness", f_.thickness.si, "m", "u + max(e, d)", deep, "underside to top", "below the frost");
}

void Recorder::volumes() {
  const std::string inset = lim("anchor.inset"), over = lim("foundation.overhang");
  if (is(FootingType::strips)) {
    along_ = size_;
    across_ =
        put("across", f_.across.si, "m", "W + 2 * c", {{"W", width_}, {"c", over}}, "length of each strip", kGeometry);
  } else if (is(FootingType::piers)) {
    along_ = across_ = size_;
  } else {
    const bool pit = is(FootingType::pit);
    Inputs rim{{"L", length_}, {"W", width_}, {"c", pit ? lim("containment.margin") : size_}};
    if (pit) rim.push_back({"w", lim("containment.wall")});
    along_ = put("along", f_.along.si, "m", pit ? "L + 2 * c + 2 * w" : "L + 2 * c", rim, "slab along the module",
                 kGeometry);
    across_ =
        put("across", f_.across.si, "m", pit ? "W + 2 * c + 2 * w" : "W + 2 * c", rim, "slab across it", kGeometry);
  }
  span_along_ = put("span_along", f_.span_along.si, "m", "L - 2 * i", {{"L", length_}, {"i", inset}},
                    "between the lines that carry, along the module", kGeometry);
  span_across_ =
      is(FootingType::pit)
          ? put("span_across", f_.span_across.si, "m", "W / 2", {{"W", width_}}, "between the plinths", kGeometry)
          : put("span_across", f_.span_across.si, "m", "W - 2 * i", {{"W", width_}, {"i", inset}},
                "between the lines that carry, across it", kGeometry);
  Inputs body{{"a", along_}, {"b", across_}, {"t", thickness_}};
  std::string formula = fmt::format("{} * a * b * t", f_.pieces);
  if (is(FootingType::pit)) {
    body.insert(body.end(), {{"A", at("inside")}, {"R", at("rails")}, {"d", size_}});
    formula = "a * b * t - (A - R) * d";
  }
  concrete_ = put("concrete", f_.concrete.si, "m3", formula, body, "concrete of one foundation", kGeometry);
  put("rebar", b_.rebar * f_.concrete.si, "kg", "V * r", {{"V", concrete_}, {"r", lim("foundation.rebar")}},
      "reinforcement of one foundation", "by ratio: a structural design has the real one");
}

void Recorder::dead_load() {
  weight_ = put("weight", f_.weight_module.si, "kN", std::string("m * ") + kGravityText, {{"m", mass_}},
                "weight of the module", "standard gravity");
  own_ = put("own_weight", f_.weight_concrete.si, "kN", std::string("V * rho * ") + kGravityText,
             {{"V", concrete_}, {"rho", lim("foundation.density")}}, "weight of the concrete", "standard gravity");
  const std::string offset = lim("foundation.centre_offset");
  if (is(FootingType::strips))
    share_ = put("share", f_.share, "", "0.5 + g * L / S", {{"g", offset}, {"L", length_}, {"S", span_along_}},
                 "share of the module on the heavier strip", "statics, centre of gravity off the middle");
  if (is(FootingType::piers))
    share_ = put("share", f_.share, "", "(0.5 + g * L / S) * (0.5 + g * W / T)",
                 {{"g", offset}, {"L", length_}, {"S", span_along_}, {"W", width_}, {"T", span_across_}},
                 "share of the module on the heaviest pier", "statics, centre of gravity off the middle");
  Inputs inputs{{"W", weight_}, {"O", own_}};
  if (!share_.empty()) inputs.push_back({"k", share_});
  normal_ = put("normal", f_.normal.si, "kN", share_.empty() ? "W + O" : fmt::format("k * W + O / {}", f_.pieces),
                inputs, f_.pieces > 1 ? "load on the heaviest piece" : "load on the ground", "sum");
  inputs = {{"N", normal_}, {"a", along_}, {"b", across_}};
  std::string formula = "N / (a * b)";
  if (!is(FootingType::piers)) {
    inputs.insert(inputs.end(), {{"W", weight_}, {"g", offset}, {"B", width_}});
    if (!share_.empty()) inputs.push_back({"k", share_});
    formula += is(FootingType::strips) ? " * (1 + 6 * g * B * k * W / N / b)"
                                       : " * (1 + 6 * g * B * W / N / b + 6 * g * L * W / N / a)";
    if (!is(FootingType::strips)) inputs.push_back({"L", length_});
  }
  gravity_ = put("bearing_gravity", f_.gravity.si, "kPa", formula, inputs, "greatest pressure on the ground, dead load",
                 "N/A (1 + 6e/B), STR-01");
  seismic_ = put("seismic_force", f_.short_way.seismic.si, "kN", "c * S * I * W",
                 {{"c", lim("foundation.seismic.coefficient")},
                  {"S", book_.site("site.ground.seismic", b_.seismic, "", "design spectral acceleration S_DS in g")},
                  {"I", lim("foundation.seismic.importance")},
                  {"W", weight_}},
                 "earthquake on the module, strength level", "ASCE 7 15.4-5, rigid structure on the ground");
}

void Recorder::way(const Sway& s, bool short_way) {
  const std::string_view name = short_way ? "short" : "long";
  const auto id = [&](std::string_view what) { return fmt::format("{}_{}", name, what); };
  const std::string side = short_way ? width_ : length_, other = short_way ? length_ : width_;
  const std::string base = short_way ? across_ : along_, other_base = short_way ? along_ : across_;
  const std::string span = short_way ? span_across_ : span_along_, other_span = short_way ? span_along_ : span_across_;
  const std::string offset = lim("foundation.centre_offset"), centre = lim("foundation.centre_height");
  const std::string where = fmt::format(", the {} way", name);
  const std::string wind =
      put(id("wind"), s.wind.si, "kN", "C * q * L * H",
          {{"C", lim("foundation.wind.coefficient")}, {"q", "foundation.gust_pressure"}, {"L", other}, {"H", height_}},
          "wind on the module, strength level" + where, "ASCE 7 29.4");
  const Inputs both{{"w", lim("foundation.wind.combination")},
                    {"F", wind},
                    {"e", lim("foundation.seismic.combination")},
                    {"E", seismic_}};
  lateral_[short_way] = put(id("lateral"), s.lateral.si, "kN", "max(w * F, e * E)", both,
                            "horizontal force, allowable-stress level" + where, "ASCE 7 2.4");
  Inputs tipping = both;
  tipping.insert(tipping.end(), {{"H", height_}, {"t", thickness_}, {"g", centre}});
  const double at_ground =
      std::max(b_.wind_combination * s.wind.si * (load_.height.si / 2.0 + f_.thickness.si),
               b_.seismic_combination * s.seismic.si * (b_.centre_height * load_.height.si + f_.thickness.si));
  const double at_top = std::max(b_.wind_combination * s.wind.si * load_.height.si / 2.0,
                                 b_.seismic_combination * s.seismic.si * b_.centre_height * load_.height.si);
  const std::string moment = put(id("moment"), at_ground, "kJ", "max(w * F * (H / 2 + t), e * E * (g * H + t))",
                                 tipping, "moment at the underside (1 kJ = 1 kN m)" + where, "statics");
  tipping.erase(tipping.end() - 2);
  const std::string top = put(id("moment_top"), at_top, "kJ", "max(w * F * H / 2, e * E * g * H)", tipping,
                              "moment at the anchors (1 kJ = 1 kN m)" + where, "statics");
  const bool strips = is(FootingType::strips), piers = is(FootingType::piers);
  std::string eccentricity, normal = normal_;
  if (piers || (strips && !short_way)) {
    const Inputs push{{"N", normal_}, {"M", moment}, {"S", span}, {"g", offset}, {"L", other}, {"T", other_span}};
    const Energy m{at_ground};
    const Length arm = short_way ? f_.span_across : f_.span_along;
    const double line = piers ? 0.5 + b_.centre_offset * (short_way ? load_.length.si / f_.span_along.si
                                                                    : load_.width.si / f_.span_across.si)
                              : 1.0;
    normal =
        put(id("normal"), (f_.normal + line * m / arm).si, "kN", piers ? "N + (0.5 + g * L / T) * M / S" : "N + M / S",
            piers ? push : Inputs{{"N", normal_}, {"M", moment}, {"S", span}}, "load on the heaviest piece" + where,
            "the moment as a couple between pieces");
  }
  if (piers) {
    pressure_[short_way] = put(id("bearing"), s.pressure.si, "kPa", "N / (a * b)",
                               {{"N", normal}, {"a", along_}, {"b", across_}}, "greatest pressure" + where, "N/A");
  } else {
    Inputs e{{"N", normal}, {"W", weight_}, {"g", offset}};
    std::string formula;
    if (strips && !short_way) {
      e.insert(e.end(), {{"B", width_}, {"k", share_}});
      formula = "g * B * k * W / N";
    } else {
      e.insert(e.end(), {{"M", moment}, {"B", side}});
      if (strips) e.push_back({"k", share_});
      formula = strips ? "(k * M + k * W * g * B) / N" : "(M + W * g * B) / N";
    }
    eccentricity =
        put(id("eccentricity"), s.eccentricity.si, "m", formula, e, "resultant off the middle" + where, "statics");
    const std::string area = put(id("area"), (f_.along * f_.across).si, "m2", "a * b", {{"a", along_}, {"b", across_}},
                                 "plan of one piece", kGeometry);
    Inputs p{{"N", normal}, {"A", area}, {"e", eccentricity}, {"b", strips ? across_ : base}};
    std::string pressure = kFootingFormula;
    if (!strips) {
      pressure = "(" + pressure + ") * (1 + 6 * g * W * L / N / c)";
      p.insert(p.end(), {{"g", offset}, {"W", weight_}, {"L", other}, {"c", other_base}});
    }
    if (s.pressure.si < 1e12)
      pressure_[short_way] = put(id("bearing"), s.pressure.si, "kPa", pressure, p, "greatest pressure" + where,
                                 "linear pressure, no tension; the small offset the other way by 1 + 6e/B");
  }
  const bool apart = piers || (strips && !short_way);
  factor_[short_way] =
      put(id("overturning"), s.overturning, "", "((W + O) * b / 2 - W * g * B) / M",
          {{"W", weight_}, {"O", own_}, {"b", apart ? span : base}, {"g", offset}, {"B", side}, {"M", moment}},
          "factor of safety against overturning" + where, "statics");
  tension_[short_way] = put(id("tension"), s.tension.si, "kN", "max(0, M / (n * S) - d * W / c)",
                            {{"M", top},
                             {"n", book_.leaf(EntryKind::solved, at(id("anchors")),
                                              short_way ? static_cast<double>(f_.anchors.size()) / 2.0 : 2.0, "",
                                              "anchors on the pulled line" + where, "counted")},
                             {"S", span},
                             {"d", lim("foundation.dead_combination")},
                             {"W", weight_},
                             {"c", book_.leaf(EntryKind::solved, at("anchors"), static_cast<double>(f_.anchors.size()),
                                              "", "anchors", "corners, and between them at `anchor.spacing`")}},
                            "pull of one anchor" + where, "ASCE 7 2.4.1: 0.6 of the dead load holds down");
}

void Recorder::results() {
  if (pressure_[0].empty() || pressure_[1].empty()) return;
  const std::string worst = put("bearing_worst", f_.worst.si, "kPa", "max(g, s, l)",
                                {{"g", gravity_}, {"s", pressure_[1]}, {"l", pressure_[0]}},
                                "greatest pressure on the ground", "of dead load and both ways of wind and earthquake");
  put("bearing_use", f_.worst / b_.bearing, "%", "q / a", {{"q", worst}, {"a", "foundation.bearing"}},
      "of what the ground may carry", "ratio");
}

void Recorder::anchors() {
  put("overturning", f_.overturning, "", "min(s, l)", {{"s", factor_[1]}, {"l", factor_[0]}},
      "factor of safety against overturning", "the lesser of both ways");
  const std::string lateral = put("lateral", std::max(f_.short_way.lateral, f_.long_way.lateral).si, "kN", "max(s, l)",
                                  {{"s", lateral_[1]}, {"l", lateral_[0]}}, "horizontal force", "the larger way");
  put("sliding", f_.sliding, "", "mu * (W + O) / F",
      {{"mu", lim("foundation.friction")}, {"W", weight_}, {"O", own_}, {"F", lateral}},
      "factor of safety against sliding", "friction alone");
  const std::string tension = put("anchor_tension", f_.tension.si, "kN", "max(s, l)",
                                  {{"s", tension_[1]}, {"l", tension_[0]}}, "pull of one anchor", "the larger way");
  const std::string shear = put("anchor_shear", f_.shear.si, "kN", "F / n", {{"F", lateral}, {"n", at("anchors")}},
                                "shear of one anchor", "shared evenly, no friction");
  const std::string area = put("anchor_area", bolt_area(f_.tension, f_.shear, b_.anchor_stress).si, "m2",
                               "sqrt(T^2 + 3 * V^2) / f", {{"T", tension}, {"V", shear}, {"f", lim("anchor.stress")}},
                               "threaded area that one anchor needs", "von Mises");
  const std::string bolt =
      book_.leaf(EntryKind::solved, at("anchor_diameter"), f_.bolt.si, "mm", "diameter of the anchors",
                 "the least of M16 to M64 whose stress area, 0.75 of the shank, suffices", "", {{"A", area}});
  put("anchor_edge_needed", f_.edge_needed.si, "mm", "k * d", {{"k", lim("anchor.edge")}, {"d", bolt}},
      "least edge distance of the anchors", "ACI 318 17.9.2");
}

void Recorder::earthworks() {
  const std::string space = lim("foundation.working_space");
  Inputs dig{{"n", book_.leaf(EntryKind::solved, at("pieces"), f_.pieces, "", "pieces of concrete", "counted")},
             {"a", along_},
             {"b", across_},
             {"s", space},
             {"t", thickness_},
             {"u", lim("foundation.upstand")}};
  std::string bed;
  if (is(FootingType::strips) || is(FootingType::piers))
    bed = lim("foundation.gravel_below_footing");
  else
    bed =
        put("bed", f_.gravel.si / ((f_.along.si + 2 * b_.working_space.si) * (f_.across.si + 2 * b_.working_space.si)),
            "m", "max(g, d - (t - u))",
            {{"g", lim("foundation.gravel")}, {"d", frost_}, {"t", thickness_}, {"u", lim("foundation.upstand")}},
            "gravel below the slab", "down to the frost depth");
  dig.push_back({"g", bed});
  put("excavation", f_.excavation.si, "m3", "n * (a + 2 * s) * (b + 2 * s) * (t - u + g)", dig,
      "excavation of one foundation", "upright sides");
  dig.erase(dig.begin() + 4, dig.begin() + 6);
  put("gravel", f_.gravel.si, "m3", "n * (a + 2 * s) * (b + 2 * s) * g", dig, "gravel of one foundation", kGeometry);
  put("grout", f_.grout.si, "m3", "n * p^2 * h",
      {{"n", at("anchors")}, {"p", lim("foundation.base_plate")}, {"h", lim("foundation.grout")}},
      "grout of one foundation", "a base plate at each anchor");
}

}  // namespace

void record_footing(const std::string& id, const Footing& footing, const FootingLoad& load, const FootingBasis& basis,
                    Book& book) {
  Recorder(id, footing, load, basis, book).run();
}

}  // namespace plinth::civil
