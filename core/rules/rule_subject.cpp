// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule_subject.h"

#include <algorithm>

#include "core/base/formula_names.h"
#include "core/rules/road_network.h"
#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

Dimensioned of_dimension(double si, Dimension dimension) { return {si, exponents(dimension)}; }

Dimensioned metres_of(Millimetres length) {
  return of_dimension(static_cast<double>(length) / 1000.0, Dimension::length);
}

std::string no_figure(const RuleSubject& subject, const std::string& name) {
  if (subject.type != nullptr) return "`" + subject.type->id + "` states no " + name;
  return subject.label.empty() ? "the design has no figure " + name : subject.label + " has no " + name;
}

/// Heat that the racks in the module named by a technology loop, "tcs POD-01", give to its liquid; 0 for other loops.
double rack_heat(const CheckContext& context, const std::string& loop) {
  if (!loop.starts_with("tcs ")) return 0.0;
  const int pod = context.node_of(loop.substr(4));
  double heat = 0.0;
  if (pod < 0) return heat;
  for (const int child : context.nodes[static_cast<std::size_t>(pod)].children) {
    const ModuleType* type = context.nodes[static_cast<std::size_t>(child)].type;
    if (type == nullptr || type->kind != "rack") continue;
    heat += type->number("power_tdp").value_or(0.0) * type->number("liquid_fraction").value_or(0.0);
  }
  return heat;
}

void add_loops(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const Loop& loop : context.design.distribution.loops) {
    RuleSubject made;
    made.label = "the loop " + loop.name;
    made.tags = {loop.name};
    made.figures = {{"flow", of_dimension(loop.flow.si, Dimension::flow)},
                    {"head", of_dimension(loop.head.si, Dimension::pressure)},
                    {"available", of_dimension(loop.available.si, Dimension::pressure)},
                    {"volume", of_dimension(loop.volume.si, Dimension::volume)},
                    {"ride_through", of_dimension(loop.ride_through.si, Dimension::time)},
                    {"velocity", of_dimension(loop.velocity.si, Dimension::speed)},
                    {"flow_imbalance", of_dimension(loop.flow_imbalance, Dimension::ratio)}};
    made.words = {{"loop", loop.name.substr(0, loop.name.find(' '))}};
    if (const double heat = rack_heat(context, loop.name); heat > 0.0)
      made.figures.emplace_back("heat", of_dimension(heat, Dimension::power));
    all.push_back(std::move(made));
  }
}

void add_circuits(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const Circuit& circuit : context.design.distribution.circuits) {
    RuleSubject made;
    made.label = "the circuit " + circuit.edge;
    made.tags = {circuit.edge};
    made.figures = {{"run_length", of_dimension(circuit.length.si, Dimension::length)},
                    {"design_current", of_dimension(circuit.design.si, Dimension::current)},
                    {"ampacity", of_dimension(circuit.ampacity.si, Dimension::current)},
                    {"drop", of_dimension(circuit.drop, Dimension::ratio)},
                    {"fault_current", of_dimension(circuit.fault.si, Dimension::current)}};
    if (const int edge = context.edge_of(circuit.edge); edge >= 0)
      made.words = {{"medium", std::string(text(context.edges[static_cast<std::size_t>(edge)].edge->medium))}};
    all.push_back(std::move(made));
  }
}

void add_buses(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const BusFault& bus : context.design.distribution.faults) {
    RuleSubject made;
    made.label = bus.tag;
    made.tag = bus.tag;
    made.tags = {bus.tag};
    made.figures = {{"voltage", of_dimension(bus.voltage.si, Dimension::voltage)},
                    {"fault_maximum", of_dimension(bus.maximum.si, Dimension::current)},
                    {"fault_minimum", of_dimension(bus.minimum.si, Dimension::current)}};
    if (bus.withstand.si > 0)
      made.figures.emplace_back("withstand", of_dimension(bus.withstand.si, Dimension::current));
    all.push_back(std::move(made));
  }
}

