// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/bom.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <variant>

#include "core/base/assert.h"
#include "core/base/formula.h"
#include "core/base/iso_date.h"
#include "core/base/text.h"
#include "exporters/bom/carriers.h"
#include "exporters/bom/civil_lines.h"
#include "exporters/bom/phase_shares.h"
#include "exporters/bom/valve_lines.h"

namespace plinth {
namespace {

/// What the list counts: a module with its place in the tree.
struct Instance {
  std::string_view tag, module, parent;
};

using Children = std::map<std::string_view, std::vector<Instance>>;

std::vector<Instance> instances_of(const Design& design) {
  std::vector<Instance> all;
  for (const Placement& p : design.layout.placements) all.push_back({p.tag, p.module, p.parent});
  if (all.empty())
    for (const Node& n : design.sizing.graph.nodes) all.push_back({n.tag, n.module, n.parent});
  return all;
}

std::optional<double> times(std::optional<double> value, double count) {
  if (!value) return std::nullopt;
  return *value * count;
}

void add(std::optional<double>& sum, std::optional<double> value) {
  if (value) sum = sum.value_or(0.0) + *value;
}

void add(Spread& sum, const Spread& part) {
  // A missing bound is taken from the likely price: a total made of low bounds only would be too low by whole items.
  add(sum.low, part.low ? part.low : part.mid);
  add(sum.mid, part.mid);
  add(sum.high, part.high ? part.high : part.mid);
}

std::string code_of(const ModuleType& type, const Kind* kind, const std::string& system) {
  if (const auto own = type.codes.find(system); own != type.codes.end()) return own->second;
  if (kind == nullptr) return {};
  const auto general = kind->codes.find(system);
  return general == kind->codes.end() ? std::string() : general->second;
}

std::optional<double> weeks(const ModuleType& type, std::string_view attribute) {
  const auto seconds = type.number(attribute);
  if (!seconds) return std::nullopt;
  return *seconds / week.si;
}

class Builder {
 public:
  explicit Builder(const Design& design) : design_(design), need_by_(day_from_iso(design.spec.project.need_by)) {}

  Bom build();

 private:
  void project();
  void modules(const std::vector<Instance>& instances, std::size_t parent, double parents);
  void stock();
  void valves();
  void accessories(const ModuleType& type, std::size_t parent, double count);
  std::size_t line(const std::string& item, std::size_t parent, double quantity, std::vector<std::string> tags);
  void describe(BomLine& line, const ModuleType& type) const;
  void price(BomLine& line, const ModuleType& type) const;
  void schedule(BomLine& line, const ModuleType& type, std::optional<Day> need_by) const;
  void unpriced();
  BomLine& unpriced(std::string path, std::string description, std::string note);
  void roll_up();
  void divide();

