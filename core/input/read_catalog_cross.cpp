// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

constexpr double kilogram_per_kwh = 1.0 / 3.6e6;  // kg/J

using Endings = std::array<std::string_view, 3>;

/// Numbers that must not fall along a list of name endings, for every stem: cost_low <= cost_mid <= cost_high.
void check_order(const ModuleType& type, TomlTable& table, const Endings& endings) {
  for (const auto& [name, attribute] : type.attributes)
    for (std::size_t lower = 0; lower + 1 < endings.size(); ++lower) {
      if (!name.ends_with(endings[lower])) continue;
      const std::string stem = name.substr(0, name.size() - endings[lower].size());
      for (std::size_t upper = lower + 1; upper < endings.size(); ++upper) {
        const std::string other = stem + std::string(endings[upper]);
        const auto low = type.number(name), high = type.number(other);
        if (low && high && *low > *high)
          table.fault_at(cat::impossible, name, "`" + name + "` is above `" + other + "`");
      }
    }
}

struct Container {
  std::string_view transport;
  Millimetres length, height;
};
// ISO 668 external dimensions; all are 2438 mm wide and carry at most 36 t (amendment 2 of 2016).
constexpr Container containers[] = {
    {"iso20", 6058, 2591}, {"iso20hc", 6058, 2896}, {"iso40", 12192, 2591}, {"iso40hc", 12192, 2896}};
constexpr Millimetres container_width = 2438;
constexpr double container_mass = 36'000.0;

Millimetres shipped(const ModuleType& type, std::string_view attribute, Millimetres otherwise) {
  const auto metres = type.number(attribute);
  return metres ? static_cast<Millimetres>(*metres * 1000.0 + 0.5) : otherwise;
}

void check_container(const ModuleType& type, TomlTable& table) {
  const std::string transport = type.word("transport");
  const auto* row = std::find_if(std::begin(containers), std::end(containers),
                                 [&](const Container& c) { return c.transport == transport; });
  if (row == std::end(containers)) return;
  if (shipped(type, "shipping_length", type.length) > row->length ||
      shipped(type, "shipping_width", type.width) > container_width ||
      shipped(type, "shipping_height", type.height) > row->height)
    table.fault_at(cat::impossible, "transport", "it is larger than a container of class " + transport,
                   "give shipping_length, shipping_width and shipping_height, or another transport");
  if (type.number("mass_shipping").value_or(0) > container_mass)
    table.fault_at(cat::impossible, "mass_shipping", "it is heavier than the 36 t that a container may weigh",
                   "another transport: break-bulk or oog");
}

/// LFP cells alone weigh 5.3 to 5.7 kg/kWh, so a whole unit below 6.5 is a misprint that circulates in public tables.
void check_battery_mass(const ModuleType& type, TomlTable& table) {
  const auto mass = type.number("mass_operating");
  const auto energy = type.number("energy");
  if (type.word("chemistry") != "LFP" || !mass || !energy || *energy <= 0) return;
  const double ratio = *mass / *energy / kilogram_per_kwh;
  if (ratio >= 7.5) return;
  Finding& finding =
      table.fault_at(ratio < 6.5 ? cat::impossible : cat::unlikely, "mass_operating",
                     "an LFP battery of " + round_text(ratio, 3) + " kg/kWh is lighter than its cells allow",
                     "check mass and energy; built units weigh 7.5 to 10 kg/kWh");
  if (ratio >= 6.5) finding.severity = Severity::warning;
}

/// The checks that need the whole catalog; each finding points into the file that says so.
class CrossCheck {
 public:
  CrossCheck(const Catalog& catalog, const CatalogPlaces& places) : catalog_(catalog), places_(places) {
    for (const ModuleType& type : catalog.modules) names_.push_back(type.id);
  }

