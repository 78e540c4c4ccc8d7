// SPDX-License-Identifier: Apache-2.0
#include "exporters/text/checklist/symbols.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

namespace plinth::checklist {
namespace {

struct UnitName {
  std::string_view name, symbol;
  Dimension dimension;
};

// Units written out in formulas, so that "rated_voltage <= 24 * kV" has a dimension on both sides.
constexpr UnitName unit_names[] = {
    {"volt", "V", Dimension::voltage},
    {"kV", "kV", Dimension::voltage},
    {"ampere", "A", Dimension::current},
    {"kA", "kA", Dimension::current},
    {"watt", "W", Dimension::power},
    {"kW", "kW", Dimension::power},
    {"MW", "MW", Dimension::power},
    {"VA", "VA", Dimension::apparent_power},
    {"kVA", "kVA", Dimension::apparent_power},
    {"MVA", "MVA", Dimension::apparent_power},
    {"kWh", "kWh", Dimension::energy},
    {"bar", "bar", Dimension::pressure},
    {"kPa", "kPa", Dimension::pressure},
    {"kelvin", "K", Dimension::temperature_difference},
    {"second", "s", Dimension::time},
    {"minute", "min", Dimension::time},
    {"hour", "h", Dimension::time},
    {"mm", "mm", Dimension::length},
    {"metre", "m", Dimension::length},
    {"kg", "kg", Dimension::mass},
    {"litre", "L", Dimension::volume},
    {"lpm", "L/min", Dimension::flow},
    {"hertz", "Hz", Dimension::frequency},
    {"ohm", "ohm", Dimension::resistance},
};

constexpr std::string_view usual_units[] = {"mm", "kW", "kVA", "V", "A", "kPa", "L/min", "degC"};

std::string_view usual_unit(Dimension dimension) {
  for (std::string_view symbol : usual_units)
    if (const Unit* unit = find_unit(symbol); unit != nullptr && unit->dimension == dimension) return unit->symbol;
  return {};
}

Symbol plain(double value, std::string origin) { return {{value, {}}, "", std::move(origin), false}; }

Symbol sized(double si, Dimension dimension, std::string_view unit, std::string origin) {
  return {{si, exponents(dimension)}, std::string(unit), std::move(origin), false};
}

std::string catalog_origin(const Provenance& provenance) {
  return "catalog: " + provenance.source + " (" + std::string(text(provenance.status)) + ")";
}

/// The part of `name` before `ending`, or nullopt.
std::optional<std::string_view> without(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending)) return std::nullopt;
  return name.substr(0, name.size() - ending.size());
}

/// A text value as a piece of a symbol: "mineral-oil" -> "mineral_oil", "LFP" -> "lfp".
std::string as_name(std::string_view value) {
  std::string out;
  for (const char c : value)
    out += std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                                                       : '_';
  return out;
}

/// One side (entering or leaving) of a module in one medium.
struct Side {
  bool any = false;
  double normal = 0;
  std::map<std::string_view, double> worst_of_path;
  [[nodiscard]] double worst() const {
    double most = normal;
    for (const auto& [path, worst] : worst_of_path) most = std::max(most, worst);
    return most;
  }
};

/// "13.8 kV" -> 13800.
std::optional<double> volts(std::string_view written) {
  const std::size_t gap = written.find(' ');
  if (gap == std::string_view::npos) return std::nullopt;
  const Unit* unit = find_unit(written.substr(gap + 1), Dimension::voltage);
  double value = 0;
  if (unit == nullptr || std::from_chars(written.data(), written.data() + gap, value).ec != std::errc{})
    return std::nullopt;
  return to_si(value, *unit);
}

}  // namespace

DesignIndex::DesignIndex(const Design& d) : design(d) {
  for (const Edge& edge : d.sizing.graph.edges) {
    edges_of[edge.from.tag].push_back(&edge);
    if (edge.to.tag != edge.from.tag) edges_of[edge.to.tag].push_back(&edge);
  }
  for (const Node& node : d.sizing.graph.nodes)
    if (!node.parent.empty()) children_of[node.parent].push_back(&node);
}

MediumLoad DesignIndex::load(std::string_view tag, Medium medium) const {
  MediumLoad load;
  const auto found = edges_of.find(tag);
  if (found == edges_of.end()) return load;
  Side in, out;
  for (const Edge* edge : found->second) {
    if (edge->medium != medium) continue;
    if (volts(edge->voltage).value_or(0) > volts(load.voltage).value_or(0)) load.voltage = edge->voltage;
    const Unit* unit = find_unit(edge->rating.unit);
    if (unit == nullptr || (load.known && unit->dimension != load.dimension)) continue;
    if (!load.known) load.unit = edge->rating.unit;
    load.known = true;
    load.dimension = unit->dimension;
    Side& side = edge->to.tag == tag ? in : out;
    side.any = true;
    side.normal += to_si(edge->normal, *unit);
    side.worst_of_path[edge->path] += to_si(edge->worst, *unit);
  }
  load.normal = out.any ? out.normal : in.normal;
  load.worst =
      in.any && out.any ? std::max(load.normal, std::min(in.worst(), out.worst())) : (out.any ? out : in).worst();
  return load;
}

