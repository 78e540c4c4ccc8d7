// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loop_record.h"

#include <fmt/format.h>

namespace plinth {
namespace {

constexpr const char* kDarcy = "Darcy-Weisbach (M32)";
constexpr const char* kPi = "3.141592653589793";

/// Entries of one loop; every id begins with its name.
class Recorder {
 public:
  Recorder(std::string id, const Design& design, const Catalog& catalog, const PipeStock& stock, Book& book)
      : id_(std::move(id)), design_(design), catalog_(catalog), stock_(stock), book_(book) {}

  [[nodiscard]] std::string at(std::string_view name) const { return id_ + "." + std::string(name); }
  std::string solved(std::string_view name, double si, std::string_view unit, std::string_view meaning,
                     std::string_view basis, std::vector<LedgerInput> inputs = {}) {
    return book_.leaf(EntryKind::solved, at(name), si, unit, meaning, basis, "", std::move(inputs));
  }
  std::string derive(std::string_view name, double si, std::string_view unit, std::string_view formula,
                     std::vector<LedgerInput> inputs, std::string_view meaning, std::string_view basis) {
    return book_.derive(at(name), si, unit, formula, std::move(inputs), meaning, basis);
  }

  /// Density at a temperature of the ledger; a solved figure where the fit ends and the nearest end is taken.
  std::string density_at(std::string_view name, Coolant coolant, Temperature t, const std::string& temperature) {
    const double value = density(coolant, t).si;
    if (properties_hold(coolant, t))
      return derive(name, value, "kg/m3", density_formula(coolant), {{"T", temperature}}, "density", basis(coolant));
    return solved(name, value, "kg/m3", "density, at the end of its fit's range", std::string(basis(coolant)),
                  {{"T", temperature}});
  }
  std::string heat_at(std::string_view name, Coolant coolant, Temperature t, const std::string& temperature) {
    const double value = specific_heat(coolant, t).si;
    if (properties_hold(coolant, t))
      return derive(name, value, "J/(kg K)", specific_heat_formula(coolant), {{"T", temperature}}, "specific heat",
                    basis(coolant));
    return solved(name, value, "J/(kg K)", "specific heat, at the end of its fit's range", std::string(basis(coolant)),
                  {{"T", temperature}});
  }

  /// Velocity and drop of one pipe: `share` of the flow entry `flow` over `runs` pipes. Returns the drop's id.
  struct Pipe {
    std::string name, what, flow;
    double share = 1;
    int runs = 1;
    std::size_t size = 0;
    PipeBore pipe;
    Flow each;
    std::string fittings_formula;
    std::vector<LedgerInput> fittings;
  };
  std::string pipe(const Pipe& p, const Liquid& liquid, const std::string& density_id) {
    const ModuleType& type = *stock_.types[p.size];
    const std::string bore = book_.attribute(type, "inner_diameter");
    const Speed v = velocity(p.each, p.pipe.bore);
    const std::string speed = derive(p.name + ".velocity", v.si, "m/s",
                                     fmt::format("4 * {} * V / ({} * {} * D^2)", number_text(p.share), kPi, p.runs),
                                     {{"V", p.flow}, {"D", bore}}, "velocity, " + p.what, "continuity (M30)");
    const double re = reynolds_number(v, p.pipe.bore, liquid);
    const double f = re < 1e-9 ? 0 : friction(re, p.pipe.roughness.si / p.pipe.bore.si).factor;
    const std::string factor =
        solved(p.name + ".friction", f, "", "Darcy friction factor, " + p.what,
               fmt::format("Colebrook at Re {:.0f}, roughness {} mm, viscosity {:.4g} mPa s (M31)", re,
                           number_text(p.pipe.roughness.si * 1e3), liquid.viscosity.si * 1e3),
               {{"v", speed}, {"D", bore}, {"e", book_.limit("piping.roughness.steel")}});
    const std::string k =
        derive(p.name + ".fittings", p.pipe.fittings, "", p.fittings_formula, p.fittings,
               "sum of loss coefficients, " + p.what, "Crane TP 410; bends of the route, valves, tees");
    const std::string length =
        solved(p.name + ".length", p.pipe.length.si, "m", "length, " + p.what, "route of the layout");
    return derive(p.name + ".drop", pipe_drop(p.pipe, p.each, liquid).si, "kPa", "(f * L / D + K) * rho * v^2 / 2",
                  {{"f", factor}, {"L", length}, {"D", bore}, {"K", k}, {"rho", density_id}, {"v", speed}},
                  "pressure drop, " + p.what, kDarcy);
  }