  std::vector<Finding> run() {
    if (catalog_.kinds.empty() || catalog_.modules.empty())
      add(cat::empty, Severity::error,
          catalog_.kinds.empty() ? "the catalog has no kinds" : "the catalog has no modules", {}, "",
          "a catalog holds kinds/, modules/, racks/, standards/, tests/ and grid/");
    check_prefixes();
    if (!catalog_.tests.empty()) check_families();
    for (const ModuleType& type : catalog_.modules) check_contained(type);
    for (const ModuleType& type : catalog_.modules) visit(type);
    return std::move(findings_);
  }

 private:
  void add(std::string_view code, Severity severity, std::string message, const Origin& origin, std::string_view path,
           std::string hint = {}) {
    findings_.push_back(places_.finding(code, severity, std::move(message), origin.file, path, std::move(hint)));
  }

  static std::string did_you_mean(const std::string& word, const std::vector<std::string>& names) {
    const std::string near = nearest(word, names);
    return near.empty() ? "" : "did you mean \"" + near + "\"?";
  }

  void check_prefixes() {
    std::map<std::string, const Kind*> owners;
    for (const Kind& kind : catalog_.kinds) {
      const auto [place, fresh] = owners.emplace(kind.prefix, &kind);
      if (!fresh && !kind.prefix.empty())
        add(cat::prefix_twice, Severity::error,
            "kinds \"" + place->second->id + "\" and \"" + kind.id + "\" both use the prefix " + kind.prefix,
            kind.origin, "prefix", "tags would not be unique");
    }
  }

  void check_families() {
    std::set<std::string> families;
    for (const TestItem& test : catalog_.tests) families.insert(test.family);
    const std::vector<std::string> names(families.begin(), families.end());
    for (const Kind& kind : catalog_.kinds)
      for (std::size_t i = 0; i < kind.test_families.size(); ++i) {
        const std::string& family = kind.test_families[i];
        if (families.contains(family)) continue;
        add(cat::unknown_reference, Severity::warning,
            "kind \"" + kind.id + "\" names the test family \"" + printable(family, 40) + "\", which has no tests",
            kind.origin, "tests." + std::to_string(i + 1), did_you_mean(family, names));
      }
  }

  static std::string place_of_part(std::size_t index) { return "contains." + std::to_string(index + 1) + ".module"; }

  void check_contained(const ModuleType& type) {
    for (std::size_t i = 0; i < type.contains.size(); ++i) {
      const std::string& part = type.contains[i].module;
      if (part.empty() || catalog_.module(part) != nullptr) continue;
      add(cat::unknown_reference, Severity::error,
          "\"" + type.id + "\" contains \"" + printable(part, 60) + "\", which is not in the catalog", type.origin,
          place_of_part(i), did_you_mean(part, names_));
    }
  }

  /// Depth-first search; a type met again while it is open contains itself.
  void visit(const ModuleType& type) {
    if (!done_.insert(type.id).second) return;
    open_.insert(type.id);
    for (std::size_t i = 0; i < type.contains.size(); ++i) {
      const ModuleType* inner = catalog_.module(type.contains[i].module);
      if (inner == nullptr) continue;
      if (open_.contains(inner->id))
        add(cat::contains_itself, Severity::error,
            "\"" + inner->id + "\" contains itself, by way of \"" + type.id + "\"", type.origin, place_of_part(i));
      else
        visit(*inner);
    }
    open_.erase(type.id);
  }

  const Catalog& catalog_;
  const CatalogPlaces& places_;
  std::vector<std::string> names_;
  std::vector<Finding> findings_;
  std::set<std::string> open_, done_;
};

}  // namespace

std::vector<Finding> cross_check(const Catalog& catalog, const CatalogPlaces& places) {
  return CrossCheck(catalog, places).run();
}

void check_plausible(const ModuleType& type, TomlTable& attributes) {
  check_order(type, attributes, {"_low", "_mid", "_high"});
  check_order(type, attributes, {"_min", "_mid", "_max"});
  check_container(type, attributes);
  check_battery_mass(type, attributes);
}

}  // namespace plinth