Symbols::Symbols(const DesignIndex& index, const Node& node, const ModuleType& type, const Kind& kind)
    : index_(index), node_(node), type_(type), kind_(kind) {
  key_ = type.id + "|" + node.kind + "|" + node.service + "|" + number_text(node.demand_kw);
  for (std::size_t i = 0; i < loads_.size(); ++i) {
    MediumLoad& load = loads_[i];
    load = index.load(node.tag, static_cast<Medium>(i));
    if (load.voltage.empty() && !node.parent.empty())
      load.voltage = index.load(node.parent, static_cast<Medium>(i)).voltage;
    key_ += "|" + number_text(load.normal) + "/" + number_text(load.worst) + "/" + load.voltage;
  }
}

std::optional<Symbol> Symbols::attribute(std::string_view name) const {
  const Attribute* found = type_.find(name);
  if (found == nullptr) return std::nullopt;
  Symbol symbol{{0, {}}, found->unit, catalog_origin(found->provenance), found->provenance.status == Status::assumed};
  if (const auto* number = std::get_if<double>(&found->value)) {
    symbol.value = {*number, exponents(found->dimension)};
    return symbol;
  }
  if (const auto* flag = std::get_if<bool>(&found->value)) {
    symbol.value = {*flag ? 1.0 : 0.0, {}};
    return symbol;
  }
  return std::nullopt;
}

std::optional<Symbol> Symbols::indicator(std::string_view name) const {
  if (name.starts_with("has_")) {
    const std::string_view rest = name.substr(4);
    return plain(type_.find(rest) != nullptr || find(rest).has_value() ? 1 : 0, "whether it is stated");
  }
  if (name.starts_with("kind_")) return plain(name.substr(5) == node_.kind ? 1 : 0, "kind");
  if (name.starts_with("jurisdiction_"))
    return plain(name.substr(13) == text(index_.design.spec.project.jurisdiction) ? 1 : 0, "project.jurisdiction");
  for (const AttributeRule& rule : kind_.attributes) {
    if (rule.type == "flag" && rule.name == name) return plain(type_.flag(name) ? 1 : 0, "catalog");
    if (rule.type != "text" || !name.starts_with(rule.name + "_")) continue;
    const std::string_view choice = name.substr(rule.name.size() + 1);
    const bool offered = std::any_of(rule.choices.begin(), rule.choices.end(),
                                     [&](const std::string& c) { return as_name(c) == choice; });
    if (offered) return plain(as_name(type_.word(rule.name)) == choice ? 1 : 0, "catalog");
  }
  // `transport` is common to all kinds, whose rules need not repeat it.
  if (name.starts_with("transport_"))
    return plain(as_name(type_.word("transport")) == name.substr(10) ? 1 : 0, "catalog");
  return std::nullopt;
}

std::optional<Symbol> Symbols::curve_value(std::string_view name) const {
  const auto value_at = [&](std::string_view attribute_name, double x) -> std::optional<Symbol> {
    const Curve* curve = type_.curve(attribute_name);
    if (curve == nullptr || curve->points.empty()) return std::nullopt;
    // A temperature that went through degC and back may miss the end of the curve by the last bit.
    for (const double end : {curve->points.front().first, curve->points.back().first})
      if (std::fabs(x - end) < 1e-9 * std::fabs(end)) x = end;
    const std::optional<double> y = curve->at(x);
    if (!y) return std::nullopt;
    const Provenance& provenance = type_.find(attribute_name)->provenance;
    const std::string_view unit = curve->y == Dimension::ratio ? std::string_view("%") : usual_unit(curve->y);
    return Symbol{
        {*y, exponents(curve->y)}, std::string(unit), catalog_origin(provenance), provenance.status == Status::assumed};
  };
  if (const auto base = without(name, "_at_supply"))
    return value_at(*base, index_.design.spec.it.supply_temperature.kelvin);
  if (const auto base = without(name, "_at_design")) {
    const MediumLoad& load = loads_[static_cast<std::size_t>(Medium::tcs_supply)];
    return load.known ? value_at(*base, load.normal) : std::nullopt;
  }
  const std::size_t cut = name.rfind('_');
  if (cut == std::string_view::npos) return std::nullopt;
  int percent = 0;
  const std::string_view digits = name.substr(cut + 1);
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), percent);
  if (digits.empty() || result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) return std::nullopt;
  const Curve* curve = type_.curve(name.substr(0, cut));
  if (curve == nullptr || curve->x != Dimension::ratio) return std::nullopt;
  return value_at(name.substr(0, cut), percent / 100.0);
}

std::optional<Symbol> Symbols::duty(bool worst) const {
  const Selection* chosen = nullptr;
  for (const Selection& selection : index_.design.sizing.selection)
    if (selection.service == node_.service && (selection.module == node_.module || chosen == nullptr))
      chosen = &selection;
  if (chosen == nullptr || chosen->module != node_.module) return std::nullopt;
  const Unit* unit = find_unit(chosen->unit_rating.unit);
  if (unit == nullptr) return std::nullopt;
  const double share = worst ? chosen->load_worst : chosen->load_normal;
  return sized(to_si(chosen->unit_rating.value, *unit) * share, unit->dimension, unit->symbol,
               "design: most loaded unit of service " + chosen->service + (worst ? ", worst single failure" : ""));
}

