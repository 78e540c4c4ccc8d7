// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/exporters/plant.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace plinth::test {
namespace {

struct Row {
  const char *kind, *prefix, *title, *zone, *colour;
};

constexpr Row kind_rows[] = {
    {"rack", "RACK", "Rack", "inside", "#7F7F7F"},
    {"it_pod", "POD", "IT pod", "block-it", "#59A14F"},
    {"cdu", "CDU", "Coolant distribution unit", "inside", "#4C78A8"},
    {"power_module", "PWR", "Power module", "block-power", "#F28E2B"},
    {"ups", "UPS", "UPS", "inside", "#FFBE7D"},
    {"dry_cooler", "DRC", "Dry cooler", "block-cooling", "#76B7B2"},
    {"fws_pump_skid", "PMP", "FWS pump skid", "block-cooling", "#499894"},
    {"mv_switchgear", "MVS", "MV switchgear", "yard-electrical", "#B07AA1"},
    {"intake", "UTL", "Utility intake", "yard-electrical", "#D4A6C8"},
    {"genset", "GEN", "Generating set", "yard-generator", "#E15759"},
    {"bess", "BESS", "Battery container", "yard-storage", "#EDC948"},
    {"busway", "BUS", "Busway", "route", "#9C755F"},
    {"mv_cable", "CBL", "MV cable", "route", "#BAB0AC"},
    {"pipe", "PIP", "Pipe", "route", "#4E79A7"},
};

Attribute number(double si, const char* unit, Dimension dimension) {
  return {si, unit, dimension, {"test data", "2026-01-15", Status::assumed, {}}};
}

ModuleType type(const char* id, const char* kind, Millimetres l, Millimetres w, Millimetres h, double cost, double mass,
                double weeks) {
  ModuleType t;
  t.id = id;
  t.kind = kind;
  t.title = std::string(id) + " by test";
  t.manufacturer = "Acme, Inc.";
  t.length = l;
  t.width = w;
  t.height = h;
  t.clearance = {1000, 1000, 500, 500, 0};
  t.attributes["cost_low"] = number(0.8 * cost, "USD", Dimension::money);
  t.attributes["cost_mid"] = number(cost, "USD", Dimension::money);
  t.attributes["cost_high"] = number(1.3 * cost, "USD", Dimension::money);
  t.attributes["price_year"] = number(2026, "", Dimension::ratio);
  t.attributes["mass_operating"] = number(mass, "kg", Dimension::mass);
  t.attributes["lead_time_mid"] = number(weeks * 604800.0, "week", Dimension::time);
  t.attributes["lead_time_max"] = number(1.5 * weeks * 604800.0, "week", Dimension::time);
  return t;
}

ModuleType stock(const char* id, const char* kind, double cost, double mass) {
  ModuleType t = type(id, kind, 1000, 100, 100, 0, 0, 12);
  for (const char* a : {"cost_low", "cost_mid", "cost_high", "mass_operating"}) t.attributes.erase(a);
  t.attributes["cost_per_length"] = number(cost, "USD/m", Dimension::money_per_length);
  t.attributes["mass_per_length"] = number(mass, "kg/m", Dimension::mass_per_length);
  return t;
}

Catalog plant_catalog() {
  Catalog c;
  for (const Row& r : kind_rows) {
    Kind k;
    k.id = r.kind;
    k.prefix = r.prefix;
    k.title = r.title;
    k.service = r.kind;
    k.zone = r.zone;
    k.colour = r.colour;
    k.codes = {{"hs", "8504.40"}, {"unspsc", "39121011"}};
    c.kinds.push_back(k);
  }
  c.modules = {type("rack-132", "rack", 600, 1200, 2300, 3000000, 1360, 30),
               type("pod-4", "it_pod", 12000, 6000, 3500, 400000, 25000, 32),
               type("cdu-1350", "cdu", 1243, 900, 2122, 90000, 1500, 22),
               type("pwr-2500", "power_module", 12192, 3000, 3200, 900000, 32000, 40),
               type("ups-1250", "ups", 2000, 900, 2000, 250000, 2400, 26),
               type("drc-900", "dry_cooler", 9000, 2400, 2700, 120000, 6000, 24),
               type("pmp-200", "fws_pump_skid", 3000, 2200, 2400, 60000, 2500, 20),
               type("mvs-12", "mv_switchgear", 9000, 3500, 3200, 700000, 18000, 60),
               type("utl-35", "intake", 4000, 3000, 3000, 200000, 9000, 50),
               type("gen-3000", "genset", 13000, 3500, 4000, 1500000, 45000, 80),
               type("bess-5", "bess", 6058, 2438, 2896, 1000000, 42000, 35),
               stock("bus-4000", "busway", 1800, 60),
               stock("cbl-240", "mv_cable", 90.5, 4.2),
               stock("pip-dn200", "pipe", 260, 45)};
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(c.kinds.begin(), c.kinds.end(), by_id);
  std::sort(c.modules.begin(), c.modules.end(), by_id);
  return c;
}

class Campus {
 public:
  explicit Campus(int blocks);
  Design finish();

