// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design_json_visit.h"

/// Names and units of the site, of findings and of their origins; see design_json_fields.h.
namespace plinth::json {

template <class V>
void describe(V& v, Ref<V, Origin> o) {
  v("file", o.file);
  v("line", o.line);
  v("column", o.column);
}
template <class V>
void describe(V& v, Ref<V, Measured> m) {
  v("value", m.value);
  v("unit", m.unit);
}
template <class V>
void describe(V& v, Ref<V, SiteEdit> e) {
  v("key", e.key);
  v("value", e.value);
}
template <class V>
void describe(V& v, Ref<V, Finding> f) {
  v("code", f.code);
  v("severity", f.severity);
  v("message", f.message);
  v("tags", f.tags);
  v("actual", f.actual);
  v("required", f.required);
  v("marks_m", InMetres{f.marks});
  v("hint", f.hint);
  v("origin", f.origin);
  v("excerpt", f.excerpt);
  v("caret_length", f.caret_length);
  v("waived", f.waived);
  v("edit", f.edit);
}
template <class V>
void describe(V& v, Ref<V, Verdict> w) {
  v("code", w.code);
  v("name", w.name);
  v("outcome", w.outcome);
  v("findings", w.findings);
  v("measured", w.measured);
  v("why", w.why);
  v("waived", w.waived);
  v("severity", w.severity);
  v("basis", w.basis);
}
template <class V>
void describe(V& v, Ref<V, Polygon> p) {
  v("outer_m", InMetres{p.outer});
  v("holes_m", InMetres{p.holes});
}
template <class V>
void describe(V& v, Ref<V, KeepOut> k) {
  v("name", k.name);
  v("clearance_m", si(k.clearance));
  v("roads", k.roads);
  v("area", k.area);
}
template <class V>
void describe(V& v, Ref<V, BoundaryEdge> e) {
  v("a_m", InMetres{e.a});
  v("b_m", InMetres{e.b});
  v("setback_m", si(e.setback));
}
template <class V>
void describe(V& v, Ref<V, Zone> z) {
  v("name", z.name);
  v("holds", z.holds);
  v("area", z.area);
  v("origin", z.origin);
}
template <class V>
void describe(V& v, Ref<V, Adjacency> a) {
  v("a", a.a);
  v("b", a.b);
  v("within_m", si(a.within));
  v("apart_m", si(a.apart));
  v("origin", a.origin);
}
template <class V>
void describe(V& v, Ref<V, Gate> g) {
  v("name", g.name);
  v("at_m", InMetres{g.at});
  v("width_m", si(g.width));
}
template <class V>
void describe(V& v, Ref<V, PublicRoad> r) {
  v("name", r.name);
  v("width_m", si(r.width));
  v("line_m", InMetres{r.line});
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Ground> g) {
  v("bearing_kpa", kilo(g.bearing));
  v("frost_depth_m", si(g.frost_depth));
  v("slope", g.slope);
  v("slope_direction_rad", g.slope_direction);
  v("seismic", g.seismic);
}
template <class V>
void describe(V& v, Ref<V, ExistingBuilding> b) {
  v("name", b.name);
  v("height_m", si(b.height));
  v("area", b.area);
}
template <class V>
void describe(V& v, Ref<V, RackGroup> g) {
  v("rack", g.rack);
  v("count", g.count);
  v("load_kw", kilo(g.load));
  v("accelerators", g.accelerators);
  v("share", g.share);
  v("rack_power_kw", kilo(g.rack_power));
  v("phase", g.phase);
}
template <class V>
void describe(V& v, Ref<V, PlantGrid> g) {
  v("asked_deg", g.asked_deg);
  v("rotation_deg", g.rotation_deg);
  v("turned", g.turned);
}
template <class V>
void describe(V& v, Ref<V, Pin> p) {
  v("tag", p.tag);
  v("at_m", InMetres{p.at});
  v("rotation_deg", p.rotation_deg);
  v("origin", p.origin);
  v("plant", p.plant);
  v("phase", p.phase);
}
template <class V>
void describe(V& v, Ref<V, Phase> p) {
  v("number", p.number);
  v("load_kw", kilo(p.load));
  v("racks", p.racks);
  v("ready_by", p.ready_by);
  v("origin", p.origin);
}
template <class V>
void describe(V& v, Ref<V, Waiver> w) {
  v("rule", w.rule);
  v("where", w.where);
  v("reason", w.reason);
  v("owner", w.owner);
  v("expires", w.expires);
  v("origin", w.origin);
}
template <class V>
void describe(V& v, Ref<V, Evidence> e) {
  v("kind", e.kind);
  v("where", e.where);
  v("si", e.si);
  v("dimension", e.dimension);
  v("value", e.value);
  v("document", e.document);
  v("expires", e.expires);
  v("origin", e.origin);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Rules> r) {
  v("packs", r.packs);
  v("severity", r.severity);
  v("evidence", r.evidence);
}
template <class V>
void describe(V& v, Ref<V, DefaultUsed> d) {
  v("key", d.key);
  v("value", d.value);
  v("reason", d.reason);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Project> p) {
  v("name", p.name);
  v("number", p.number);
  v("revision", p.revision);
  v("currency", p.currency);
  v("need_by", p.need_by);
  v("order_date", p.order_date);
  v("date", p.date);
  v("jurisdiction", p.jurisdiction);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Utility> u) {
  v("at_m", InMetres{u.at});
  v("voltage_kv", kilo(u.voltage));
  v("capacity_kva", kilo(u.capacity));
  v("short_circuit_kva", kilo(u.short_circuit));
  v("x_over_r", u.x_over_r);
  v("power_factor", si(u.power_factor));
  v("grid_profile", u.grid_profile);
  v("frequency_hz", si(u.frequency));
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Climate> c) {
  v("dry_bulb_c", Celsius{c.dry_bulb});
  v("wet_bulb_c", Celsius{c.wet_bulb});
  v("minimum_c", Celsius{c.minimum});
  v("weather", c.weather);
  v("wind_from_deg", c.wind_from_deg);
  v("wind_m_per_s", si(c.wind));
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::It> i) {
  v("load_kw", kilo(i.load));
  v("accelerators", i.accelerators);
  v("rack_power_kw", kilo(i.rack_power));
  v("rack", i.rack);
  v("groups", i.groups);
  v("supply_temperature_c", Celsius{i.supply_temperature});
  v("growth", i.growth);
  v("utilisation", i.utilisation);
  v("support", i.support);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::PowerSystem> p) {
  v("redundancy", p.redundancy);
  v("ups_autonomy_s", si(p.ups_autonomy));
  v("backup", p.backup);
  v("backup_redundancy", p.backup_redundancy);
  v("backup_autonomy_s", si(p.backup_autonomy));
  v("backup_rating", p.backup_rating);
  v("backup_hours_s", si(p.backup_hours));
  v("modules", p.modules);
  v("distribution", p.distribution);
}
template <class V>
void describe(V& v, Ref<V, Series> s) {
  v("step_s", si(s.step));
  v("values", s.values);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Storage> s) {
  v("purposes", s.purposes);
  v("trace", s.trace);
  v("power_kw", kilo(s.power));
  v("duration_s", si(s.duration));
  v("peak_limit_kw", kilo(s.peak_limit));
  v("prices", s.prices);
  v("generation", s.generation);
  v("trace_series", s.trace_series);
  v("price_series", s.price_series);
  v("generation_series", s.generation_series);
  v("redundancy", s.redundancy);
  v("smoothing", s.smoothing);
  v("swing_kw", kilo(s.swing));
  v("frequency_hold_s", si(s.frequency_hold));
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Cooling> c) {
  v("redundancy", c.redundancy);
  v("rejection", c.rejection);
  v("coolant", c.coolant);
  v("isolation", c.isolation);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::CatalogChoice> c) {
  v("overlay", c.overlay);
  v("prefer", c.prefer);
  v("exclude", c.exclude);
  v("max_lead_time_s", si(c.max_lead_time));
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Extras> e) {
  v("include", e.include);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::LayoutWishes> l) {
  v("strategy", l.strategy);
  v("weights", l.weights);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Prices> p) {
  v("per_m2", p.per_m2);
  v("per_kw", p.per_kw);
  v("per_week", p.per_week);
}
template <class V>
void describe(V& v, Ref<V, SiteSpec::Expansion> e) {
  v("share", e.share);
  v("blocks", e.blocks);
  v("storage_j", si(e.storage));
}
/// The key `site`: everything of site.toml but `project`, which is a top-level key of its own.
template <class V>
void describe(V& v, Ref<V, SiteSpec> s) {
  v("parcels", s.site.parcels);
  v("boundary_source", s.site.boundary_source);
  v("projection", s.site.projection);
  v("setback_m", si(s.site.setback));
  v("elevation_m", si(s.site.elevation));
  v("max_height_m", si(s.site.max_height));
  v("keep_outs", s.site.keep_outs);
  v("gates", s.site.gates);
  v("existing", s.site.existing);
  v("edges", s.site.edges);
  v("grid", s.site.grid);
  v("laydown_m2", si(s.site.laydown));
  v("roads", s.site.roads);
  v("ground", s.ground);
  v("utility", s.utility);
  v("climate", s.climate);
  v("it", s.it);
  v("power", s.power);
  v("storage", s.storage);
  v("cooling", s.cooling);
  v("minimise", s.objective);
  v("prices", s.prices);
  v("catalog", s.catalog);
  v("extras", s.extras);
  v("layout", s.layout);
  v("phases", s.phases);
  v("expansion", s.expansion);
  v("pins", s.pins);
  v("zones", s.zones);
  v("adjacencies", s.adjacencies);
  v("rules", s.rules);
  v("waivers", s.waivers);
  v("evidence", s.evidence);
  v("texts", s.texts);
  v("origins", s.origins);
  v("defaults", s.defaults);
}

}  // namespace plinth::json