std::optional<Symbol> Symbols::design_value(std::string_view name) const {
  if (name == "demand" && node_.demand_kw > 0)
    return sized(node_.demand_kw * 1e3, Dimension::power, "kW", "design: power drawn at the design point");
  if (!name.starts_with("design_")) return std::nullopt;
  name.remove_prefix(7);
  if (name == "duty_normal" || name == "duty_worst") return duty(name == "duty_worst");
  for (std::string_view ending : {"_normal", "_worst", "_voltage"}) {
    const auto base = without(name, ending);
    const auto medium = base ? medium_named(*base) : std::nullopt;
    if (!medium) continue;
    const MediumLoad& load = loads_[static_cast<std::size_t>(*medium)];
    const std::string origin = "design: connections of this module";
    if (ending == "_voltage") {
      const std::optional<double> found = volts(load.voltage);
      if (!found) return std::nullopt;
      return sized(*found, Dimension::voltage, *found >= 1e3 ? "kV" : "V", origin);
    }
    if (!load.known) return std::nullopt;
    if (ending == "_normal") return sized(load.normal, load.dimension, load.unit, origin);
    return sized(load.worst, load.dimension, load.unit, origin + ", worst single failure");
  }
  return std::nullopt;
}

std::optional<Symbol> Symbols::site_value(std::string_view name) const {
  const SiteSpec& spec = index_.design.spec;
  const auto temperature = [&](Temperature t, const char* key) {
    return sized(t.kelvin, Dimension::temperature, "degC", std::string("site: ") + key);
  };
  if (name == "supply_temperature") return temperature(spec.it.supply_temperature, "it.supply_temperature");
  if (name == "site_dry_bulb") return temperature(spec.climate.dry_bulb, "site.climate.dry_bulb");
  if (name == "site_wet_bulb") return temperature(spec.climate.wet_bulb, "site.climate.wet_bulb");
  if (name == "site_minimum") return temperature(spec.climate.minimum, "site.climate.minimum");
  if (name == "site_elevation") return sized(spec.site.elevation.si, Dimension::length, "m", "site: site.elevation");
  if (name == "utility_voltage")
    return sized(spec.utility.voltage.si, Dimension::voltage, "kV", "site: site.utility.voltage");
  if (name == "utility_frequency")
    return sized(spec.utility.frequency.si, Dimension::frequency, "Hz", "site: site.utility.frequency");
  if (name == "ups_autonomy")
    return sized(spec.power.ups_autonomy.si, Dimension::time, "min", "site: power.ups_autonomy");
  if (name == "backup_autonomy")
    return sized(spec.power.backup_autonomy.si, Dimension::time, "h", "site: power.backup_autonomy");
  return std::nullopt;
}

std::optional<Symbol> Symbols::find(std::string_view name) const {
  if (auto found = attribute(name)) return found;
  for (const UnitName& unit : unit_names)
    if (unit.name == name)
      return sized(find_unit(unit.symbol, unit.dimension)->factor, unit.dimension, unit.symbol, "unit");
  const std::string origin = "catalog: envelope";
  if (name == "length") return sized(static_cast<double>(type_.length) * 1e-3, Dimension::length, "mm", origin);
  if (name == "width") return sized(static_cast<double>(type_.width) * 1e-3, Dimension::length, "mm", origin);
  if (name == "height") return sized(static_cast<double>(type_.height) * 1e-3, Dimension::length, "mm", origin);
  if (auto found = design_value(name)) return found;
  if (auto found = site_value(name)) return found;
  if (auto found = curve_value(name)) return found;
  return indicator(name);
}

std::optional<Symbol> Symbols::find_or_zero(std::string_view name) const {
  if (auto found = find(name)) return found;
  for (const AttributeRule& rule : kind_.attributes)
    if (rule.name == name && rule.type == "number" && rule.dimension)
      return sized(0, *rule.dimension, "", "not stated");
  if (name.starts_with("design_")) return plain(0, "not in the design");
  if (type_.find(name) == nullptr && name.starts_with("shipping_"))
    return sized(0, Dimension::length, "", "not stated");
  return std::nullopt;
}

std::vector<std::string> names_in(std::string_view formula) {
  std::vector<std::string> names;
  const auto in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (std::size_t at = 0; at < formula.size();) {
    const bool starts = std::isalpha(static_cast<unsigned char>(formula[at])) || formula[at] == '_';
    std::size_t end = at;
    while (end < formula.size() && in_name(formula[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::size_t next = formula.find_first_not_of(' ', end);
    const bool call = next != std::string_view::npos && formula[next] == '(';
    std::string name(formula.substr(at, end - at));
    if (starts && !call && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    at = end;
  }
  return names;
}

bool is_unit_name(std::string_view name) {
  return std::any_of(std::begin(unit_names), std::end(unit_names), [&](const UnitName& u) { return u.name == name; });
}

}  // namespace plinth::checklist