  /// Vessel by EN 12828 and time to warm up, from total volume and the temperatures in the ledger.
  void store(const LoopStore& s, Coolant coolant, const LoopBasis& basis, const std::string& back,
             const std::string& rise, const std::string& rho, const std::string& cp, const std::string& flow,
             const std::string& supply) {
    const std::string pipes =
        solved("volume_pipes", s.pipes.si, "m3", "coolant in pipes", "bore, length and runs of every pipe");
    const std::string equipment = solved("volume_equipment", s.equipment.si, "m3", "coolant in equipment",
                                         "operating less dry mass of every module over density");
    const std::string tanks =
        solved("volume_tanks", s.tanks.si, "m3", "coolant in buffer tanks", "volume of the tanks");
    const std::string total = derive("volume", s.total.si, "m3", "p + e + t",
                                     {{"p", pipes}, {"e", equipment}, {"t", tanks}}, "coolant in the loop", "sum");
    const std::string hot = derive("hottest", s.hot.kelvin, "degC", "T + D", {{"T", back}, {"D", rise}},
                                   "hottest the loop gets", "design return and the allowed rise");
    const std::string cold = book_.limit("basis.expansion.cold");
    const std::string rho_cold = density_at("density_cold", coolant, basis.cold, cold);
    const std::string rho_hot = density_at("density_hot", coolant, s.hot, hot);
    const std::string share = derive("expansion_share", s.share, "", "a / b - 1", {{"a", rho_cold}, {"b", rho_hot}},
                                     "expansion from filling to hottest", "EN 12828 Annex D");
    const std::string end = s.end_by_equipment
                                ? solved("vessel_end", s.end.si, "bar", "highest pressure at the vessel",
                                         "0.9 of the least design pressure in the loop, below basis.expansion.end")
                                : book_.limit("basis.expansion.end");
    if (s.vessel.nominal.si > 0)
      derive("expansion_vessel", s.vessel.nominal.si, "m3", "(e * V + max(r * V, m)) * (E + 1[bar]) / (E - P)",
             {{"e", share},
              {"V", total},
              {"r", book_.limit("basis.expansion.reserve")},
              {"m", book_.limit("basis.expansion.reserve_min")},
              {"E", end},
              {"P", book_.limit("basis.expansion.charge")}},
             "least nominal volume of the expansion vessels", "EN 12828:2012+A1:2014 Annex D");
    const std::string heat = derive("heat", s.heat.si, "kW", "rho * c * V * (R - S)",
                                    {{"rho", rho}, {"c", cp}, {"V", flow}, {"R", back}, {"S", supply}},
                                    "heat the loop carries", "heat balance (M02)");
    derive("ride_through", s.ride_through.si, "s", "rho * c * ((p + q) * D + e * t * (R - S)) / Q",
           {{"rho", rho},
            {"c", cp},
            {"p", pipes},
            {"q", equipment},
            {"D", rise},
            {"e", book_.limit("basis.buffer_effectiveness")},
            {"t", tanks},
            {"R", back},
            {"S", supply},
            {"Q", heat}},
           "until the supply has risen by the allowed difference with rejection stopped",
           "energy balance: tanks stratified over the range (M40), the rest mixed (M41)");
  }