void add_selections(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const Selection& selection : context.design.sizing.selection) {
    RuleSubject made;
    made.label = "the service " + selection.service;
    made.tags = {selection.service};
    made.figures = {{"installed", of_dimension(selection.installed, Dimension::ratio)},
                    {"duty", of_dimension(selection.duty, Dimension::ratio)},
                    {"spare", of_dimension(selection.spare, Dimension::ratio)},
                    {"load_normal", of_dimension(selection.load_normal, Dimension::ratio)},
                    {"load_worst", of_dimension(selection.load_worst, Dimension::ratio)}};
    made.words = {{"service", selection.service}, {"module", selection.module}};
    all.push_back(std::move(made));
  }
}

void add_roads(const CheckContext& context, bool lanes_only, std::vector<RuleSubject>& all) {
  const std::vector<Millimetres> dead = dead_ends(context);
  for (std::size_t i = 0; i < context.design.layout.roads.size(); ++i) {
    const Road& road = context.design.layout.roads[i];
    if (lanes_only && road.use != "fire-lane") continue;
    RuleSubject made;
    made.label = "the road " + road.name;
    made.tag = road.name;
    made.tags = {road.name};
    made.figures = {{"road_width", metres_of(std::min(road.area.width(), road.area.height()))},
                    {"road_length", metres_of(std::max(road.area.width(), road.area.height()))},
                    {"dead_end", metres_of(dead[i])}};
    made.words = {{"use", road.use}};
    all.push_back(std::move(made));
  }
}

void add_gates(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const Gate& gate : context.design.spec.site.gates) {
    RuleSubject made;
    made.label = "the gate " + gate.name;
    made.tag = gate.name;
    made.tags = {gate.name};
    made.figures = {{"gate_width", of_dimension(gate.width.si, Dimension::length)}};
    all.push_back(std::move(made));
  }
}

void add_buildings(const CheckContext& context, std::vector<RuleSubject>& all) {
  for (const ExistingBuilding& building : context.design.spec.site.existing) {
    RuleSubject made;
    made.label = "the building " + building.name;
    made.tag = building.name;
    made.tags = {building.name};
    made.figures = {{"building_height", of_dimension(building.height.si, Dimension::length)}};
    all.push_back(std::move(made));
  }
}

void add_thing(const CheckContext& context, std::string_view thing, std::vector<RuleSubject>& all) {
  if (thing == "loop") return add_loops(context, all);
  if (thing == "circuit") return add_circuits(context, all);
  if (thing == "bus") return add_buses(context, all);
  if (thing == "selection") return add_selections(context, all);
  if (thing == "road" || thing == "fire-lane") return add_roads(context, thing == "fire-lane", all);
  if (thing == "gate") return add_gates(context, all);
  if (thing == "building") return add_buildings(context, all);
}

RuleSubject subject_of_node(const CheckContext& context, const NodeView& view) {
  RuleSubject made;
  made.label = made.tag = view.node->tag;
  made.tags = {view.node->tag};
  made.type_id = view.node->module;
  made.type = view.type;
  made.placed = view.placed;
  if (view.placed >= 0) made.placement = context.placed[static_cast<std::size_t>(view.placed)].placement;
  return made;
}

}  // namespace

std::optional<Dimensioned> RuleSubject::figure(std::string_view name) const {
  for (const auto& [own, value] : figures)
    if (own == name) return value;
  if (placement != nullptr && name == "z") return metres_of(placement->z);
  if (type == nullptr) return std::nullopt;
  if (name == "length") return metres_of(type->length);
  if (name == "width") return metres_of(type->width);
  if (name == "height") return metres_of(type->height);
  const Attribute* attribute = type->find(name);
  // What the catalog leaves out ships as it stands.
  if (attribute == nullptr && name == "mass_shipping") attribute = type->find("mass_operating");
  if (attribute == nullptr && name == "shipping_length") return metres_of(type->length);
  if (attribute == nullptr && name == "shipping_width") return metres_of(type->width);
  if (attribute == nullptr && name == "shipping_height") return metres_of(type->height);
  if (attribute == nullptr || !std::holds_alternative<double>(attribute->value)) return std::nullopt;
  return of_dimension(std::get<double>(attribute->value), attribute->dimension);
}

