// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design_json_visit.h"

/// Names and units of foundations and civil works; see design_json_fields.h.
namespace plinth::json {

template <class V>
void describe(V& v, Ref<V, ConcreteBody> b) {
  v("area_m", InMetres{b.area});
  v("bottom_m", metres(b.bottom));
  v("top_m", metres(b.top));
}
template <class V>
void describe(V& v, Ref<V, Foundation> f) {
  v("name", f.name);
  v("type", f.type);
  v("tags", f.tags);
  v("figures", f.figures);
  v("bodies", f.bodies);
  v("load_kg", si(f.load));
  v("bearing_gravity_kpa", kilo(f.bearing_gravity));
  v("bearing_worst_kpa", kilo(f.bearing_worst));
  v("allowable_kpa", kilo(f.allowable));
  v("overturning", f.overturning);
  v("sliding", f.sliding);
  v("concrete_m3", si(f.concrete));
  v("excavation_m3", si(f.excavation));
  v("gravel_m3", si(f.gravel));
  v("grout_m3", si(f.grout));
  v("rebar_kg", si(f.rebar));
  v("anchor", f.anchor);
  v("anchor_tension_kn", kilo(f.anchor_tension));
  v("anchor_shear_kn", kilo(f.anchor_shear));
  v("anchor_edge_m", si(f.anchor_edge));
  v("anchor_edge_needed_m", si(f.anchor_edge_needed));
  v("anchors_m", InMetres{f.anchors});
  v("containment_m3", si(f.containment));
  v("containment_needed_m3", si(f.containment_needed));
  v("containment_rain_m3", si(f.containment_rain));
}
template <class V>
void describe(V& v, Ref<V, Trench> t) {
  v("kind", t.kind);
  v("size", t.size);
  v("ways", t.ways);
  v("length_m", si(t.length));
  v("width_m", si(t.width));
  v("depth_m", si(t.depth));
  v("excavation_m3", si(t.excavation));
  v("concrete_m3", si(t.concrete));
  v("cover_m", si(t.cover));
}
template <class V>
void describe(V& v, Ref<V, Bollards> b) {
  v("tag", b.tag);
  v("road", b.road);
  v("at_m", InMetres{b.at});
}
template <class V>
void describe(V& v, Ref<V, PadLevel> p) {
  v("group", p.group);
  v("area_m", InMetres{p.area});
  v("level_m", si(p.level));
  v("step_m", si(p.step));
  v("cut_m3", si(p.cut));
  v("fill_m3", si(p.fill));
}
template <class V>
void describe(V& v, Ref<V, RoadTurn> t) {
  v("from", t.from);
  v("to", t.to);
  v("corner_m", InMetres{t.corner});
  v("x", t.x);
  v("y", t.y);
  v("inner_m", si(t.inner));
  v("outer_m", si(t.outer));
}
template <class V>
void describe(V& v, Ref<V, DeadEnd> d) {
  v("road", d.road);
  v("at_m", InMetres{d.at});
  v("length_m", si(d.length));
  v("turnaround", d.turnaround);
  v("area_m", InMetres{d.area});
}
template <class V>
void describe(V& v, Ref<V, CraneStand> s) {
  v("tag", s.tag);
  v("crane", s.crane);
  v("at_m", InMetres{s.at});
  v("area_m", InMetres{s.area});
  v("radius_m", si(s.radius));
  v("load_kg", si(s.load));
  v("capacity_kg", si(s.capacity));
  v("utilisation", s.utilisation);
  v("outrigger_kpa", kilo(s.outrigger));
  v("fouls", s.fouls);
  v("gate", s.gate);
  v("way_m", si(s.way));
  v("blocked_by", s.blocked_by);
  v("blocked_at_m", InMetres{s.blocked_at});
}
template <class V>
void describe(V& v, Ref<V, CivilTotals> t) {
  v("concrete_m3", si(t.concrete));
  v("excavation_m3", si(t.excavation));
  v("gravel_m3", si(t.gravel));
  v("grout_m3", si(t.grout));
  v("rebar_kg", si(t.rebar));
  v("anchors", t.anchors);
  v("bollards", t.bollards);
  v("trench_m", si(t.trench));
  v("trench_concrete_m3", si(t.trench_concrete));
  v("trench_excavation_m3", si(t.trench_excavation));
  v("cut_m3", si(t.cut));
  v("fill_m3", si(t.fill));
}
/// The foundations are a top-level key of their own.
template <class V>
void describe(V& v, Ref<V, Civil> c) {
  v("totals", c.totals);
  v("trenches", c.trenches);
  v("bollards", c.bollards);
  v("levels", c.levels);
  v("turns", c.turns);
  v("dead_ends", c.dead_ends);
  v("stands", c.stands);
}

}  // namespace plinth::json
