// SPDX-License-Identifier: Apache-2.0
#include "core/model/data_rule.h"

#include <array>

#include "core/base/assert.h"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 7> kPlaces{"lot-line",  "building", "keep-out",  "road",
                                                  "fire-lane", "gate",     "connection"};
constexpr std::array<std::string_view, 8> kThings{"loop",      "circuit", "bus",  "selection",
                                                  "fire-lane", "road",    "gate", "building"};
constexpr std::array<std::string_view, 10> kSources{"ledger", "site",     "selection", "count",      "sum",
                                                    "least",  "greatest", "evidence",  "foundation", "stand"};
constexpr std::array<std::string_view, 14> kSiteFigures{"elevation",
                                                        "setback",
                                                        "max_height",
                                                        "utility.voltage",
                                                        "utility.capacity",
                                                        "utility.short_circuit",
                                                        "utility.power_factor",
                                                        "climate.dry_bulb",
                                                        "climate.wet_bulb",
                                                        "climate.minimum",
                                                        "power.ups_autonomy",
                                                        "power.backup_autonomy",
                                                        "it.supply_temperature",
                                                        "it.growth"};

}  // namespace

std::span<const std::string_view> places_of_rules() { return kPlaces; }
std::span<const std::string_view> things_of_rules() { return kThings; }
std::span<const std::string_view> sources_of_rules() { return kSources; }
std::span<const std::string_view> site_figures_of_rules() { return kSiteFigures; }

std::string_view text(RuleTypes type) {
  switch (type) {
    case RuleTypes::distance:
      return "distance";
    case RuleTypes::ratio:
      return "ratio";
    case RuleTypes::count:
      return "count";
    case RuleTypes::presence:
      return "presence";
  }
  fail_assertion("type", "unknown type of rule");
}

}  // namespace plinth
