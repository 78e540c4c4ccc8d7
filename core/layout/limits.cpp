// SPDX-License-Identifier: Apache-2.0
#include "core/layout/limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace plinth::layout {
namespace {

struct Lookup {
  const Catalog& catalog;
  std::string_view jurisdiction;
  LimitsRead* read;

  [[nodiscard]] const Limit* limit(std::string_view id) const {
    const Limit* found = catalog.limit(id, jurisdiction);
    if (found != nullptr && read != nullptr) read->emplace(id);
    return found;
  }
  [[nodiscard]] std::optional<Millimetres> find(std::string_view id) const {
    const Limit* limit = this->limit(id);
    if (limit == nullptr) return std::nullopt;
    return std::max<Millimetres>(0, millimetres_up(limit->si));
  }
  [[nodiscard]] Millimetres get(std::string_view id, Millimetres otherwise) const {
    return find(id).value_or(otherwise);
  }
};

constexpr std::array kRowUses{RowUse::cooling,    RowUse::it,        RowUse::power,
                              RowUse::electrical, RowUse::generator, RowUse::storage};

std::string_view text(RowUse use) {
  static constexpr std::array<std::string_view, kRowUses.size()> names{"cooling",    "it",        "power",
                                                                       "electrical", "generator", "storage"};
  return names[static_cast<std::size_t>(use)];
}

/// Rows that may stand next to each other, south before north.
constexpr std::array<std::pair<RowUse, RowUse>, 9> kNeighbours{{{RowUse::cooling, RowUse::cooling},
                                                                {RowUse::cooling, RowUse::it},
                                                                {RowUse::cooling, RowUse::power},
                                                                {RowUse::it, RowUse::it},
                                                                {RowUse::it, RowUse::power},
                                                                {RowUse::power, RowUse::power},
                                                                {RowUse::electrical, RowUse::electrical},
                                                                {RowUse::generator, RowUse::generator},
                                                                {RowUse::storage, RowUse::storage}}};

/// What a few cables of each path take across at the two sides of a corridor.
constexpr Millimetres kTwoTracks = 400;

DuctRoom ducts_of(const Lookup& lookup) {
  DuctRoom d;
  d.apart = lookup.get("routing.separation.yard", d.apart);
  d.margin = lookup.get("routing.margin", d.margin);
  d.spacing = lookup.get("routing.spacing.duct", d.spacing);
  d.both_paths = d.apart + 2 * d.margin + kTwoTracks;
  if (const Limit* rows = lookup.limit("routing.tiers.duct"))
    d.rows = std::max<Millimetres>(1, static_cast<Millimetres>(rows->si));
  if (const Limit* fill = lookup.limit("routing.fill.duct")) d.fill = std::max(fill->si, 0.01);
  return d;
}

}  // namespace

std::string aisle_rule(RowUse south, RowUse north) {
  std::string id = "layout.aisle." + std::string(text(south));
  return south == north ? id : id + "_" + std::string(text(north));
}

std::string gap_rule(RowUse row) { return "layout.gap." + std::string(text(row)); }

Millimetres millimetres_up(double metres) { return static_cast<Millimetres>(std::ceil(metres * 1000.0 - 1e-6)); }

Limits limits_of(const Catalog& catalog, Jurisdiction jurisdiction, LimitsRead* read) {
  const Lookup lookup{catalog, text(jurisdiction), read};
  const bool us = jurisdiction == Jurisdiction::us, cn = jurisdiction == Jurisdiction::cn;
  Limits l;
  l.lane = std::max(lookup.get("road.fire_lane.width", cn ? 4000 : 6100), lookup.get("road.delivery.width", 0));
  l.lane = (std::max<Millimetres>(l.lane, 2000) + 1) / 2 * 2;  // even: its middle line is a whole millimetre
  l.reach = lookup.get("road.reach", 45700);
  l.crane = lookup.get("crane.radius", 30000);
  l.ducts = ducts_of(lookup);
  l.aisle = lookup.get("layout.aisle", 1500);
  for (const auto& [south, north] : kNeighbours) {
    const std::string id = aisle_rule(south, north);
    l.aisles[id] = std::max(l.aisle, lookup.get(id, l.aisle));
  }
  for (const RowUse row : kRowUses) {
    const std::string id = gap_rule(row);
    l.gaps[id] = lookup.get(id, 0);
  }
  l.openings = lookup.get("bess.separation.openings", 0);
  l.verge = lookup.get("layout.verge", 0);
  l.verge_bess = std::max(l.verge, lookup.get("bess.separation.road", 0));
  l.verge_liquid = std::max(l.verge, lookup.get("bollard.distance", 0));
  l.unit = lookup.get("bess.separation.unit", us ? 910 : cn ? 4000 : 3000);
  l.exposure = lookup.get("bess.separation.exposure", us ? 3050 : 6000);
  l.pcs = lookup.get("bess.separation.pcs", l.exposure);
  l.to_liquid = std::max(l.exposure, lookup.get("bess.separation.liquid_transformer", l.exposure));
  l.lot_line = std::max(l.exposure, lookup.get("bess.separation.lot_line", l.exposure));
  l.building = std::max(l.exposure, lookup.get("bess.separation.building", l.exposure));
  return l;
}

Millimetres liquid_separation(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type,
                              LimitsRead* read) {
  const std::string liquid = type.word("cooling_class");
  if (liquid == "dry") return 0;
  const Lookup lookup{catalog, text(jurisdiction), read};
  Millimetres separation = lookup.get("transformer.separation", 0);
  bool known = separation > 0;
  const double volume = type.number("liquid_volume").value_or(0.0);
  for (int step = 1; step <= 9; ++step) {
    const std::string id =
        "transformer.class." + (liquid.empty() ? "mineral-oil" : liquid) + "." + std::to_string(step);
    const Limit* from = lookup.limit(id + ".from");
    if (from == nullptr) break;
    known = true;
    if (volume >= from->si) separation = std::max(separation, lookup.get(id + ".separation", 0));
  }
  if (known) return separation;
  return jurisdiction == Jurisdiction::us ? 1500 : jurisdiction == Jurisdiction::cn ? 5000 : 3000;
}

Millimetres oil_spacing(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type, LimitsRead* read) {
  if (type.word("cooling_class") != "mineral-oil") return 0;
  const Lookup lookup{catalog, text(jurisdiction), read};
  const Limit* volume = lookup.limit("transformer.oil.volume");
  if (volume == nullptr || type.number("liquid_volume").value_or(0.0) < volume->si) return 0;
  const double voltage = type.number("primary_voltage_max").value_or(0.0);
  Millimetres spacing = 0;
  for (int step = 1; step <= 9; ++step) {
    const std::string id = "transformer.oil.voltage." + std::to_string(step);
    const Limit* from = lookup.limit(id + ".from");
    if (from == nullptr) break;
    if (voltage >= from->si) spacing = std::max(spacing, lookup.get(id + ".separation", 0));
  }
  return spacing;
}

}  // namespace plinth::layout
