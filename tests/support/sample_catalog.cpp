// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tests/support/sample_design.h"

namespace plinth::test {
namespace {

struct PortRow {
  const char* name;
  Medium medium;
  bool inlet;
  Face face;
  double along;
};

struct TypeRow {
  const char* kind;
  const char* prefix;
  const char* zone;
  const char* service;
  const char* colour;
  Millimetres length, width, height;
  Clearances clearance;
  std::vector<PortRow> ports;
  std::vector<std::pair<const char*, double>> numbers;  // SI
};

constexpr bool kIn = true, kOut = false;

Port port_of(const PortRow& row, const ModuleType& type) {
  const auto part = [&](Millimetres size) {
    return static_cast<Millimetres>(std::llround(row.along * static_cast<double>(size)));
  };
  Port port{row.name, row.medium, row.inlet, row.face, 0, 0, type.height / 2, "", "", ""};
  if (row.face == Face::front || row.face == Face::back || row.face == Face::top) port.x = part(type.length);
  if (row.face == Face::left || row.face == Face::right) port.y = part(type.width);
  if (row.face == Face::right) port.x = type.length;
  if (row.face == Face::back) port.y = type.width;
  if (row.face == Face::top) {
    port.y = type.width / 2;
    port.z = type.height;
  }
  return port;
}

Attribute number_attribute(double si, Dimension dimension, std::string unit) {
  Attribute a;
  a.value = si;
  a.unit = std::move(unit);
  a.dimension = dimension;
  a.provenance = {"synthetic", "2026-01-01", Status::assumed, {}};
  return a;
}

Attribute plain_attribute(std::variant<double, std::string, bool, Curve, std::vector<std::string>> value) {
  Attribute a;
  a.value = std::move(value);
  a.provenance = {"synthetic", "2026-01-01", Status::assumed, {}};
  return a;
}

ModuleType type_of(const TypeRow& row) {
  ModuleType type;
  type.id = std::string(row.kind) + "-sample";
  std::replace(type.id.begin(), type.id.end(), '_', '-');
  type.kind = row.kind;
  type.title = std::string("Sample ") + row.kind;
  type.manufacturer = "Sample";
  type.part_number = std::string(row.prefix) + "-1";
  type.length = row.length;
  type.width = row.width;
  type.height = row.height;
  type.clearance = row.clearance;
  for (const PortRow& p : row.ports) type.ports.push_back(port_of(p, type));
  const double volume = static_cast<double>(row.length) * 1e-9 * static_cast<double>(row.width * row.height);
  type.attributes["mass_operating"] = number_attribute(std::round(250.0 * volume), Dimension::mass, "kg");
  type.attributes["cost_mid"] = number_attribute(std::round(20000.0 * volume), Dimension::money, "USD");
  type.attributes["lead_time_mid"] = number_attribute(20 * 604800.0, Dimension::time, "week");
  type.attributes["transport"] = plain_attribute(std::string("iso40"));
  type.attributes["outdoor"] = plain_attribute(std::string_view(row.zone) != "inside");
  for (const auto& [name, si] : row.numbers) type.attributes[name] = number_attribute(si, Dimension::power, "kW");
  return type;
}

using enum Face;
using M = Medium;

std::vector<TypeRow> inside_rows() {
  const std::vector<PortRow> lv2{{"lv_a", M::lv, kIn, top, 0.25}, {"lv_b", M::lv, kIn, top, 0.75}};
  std::vector<TypeRow> rows{
      {"rack", "RACK", "inside", "rack", "#555555", 600, 1200, 2300, {1000, 800, 0, 0, 0}, lv2, {{"power_tdp", 132e3}}},
      {"cdu", "CDU", "inside", "cdu", "#4C78A8", 1200, 900, 2100, {800, 0, 0, 0, 0}, lv2, {{"rated_heat", 800e3}}},
      {"fan_wall", "FAN", "inside", "fan_wall", "#72B7B2", 2400, 900, 2600, {600, 0, 0, 0, 0}, lv2, {}},
      {"ups", "UPS", "inside", "ups", "#E45756", 1800, 900, 2000, {1000, 0, 0, 0, 0}, {}, {{"rated_power", 500e3}}},
      {"ups_battery", "BAT", "inside", "ups_battery", "#54A24B", 600, 900, 2000, {1000, 0, 0, 0, 0}, {}, {}},
      {"transformer", "XFR", "inside", "transformer", "#B279A2", 2200, 1600, 2200, {500, 0, 0, 0, 0}, {}, {}},
      {"rmu", "RMU", "inside", "rmu", "#9D755D", 1200, 900, 1800, {800, 0, 0, 0, 0}, {}, {}},
      {"lv_board", "LVB", "inside", "lv_board", "#F58518", 2400, 800, 2200, {1000, 0, 0, 0, 0}, {}, {}},
  };
  for (const auto& [name, medium, inlet, along] :
       {std::tuple{"tcs_supply", M::tcs_supply, kIn, 0.4}, std::tuple{"tcs_return", M::tcs_return, kOut, 0.6}})
    rows[0].ports.push_back({name, medium, inlet, back, along});
  rows[1].ports.insert(rows[1].ports.end(), {{"fws_supply", M::fws_supply, kIn, back, 0.2},
                                             {"fws_return", M::fws_return, kOut, back, 0.4},
                                             {"tcs_supply", M::tcs_supply, kOut, back, 0.6},
                                             {"tcs_return", M::tcs_return, kIn, back, 0.8}});
  rows[2].ports.insert(rows[2].ports.end(),
                       {{"chw_supply", M::chw_supply, kIn, back, 0.3}, {"chw_return", M::chw_return, kOut, back, 0.6}});
  return rows;
}

std::vector<TypeRow> block_rows() {
  const std::vector<PortRow> mv2{{"mv_in_a", M::mv, kIn, left, 0.3}, {"mv_in_b", M::mv, kIn, left, 0.7}};
  std::vector<PortRow> power = mv2, pod{{"lv_a", M::lv, kIn, left, 0.3}, {"lv_b", M::lv, kIn, left, 0.7}}, cooler = pod,
                       pump = pod, chiller = pod, header;
  power.push_back({"lv_out", M::lv, kOut, right, 0.5});
  pod.insert(pod.end(), {{"fws_supply", M::fws_supply, kIn, right, 0.2},
                         {"fws_return", M::fws_return, kOut, right, 0.4},
                         {"chw_supply", M::chw_supply, kIn, right, 0.6},
                         {"chw_return", M::chw_return, kOut, right, 0.8}});
  cooler.insert(cooler.end(),
                {{"fws_return", M::fws_return, kIn, right, 0.3}, {"fws_supply", M::fws_supply, kOut, right, 0.7}});
  chiller.insert(chiller.end(),
                 {{"chw_return", M::chw_return, kIn, right, 0.3}, {"chw_supply", M::chw_supply, kOut, right, 0.7}});
  std::vector<PortRow> chw_pump = pump;
  pump.insert(pump.end(),
              {{"fws_supply_in", M::fws_supply, kIn, right, 0.3}, {"fws_supply_out", M::fws_supply, kOut, right, 0.7}});
  chw_pump.insert(chw_pump.end(), {{"chw_supply_in", M::chw_supply, kIn, right, 0.3},
                                   {"chw_supply_out", M::chw_supply, kOut, right, 0.7}});
  double along = 0.1;
  for (const char* name : {"fws_supply", "fws_return", "chw_supply", "chw_return"}) {
    static const std::map<std::string, std::pair<const char*, const char*>> ends{
        {"fws_supply", {"fws_supply_in", "fws_supply_out"}},
        {"fws_return", {"fws_return_in", "fws_return_out"}},
        {"chw_supply", {"chw_supply_in", "chw_supply_out"}},
        {"chw_return", {"chw_return_in", "chw_return_out"}}};
    const Medium medium = std::string_view(name) == "fws_supply"   ? M::fws_supply
                          : std::string_view(name) == "fws_return" ? M::fws_return
                          : std::string_view(name) == "chw_supply" ? M::chw_supply
                                                                   : M::chw_return;
    header.push_back({ends.at(name).first, medium, kIn, front, along});
    header.push_back({ends.at(name).second, medium, kOut, back, along});
    along += 0.2;
  }
  header.push_back({"tank", M::fws_supply, kOut, back, 0.95});
  return {
      {"it_pod", "POD", "block-it", "it_pod", "#4C78A8", 12192, 3600, 3500, {1000, 1000, 1500, 1500, 0}, pod, {}},
      {"power_module",
       "PWR",
       "block-power",
       "power_module",
       "#E45756",
       12192,
       3000,
       3000,
       {1500, 1000, 1200, 1200, 0},
       power,
       {{"rated_power", 1500e3}}},
      {"mv_lv_skid",
       "MLS",
       "block-power",
       "mechanical_power",
       "#FF9DA6",
       6058,
       2438,
       2896,
       {1200, 1000, 1000, 1000, 0},
       power,
       {}},
      {"dry_cooler",
       "DRC",
       "block-cooling",
       "heat_rejection",
       "#72B7B2",
       11000,
       2300,
       2600,
       {1800, 1800, 1000, 1000, 0},
       cooler,
       {{"rated_heat", 1400e3}}},
      {"chiller",
       "CHL",
       "block-cooling",
       "chiller",
       "#54A24B",
       9000,
       2300,
       2600,
       {1800, 1800, 1000, 1000, 0},
       chiller,
       {}},
      {"fws_pump_skid",
       "PMP",
       "block-cooling",
       "fws_pump",
       "#EECA3B",
       3000,
       2000,
       2400,
       {1000, 600, 600, 600, 0},
       pump,
       {}},
      {"chw_pump_skid",
       "CWP",
       "block-cooling",
       "chw_pump",
       "#EECA3B",
       3000,
       2000,
       2400,
       {1000, 600, 600, 600, 0},
       chw_pump,
       {}},
      {"header_skid",
       "HDR",
       "block-cooling",
       "header",
       "#B279A2",
       4000,
       2000,
       2500,
       {800, 800, 600, 600, 0},
       header,
       {}},
      {"buffer_tank",
       "TNK",
       "block-cooling",
       "buffer_tank",
       "#9D755D",
       2500,
       2500,
       4000,
       {600, 600, 600, 600, 0},
       {{"tank", M::fws_supply, kIn, back, 0.5}},
       {}},
  };
}

std::vector<TypeRow> yard_rows() {
  const PortRow gen_out{"mv_out", M::mv, kOut, left, 0.5}, fuel_in{"fuel_in", M::fuel, kIn, right, 0.5};
  const std::vector<PortRow> out2{{"out_a", M::mv, kOut, back, 0.3}, {"out_b", M::mv, kOut, back, 0.7}};
  std::vector<PortRow> gsw = out2;
  gsw.push_back({"gen_in", M::mv, kIn, front, 0.5});
  return {
      {"intake",
       "UTL",
       "yard-electrical",
       "intake",
       "#54A24B",
       3000,
       2500,
       2800,
       {1500, 1500, 1000, 1000, 0},
       out2,
       {}},
      {"main_transformer",
       "MTX",
       "yard-electrical",
       "main_transformer",
       "#B279A2",
       7000,
       5000,
       5500,
       {1500, 1500, 1500, 1500, 0},
       {{"hv_in", M::mv, kIn, front, 0.5}, {"mv_out_a", M::mv, kOut, back, 0.3}, {"mv_out_b", M::mv, kOut, back, 0.7}},
       {}},
      {"mv_switchgear",
       "MVS",
       "yard-electrical",
       "mv_switchgear",
       "#F58518",
       12192,
       3500,
       3200,
       {1500, 1000, 1200, 1200, 0},
       {{"incomer", M::mv, kIn, front, 0.3}, {"gen_in", M::mv, kIn, front, 0.7}, {"feeder", M::mv, kOut, back, 0.5}},
       {}},
      {"control_room",
       "CTL",
       "yard-electrical",
       "control_room",
       "#BAB0AC",
       9000,
       3500,
       3000,
       {1500, 500, 500, 1200, 0},
       {{"lv_a", M::lv, kIn, back, 0.3}, {"lv_b", M::lv, kIn, back, 0.7}},
       {}},
      {"genset",
       "GEN",
       "yard-generator",
       "genset",
       "#9D755D",
       13000,
       3200,
       4000,
       {1500, 1500, 1000, 3000, 0},
       {gen_out, fuel_in},
       {{"rated_power", 2500e3}}},
      {"generator_switchgear",
       "GSW",
       "yard-generator",
       "generator_switchgear",
       "#F58518",
       9000,
       3000,
       3000,
       {1500, 1000, 1000, 1000, 0},
       gsw,
       {}},
      {"fuel_tank",
       "FUT",
       "yard-generator",
       "fuel_tank",
       "#BAB0AC",
       8000,
       2600,
       2900,
       {1000, 1000, 1000, 1000, 0},
       {{"fuel_out", M::fuel, kOut, front, 0.5}},
       {}},
      {"bess",
       "BESS",
       "yard-storage",
       "bess",
       "#54A24B",
       6058,
       2438,
       2896,
       {900, 150, 150, 900, 0},
       {{"dc", M::dc, kOut, right, 0.5}},
       {{"power", 2000e3}}},
      {"pcs",
       "PCS",
       "yard-storage",
       "pcs",
       "#E45756",
       6058,
       2438,
       2896,
       {1200, 900, 900, 900, 0},
       {{"dc", M::dc, kIn, front, 0.5}, {"mv", M::mv, kOut, back, 0.5}},
       {}},
  };
}

ModuleType stock(const char* id, const char* kind) {
  ModuleType type;
  type.id = id;
  type.kind = kind;
  type.title = std::string("Sample ") + kind;
  type.length = 1000;
  type.width = 200;
  type.height = 200;
  type.attributes["cost_per_length"] = number_attribute(300, Dimension::money_per_length, "USD/m");
  type.attributes["mass_per_length"] = number_attribute(20, Dimension::mass_per_length, "kg/m");
  type.attributes["lead_time_mid"] = number_attribute(8 * 604800.0, Dimension::time, "week");
  type.attributes["transport"] = plain_attribute(std::string("crate"));
  return type;
}

}  // namespace

Catalog sample_catalog() {
  Catalog catalog;
  for (const auto& rows : {inside_rows(), block_rows(), yard_rows()})
    for (const TypeRow& row : rows) {
      Kind kind;
      kind.id = row.kind;
      kind.title = row.kind;
      kind.prefix = row.prefix;
      kind.service = row.service;
      kind.zone = row.zone;
      kind.colour = row.colour;
      catalog.kinds.push_back(kind);
      catalog.modules.push_back(type_of(row));
    }
  for (const auto& [id, kind, prefix] :
       {std::tuple{"busway-sample", "busway", "BUS"}, std::tuple{"mv-cable-sample", "mv_cable", "CBL"},
        std::tuple{"pipe-dn150-sample", "pipe", "PIP"}}) {
    Kind route_kind;
    route_kind.id = kind;
    route_kind.title = kind;
    route_kind.prefix = prefix;
    route_kind.zone = "route";
    route_kind.colour = "#888888";
    catalog.kinds.push_back(route_kind);
    catalog.modules.push_back(stock(id, kind));
  }
  std::sort(catalog.kinds.begin(), catalog.kinds.end(), [](const Kind& a, const Kind& b) { return a.id < b.id; });
  std::sort(catalog.modules.begin(), catalog.modules.end(),
            [](const ModuleType& a, const ModuleType& b) { return a.id < b.id; });
  return catalog;
}

}  // namespace plinth::test