 private:
  std::string put(const char* prefix, const char* module, int block, Millimetres x, Millimetres y, int rotation = 0);
  void inside(const std::string& parent, const char* prefix, int n, const char* module, Millimetres dx, Millimetres dy);
  void join(Medium medium, const std::string& from, const std::string& to, const char* item, int runs);
  void block(int number, Millimetres x, Millimetres y);
  Millimetres yard(int blocks, int across, Millimetres y);

  Design d_;
  std::map<std::string, int> count_;
  std::string mvs_a_;
};

std::string Campus::put(const char* prefix, const char* module, int block, Millimetres x, Millimetres y, int rotation) {
  const std::string tag = fmt::format("{}-{:02}", prefix, ++count_[prefix]);
  d_.layout.placements.push_back({tag, module, "", block, x, y, 0, rotation});
  const ModuleType* t = d_.catalog.module(module);
  d_.sizing.graph.nodes.push_back({tag, module, t->kind, t->kind, block, "", "", false, 0});
  return tag;
}

void Campus::inside(const std::string& parent, const char* prefix, int n, const char* module, Millimetres dx,
                    Millimetres dy) {
  const auto host = std::find_if(d_.layout.placements.begin(), d_.layout.placements.end(),
                                 [&](const Placement& p) { return p.tag == parent; });
  const std::string tag = fmt::format("{}.{}-{}", parent, prefix, n);
  const Placement at{tag, module, parent, host->block, host->x + dx, host->y + dy, host->z + 150, 0};
  d_.layout.placements.push_back(at);
  const ModuleType* t = d_.catalog.module(module);
  d_.sizing.graph.nodes.push_back({tag, module, t->kind, t->kind, at.block, "", parent, false, 0});
}

void Campus::join(Medium medium, const std::string& from, const std::string& to, const char* item, int runs) {
  const std::string id = fmt::format("E{:04}", d_.sizing.graph.edges.size() + 1);
  const auto centre = [&](const std::string& tag) {
    for (const Placement& p : d_.layout.placements)
      if (p.tag == tag) return footprint(*d_.catalog.module(p.module), p).centre();
    std::abort();
  };
  const PlanPoint a = centre(from), b = centre(to);
  d_.sizing.graph.edges.push_back({id, medium, "A", {from, "out"}, {to, "in"}, {100, "kVA"}, 50, 80, "", item, runs});
  const Millimetres length = std::abs(a.x - b.x) + std::abs(a.y - b.y) + 3000;
  d_.layout.routes.push_back({id, {a, {a.x, b.y}, b}, length});
}

void Campus::block(int number, Millimetres x, Millimetres y) {
  std::string coolers[6], pods[4];
  for (int i = 0; i < 6; ++i) coolers[i] = put("DRC", "drc-900", number, x + 2000 + i * 9000, y + 36000 + 500);
  const std::string pump = put("PMP", "pmp-200", number, x + 56000 + 500, y + 36500);
  for (int i = 0; i < 4; ++i) {
    pods[i] = put("POD", "pod-4", number, x + 2000 + i * 14000, y + 20000);
    inside(pods[i], "RACK", 1, "rack-132", 1500, 2000);
    inside(pods[i], "RACK", 2, "rack-132", 2300, 2000);
    inside(pods[i], "CDU", 1, "cdu-1350", 6000, 2000);
  }
  for (int i = 0; i < 5; ++i) {
    const std::string power = put("PWR", "pwr-2500", number, x + 2000 + i * 5000, y + 3000, 90);
    inside(power, "UPS", 1, "ups-1250", 300, 4000);
    join(Medium::mv, mvs_a_, power, "cbl-240", 2);
    if (i < 4) join(Medium::lv, power, pods[i], "bus-4000", 1);
  }
  for (const std::string& c : coolers) join(Medium::fws_supply, c, pump, "pip-dn200", 1);
  for (const std::string& p : pods) {
    join(Medium::fws_supply, pump, p, "pip-dn200", 1);
    join(Medium::fws_return, p, coolers[0], "pip-dn200", 1);
  }
  d_.layout.groups.push_back({fmt::format("Block {}", number), number, {x, y, x + 62000, y + 42000}});
}

/// Electrical yard at the gate, then generators and batteries in rows as wide as the blocks above them.
Millimetres Campus::yard(int blocks, int across, Millimetres y) {
  put("UTL", "utl-35", 0, 22000, y + 10000);
  mvs_a_ = put("MVS", "mvs-12", 0, 28000, y + 8000);
  put("MVS", "mvs-12", 0, 28000, y + 16000);
  d_.layout.groups.push_back({"Electrical yard", 0, {20000, y + 3000, 40000, y + 23000}});
  const Millimetres west = 45000, width = std::max(across * 72000LL - 35000, 40000LL);
  const auto rows = [&](const char* prefix, const char* module, int count, Millimetres pitch, Millimetres depth,
                        const char* name, Millimetres south) {
    const int per_row = static_cast<int>((width - 6000) / pitch);
    for (int i = 0; i < count; ++i)
      put(prefix, module, 0, west + 3000 + (i % per_row) * pitch, south + 3500 + (i / per_row) * depth, 90);
    const int used_rows = (count + per_row - 1) / per_row;
    const Millimetres north = south + 3500 + used_rows * depth;
    d_.layout.groups.push_back({name, 0, {west, south, west + 6000 + std::min(count, per_row) * pitch, north}});
    return north;
  };
  const Millimetres north = rows("GEN", "gen-3000", 4 * blocks, 5500, 17000, "Generator yard", y + 3000);
  return rows("BESS", "bess-5", 2 * blocks, 6000, 10000, "BESS yard", north + 6000);
}

Campus::Campus(int blocks) {
  d_.engine = "plinth 0.0.0-test";
  d_.spec.project.name = "Test campus";
  d_.spec.project.number = "007";
  d_.spec.project.need_by = "2028-03-01";
  d_.catalog = plant_catalog();
  int across = 1;
  while (across * across < blocks) ++across;
  const Millimetres road = yard(blocks, across, 10000) + 4000;
  Millimetres north = 0;
  for (int b = 0; b < blocks; ++b) {
    const Millimetres x = 20000 + (b % across) * 72000, y = road + 10000 + (b / across) * 52000;
    block(b + 1, x, y);
    north = std::max(north, y + 42000);
  }
  const Millimetres east = 30000 + std::max(across * 72000LL, 84000LL);
  d_.sizing.blocks = blocks;
  d_.spec.site.setback = Length{8.0};
  d_.spec.site.parcels = {{{{0, 0}, {east, 0}, {east, north + 20000}, {0, north + 28000}}, {}}};
  d_.spec.site.gates = {{"Main gate", {12000, 0}, Length{8.0}}};
  d_.layout.roads = {{"Spine road", "access", {9000, road, east - 10000, road + 6000}},
                     {"Gate road", "fire-lane", {9000, 0, 15000, road}}};
  d_.spec.site.keep_outs = {{"Wetland", {{{east - 9000, 0}, {east, 0}, {east, 9000}}, {}}, Length{3.0}}};
  d_.spec.site.existing = {
      {"Pump house",
       {{{2000, north + 6000}, {9000, north + 6000}, {9000, north + 12000}, {2000, north + 12000}}, {}},
       Length{4.5}}};
}

Design Campus::finish() {
  const auto by_tag = [](const auto& a, const auto& b) { return a.tag < b.tag; };
  std::sort(d_.layout.placements.begin(), d_.layout.placements.end(), by_tag);
  std::sort(d_.sizing.graph.nodes.begin(), d_.sizing.graph.nodes.end(), by_tag);
  Finding f;
  f.code = "CLR02";
  f.message = "DRC-01 and DRC-02 stand too close";
  f.tags = {"DRC-01", "DRC-02"};
  const Placement* a = d_.layout.placement("DRC-01");
  const Rect foot = footprint(*d_.catalog.module(a->module), *a);
  f.marks = {{foot.x1, foot.y0}, {foot.x1 + 400, foot.y0}};
  d_.report.findings.push_back(f);
  return d_;
}

}  // namespace

Design plant(int blocks) { return Campus(blocks).finish(); }

}  // namespace plinth::test