std::string RuleSubject::word(std::string_view name) const {
  for (const auto& [own, value] : words)
    if (own == name) return value;
  if (type == nullptr) return {};
  if (name == "kind") return type->kind;
  if (name == "placed") return placed >= 0 ? "true" : "false";
  const Attribute* attribute = type->find(name);
  if (attribute == nullptr) return {};
  if (const bool* flag = std::get_if<bool>(&attribute->value)) return *flag ? "true" : "false";
  return type->word(name);
}

RuleValue value_of(const CheckContext& context, const DataRule& rule, const RuleSubject& subject,
                   const std::string& formula) {
  FormulaSymbols symbols;
  for (const std::string& name : names_in(formula)) {
    if (symbols.contains(name)) continue;
    if (const auto input = rule.inputs.find(name); input != rule.inputs.end()) {
      const RuleValue read = input_of(context, subject, input->second);
      const auto* found = std::get_if<Dimensioned>(&read);
      if (found == nullptr) return read;
      symbols[name] = *found;
    } else if (const auto own = subject.figure(name)) {
      symbols[name] = *own;
    } else {
      return MissingDatum{no_figure(subject, name)};
    }
  }
  const auto result = evaluate(formula, symbols);
  if (const auto* why = std::get_if<std::string>(&result)) return *why;
  return std::get<Dimensioned>(result);
}

std::variant<bool, MissingDatum, std::string> holds(const CheckContext& context, const DataRule& rule,
                                                    const RuleSubject& subject, const std::string& formula) {
  if (formula.empty()) return true;
  const RuleValue value = value_of(context, rule, subject, formula);
  if (const auto* missing = std::get_if<MissingDatum>(&value)) return *missing;
  if (const auto* why = std::get_if<std::string>(&value)) return *why;
  return std::get<Dimensioned>(value).si != 0.0;
}

bool agrees(const RuleSubject& subject, const std::map<std::string, std::string>& match) {
  return std::all_of(match.begin(), match.end(),
                     [&](const auto& pair) { return subject.word(pair.first) == pair.second; });
}

bool selects(const RuleSelector& selector, std::string_view kind) {
  const auto named = [&](const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (named(selector.except, kind)) return false;
  return named(selector.kinds, kind) || named(selector.kinds, "*");
}

RuleSubject subject_of(const CheckContext& context, std::size_t placed) {
  const PlacedModule& module = context.placed[placed];
  RuleSubject made;
  made.label = made.tag = module.tag();
  made.tags = {module.tag()};
  made.type_id = module.type->id;
  made.type = module.type;
  made.placement = module.placement;
  made.placed = static_cast<int>(placed);
  return made;
}

std::vector<RuleSubject> subjects_of(const CheckContext& context, const DataRule& rule, const RuleSelector& selector,
                                     bool placed_only, std::vector<MissingDatum>& missing) {
  std::vector<RuleSubject> all;
  if (selector.empty()) return {RuleSubject{}};
  if (placed_only) {
    for (std::size_t i = 0; i < context.placed.size(); ++i)
      if (selects(selector, context.placed[i].type->kind)) all.push_back(subject_of(context, i));
  } else {
    const auto placed = selector.match.find("placed");
    const bool on_the_ground = placed != selector.match.end() && placed->second == "true";
    for (const int index : context.nodes_of([&](std::string_view kind) { return selects(selector, kind); })) {
      const NodeView& view = context.nodes[static_cast<std::size_t>(index)];
      if (view.placed >= 0 || !on_the_ground) all.push_back(subject_of_node(context, view));
    }
  }
  for (const std::string& thing : selector.things) add_thing(context, thing, all);
  std::erase_if(all, [&](const RuleSubject& subject) {
    if (!agrees(subject, selector.match)) return true;
    const auto kept = holds(context, rule, subject, selector.where);
    if (const auto* datum = std::get_if<MissingDatum>(&kept)) missing.push_back(*datum);
    const bool* answer = std::get_if<bool>(&kept);
    return answer == nullptr || !*answer;
  });
  return all;
}

}  // namespace plinth
