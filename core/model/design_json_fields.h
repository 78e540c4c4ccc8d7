// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design_json_catalog_fields.h"
#include "core/model/design_json_civil_fields.h"

/// The one description of design.json: what each struct's members are called and in which unit they are shown. The
/// writer, the reader and the schema all visit these functions, so they cannot disagree.
namespace plinth::json {

/// In kW but for the last two.
template <class V>
void describe(V& v, Ref<V, Demand> d) {
  v("it", kilo(d.it));
  v("liquid_heat", kilo(d.liquid_heat));
  v("air_heat", kilo(d.air_heat));
  v("mechanical", kilo(d.mechanical));
  v("losses", kilo(d.losses));
  v("facility", kilo(d.facility));
  v("utility_kva", kilo(d.utility));
  v("racks", d.racks);
}
template <class V>
void describe(V& v, Ref<V, Selection> s) {
  v("service", s.service);
  v("module", s.module);
  v("duty", s.duty);
  v("spare", s.spare);
  v("installed", s.installed);
  v("unit_rating", s.unit_rating);
  v("load_normal", s.load_normal);
  v("load_worst", s.load_worst);
  v("basis", s.basis);
}
template <class V>
void describe(V& v, Ref<V, ObjectiveResult> o) {
  v("name", o.name);
  v("value", o.value);
  v("bound", o.bound);
  v("gap", o.gap);
  v("proved", o.proved);
  v("unit", o.unit);
  v("how", o.how);
}
template <class V>
void describe(V& v, Ref<V, Node> n) {
  v("tag", n.tag);
  v("module", n.module);
  v("kind", n.kind);
  v("service", n.service);
  v("block", n.block);
  v("path", n.path);
  v("parent", n.parent);
  v("spare", n.spare);
  v("demand_kw", n.demand_kw);
  v("phase", n.phase);
}
template <class V>
void describe(V& v, Ref<V, EdgeEnd> e) {
  v("tag", e.tag);
  v("port", e.port);
}
template <class V>
void describe(V& v, Ref<V, Edge> e) {
  v("id", e.id);
  v("medium", e.medium);
  v("path", e.path);
  v("from", e.from);
  v("to", e.to);
  v("rating", e.rating);
  v("normal", e.normal);
  v("worst", e.worst);
  v("voltage", e.voltage);
  v("item", e.item);
  v("runs", e.runs);
  v("phase", e.phase);
}
template <class V>
void describe(V& v, Ref<V, Graph> g) {
  v("nodes", g.nodes);
  v("edges", g.edges);
}
template <class V>
void describe(V& v, Ref<V, PhasePlan> p) {
  v("number", p.number);
  v("ready_by", p.ready_by);
  v("asked_kw", kilo(p.asked));
  v("blocks", p.blocks);
  v("pods", p.pods);
  v("demand", p.demand);
  v("selection", p.selection);
  v("modules", p.modules);
  v("cost_low", p.cost_low);
  v("cost_mid", p.cost_mid);
  v("cost_high", p.cost_high);
  v("area_m2", p.area_m2);
  v("order_by", p.order_by);
  v("order_first", p.order_first);
}
template <class V>
void describe(V& v, Ref<V, LedgerInput> i) {
  v("symbol", i.symbol);
  v("id", i.id);
}
template <class V>
void describe(V& v, Ref<V, LedgerEntry> e) {
  v("id", e.id);
  v("kind", e.kind);
  v("value", e.value);
  v("unit", e.unit);
  v("meaning", e.meaning);
  v("formula", e.formula);
  v("inputs", e.inputs);
  v("basis", e.basis);
  v("text", e.text);
  v("origin", e.origin);
}

template <class V>
void describe(V& v, Ref<V, Placement> p) {
  v("tag", p.tag);
  v("module", p.module);
  v("x_m", metres(p.x));
  v("y_m", metres(p.y));
  v("z_m", metres(p.z));
  v("rotation_deg", p.rotation_deg);
  v("parent", p.parent);
  v("block", p.block);
}
template <class V>
void describe(V& v, Ref<V, Route> r) {
  v("edge", r.edge);
  v("length_m", metres(r.length));
  v("points_m", InMetres{r.points});
  v("rise_m", metres(r.rise));
  v("bends", r.bends);
  v("width_m", metres(r.width));
  v("bend_radius_m", metres(r.bend_radius));
  v("tightest_m", metres(r.tightest));
  v("sections", r.sections);
}
template <class V>
void describe(V& v, Ref<V, RouteSection> s) {
  v("carrier", s.carrier);
  v("from_m", metres(s.from));
  v("to_m", metres(s.to));
  v("at_m", metres(s.at));
  v("level_m", metres(s.level));
}
template <class V>
void describe(V& v, Ref<V, Passage> p) {
  v("name", p.name);
  v("use", p.use);
  v("area_m", InMetres{p.area});
  v("along_x", p.along_x);
  v("axis_m", metres(p.axis));
}
template <class V>
void describe(V& v, Ref<V, Carrier> c) {
  v("name", c.name);
  v("passage", c.passage);
  v("form", c.form);
  v("path", c.path);
  v("tier", c.tier);
  v("level_m", metres(c.level));
  v("from_m", metres(c.from));
  v("to_m", metres(c.to));
  v("low_m", metres(c.low));
  v("high_m", metres(c.high));
  v("routes", c.routes);
  v("occupied_m", metres(c.occupied));
  v("capacity_m", metres(c.capacity));
  v("barrier_m", metres(c.barrier));
}
template <class V>
void describe(V& v, Ref<V, Crossing> c) {
  v("upper", c.upper);
  v("lower", c.lower);
  v("at_m", InMetres{c.at});
  v("level_m", metres(c.level));
  v("dip_m", metres(c.dip));
}
template <class V>
void describe(V& v, Ref<V, Convergence> c) {
  v("rounds", c.rounds);
  v("passes", c.passes);
  v("last_change", c.last_change);
  v("converged", c.converged);
  v("raised", c.raised);
}
template <class V>
void describe(V& v, Ref<V, Road> r) {
  v("name", r.name);
  v("use", r.use);
  v("area_m", InMetres{r.area});
  v("phase", r.phase);
}
template <class V>
void describe(V& v, Ref<V, Group> g) {
  v("name", g.name);
  v("block", g.block);
  v("area_m", InMetres{g.area});
  v("phase", g.phase);
}
template <class V>
void describe(V& v, Ref<V, Reserve> r) {
  v("name", r.name);
  v("holds", r.holds);
  v("area_m", InMetres{r.area});
}
template <class V>
void describe(V& v, Ref<V, Circuit> c) {
  v("edge", c.edge);
  v("item", c.item);
  v("runs", c.runs);
  v("length_m", si(c.length));
  v("design_a", si(c.design));
  v("ampacity_a", si(c.ampacity));
  v("derating", c.derating);
  v("drop", c.drop);
  v("loss_kw", kilo(c.loss));
  v("fault_ka", kilo(c.fault));
  v("sized_by", c.sized_by);
}
template <class V>
void describe(V& v, Ref<V, BusFault> f) {
  v("tag", f.tag);
  v("voltage_kv", kilo(f.voltage));
  v("maximum_ka", kilo(f.maximum));
  v("minimum_ka", kilo(f.minimum));
  v("peak_ka", kilo(f.peak));
  v("thermal_ka", kilo(f.thermal));
  v("withstand_ka", kilo(f.withstand));
  v("peak_withstand_ka", kilo(f.peak_withstand));
}
template <class V>
void describe(V& v, Ref<V, PipeRun> p) {
  v("edge", p.edge);
  v("item", p.item);
  v("runs", p.runs);
  v("length_m", si(p.length));
  v("flow_m3_per_s", si(p.flow));
  v("velocity_m_per_s", si(p.velocity));
  v("drop_kpa", kilo(p.drop));
}
template <class V>
void describe(V& v, Ref<V, Loop> l) {
  v("name", l.name);
  v("flow_m3_per_s", si(l.flow));
  v("head_kpa", kilo(l.head));
  v("available_kpa", kilo(l.available));
  v("pump_power_kw", kilo(l.pump_power));
  v("volume_m3", si(l.volume));
  v("expansion_m3", si(l.expansion));
  v("ride_through_s", si(l.ride_through));
  v("worst_path", l.worst_path);
  v("flow_imbalance", l.flow_imbalance);
  v("velocity_m_per_s", si(l.velocity));
  v("vessel_m3", si(l.vessel));
}
template <class V>
void describe(V& v, Ref<V, Distribution> d) {
  v("circuits", d.circuits);
  v("faults", d.faults);
  v("pipes", d.pipes);
  v("loops", d.loops);
}

template <class V>
void describe(V& v, Ref<V, ScoreTerm> t) {
  v("name", t.name);
  v("value", t.value);
  v("unit", t.unit);
  v("weight", t.weight);
  v("cost", t.cost);
}
template <class V>
void describe(V& v, Ref<V, LayoutCandidate> c) {
  v("strategy", c.strategy);
  v("arrangement", c.arrangement);
  v("grid_rotation_deg", c.grid_rotation_deg);
  v("score", c.score);
  v("chosen", c.chosen);
  v("terms", c.terms);
}
template <class V>
void describe(V& v, Ref<V, LayoutSearch> s) {
  v("iterations", s.iterations);
  v("seed", s.seed);
  v("accepted", s.accepted);
  v("before", s.before);
  v("after", s.after);
}
/// What is known of the layout as a whole; its lists are top-level keys.
template <class V>
void describe(V& v, Ref<V, Layout> l) {
  v("strategy", l.strategy);
  v("score", l.score);
  v("used_area_m2", l.used_area_m2);
  v("grid_rotation_deg", l.grid_rotation_deg);
  v("candidates", l.candidates);
  v("search", l.search);
}

template <class V>
void describe(V& v, Ref<V, InputFile> f) {
  v("path", f.path);
  v("sha256", f.sha256);
}
template <class V>
void describe(V& v, Ref<V, Design> d) {
  v("schema", d.schema);
  v("engine", d.engine);
  v("inputs", d.inputs);
  v("project", d.spec.project);
  v("site", d.spec);
  v("demand", d.sizing.demand);
  v("blocks", d.sizing.blocks);
  v("selection", d.sizing.selection);
  v("phases", d.sizing.phases);
  v("objective", d.sizing.objective);
  v("graph", d.sizing.graph);
  v("placements", d.layout.placements);
  v("routes", d.layout.routes);
  v("roads", d.layout.roads);
  v("groups", d.layout.groups);
  v("reserves", d.layout.reserves);
  v("passages", d.layout.passages);
  v("carriers", d.layout.carriers);
  v("crossings", d.layout.crossings);
  v("layout", d.layout);
  v("convergence", d.convergence);
  v("distribution", d.distribution);
  v("foundations", d.civil.foundations);
  v("civil", d.civil);
  v("catalog", d.catalog);
  v("ledger", d.sizing.ledger);
  v("findings", d.report.findings);
  v("verdicts", d.report.verdicts);
}

}  // namespace plinth::json