  const Design& design_;
  std::optional<Day> need_by_;
  Children children_;
  Bom bom_;
  std::vector<std::size_t> parent_of_;
};

void Builder::project() {
  BomLine root;
  root.id = "L0000";
  root.description = design_.spec.project.name;
  root.part_number = design_.spec.project.number;
  root.quantity = 1;
  root.uom = "EA";
  bom_.lines.push_back(root);
  parent_of_.push_back(0);
}

void Builder::describe(BomLine& line, const ModuleType& type) const {
  const Kind* kind = design_.catalog.kind(type.kind);
  line.kind = type.kind;
  line.description = type.title;
  line.manufacturer = type.manufacturer;
  line.part_number = type.part_number;
  line.hs = code_of(type, kind, "hs");
  line.unspsc = code_of(type, kind, "unspsc");
}

void Builder::price(BomLine& line, const ModuleType& type) const {
  const bool by_length = line.uom == "MTR";
  const std::string_view mid = by_length ? "cost_per_length" : "cost_mid";
  line.unit_mass_kg = type.number(by_length ? "mass_per_length" : "mass_operating");
  line.unit_cost.mid = type.number(mid);
  if (!by_length) line.unit_cost = {type.number("cost_low"), type.number("cost_mid"), type.number("cost_high")};
  line.price_year = type.number("price_year");
  if (const Attribute* cost = type.find(mid)) {
    line.price_status = text(cost->provenance.status);
    line.price_source = cost->provenance.source;
    line.price_as_of = cost->provenance.as_of;
  }
  line.mass_kg = times(line.unit_mass_kg, line.quantity);
  line.cost = {times(line.unit_cost.low, line.quantity), times(line.unit_cost.mid, line.quantity),
               times(line.unit_cost.high, line.quantity)};
}

void Builder::schedule(BomLine& line, const ModuleType& type, std::optional<Day> need_by) const {
  line.lead_time_weeks = {weeks(type, "lead_time_min"), weeks(type, "lead_time_mid"), weeks(type, "lead_time_max")};
  if (!need_by) return;
  if (line.lead_time_weeks.mid) line.order_by = iso_text(weeks_before(*need_by, *line.lead_time_weeks.mid));
  if (line.lead_time_weeks.high) line.order_by_cautious = iso_text(weeks_before(*need_by, *line.lead_time_weeks.high));
}

std::size_t Builder::line(const std::string& item, std::size_t parent, double quantity, std::vector<std::string> tags) {
  const ModuleType* type = design_.catalog.module(item);
  PLINTH_ASSERT(type != nullptr, "the design uses " + item + ", which its catalog lacks");
  const Kind* kind = design_.catalog.kind(type->kind);
  const BomLine& above = bom_.lines[parent];
  BomLine line;
  line.id = fmt::format("L{:04}", bom_.lines.size());
  line.path = above.path.empty() ? item : above.path + "/" + item;
  line.level = above.level + 1;
  line.parent = above.id;
  line.item = item;
  line.quantity = quantity;
  line.uom = kind != nullptr && kind->zone == "route" ? "MTR" : "EA";
  line.tags = std::move(tags);
  describe(line, *type);
  price(line, *type);
  schedule(line, *type, need_by_);
  bom_.lines.push_back(std::move(line));
  parent_of_.push_back(parent);
  return bom_.lines.size() - 1;
}

/// One line per module type among `instances`, which stand in `parents` parents together; then what they contain.
void Builder::modules(const std::vector<Instance>& instances, std::size_t parent, double parents) {
  std::map<std::pair<std::string, std::string>, std::vector<Instance>> by_type;  // kind first: like with like
  for (const Instance& i : instances) {
    const ModuleType* type = design_.catalog.module(i.module);
    PLINTH_ASSERT(type != nullptr, std::string(i.tag) + " is of a type the catalog lacks");
    by_type[{type->kind, type->id}].push_back(i);
  }
  for (const auto& [key, group] : by_type) {
    std::vector<std::string> tags;
    std::vector<Instance> contents;
    std::map<std::string_view, int> per_parent;
    for (const Instance& i : group) {
      tags.emplace_back(i.tag);
      ++per_parent[i.parent];
      if (const auto inner = children_.find(i.tag); inner != children_.end())
        contents.insert(contents.end(), inner->second.begin(), inner->second.end());
    }
    const auto count = static_cast<double>(group.size());
    const std::size_t here = line(key.second, parent, count, std::move(tags));
    const int first = per_parent.begin()->second;
    const bool even =
        static_cast<double>(per_parent.size()) == parents &&
        std::all_of(per_parent.begin(), per_parent.end(), [&](const auto& p) { return p.second == first; });
    if (even) bom_.lines[here].quantity_per_parent = first;
    modules(contents, here, count);
    accessories(*design_.catalog.module(key.second), here, count);
  }
}

/// Units of accessory lines, each with its SI dimension and how many of it an SI unit holds.
struct AccessoryUnit {
  std::string_view code;
  Dimension dimension;
  double per_si;
};
constexpr AccessoryUnit accessory_units[] = {{"EA", Dimension::ratio, 1},   {"SET", Dimension::ratio, 1},
                                             {"MTR", Dimension::length, 1}, {"MTK", Dimension::area, 1},
                                             {"MTQ", Dimension::volume, 1}, {"LTR", Dimension::volume, 1000},
                                             {"KGM", Dimension::mass, 1}};

/// The formula over the numbers of the type, in `unit`; or a sentence why it has no value.
std::variant<double, std::string> quantity_of(const AccessoryLine& line, const ModuleType& type) {
  const Exponents metre = exponents(Dimension::length);
  FormulaSymbols symbols{{"length", {static_cast<double>(type.length) / 1e3, metre}},
                         {"width", {static_cast<double>(type.width) / 1e3, metre}},
                         {"height", {static_cast<double>(type.height) / 1e3, metre}}};
  for (const auto& [name, attribute] : type.attributes)
    if (const auto* si = std::get_if<double>(&attribute.value))
      symbols.insert_or_assign(name, Dimensioned{*si, exponents(attribute.dimension)});
  const auto value = evaluate(line.quantity, symbols);
  if (const auto* why = std::get_if<std::string>(&value)) return *why;
  const auto& number = std::get<Dimensioned>(value);
  for (const AccessoryUnit& unit : accessory_units)
    if (unit.code == line.unit && number.exponents == exponents(unit.dimension))
      return std::round(number.si * unit.per_si * 1e3) / 1e3;
  return "`" + line.quantity + "` is not a number of " + line.unit;
}

/// What each module of the type brings along by its kind: no catalog item, so without a price.
void Builder::accessories(const ModuleType& type, std::size_t parent, double count) {
  const Kind* kind = design_.catalog.kind(type.kind);
  if (kind == nullptr) return;
  for (std::size_t i = 0; i < kind->bom.size(); ++i) {
    const AccessoryLine& accessory = kind->bom[i];
    BomLine line;
    line.id = fmt::format("L{:04}", bom_.lines.size());
    line.path = fmt::format("{}/{}.{}", bom_.lines[parent].path, kind->id, i + 1);
    line.level = bom_.lines[parent].level + 1;
    line.parent = bom_.lines[parent].id;
    line.kind = kind->id;
    line.description = accessory.item;
    line.uom = accessory.unit;
    line.note = accessory.note;
    const auto each = quantity_of(accessory, type);
    if (const auto* number = std::get_if<double>(&each)) {
      line.quantity = *number * count;
      line.quantity_per_parent = *number;
    } else {
      line.note = std::get<std::string>(each);
    }
    bom_.lines.push_back(std::move(line));
    parent_of_.push_back(parent);
  }
}

/// Busway, cable and pipe in metres: length of the route times parallel runs, summed per catalog item.
void Builder::stock() {
  std::map<std::string_view, Millimetres> length_of;
  for (const Route& r : design_.layout.routes) length_of[r.edge] = r.length;
  struct Use {
    Millimetres length = 0;
    std::vector<std::string> edges;
    int unrouted = 0;
  };
  std::map<std::string, Use> uses;
  for (const Edge& e : design_.sizing.graph.edges) {
    if (e.item.empty()) continue;
    Use& use = uses[e.item];
    use.edges.push_back(e.id);
    const auto route = length_of.find(e.id);
    if (route == length_of.end())
      ++use.unrouted;
    else
      use.length += route->second * e.runs;
  }
  for (auto& [item, use] : uses) {
    const double metres = static_cast<double>(use.length) / 1000.0;
    const std::size_t here = line(item, 0, metres, std::move(use.edges));
    if (use.unrouted > 0)
      bom_.lines[here].note = fmt::format("{} connection{} without a route: length not counted", use.unrouted,
                                          use.unrouted == 1 ? "" : "s");
  }
}

/// By nominal size; a size that the catalog does not offer stands there without a price.
void Builder::valves() {
  for (ValveLine& valve : valve_lines(design_)) {
    if (valve.type != nullptr) {
      const std::size_t here = line(valve.type->id, 0, valve.quantity, std::move(valve.tags));
      bom_.lines[here].note = std::move(valve.note);
      continue;
    }
    BomLine& line = unpriced("valves/" + (valve.bore.empty() ? "unknown" : valve.bore), "Isolation valve " + valve.bore,
                             std::move(valve.note));
    line.kind = "valve";
    line.quantity = line.quantity_per_parent.emplace(valve.quantity);
    line.uom = "EA";
    line.tags = std::move(valve.tags);
  }
}

/// What has no catalog item, and so no price: what the stock lies in, foundations and earthworks.
void Builder::unpriced() {
  for (const CarrierQuantity& quantity : carrier_quantities(design_)) {
    BomLine& line = unpriced("routing/" + quantity.name, quantity.description, quantity.note);
    line.quantity = std::round(quantity.metres * 1e3) / 1e3;
    line.uom = "MTR";
  }
  for (CivilLine& civil : civil_lines(design_)) {
    BomLine& line = unpriced(civil.path, civil.description, civil.note);
    line.kind = "civil";
    line.quantity = line.quantity_per_parent.emplace(civil.quantity);
    line.uom = std::move(civil.uom);
    line.tags = std::move(civil.tags);
  }
}

BomLine& Builder::unpriced(std::string path, std::string description, std::string note) {
  BomLine line;
  line.id = fmt::format("L{:04}", bom_.lines.size());
  line.path = std::move(path);
  line.level = 1;
  line.parent = bom_.lines.front().id;
  line.description = std::move(description);
  line.note = std::move(note);
  bom_.lines.push_back(std::move(line));
  parent_of_.push_back(0);
  return bom_.lines.back();
}

/// Which phase builds how much of each line, and by when.
void Builder::divide() {
  if (design_.sizing.phases.empty()) return;
  const PhaseShares shares(design_);
  for (BomLine& l : bom_.lines) {
    const std::map<int, double> by_phase = shares.of(l);
    l.phase = phase_text(by_phase, l.uom);
    const ModuleType* type = l.item.empty() ? nullptr : design_.catalog.module(l.item);
    if (type == nullptr || by_phase.empty()) continue;
    for (const PhasePlan& phase : design_.sizing.phases)
      if (phase.number == by_phase.begin()->first)
        if (const auto ready = day_from_iso(phase.ready_by)) schedule(l, *type, ready);
  }
}

void Builder::roll_up() {
  for (BomLine& l : bom_.lines) {
    add(l.total_cost, l.cost);
    l.total_mass_kg = l.mass_kg.value_or(0.0);
    if (l.level > 0 && !l.cost.mid) ++bom_.unpriced;
  }
  for (std::size_t i = bom_.lines.size(); i-- > 1;) {  // children stand below their parent
    BomLine& above = bom_.lines[parent_of_[i]];
    add(above.total_cost, bom_.lines[i].total_cost);
    above.total_mass_kg += bom_.lines[i].total_mass_kg;
  }
}

Bom Builder::build() {
  bom_.need_by = design_.spec.project.need_by;
  project();
  std::vector<Instance> top;
  const std::vector<Instance> all = instances_of(design_);
  for (const Instance& i : all) (i.parent.empty() ? top : children_[i.parent]).push_back(i);
  modules(top, 0, 1);
  stock();
  valves();
  unpriced();
  divide();
  roll_up();
  std::size_t counted = 0;
  for (const BomLine& l : bom_.lines)
    if (l.uom == "EA" && l.kind != "valve") counted += l.tags.size();
  PLINTH_ASSERT(counted == all.size(), "the bill of materials must hold every module once");
  return bom_;
}

}  // namespace

Bom bill_of_materials(const Design& design) { return Builder(design).build(); }

}  // namespace plinth
