// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/model/rich_design.h"

namespace plinth::test {
namespace {

Provenance provenance(int line) {
  return {"Vendor data sheet 7, \"rev. B\"", "2026-05-01", Status::confirmed, {"modules/x.toml", line, 3}};
}

SiteSpec rich_site() {
  SiteSpec s;
  s.project = {"Riverbend – Süd", "P-17", "C", "EUR", "2028-06-01", "2027-01-15", "2026-12-01", Jurisdiction::eu};
  s.rules = {{"fm", "co/"}, {{"SITE01", Severity::info}}, "required"};
  s.evidence = {{"fence_height", "GEN-01", 2.2, Dimension::length, "2.2 m", "C-1", "2027-01-01", {"site.toml", 9, 1}},
                {}};
  s.site.parcels = {{{{0, 0}, {260'000, 0}, {260'000, 180'001}, {0, 180'000}}, {{{5, 5}, {5, 15}, {15, 15}}}},
                    {{{300'000, 0}, {400'000, 0}, {300'000, 100'000}}, {}}};
  s.site.boundary_source = "parcel.geojson";
  s.site.projection = "tmerc at 52.1 N 4.3 E";
  s.site.setback = 7.62 * metre;
  s.site.elevation = -3.3 * metre;
  s.site.max_height = 12.0 * metre;
  s.site.keep_outs = {{"wetland", {{{50'000, 50'000}, {60'000, 50'000}, {50'000, 60'000}}, {}}, 4.5 * metre, true}};
  s.site.gates = {{"south", {130'000, 0}, 8.0 * metre}};
  s.site.existing = {{"barn", {{{90'000, 90'000}, {99'000, 90'000}, {90'000, 99'000}}, {}}, 6.1 * metre}};
  s.site.edges = {{{0, 0}, {260'000, 0}, 15.24 * metre}};
  s.site.grid = {12.5, 12.5, true};
  s.site.laydown = Area{812.5};
  s.site.roads = {{"SR 9", {{-50'000, -8'000}, {300'000, -8'001}}, 7.3 * metre}};
  s.ground = {{{150e3}}, {{0.8}}, 0.015, 1.5, 0.25};
  s.utility = {PlanPoint{0, 90'000}, 34.5 * kV, 40.0 * MVA, 1500.0 * MVA, 22.5, {0.95}, "ercot", {60.0}};
  s.climate = {from_degC(39.7), from_degC(25.1), from_degC(-23.3), "de_bilt.epw", 225.5, {47.5}};
  s.it = {20.0 * MW,
          10'800.0,
          117.5 * kW,
          "gb300-nvl72",
          {{"gb300-nvl72", 48, {}, {}, {}, {}}, {"storage", 3, 1.2 * MW, 72.0, 0.25, 9.5 * kW}},
          from_degC(40),
          0.15,
          0.76,
          "scalable-unit"};
  s.power = {Redundancy::three_n_2, 5.0 * minute, "diesel", Redundancy::n_plus_2, 24.0 * hour, "data-centre",
             100.0 * hour,          "discrete",   "800vdc"};
  s.storage = {{"ramp", "peak-shaving"},
               "load.csv",
               "prices.csv",
               "pv.csv",
               {2.0 * second, {1e6, 2.5e6}},
               {1.0 * hour, {-3.25, 88.1}},
               {},
               Redundancy::n_plus_2,
               "ups",
               8.25 * MW,
               15.0 * minute,
               3.3 * MW,
               2.0 * hour,
               17.7 * MW};
  s.cooling = {Redundancy::two_n, Rejection::adiabatic, "pg40", Isolation::double_block};
  s.objective = Objective::weighted;
  s.prices = {500.0, 12'000.0, 25.5};
  s.catalog = {{"vendor/"}, {"cdu-a", "cdu-b"}, {"cdu-c"}, 52.0 * week};
  s.extras = {{"fire_pump", "security"}};
  s.pins = {{"CDU-01", {1'234, -5'678}, 270, {"site.toml", 40, 1}, true}};
  s.layout = {"spine", {{"area", 0.02}, {"route", 1.5}}};
  s.zones = {{"south", "storage", {{{0, 0}, {9'000, 0}, {0, 9'000}}, {}}, {"site.toml", 50, 1}}};
  s.adjacencies = {{"bess", "pod", {}, 30.5 * metre, {"site.toml", 54, 1}},
                   {"CDU-01", "it", 12.0 * metre, {}, {"site.toml", 58, 1}}};
  s.waivers = {{"SITE01", "CDU-01", "agreed with the owner", "J. Doe", "2027-01-01", {"site.toml", 44, 1}}};
  s.origins = {{"it.load", {"site.toml", 12, 8}}, {"project.name", {"site.toml", 3, 8}}};
  s.texts = {{"it.load", "20 MW"}, {"project.name", "Riverbend – Süd"}};
  s.defaults = {{"it.supply_temperature", "40 degC", "W40 of the facility water classes"}};
  return s;
}

ModuleType rich_module() {
  ModuleType m;
  m.id = "cdu-vendor-1350";
  m.kind = "cdu";
  m.title = "Coolant distribution unit\t1350";
  m.manufacturer = "Vendor";
  m.part_number = "V\\1350";
  m.length = 1'243;
  m.width = 900;
  m.height = 2'122;
  m.clearance = {914, 600, 1, 2, 3};
  m.ports = {{"fws_supply", Medium::fws_supply, false, Face::back, 310, 900, 1'061, "DN150", "PN16", "fws_supply"}};
  m.purposes = {{Face::back, "air", 600}, {Face::top, "lift", 3}};
  m.provenance = {{"source", provenance(2)}, {"envelope.length", provenance(9)}};
  m.contains = {{"pump-7", 2, 8}};
  m.attributes["rated_heat"] = {1350e3 + 1.0 / 3, "kW", Dimension::power, provenance(20)};
  m.attributes["chemistry"] = {std::string("LFP"), "", Dimension::mass, provenance(21)};
  m.attributes["outdoor"] = {true, "", Dimension::time, provenance(22)};
  m.attributes["efficiency"] = {Curve{{{0.25, 0.96}, {1.0, 0.965}}, Dimension::power, Dimension::voltage}, "%",
                                Dimension::power_factor, provenance(23)};
  m.attributes["standards"] = {std::vector<std::string>{"UL 9540A", "IEC 62933"}, "", Dimension::angle, provenance(24)};
  m.codes = {{"hs", "8419.89"}, {"unspsc", "40101800"}};
  m.origin = {"modules/cdu/x.toml", 1, 1};
  return m;
}

Catalog rich_catalog() {
  Catalog c;
  Kind kind;
  kind.id = "cdu";
  kind.title = "Coolant distribution unit";
  kind.prefix = "CDU";
  kind.service = "cdu";
  kind.zone = "inside";
  kind.colour = "#4C78A8";
  kind.attributes = {{"rated_heat", Dimension::power, "number", true, "heat moved", Dimension::flow, {"a", "b"}}};
  kind.test_families = {"enclosure", "cdu"};
  kind.codes = {{"hs", "8419.89"}};
  kind.need = Need{"module", "rack", 0.25, "demand.it", "rated_heat", "N+1", "electrical_power", "one for four"};
  kind.solids = {{"drum", 0, 0.5, 0.125, 1, 0, 1}};
  kind.bom = {{"Slab", "length * width", "MTK", "site work"}};
  kind.origin = {"kinds/cdu.toml", 2, 1};
  c.kinds = {kind};
  c.modules = {rich_module()};
  c.limits = {
      {"bess.separation", "us", "NFPA 855 (2023)", 3.048, "ft", Dimension::length, "exposures", provenance(30)}};
  c.tests = {{"CD-01",
              "cdu",
              "rated_heat > 0",
              "pressure test",
              "hold",
              "gauge",
              "no leak at {p}",
              {{"p", "1.5 * design_pressure [bar]"}},
              "H",
              "L2",
              "EN 805",
              provenance(31)}};
  c.grid_profiles = {{"ercot",
                      "ERCOT large load",
                      "NOGRR 282",
                      20.0 * MW_per_min,
                      10.0 * MW,
                      5.0 * second,
                      0.0025,
                      2.5 * MW,
                      {0.1},
                      {2.5},
                      10.0 * MW,
                      2.0 * second,
                      {{0.2, {0.15}}, {0.8, {0.5}}},
                      provenance(32)}};
  return c;
}

Sizing rich_sizing() {
  Sizing s;
  s.demand = {20.0 * MW, 17.0123456789 * MW, 2.99 * MW, {1.0 / 3}, 0.7 * MW, 23.9 * MW, 25.2 * MVA, 152};
  s.selection = {{"cdu", "cdu-vendor-1350", 14.5, 1, 16, {1.25, "MW"}, 0.9, 0.97, "N+1 per block"}};
  s.objective = {"cost", 81.25e6, 81.0e6, 0.003, true, "USD", "every combination tried"};
  s.graph.nodes = {{"CDU-01", "cdu-vendor-1350", "cdu", "cdu", 1, "A", "CDU-02", true, 12.5},
                   {"CDU-02", "cdu-vendor-1350", "cdu", "cdu", 2, "B", "CDU-01", true, 12.4}};
  s.graph.edges = {{"E0001",
                    Medium::tcs_return,
                    "R",
                    {"CDU-01", "tcs_return"},
                    {"CDU-02", "tcs_supply"},
                    {1500, "L/min"},
                    900.1,
                    1400.2,
                    "13.8 kV",
                    "cdu-vendor-1350",
                    3}};
  LedgerEntry leaf{"demand.it", EntryKind::input, 20,       "MW",    "IT load",
                   "1 + 1",     {{"Q", "x"}},     "stated", "20 MW", {"site.toml", 12, 8}};
  LedgerEntry other = leaf;
  other.id = "a.first";
  other.kind = EntryKind::assumption;
  s.ledger = Ledger::from_entries({{leaf.id, leaf}, {other.id, other}});
  s.blocks = 3;
  return s;
}

Layout rich_layout() {
  Layout l;
  l.placements = {{"CDU-01", "cdu-vendor-1350", "CDU-02", 1, 1'001, -2, 150, 90},
                  {"CDU-02", "cdu-vendor-1350", "CDU-01", 2, 20'000, 30'000, 1, 270}};
  l.routes = {{"E0001",
               {{0, 0}, {0, 12'345}, {7, 12'345}},
               13'352,
               1'000,
               3,
               160,
               432,
               1'200,
               {{"P001.duct.A.1", -5, 12'345, 7, -900}}}};
  l.passages = {{"P001", "aisle", {1, 2, 3'000, 4'000}, false, 1'500}};
  l.carriers = {{"P001.duct.A.1", "P001", "duct", "A", 1, -900, -5, 12'345, 7, 700, 2, 320, 1'300, 12'350}};
  l.crossings = {{"E0001", "E0001", {7, 12'345}, -900, 280}};
  l.roads = {{"ring road", "fire-lane", {-1, -2, 3'000, 4'000}}};
  l.groups = {{"Block 1", 1, {5, 6, 7'000, 8'000}}};
  l.strategy = "rows";
  l.score = 1234.5;
  l.used_area_m2 = 9876.5;
  l.grid_rotation_deg = 12.5;
  l.candidates = {{"rows", "rows from the south", 12.5, 100.5, {{"area", 2000.5, "m2", 0.05, 100.025}}, true},
                  {"spine", "", 0, 200, {}, false}};
  l.search = {500, 7, 3, 120.5, 100.5};
  return l;
}

Civil rich_civil() {
  Civil c;
  Foundation f;
  f.name = "PLN-CDU-01";
  f.type = "strips";
  f.tags = {"CDU-01", "CDU-02"};
  f.figures = "foundation.cdu-vendor-1350";
  f.bodies = {{{-100, -2, 900, 3'000}, -950, 0}, {{1'000, -2, 2'000, 3'000}, -950, 1}};
  f.load = 12.3 * tonne;
  f.bearing_gravity = 61.7 * kPa;
  f.bearing_worst = 71.9 * kPa;
  f.allowable = 72.0 * kPa;
  f.overturning = 2.125;
  f.sliding = 1.5;
  f.concrete = 5.7 * m3;
  f.excavation = 9.9 * m3;
  f.gravel = 1.1 * m3;
  f.grout = {0.0108};
  f.rebar = 0.513 * tonne;
  f.anchor = "M24";
  f.anchor_tension = {17.3e3};
  f.anchor_shear = {4.4e3};
  f.anchor_edge = 0.2 * metre;
  f.anchor_edge_needed = 0.144 * metre;
  f.anchors = {{100, 200}, {-300, 400}};
  f.containment = 33.1 * m3;
  f.containment_needed = 32.7 * m3;
  f.containment_rain = 2.3 * m3;
  c.foundations = {f, Foundation{}};
  c.trenches = {{"duct bank", "2 x 3 ducts", 6, 61.5 * metre, 0.9 * metre, 1.3 * metre, 72.1 * m3, 20.3 * m3, {}}};
  c.bollards = {{"MTX-01", "Lane 1", {{1, 2}, {3, 4}}}};
  c.levels = {{"Block 1", {5, 6, 7'000, 8'000}, 101.3 * metre, 0.45 * metre, 120.0 * m3, 120.5 * m3}};
  c.turns = {{"Lane 1", "Access 1", {10, 20}, -1, 1, 7.62 * metre, 15.24 * metre}};
  c.dead_ends = {{"Access 1", {10, -20}, 47.3 * metre, "hammerhead", {0, 0, 36'000, 6'100}}};
  c.stands = {{"CDU-01",
               "200 t",
               {7, 8},
               {0, 0, 9'000, 8'000},
               14.2 * metre,
               33.3 * tonne,
               41.0 * tonne,
               0.8125,
               180.0 * kPa,
               "CDU-02",
               "south",
               210.5 * metre,
               "barn",
               {90, 91}}};
  c.totals = {5.7 * m3, 9.9 * m3,     1.1 * m3,  {0.0108},  0.5 * tonne, 2,
              4,        61.5 * metre, 20.3 * m3, 72.1 * m3, 1.0 * m3,    2.0 * m3};
  return c;
}

}  // namespace

Design rich_design() {
  Design d;
  d.engine = "plinth 0.1.0";
  d.inputs = {{"site.toml", std::string(64, 'a')}};
  d.convergence = {2, 3, 0.0125, false, {"basis.loop_residence"}};
  d.spec = rich_site();
  d.catalog = rich_catalog();
  DataRule rule;
  rule.code = "ACME01";
  rule.name = "racks-too-hot";
  rule.severity = Severity::warning;
  rule.packs = {"fm"};
  rule.type = RuleTypes::distance;
  rule.of = {{"cdu"}, {"bess"}, {"loop"}, {{"chemistry", "LFP"}}, "energy > 0"};
  rule.face = "long";
  rule.at_most = true;
  rule.inputs = {{"x", "ledger demand.it"}};
  rule.cluster = 6.5 * metre;
  RuleLimit row;
  row.applies = "fm";
  row.si = 1.5;
  row.unit = "m";
  row.dimension = Dimension::length;
  row.match = {{"chemistry", "NMC"}};
  row.evidence = "fire_test_report";
  rule.limits = {row, {}};
  d.catalog.rules = {rule};
  d.sizing = rich_sizing();
  d.layout = rich_layout();
  d.civil = rich_civil();
  d.distribution.circuits = {{"E0001", "cable-24-cu-300", 2, 61.25 * metre, 402.5 * ampere, 633.1 * ampere, 0.875,
                              0.00125, 1.75 * kW, 24.5 * kA, "short circuit"}};
  d.distribution.faults = {{"CDU-01", 0.415 * kV, 54.3 * kA, 31.25 * kA, 130.0 * kA, 55.04 * kA, 65.0 * kA, {}}};
  d.distribution.pipes = {{"E0001", "pipe-dn150", 1, 33.5 * metre, {0.025}, {1.34}, 12.5 * kPa}};
  d.distribution.loops = {{"fws block 1",
                           {0.12},
                           143.5 * kPa,
                           250.0 * kPa,
                           6.9 * kW,
                           41.5 * m3,
                           1.02 * m3,
                           83.0 * second,
                           "CDU-01",
                           0.0625,
                           {2.01},
                           1.2 * m3}};
  Finding f{"SITE01",
            Severity::warning,
            "CDU-01 stands 0.4 m outside",
            {"site.toml", 2, 5},
            "boundary = [",
            8,
            "move it",
            {"CDU-01", "CDU-02"},
            Measured{-0.4, "m"},
            Measured{0.0, "m"},
            {{1, 2}, {-3, 4}},
            "waived by Ann",
            SiteEdit{"it.load", "\"2 MW\""}};
  d.report.findings = {f, Finding{}};
  d.report.verdicts = {
      {"SITE01", "outside-buildable-area", Outcomes::failed, 1, 42, 1, "because", Severity::warning, "IFC"},
      {"SITE02", "road", Outcomes::not_checked, 0, 0, 0, "the site states no gate", Severity::error, ""}};
  return d;
}

}  // namespace plinth::test