  const std::string id_;
  const Design& design_;
  const Catalog& catalog_;
  const PipeStock& stock_;
  Book& book_;
};

/// Drop of a unit at its flow, from its own rating or that of the design basis.
std::string record_unit(Recorder& r, const std::string& name, const Node& node, Pressure drop, const std::string& flow,
                        double share, const LoopBasis& basis, Flow design, const std::string& limit) {
  const ModuleType& type = *r.catalog_.module(node.module);
  std::string rated_drop;
  for (const std::string_view attribute : {"fws_pressure_drop", "water_pressure_drop"})
    if (rated_drop.empty() && type.number(attribute)) rated_drop = r.book_.attribute(type, attribute);
  if (rated_drop.empty()) rated_drop = r.book_.limit(limit);
  Flow rated = rated_water_flow(type, basis);
  if (rated.si <= 0) rated = design;
  std::vector<LedgerInput> inputs;
  if (type.number("rated_heat")) inputs.push_back({"Q", r.book_.attribute(type, "rated_heat")});
  const std::string rated_flow =
      r.solved(name + ".rated_flow", rated.si, "L/min", "water flow at the rating of " + type.id,
               "rated heat over rho cp and the rated range of water", inputs);
  return r.derive(name + ".drop", drop.si, "kPa", "p * (" + number_text(share) + " * V / F)^2",
                  {{"p", rated_drop}, {"V", flow}, {"F", rated_flow}}, "pressure drop, " + node.tag,
                  "with the square of the flow");
}

std::string state_text(const WaterLoop& loop, const LoopHead& head) {
  if (head.state.header_out != kNoRun) return "with " + loop.headers[head.state.header_out]->tag + " out";
  if (head.state.consumer_out) return "with one unit of every pod out";
  return "with everything in service";
}

void record_path(Recorder& r, const WaterLoop& loop, const LoopHead& head, const std::string& rho,
                 std::vector<std::string>& drops) {
  const std::vector<PathRun> path = path_of(loop, head);
  constexpr const char* kFlow[] = {"train_flow",    "train_flow", "pod_flow",  "consumer_flow",
                                   "consumer_flow", "pod_flow",   "train_flow"};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const LoopRun& run = loop.runs[path[i].run];
    const Edge& edge = r.design_.sizing.graph.edges[run.edge];
    const Route* route = route_of(r.design_, edge.id);
    Recorder::Pipe p;
    p.name = fmt::format("pipe_{}", i + 1);
    p.what = fmt::format("{} from {} to {}", edge.id, edge.from.tag, edge.to.tag);
    p.flow = r.at(kFlow[i]);
    const bool whole = i == 0 || i == 3 || i == 4;
    p.share = whole ? 1 : head.share;
    p.runs = run.runs;
    p.size = run.size;
    p.pipe = run.pipe;
    p.each = Flow{path[i].flow.si / run.runs};
    const std::string valves = run.sectioning == 0 ? "n * v" : fmt::format("(n + {}) * v", run.sectioning);
    p.fittings_formula = fmt::format("{} * b + {} + m * t", route == nullptr ? 0 : bends(*route), valves);
    p.fittings = {{"b", r.book_.limit("piping.k.elbow_90")},
                  {"n", r.book_.limit("piping.valves_per_run")},
                  {"v", r.book_.limit("piping.k.butterfly_valve")},
                  {"m", r.book_.limit("piping.tees_per_run")},
                  {"t", r.book_.limit("piping.k.tee_branch")}};
    drops.push_back(r.pipe(p, loop.liquid, rho));
  }
}

void record_pumping(Recorder& r, const WaterLoop& loop, const LoopHead& head, const LoopPumping& pumping,
                    const std::string& flow) {
  const ModuleType& pump = *r.catalog_.module(loop.trains[head.train].pump->module);
  const std::string rated_head = r.book_.attribute(pump, "rated_head"), sized_head = r.book_.limit("basis.pump_head");
  r.derive("target", pumping.target.si, "kPa", "min(H / (1 + r), B)",
           {{"H", rated_head}, {"r", r.book_.limit("basis.pump_head_reserve")}, {"B", sized_head}},
           "head that pipes are enlarged to", "rated head less its reserve, but no more than sizing charged for");
  r.derive("head_margin", 1 - head.head.si / pumping.available.si, "%", "1 - H / A",
           {{"H", r.at("head")}, {"A", rated_head}}, "head to spare", "over the rated head of the pumps");
  const std::string efficiency =
      r.derive("pump_efficiency", pumping.efficiency, "%", "F * H / P",
               {{"F", r.book_.attribute(pump, "rated_flow")},
                {"H", rated_head},
                {"P", r.book_.attribute(pump, "electrical_power")}},
               "efficiency of " + pump.id + ", pump, motor and drive", "its own rated point");
  const std::string power =
      r.derive("pump_power", pumping.power.si, "kW", "V * H / e", {{"V", flow}, {"H", r.at("head")}, {"e", efficiency}},
               "electrical power of the loop's pumps at the real head", "M33");
  const std::string sized = r.derive("pump_power_sized", pumping.sized.si, "kW", "V * H / e",
                                     {{"V", flow}, {"H", sized_head}, {"e", r.book_.limit("basis.pump_efficiency")}},
                                     "what sizing charged for them", "M33");
  r.derive("pump_power_margin", 1 - pumping.power.si / pumping.sized.si, "%", "1 - P / S", {{"P", power}, {"S", sized}},
           "pump power to spare", "real over sized");
}

}  // namespace

