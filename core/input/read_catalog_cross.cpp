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

Finding remark(std::string_view code, Severity severity, std::string message, const Origin& origin,
               std::string hint = {}) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  finding.origin = origin;
  finding.hint = std::move(hint);
  return finding;
}

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

void check_prefixes(const Catalog& catalog, std::vector<Finding>& findings) {
  std::map<std::string, const Kind*> owners;
  for (const Kind& kind : catalog.kinds) {
    const auto [place, fresh] = owners.emplace(kind.prefix, &kind);
    if (!fresh && !kind.prefix.empty())
      findings.push_back(
          remark(cat::prefix_twice, Severity::error,
                 "kinds \"" + place->second->id + "\" and \"" + kind.id + "\" both use the prefix " + kind.prefix,
                 kind.origin, "tags would not be unique"));
  }
}

void check_families(const Catalog& catalog, std::vector<Finding>& findings) {
  std::set<std::string> families;
  for (const TestItem& test : catalog.tests) families.insert(test.family);
  const std::vector<std::string> names(families.begin(), families.end());
  for (const Kind& kind : catalog.kinds)
    for (const std::string& family : kind.test_families) {
      if (families.contains(family)) continue;
      const std::string near = nearest(family, names);
      findings.push_back(
          remark(cat::unknown_reference, Severity::warning,
                 "kind \"" + kind.id + "\" names the test family \"" + printable(family, 40) + "\", which has no tests",
                 kind.origin, near.empty() ? "" : "did you mean \"" + near + "\"?"));
    }
}

void check_contained(const Catalog& catalog, std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const ModuleType& type : catalog.modules) names.push_back(type.id);
  for (const ModuleType& type : catalog.modules)
    for (const Contained& part : type.contains) {
      if (part.module.empty() || catalog.module(part.module) != nullptr) continue;
      const std::string near = nearest(part.module, names);
      findings.push_back(
          remark(cat::unknown_reference, Severity::error,
                 "\"" + type.id + "\" contains \"" + printable(part.module, 60) + "\", which is not in the catalog",
                 type.origin, near.empty() ? "" : "did you mean \"" + near + "\"?"));
    }
}

/// Depth-first search; a type met again while it is open contains itself.
class LoopSearch {
 public:
  LoopSearch(const Catalog& catalog, std::vector<Finding>& findings) : catalog_(catalog), findings_(findings) {}

  void visit(const ModuleType& type) {
    if (!done_.insert(type.id).second) return;
    open_.insert(type.id);
    for (const Contained& part : type.contains) {
      const ModuleType* inner = catalog_.module(part.module);
      if (inner == nullptr) continue;
      if (open_.contains(inner->id))
        findings_.push_back(remark(cat::contains_itself, Severity::error,
                                   "\"" + inner->id + "\" contains itself, by way of \"" + type.id + "\"",
                                   type.origin));
      else
        visit(*inner);
    }
    open_.erase(type.id);
  }

 private:
  const Catalog& catalog_;
  std::vector<Finding>& findings_;
  std::set<std::string> open_, done_;
};

}  // namespace

std::vector<Finding> cross_check(const Catalog& catalog) {
  std::vector<Finding> findings;
  if (catalog.kinds.empty() || catalog.modules.empty())
    findings.push_back(remark(cat::empty, Severity::error,
                              catalog.kinds.empty() ? "the catalog has no kinds" : "the catalog has no modules", {},
                              "a catalog holds kinds/, modules/, racks/, standards/, tests/ and grid/"));
  check_prefixes(catalog, findings);
  if (!catalog.tests.empty()) check_families(catalog, findings);
  check_contained(catalog, findings);
  LoopSearch search(catalog, findings);
  for (const ModuleType& type : catalog.modules) search.visit(type);
  return findings;
}

void check_plausible(const ModuleType& type, TomlTable& attributes) {
  check_order(type, attributes, {"_low", "_mid", "_high"});
  check_order(type, attributes, {"_min", "_mid", "_max"});
  check_container(type, attributes);
  check_battery_mass(type, attributes);
}

}  // namespace plinth
