// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design_json_site_fields.h"

/// Names and units of catalog records; see design_json_fields.h.
namespace plinth::json {

template <class V>
void describe(V& v, Ref<V, Provenance> p) {
  v("source", p.source);
  v("as_of", p.as_of);
  v("status", p.status);
  v("origin", p.origin);
}
template <class V>
void describe(V& v, Ref<V, Curve> c) {
  v("x", c.x);
  v("y", c.y);
  v("points", c.points);
}
template <class V>
void describe(V& v, Ref<V, Attribute> a) {
  static constexpr std::string_view names[] = {"si", "text", "flag", "curve", "list"};
  v.one_of(names, a.value);
  v("unit", a.unit);
  v("dimension", a.dimension);
  v("provenance", a.provenance);
}
template <class V>
void describe(V& v, Ref<V, Port> p) {
  v("name", p.name);
  v("medium", p.medium);
  v("inlet", p.inlet);
  v("face", p.face);
  v("x_m", metres(p.x));
  v("y_m", metres(p.y));
  v("z_m", metres(p.z));
  v("size", p.size);
  v("rating", p.rating);
  v("aif", p.aif);
}
template <class V>
void describe(V& v, Ref<V, PurposeClearance> c) {
  v("face", c.face);
  v("purpose", c.purpose);
  v("depth_m", metres(c.depth));
}
template <class V>
void describe(V& v, Ref<V, Clearances> c) {
  v("front_m", metres(c.front));
  v("back_m", metres(c.back));
  v("left_m", metres(c.left));
  v("right_m", metres(c.right));
  v("top_m", metres(c.top));
}
template <class V>
void describe(V& v, Ref<V, Contained> c) {
  v("module", c.module);
  v("count", c.count);
  v("limit", c.limit);
}
template <class V>
void describe(V& v, Ref<V, ModuleType> m) {
  v("id", m.id);
  v("kind", m.kind);
  v("title", m.title);
  v("manufacturer", m.manufacturer);
  v("part_number", m.part_number);
  v("length_m", metres(m.length));
  v("width_m", metres(m.width));
  v("height_m", metres(m.height));
  v("clearance", m.clearance);
  v("purposes", m.purposes);
  v("ports", m.ports);
  v("contains", m.contains);
  v("attributes", m.attributes);
  v("codes", m.codes);
  v("provenance", m.provenance);
  v("origin", m.origin);
}
template <class V>
void describe(V& v, Ref<V, AttributeRule> r) {
  v("name", r.name);
  v("dimension", r.dimension);
  v("type", r.type);
  v("required", r.required);
  v("meaning", r.meaning);
  v("curve_x", r.curve_x);
  v("choices", r.choices);
}
template <class V>
void describe(V& v, Ref<V, Solid> s) {
  v("shape", s.shape);
  v("x0", s.x0);
  v("x1", s.x1);
  v("y0", s.y0);
  v("y1", s.y1);
  v("z0", s.z0);
  v("z1", s.z1);
}
template <class V>
void describe(V& v, Ref<V, AccessoryLine> a) {
  v("item", a.item);
  v("quantity", a.quantity);
  v("unit", a.unit);
  v("note", a.note);
}
template <class V>
void describe(V& v, Ref<V, Need> n) {
  v("per", n.per);
  v("of", n.of);
  v("count", n.count);
  v("covers", n.covers);
  v("with", n.with);
  v("redundancy", n.redundancy);
  v("draws", n.draws);
  v("meaning", n.meaning);
}
template <class V>
void describe(V& v, Ref<V, Kind> k) {
  v("id", k.id);
  v("title", k.title);
  v("prefix", k.prefix);
  v("service", k.service);
  v("zone", k.zone);
  v("colour", k.colour);
  v("attributes", k.attributes);
  v("test_families", k.test_families);
  v("codes", k.codes);
  v("need", k.need);
  v("solids", k.solids);
  v("bom", k.bom);
  v("origin", k.origin);
}
template <class V>
void describe(V& v, Ref<V, Limit> l) {
  v("id", l.id);
  v("jurisdiction", l.jurisdiction);
  v("edition", l.edition);
  v("si", l.si);
  v("unit", l.unit);
  v("dimension", l.dimension);
  v("note", l.note);
  v("provenance", l.provenance);
}
template <class V>
void describe(V& v, Ref<V, TestItem> t) {
  v("id", t.id);
  v("family", t.family);
  v("when", t.when);
  v("text", t.text);
  v("method", t.method);
  v("instrument", t.instrument);
  v("acceptance", t.acceptance);
  v("limits", t.limits);
  v("point", t.point);
  v("level", t.level);
  v("standard", t.standard);
  v("provenance", t.provenance);
}
template <class V>
void describe(V& v, Ref<V, VoltageDip> d) {
  v("voltage", d.voltage);
  v("duration_s", si(d.duration));
}
template <class V>
void describe(V& v, Ref<V, GridProfile> g) {
  v("id", g.id);
  v("title", g.title);
  v("ramp_kw_per_s", kilo(g.ramp));
  v("window_swing_kw", kilo(g.window_swing));
  v("window_s", si(g.window));
  v("edition", g.edition);
  v("oscillation", g.oscillation);
  v("oscillation_cap_kw", kilo(g.oscillation_cap));
  v("oscillation_from_hz", si(g.oscillation_from));
  v("oscillation_to_hz", si(g.oscillation_to));
  v("oscillation_load_kw", kilo(g.oscillation_load));
  v("recovery_s", si(g.recovery));
  v("dips", g.dips);
  v("provenance", g.provenance);
}
template <class V>
void describe(V& v, Ref<V, RuleSelector> s) {
  v("kinds", s.kinds);
  v("except", s.except);
  v("things", s.things);
  v("match", s.match);
  v("where", s.where);
}
template <class V>
void describe(V& v, Ref<V, RuleLimit> l) {
  v("applies", l.applies);
  v("edition", l.edition);
  v("si", l.si);
  v("unit", l.unit);
  v("dimension", l.dimension);
  v("match", l.match);
  v("when", l.when);
  v("evidence", l.evidence);
  v("note", l.note);
  v("provenance", l.provenance);
}
template <class V>
void describe(V& v, Ref<V, DataRule> r) {
  v("code", r.code);
  v("name", r.name);
  v("severity", r.severity);
  v("basis", r.basis);
  v("explain", r.explain);
  v("packs", r.packs);
  v("type", r.type);
  v("of", r.of);
  v("to", r.to);
  v("face", r.face);
  v("at_most", r.at_most);
  v("value", r.value);
  v("inputs", r.inputs);
  v("when", r.when);
  v("sum", r.sum);
  v("cluster_m", si(r.cluster));
  v("evidence", r.evidence);
  v("attribute", r.attribute);
  v("subject", r.subject);
  v("hint", r.hint);
  v("edit", r.edit);
  v("limits", r.limits);
  v("origin", r.origin);
}
template <class V>
void describe(V& v, Ref<V, Catalog> c) {
  v("kinds", c.kinds);
  v("modules", c.modules);
  v("limits", c.limits);
  v("tests", c.tests);
  v("grid_profiles", c.grid_profiles);
  v("rules", c.rules);
}

}  // namespace plinth::json