LoopPumping pumping_of(const WaterLoop& loop, const LoopHead& head, const Catalog& catalog, const LoopBasis& basis) {
  const ModuleType& pump = *catalog.module(loop.trains[head.train].pump->module);
  const double rated = pump.required_number("rated_flow") * pump.required_number("rated_head");
  LoopPumping pumping;
  pumping.available = pump.get<Pressure>("rated_head");
  pumping.target = std::min(pumping.available / (1 + basis.pump_head_reserve), basis.pump_head);
  pumping.efficiency = rated / pump.required_number("electrical_power");
  pumping.power = Power{loop.flow.si * head.head.si / pumping.efficiency};
  pumping.sized = Power{loop.flow.si * basis.pump_head.si / basis.pump_efficiency};
  return pumping;
}

void record_water_loop(const WaterLoop& loop, const LoopHead& head, const LoopPumping& pumping, const LoopStore& store,
                       const Design& design, const Catalog& catalog, const PipeStock& stock, Book& book) {
  std::vector<Finding> none;
  const LoopBasis basis = *read_loop_basis(design, catalog, none);
  Recorder r("hydraulics." + loop.medium, design, catalog, stock, book);
  const std::string cooling = "cooling." + loop.medium;
  const LoopTrain& train = loop.trains[head.train];
  const LoopConsumer& consumer = loop.pods[head.pod].consumers[head.consumer];
  const std::string flow =
      r.solved("flow", loop.flow.si, "L/min", "design flow of loop " + loop.name(),
               "sum of its pods; the loop with the least head to spare", {{"V", cooling + "_flow"}});
  const std::string trains =
      r.solved("duty_trains", loop.duty_trains, "", "cooling trains in duty", "counted in the graph");
  const std::string train_flow = r.derive("train_flow", head.train_flow.si, "L/min", "V / n",
                                          {{"V", flow}, {"n", trains}}, "flow of one train", "even spread");
  r.solved("pod_flow", head.pod_flow.si, "L/min", "flow of " + loop.pods[head.pod].pod->tag, "its share by heat",
           {{"V", cooling + "_flow"}});
  const std::string consumer_flow =
      r.solved("consumer_flow", head.consumer_flow.si, "L/min", "flow of " + consumer.node->tag,
               "share of the pod's flow " + state_text(loop, head), {{"V", r.at("pod_flow")}});
  const Temperature mean{0.5 * (loop.supply.kelvin + loop.back.kelvin)};
  const std::string rho = r.density_at("density", loop.coolant, mean, cooling + "_mean");
  const std::string cp = r.heat_at("specific_heat", loop.coolant, mean, cooling + "_mean");
  std::vector<std::string> drops;
  record_path(r, loop, head, rho, drops);
  drops.push_back(record_unit(r, "unit", *train.unit, head.unit, train_flow, 1, basis, loop.flow,
                              train.unit->service == "chiller" ? "basis.drop.chiller" : "basis.drop.heat_rejection"));
  drops.push_back(record_unit(r, "consumer", *consumer.node, head.consumer_unit, consumer_flow, 1, basis,
                              consumer.normal,
                              consumer.node->kind == "cdu" ? "basis.drop.cdu" : "basis.drop.fan_wall"));
  const ModuleType& header = *catalog.module(loop.headers[head.header]->module);
  drops.push_back(r.derive("header_drop", head.headers.si, "kPa", "2 * p * (" + number_text(head.share) + " * V / F)^2",
                           {{"p", header.number("pressure_drop") ? book.attribute(header, "pressure_drop")
                                                                 : book.limit("basis.drop.header")},
                            {"V", flow},
                            {"F", book.attribute(header, "max_flow")}},
                           "pressure drop of the header skid, supply and return", "with the square of the flow"));
  drops.push_back(book.limit("basis.drop.control_valve"));
  drops.push_back(book.limit("basis.drop.strainer_fouling"));
  book.sum(r.at("head"), head.head.si, "kPa", drops,
           "head of the pumps: " + loop.name() + ", worst path " + train.unit->tag + " to " + consumer.node->tag +
               ", " + state_text(loop, head),
           "sum along the path at design flows; valves hold every other path to its flow");
  record_pumping(r, loop, head, pumping, flow);
  const std::string coldest =
      book.site("site.climate.minimum", design.spec.climate.minimum.kelvin, "degC", "coldest hour");
  const std::string freezing =
      r.solved("freezing_point", freezing_point(loop.coolant).kelvin, "degC",
               "first crystals of " + std::string(text(loop.coolant)), std::string(plinth::basis(loop.coolant)));
  r.derive("freeze_margin", design.spec.climate.minimum.kelvin - freezing_point(loop.coolant).kelvin, "K", "T - F",
           {{"T", coldest}, {"F", freezing}}, "coldest hour above freezing of the coolant", "difference");
  r.store(store, loop.coolant, basis, cooling + "_return", book.limit("basis.supply_rise"), rho, cp, flow,
          cooling + "_supply");
}

void record_tcs_loop(const TcsLoop& loop, const TcsResult& result, const Catalog& catalog, const PipeStock& stock,
                     Book& book) {
  static const Design kNone;
  Recorder r("hydraulics.tcs", kNone, catalog, stock, book);
  const TcsRow& row = loop.rows[result.row];
  const ModuleType& cdu = *catalog.module(loop.cdus.front()->module);
  const std::string flow = r.solved("flow", loop.flow.si, "L/min", "coolant flow of " + loop.pod->tag,
                                    "sum of its racks; the pod with the least head to spare");
  const std::string row_flow =
      r.solved("row_flow", row.flow.si, "L/min", "flow of its manifold", "sum of the racks of the row", {{"V", flow}});
  const std::string bore = book.attribute(*stock.types[row.size], "inner_diameter");
  r.derive("manifold_velocity", velocity(row.flow, stock.sizes[row.size].bore).si, "m/s",
           fmt::format("4 * V / ({} * D^2)", kPi), {{"V", row_flow}, {"D", bore}}, "velocity in its manifold",
           "continuity (M30)");
  const std::string manifold = r.solved("manifold_drop", result.manifold.si, "kPa",
                                        "manifold of " + loop.pod->tag + ", supply and direct return to the worst rack",
                                        "Darcy-Weisbach over every segment at its flow (M32)",
                                        {{"V", row_flow},
                                         {"D", bore},
                                         {"e", book.limit("piping.roughness.stainless")},
                                         {"m", book.limit("piping.tcs_velocity_max")},
                                         {"b", book.limit("piping.k.elbow_90")},
                                         {"v", book.limit("piping.k.butterfly_valve")},
                                         {"t", book.limit("piping.k.tee_branch")}});
  const std::string hose =
      r.solved("hose_drop", result.hose.si, "kPa", "hoses, tees and valves of the worst rack", "Darcy-Weisbach (M32)",
               {{"L", book.limit("piping.tcs_hose")},
                {"t", book.limit("piping.k.tee_branch")},
                {"b", book.limit("piping.k.ball_valve")}});
  const std::string rack =
      loop.curve_missing
          ? book.limit("basis.drop.rack")
          : r.solved("rack_drop", result.rack.si, "kPa", "drop of the worst rack, " + row.racks[result.place]->tag,
                     "curve tcs_pressure_drop of " + row.racks[result.place]->module + " at its flow");
  const std::string rack_id = loop.curve_missing
                                  ? r.solved("rack_drop", result.rack.si, "kPa", "drop of the worst rack",
                                             "its curve where it states one, else the design basis", {{"p", rack}})
                                  : rack;
  const std::string head = book.sum(
      r.at("head"), result.head.si, "kPa", {manifold, hose, rack_id},
      "head of the CDU pumps: " + loop.pod->tag + ", worst rack " + row.racks[result.place]->tag, "sum along the path");
  const std::string available = book.attribute(cdu, "rated_head");
  r.derive("head_margin", 1 - result.head.si / result.available.si, "%", "1 - H / A", {{"H", head}, {"A", available}},
           "head to spare", "over the CDU's rated head at rated flow");
  r.derive("pump_power", result.pump_power.si, "kW", "P * V * H / (F * A)",
           {{"P", book.attribute(cdu, "electrical_power")},
            {"V", flow},
            {"H", head},
            {"F", book.attribute(cdu, "rated_flow")},
            {"A", available}},
           "electrical power of the pod's CDU pumps at the real head", "rated power by hydraulic power");
  r.derive("volume", result.store.total.si, "m3", "p + e",
           {{"p", r.solved("volume_pipes", result.store.pipes.si, "m3", "coolant in manifolds and hoses",
                           "bore and length")},
            {"e", r.solved("volume_equipment", result.store.equipment.si, "m3", "coolant in CDUs and racks",
                           "half of operating less dry mass of the CDUs; racks by the design basis",
                           {{"r", book.limit("basis.rack_coolant")}})}},
           "coolant in the pod's loop", "sum");
  r.solved("ride_through", result.store.ride_through.si, "s",
           "until the supply has risen by the allowed difference with facility water lost", "energy balance (M41)",
           {{"V", r.at("volume")}, {"D", book.limit("basis.supply_rise")}});
}

}  // namespace plinth
