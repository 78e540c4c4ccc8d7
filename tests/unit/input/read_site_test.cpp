// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_site.h"

#include <doctest/doctest.h>

#include <set>

#include "core/input/quantity_text.h"
#include "core/input/site_keys.h"
#include "tests/support/files.h"
#include "tests/unit/input/site_worlds.h"

using namespace plinth;
using plinth::test::five_lines;
using plinth::test::world_of;

namespace {

Outcome<SiteSpec> read(const std::string& text, std::vector<Override> overrides = {}) {
  const SiteWorld world = world_of({{"load.csv", "t_s,power_kw\n0,100\n1,200\n2,150\n"},
                                    {"prices.csv", "t_h,USD/MWh\n0,36\n1,72\n"},
                                    {"pv.csv", "t_h,MW\n0,0\n1,4\n"}});
  return read_site(text, "site.toml", world, overrides);
}

std::string all_of(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& f : findings)
    out += f.code + " " + std::to_string(f.origin.line) + ":" + std::to_string(f.origin.column) + " " + f.message +
           " | " + f.hint + "\n";
  return out;
}

const DefaultUsed* default_of(const SiteSpec& spec, const std::string& key) {
  for (const DefaultUsed& d : spec.defaults)
    if (d.key == key) return &d;
  return nullptr;
}

}  // namespace

TEST_CASE("five lines give a complete site, and every default is listed with its reason") {
  const auto outcome = read(five_lines);
  REQUIRE_MESSAGE(outcome.ok(), all_of(outcome.findings));
  CHECK(outcome.findings.empty());
  const SiteSpec& s = *outcome.value;
  CHECK(s.project.name == "Riverbend");
  CHECK(s.project.revision == "A");
  CHECK(s.project.currency == "USD");
  CHECK(s.project.jurisdiction == Jurisdiction::us);
  REQUIRE(s.site.parcels.size() == 1);
  CHECK(area_m2(s.site.parcels[0]) == doctest::Approx(46800.0));
  CHECK(s.site.boundary_source == "inline");
  CHECK(s.site.setback.si == 10.0);
  CHECK(s.site.elevation.si == 0.0);
  REQUIRE(s.site.gates.size() == 1);
  CHECK(s.site.gates[0].at == PlanPoint{130'000, 0});
  CHECK(s.site.gates[0].width.si == 8.0);
  CHECK(s.utility.voltage.si == 34500.0);
  CHECK(s.utility.capacity.si == 40e6);
  CHECK(s.utility.power_factor.si == 0.95);
  CHECK(s.utility.x_over_r == 10.0);
  CHECK(s.utility.grid_profile == "default");
  CHECK(s.utility.frequency.si == 60.0);
  CHECK(!s.utility.at);
  CHECK(s.climate.dry_bulb.degC() == doctest::Approx(40));
  CHECK(s.climate.wet_bulb.degC() == doctest::Approx(25));
  CHECK(s.climate.minimum.degC() == doctest::Approx(-20));
  REQUIRE(s.it.load);
  CHECK(s.it.load->si == 20e6);
  CHECK(s.it.rack == "gb300-nvl72");
  CHECK(s.it.groups.empty());
  CHECK(s.it.supply_temperature.degC() == doctest::Approx(40));
  CHECK(s.it.growth == 0.0);
  CHECK(s.power.redundancy == Redundancy::n_plus_1);
  CHECK(s.power.ups_autonomy.si == 300.0);
  CHECK(s.power.backup == "diesel");
  CHECK(s.power.backup_redundancy == Redundancy::n_plus_1);
  CHECK(s.power.backup_autonomy.si == 86400.0);
  CHECK(s.storage.purposes == std::vector<std::string>{"ramp"});
  CHECK(s.cooling.redundancy == Redundancy::n_plus_1);
  CHECK(s.cooling.rejection == Rejection::automatic);
  CHECK(s.objective == Objective::cost);
  for (const char* key : {"it.rack", "site.setback", "site.elevation", "site.gate", "site.climate.dry_bulb",
                          "site.utility.frequency", "storage.purposes", "power.backup_autonomy", "schema"}) {
    CAPTURE(key);
    REQUIRE(default_of(s, key) != nullptr);
    CHECK(!default_of(s, key)->value.empty());
    CHECK(!default_of(s, key)->reason.empty());
  }
  CHECK(
      std::is_sorted(s.defaults.begin(), s.defaults.end(), [](const auto& a, const auto& b) { return a.key < b.key; }));
  CHECK(s.texts.at("it.load") == "20 MW");
  CHECK(s.origins.at("it.load") == Origin{"site.toml", 3, 11});
  CHECK(s.texts.size() == 5);
  CHECK(s.origins.size() == 5);
}

TEST_CASE("every key is read into its place") {
  const std::string text = R"(schema = 1
[project]
name = "Riverbend"
number = "P-17"
revision = "C"
currency = "USD"
need_by = 2028-06-01
order_date = 2027-01-15
date = 2026-12-01
jurisdiction = "eu"
[site]
boundary = [[0, 0], ["900 ft", 0], [274.32, 180], [0, 180], [0, 0]]
setback = "30 ft"
grid_rotation = "12.5 deg"
laydown = "800 m2"
elevation = "1600 m"
max_height = "12 m"
[site.utility]
at = [-20, "100 ft"]
voltage = "110 kV"
capacity = "80 MVA"
short_circuit = "2.5 GVA"
x_over_r = 14
power_factor = "98 %"
grid_profile = "ercot-large-load"
frequency = "50 Hz"
[site.climate]
wind_from = "225 deg"
dry_bulb = "104 degF"
wet_bulb = "26 degC"
minimum = "-25 degC"
wind = "100 mph"
[[site.keep_out]]
name = "pond"
area = [[50, 50], [80, 50], [80, 70], [50, 70]]
clearance = "5 m"
[[site.gate]]
name = "north"
at = [100, 181]
width = "7.5 m"
[[site.existing]]
name = "farm"
area = [[200, 150], [220, 150], [220, 160], [200, 160]]
height = "8 m"
[it]
supply_temperature = "45 degC"
growth = "20 %"
utilisation = "80 %"
support = "scalable-unit"
[[it.group]]
rack = "gb300-nvl72"
count = 48
[[it.group]]
rack = "storage-network-14"
count = 6
[power]
redundancy = "4N/3"
ups_autonomy = "90 s"
backup = "none"
backup_redundancy = "N"
backup_autonomy = "48 h"
backup_rating = "prime"
backup_hours = "250 h"
modules = "discrete"
distribution = "ac"
[storage]
purposes = ["peak-shaving", "ride-through"]
trace = "load.csv"
power = "10 MW"
duration = "2 h"
peak_limit = "18 MW"
prices = "prices.csv"
generation = "pv.csv"
redundancy = "N+2"
smoothing = "ups"
swing = "8 MW"
frequency_hold = "10 min"
[cooling]
redundancy = "N+2"
rejection = "adiabatic"
coolant = "pg40"
isolation = "double"
[objective]
minimise = "lead-time"
usd_per_m2 = 500
usd_per_kw = 9000
usd_per_week = 1e6
[catalog]
overlay = ["vendor/"]
prefer = ["cdu-vertiv-coolchip-1350"]
exclude = ["chl-maglev-600", "x"]
max_lead_time = "52 week"
[extras]
include = ["security"]
[[pin]]
tag = "CDU-03"
at = [40.5, 25]
rotation = 270
[rules]
packs = ["fm"]
evidence = "required"
severity = { HYD09 = "info" }
[[evidence]]
kind = "fence_height"
where = "*"
value = "2.2 m"
document = "C-101"
expires = 2027-12-31
[layout]
strategy = "spine"
weights = { area = 0.1 }
expansion = "20 %"
reserve = { blocks = 1, storage = "5 MWh" }
[[waiver]]
rule = "SITE04"
where = "BESS-07"
reason = "fire wall"
owner = "J. Doe"
expires = 2027-12-31
[[site.road]]
name = "SR 9"
line = [[-50, -8], [300, -8]]
width = "24 ft"
[site.ground]
bearing = "150 kPa"
frost_depth = "0.8 m"
slope = "1.5 %"
slope_direction = "90 deg"
seismic = 0.3
)";
  const auto outcome = read(text);
  REQUIRE_MESSAGE(outcome.ok(), all_of(outcome.findings));
  const SiteSpec& s = *outcome.value;
  CHECK(s.project.number == "P-17");
  CHECK(s.project.revision == "C");
  CHECK(s.project.need_by == "2028-06-01");
  CHECK(s.project.jurisdiction == Jurisdiction::eu);
  CHECK(s.site.parcels[0].outer == Ring{{0, 0}, {274'320, 0}, {274'320, 180'000}, {0, 180'000}});
  CHECK(s.site.setback.si == doctest::Approx(9.144));
  CHECK(s.site.elevation.si == 1600);
  CHECK(s.site.max_height->si == 12);
  CHECK(*s.utility.at == PlanPoint{-20'000, 30'480});
  CHECK(s.utility.voltage.si == 110e3);
  CHECK(s.utility.short_circuit->si == 2.5e9);
  CHECK(s.utility.x_over_r == 14);
  CHECK(s.utility.power_factor.si == doctest::Approx(0.98));
  CHECK(s.utility.grid_profile == "ercot-large-load");
  CHECK(s.utility.frequency.si == 50);
  CHECK(s.climate.dry_bulb.degC() == doctest::Approx(40));
  CHECK(s.climate.wet_bulb.degC() == doctest::Approx(26));
  CHECK(s.climate.minimum.degC() == doctest::Approx(-25));
  REQUIRE(s.site.keep_outs.size() == 1);
  CHECK(s.site.keep_outs[0].name == "pond");
  CHECK(s.site.keep_outs[0].clearance.si == 5);
  CHECK(area_m2(s.site.keep_outs[0].area) == doctest::Approx(600));
  REQUIRE(s.site.gates.size() == 1);
  CHECK(s.site.gates[0].at == PlanPoint{100'000, 180'000});  // on the boundary
  CHECK(s.site.gates[0].width.si == 7.5);
  REQUIRE(s.site.existing.size() == 1);
  CHECK(s.site.existing[0].height.si == 8);
  CHECK(!s.it.load);
  CHECK(s.it.rack == "");
  CHECK(s.it.groups ==
        std::vector<RackGroup>{{"gb300-nvl72", 48, {}, {}, {}, {}, 0}, {"storage-network-14", 6, {}, {}, {}, {}, 0}});
  CHECK(s.it.growth == doctest::Approx(0.2));
  CHECK(s.it.utilisation == doctest::Approx(0.8));
  CHECK(s.it.support == "scalable-unit");
  CHECK(s.power.redundancy == Redundancy::four_n_3);
  CHECK(s.power.backup_rating == "prime");
  CHECK(s.power.backup_hours.si == 9e5);
  CHECK(s.power.modules == "discrete");
  CHECK(s.power.distribution == "ac");
  CHECK(s.storage.redundancy == Redundancy::n_plus_2);
  CHECK(s.storage.swing->si == 8e6);
  CHECK(s.storage.frequency_hold.si == 600);
  CHECK(s.cooling.coolant == "pg40");
  CHECK(s.cooling.isolation == Isolation::double_block);
  CHECK(s.prices.per_week == 1e6);
  CHECK(s.catalog.max_lead_time->si == 52 * 604800.0);
  CHECK(s.power.ups_autonomy.si == 90);
  CHECK(s.power.backup == "none");
  CHECK(s.power.backup_redundancy == Redundancy::n);
  CHECK(s.power.backup_autonomy.si == 48 * 3600);
  CHECK(s.storage.purposes == std::vector<std::string>{"peak-shaving", "ride-through"});
  CHECK(s.storage.trace == "load.csv");
  CHECK(s.storage.trace_series == Series{{1}, {100e3, 200e3, 150e3}});
  CHECK(s.storage.power->si == 10e6);
  CHECK(s.storage.duration->si == 7200);
  CHECK(s.storage.peak_limit->si == 18e6);
  CHECK(s.cooling.redundancy == Redundancy::n_plus_2);
  CHECK(s.cooling.rejection == Rejection::adiabatic);
  CHECK(s.objective == Objective::lead_time);
  CHECK(s.catalog.overlay == std::vector<std::string>{"vendor/"});
  CHECK(s.catalog.exclude.size() == 2);
  CHECK(s.extras.include == std::vector<std::string>{"security"});
  REQUIRE(s.pins.size() == 1);
  CHECK(s.pins[0].at == PlanPoint{40'500, 25'000});
  CHECK(s.pins[0].rotation_deg == 270);
  CHECK(s.pins[0].origin.line == 95);
  REQUIRE(s.waivers.size() == 1);
  CHECK(s.waivers[0].owner == "J. Doe");
  CHECK(s.waivers[0].expires == "2027-12-31");
  CHECK(s.rules.packs == std::vector<std::string>{"fm"});
  CHECK(s.rules.severity.at("HYD09") == Severity::info);
  REQUIRE(s.evidence.size() == 1);
  CHECK(s.evidence[0].si == doctest::Approx(2.2));
  CHECK(s.evidence[0].dimension == Dimension::length);
  CHECK(s.climate.wind.si == doctest::Approx(44.704));
  REQUIRE(s.site.roads.size() == 1);
  CHECK(s.site.roads[0].line == std::vector<PlanPoint>{{-50'000, -8'000}, {300'000, -8'000}});
  CHECK(s.site.roads[0].width.si == doctest::Approx(7.3152));
  CHECK(s.ground.bearing->si == 150e3);
  CHECK(s.ground.frost_depth->si == 0.8);
  CHECK(s.ground.slope == doctest::Approx(0.015));
  CHECK(s.ground.slope_direction == doctest::Approx(1.5707963));
  CHECK(s.ground.seismic == 0.3);
  CHECK(s.site.grid == PlantGrid{12.5, 0, false});
  CHECK(s.site.laydown->si == doctest::Approx(800));
  CHECK(*s.climate.wind_from_deg == doctest::Approx(225));
  CHECK(s.layout == SiteSpec::LayoutWishes{"spine", {{"area", 0.1}}});
  CHECK(s.defaults.empty());
  CHECK(s.texts.at("it.group.2.count") == "6");
  CHECK(s.origins.at("it.group.2.count").line == 55);
  CHECK(s.texts.at("storage.purposes") == "[\"peak-shaving\", \"ride-through\"]");
  CHECK(s.texts.at("project.need_by") == "2028-06-01");
  CHECK(s.texts.count("site.keep_out.1.clearance") == 1);
  // Each key of the table was written above: a new key must be added here too.
  for (const SiteKey& row : site_keys()) {
    const std::string key = std::string(row.table) + "." + std::string(row.key);
    if (key == "it.load" || key == "it.rack" || key == "it.accelerators" || key == "it.rack_power" ||
        key == "site.climate.weather")
      continue;
    CHECK_MESSAGE(s.texts.count(key) == 1, key);
  }
}

namespace {

struct BadLine {
  const char* key;   ///< line of the five that is replaced, or "" to append
  const char* line;  ///< what is written
  const char* code;
  int column;
  const char* says;  ///< part of the message
  const char* hint;  ///< part of the hint
};

// Each fault alone in an otherwise sound file.
const BadLine bad_lines[] = {
    {"it.load", "it.load = 20", "SPC003", 11, "unit is missing: \"20\"", "write \"20 MW\""},
    {"it.load", "it.load = \"20\"", "SPC003", 11, "unit is missing", "write \"20 MW\""},
    {"it.load", "it.load = \"50 MWh\"", "SPC004", 11, "unit mismatch: expected power, found energy",
     "write \"50 MW\"; storage"},
    {"it.load", "it.load = \"20 mw\"", "SPC005", 11, "unknown unit \"mw\"", "write \"20 MW\""},
    {"it.load", "it.load = \"NaN MW\"", "SPC006", 11, "not a finite number", "20 MW"},
    {"it.load", "it.load = nan", "SPC006", 11, "not a finite number", "20 MW"},
    {"it.load", "it.load = \"1,5 MW\"", "SPC006", 11, "comma", "1.5 MW"},
    {"it.load", "it.load = \"-5 MW\"", "SPC007", 11, "is -5 MW; it must be from 1 kW to 10 GW", "power of all IT"},
    {"it.load", "it.load = \"0 MW\"", "SPC007", 11, "is 0 MW", "power of all IT"},
    {"it.load", "it.load = \"1e30 MW\"", "SPC007", 11, "is 1e30 MW", "power of all IT"},
    {"it.load", "it.load = \"1e999 MW\"", "SPC007", 11, "past the range of numbers", ""},
    {"it.load", "it.load = true", "SPC008", 11, "must be a quantity, not true or false", "20 MW"},
    {"it.load", "it.load = [\"20 MW\"]", "SPC008", 11, "must be a quantity, not a list", "20 MW"},
    {"it.load", "it.lod = \"20 MW\"", "SPC002", 4, "unknown key `lod` in [it]", "did you mean `load`?"},
    {"it.load", "it = 5", "SPC008", 6, "`it` must be a table", ""},
    {"project.name", "project.name = \"\"", "SPC015", 16, "is empty", ""},
    {"project.name", "project.name = \"a\\nb\"", "SPC015", 16, "not one line", ""},
    {"project.name", "project.name = 5", "SPC008", 16, "must be text", "write \"5\""},
    {"site.boundary", "site.boundary = [[0,0],[100,100],[100,0],[0,100]]", "SPC020", 34,
     "site boundary crosses itself at (50.000, 50.000) m, edges 1 and 3", "in order"},
    {"site.boundary", "site.boundary = [[0,0],[100,0]]", "SPC020", 17, "fewer than three points", ""},
    {"site.boundary", "site.boundary = [[0,0],[100,0],[200,0]]", "SPC020", 0, "site boundary", ""},
    {"site.boundary", "site.boundary = [[0,0],[100,0],[100,0],[0,100]]", "SPC020", 24, "repeats a point", ""},
    {"site.boundary", "site.boundary = [[0,0],[100,0],[100],[0,100]]", "SPC021", 32,
     "point 3 of `site.boundary` must be a point", "[120.5, 40]"},
    {"site.boundary", "site.boundary = [[0,0],[100,\"0 kg\"],[0,100]]", "SPC021", 29, "expected length, found mass",
     ""},
    {"site.boundary", "site.boundary = [[0,0],[1e9,0],[0,100]]", "SPC007", 25, "100 km", ""},
    {"site.boundary", "site.boundary = [[0,0],[nan,0],[0,100]]", "SPC007", 25, "100 km", ""},
    {"site.boundary", "site.boundary = [[[0,0],[90,0],[0,90]], 5]", "SPC021", 41, "rings of points", ""},
    {"site.boundary", "site.boundary = [[[0,0],[90,0],[0,90]], [[9,9],[9,9],[20,9]]]", "SPC020", 0, "repeats a point",
     ""},
    {"site.boundary", "site.boundary = [[0,0],[1,0],[1,1],[0,1]]", "SPC027", 17, "1 m2", "metres"},
    {"site.boundary", "site.boundary = []", "SPC020", 17, "fewer than three points", ""},
    {"site.boundary", "site.boundary = 5", "SPC008", 17, "list of points or a file name", "parcel.geojson"},
    {"site.boundary", "site.boundary = \"parcel.geojson\"", "SPC040", 17, "cannot read parcel.geojson",
     "folder of site.toml"},
    {"site.boundary", "site.boundary = \"parcel.dxf\"", "SPC022", 17, "needs the map module", ".geojson"},
    {"site.boundary", "site.boundary = \"parcel.dwg\"", "SPC022", 17, "not read: parcel.dwg", ".dxf"},
    {"site.boundary", "site.boundary = \"parcel\"", "SPC022", 17, "not a map file", ".geojson"},
    {"site.utility.voltage", "site.utility.voltage = \"34.5 kW\"", "SPC004", 24, "expected voltage, found power",
     "34.5 kV"},
    {"site.utility.voltage", "site.utility.voltage = \"34.5 V\"", "SPC007", 24, "it must be from 200 V to 1200 kV", ""},
    {"site.utility.capacity", "site.utility.capacity = \"40 MW\"", "SPC004", 25, "expected apparent power, found power",
     "write \"40 MVA\""},
    {"", "schema = 2", "SPC012", 10, "schema 2", "schema = 1"},
    {"", "schema = \"1\"", "SPC008", 10, "whole number", ""},
    {"", "project.jurisdiction = \"eur\"", "SPC010", 24, "\"eur\" is not a value",
     "did you mean \"eu\"? (us, eu, cn, intl)"},
    {"", "project.currency = \"EUR\"", "SPC010", 20, "\"EUR\"", "US dollars"},
    {"", "project.need_by = \"2028-02-30\"", "SPC014", 19, "must be a date", "2028-06-01"},
    {"", "project.need_by = 5", "SPC014", 19, "must be a date", "2028-06-01"},
    {"", "power.redundancy = \"n+1\"", "SPC010", 20, "\"n+1\"", "did you mean \"N+1\"?"},
    {"", "power.redundancy = \"2N+\"", "SPC010", 20, "\"2N+\"", "did you mean \"2N\"?"},
    {"", "power.redundancy = \"triple\"", "SPC010", 20, "\"triple\"", "one of N, N+1"},
    {"", "power.reduncancy = \"N\"", "SPC002", 7, "unknown key `reduncancy` in [power]", "did you mean `redundancy`?"},
    {"", "cooling.redundancy = \"3N/2\"", "SPC010", 22, "\"3N/2\"", "one of"},
    {"", "cooling.supply_temperature = \"40 degC\"", "SPC002", 9, "unknown key", "belongs in [it]"},
    {"", "power.backup = \"gas\"", "SPC010", 16, "\"gas\"", "diesel, none"},
    {"", "storage.purposes = \"ramp\"", "SPC008", 20, "must be a list", "write [\"ramp\"]"},
    {"", "storage.purposes = [\"ramps\"]", "SPC010", 21, "\"ramps\"", "did you mean \"ramp\"?"},
    {"", "storage.purposes = [\"ramp\", \"ramp\"]", "SPC013", 29, "listed twice", "leave one out"},
    {"", "storage.purposes = [5]", "SPC008", 21, "texts only", ""},
    {"", "it.growth = 20", "SPC007", 13, "it must be from 0 to 5", "0.2 or \"20 %\""},
    {"", "it.supply_temperature = \"104 degC\"", "SPC007", 25, "104 degC", "did you mean \"104 degF\" (40 degC)?"},
    {"", "it.supply_temperature = \"10 delta degC\"", "SPC004", 25,
     "expected temperature, found temperature difference", "10 degC"},
    {"", "site.climate.dry_bulb = \"-300 degC\"", "SPC007", 25, "below absolute zero", ""},
    {"", "site.climate.wet_bulb = \"36 degC\"\nsite.climate.dry_bulb = \"30 degC\"", "SPC011", 25,
     "wet bulb (36 degC) is above the dry bulb", "exchanged"},
    {"", "site.climate.minimum = \"39 degC\"\nsite.climate.dry_bulb = \"30 degC\"\nsite.climate.wet_bulb = \"20 degC\"",
     "SPC011", 24, "minimum", "coldest"},
    {"", "site.climate.weather = \"x.epw\"", "SPC040", 24, "cannot read x.epw", ""},
    {"", "site.utility.frequency = \"55 Hz\"", "SPC007", 26, "neither 50 Hz nor 60 Hz", ""},
    {"", "site.utility.power_factor = 1.1", "SPC007", 29, "from 0.5 to 1", ""},
    {"", "site.edge = [{setback = \"15 m\"}]", "SPC009", 14, "in one way", "faces"},
    {"", "site.edge = [{number = 9, setback = \"15 m\"}]", "SPC007", 14, "no edge 9", "from 1"},
    {"", "site.edge = [{faces = \"up\", setback = \"15 m\"}]", "SPC010", 23, "\"up\"", "north"},
    {"", "site.edge = [{number = 1, setback = \"15 m\"}, {at = [130, 0], setback = \"9 m\"}]", "SPC011", 46,
     "another setback", "leave one"},
    {"", "site.overhead_line = [{path = [[0, 0], [9, 9]]}]", "SPC009", 23, "voltage", "138 kV"},
    {"", "site.overhead_line = [{path = [[5, 5], [5, 5]], voltage = \"110 kV\"}]", "SPC021", 23, "two different points",
     ""},
    {"", "zone = [{for = \"parking\", area = [[0, 0], [9, 0], [9, 9]]}]", "SPC010", 16, "\"parking\"", "reserve"},
    {"", "zone = [{for = \"storage\"}]", "SPC009", 9, "area", ""},
    {"", "adjacency = [{a = \"bess\", b = \"it_pod\"}]", "SPC009", 14, "within", "30 m"},
    {"", "adjacency = [{a = \"bess\", b = \"it_pod\", within = \"3 m\", apart = \"9 m\"}]", "SPC011", 14, "one of", ""},
    {"", "site.utility.at = [1, 2, 3]", "SPC021", 19, "must be a point", ""},
    {"", "site.utility.at = [\"-77 deg\", \"39 deg\"]", "SPC026", 19, "degrees need a boundary on the map",
     "local metres"},
    {"", "site.utility.at = [\"-77 deg\", 5]", "SPC021", 19, "no longitude and latitude", "longitude first"},
    {"", "site.setback = \"-1 m\"", "SPC007", 16, "-1 m", ""},
    {"it.load", "it.load = \"20 MW\"\nit.group = [{rack = \"x\", count = 1}]", "SPC011", 4, "both given",
     "one [[it.group]] per kind"},
    {"it.load", "it.accelerators = 0.5", "SPC007", 19, "from 1 to", ""},
    {"", "it.accelerators = 720", "SPC011", 4, "both given", "leave the other out"},
    {"it.load", "it.group = [{rack = \"x\"}]", "SPC009", 13, "missing key `count`", "load, accelerators or share"},
    {"it.load", "it.group = [{rack = \"x\", count = 1, load = \"1 MW\"}]", "SPC011", 37, "both given", "in one way"},
    {"it.load", "it.group = [{rack = \"x\", share = 1}]", "SPC009", 0, "missing key `load`", "shares are of it.load"},
    {"", "it.group = [{rack = \"x\", share = 0.4}]", "SPC011", 4, "40 %, not to 100 %", "divide all"},
    {"it.load", "it.group = [{rack = \"x\", count = 1, rack_power = \"5 kVA\"}]", "SPC004", 50, "expected power", ""},
    {"", "utility.voltage = \"34.5 kV\"", "SPC002", 1, "unknown key `utility`", "write [site.utility]"},
    {"", "gate = []", "SPC002", 1, "unknown key `gate`", "write [[site.gate]]"},
    {"", "site.gate = [{at = [0, 0], width = \"1 m\"}]", "SPC007", 36, "1 m; it must be from 3 m", ""},
    {"", "site.gate = [{name = \"a\", at = [0, 0]}, {name = \"a\", at = [9, 0]}]", "SPC013", 49, "used twice",
     "own name"},
    {"", "site.gate = [{name = \"a\"}]", "SPC009", 14, "missing key `at` in [[site.gate]] 1", "add at"},
    {"", "site.keep_out = [{name = \"a\"}]", "SPC009", 18, "missing key `area`", "add area"},
    {"", "site.keep_out = [{area = [[0,0],[1,1],[1,0],[0,1]]}]", "SPC020", 39, "`site.keep_out.1.area` crosses itself",
     ""},
    {"", "site.keep_out = [{area = \"k.kml\"}]", "SPC022", 26, "k.kml needs the map module", ""},
    {"", "site.keep_out = [{area = [[0,0],[9,0],[0,9]], clearence = \"1 m\"}]", "SPC002", 47, "unknown key `clearence`",
     "did you mean `clearance`?"},
    {"", "pin = [{tag = \"cdu-3\", at = [1, 2]}]", "SPC010", 15, "not a module tag", "CDU-03"},
    {"", "pin = [{tag = \"CDU-3\", at = [1, 2], rotation = 45}]", "SPC010", 48, "is 45", "0, 90, 180, 270"},
    {"", "pin = [{tag = \"CDU-3\", at = [1, 2]}, {tag = \"CDU-3\", at = [5, 2]}]", "SPC013", 45, "pinned twice", ""},
    {"", "pin = {tag = \"CDU-3\", at = [1, 2]}", "SPC008", 1, "list of tables", "write [[pin]]"},
    {"", "waiver = [{rule = \"A\", where = \"B\", reason = \"C\", owner = \"D\"}]", "SPC009", 11,
     "missing key `expires`", "2028-06-01"},
    {"", "waiver = [{rule = \"A\", where = \"B\", reason = \"C\", owner = \"D\", expires = \"soon\"}]", "SPC014", 74,
     "must be a date", ""},
};

std::string with_bad_line(const BadLine& bad, int& line) {
  std::string text, rest = five_lines;
  line = 0;
  for (int number = 1; !rest.empty(); ++number) {
    std::string one = rest.substr(0, rest.find('\n'));
    rest.erase(0, one.size() + 1);
    if (*bad.key != '\0' && one.starts_with(std::string(bad.key) + " ")) {
      one = bad.line;
      line = number;
    }
    text += one + "\n";
  }
  if (line == 0) {
    line = 6;
    text += std::string(bad.line) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("every fault has its code, line, column, message and hint") {
  for (const BadLine& bad : bad_lines) {
    CAPTURE(std::string(bad.line));
    int line = 0;
    const auto outcome = read(with_bad_line(bad, line));
    CHECK(!outcome.ok());
    const Finding* found = nullptr;
    for (const Finding& f : outcome.findings)
      if (f.code == bad.code && f.origin.line == line && found == nullptr) found = &f;
    REQUIRE_MESSAGE(found != nullptr, all_of(outcome.findings));
    if (bad.column != 0) CHECK(found->origin.column == bad.column);
    CHECK_MESSAGE(found->message.find(bad.says) != std::string::npos, found->message);
    CHECK_MESSAGE(found->hint.find(bad.hint) != std::string::npos, found->hint);
    CHECK(found->origin.file == "site.toml");
    CHECK(found->excerpt == std::string(bad.line).substr(0, std::string(bad.line).find('\n')));
    CHECK(found->caret_length >= 1);
    CHECK(static_cast<std::size_t>(found->origin.column + found->caret_length - 1) <= found->excerpt.size());
  }
}

TEST_CASE("what is missing is named with an example, in an empty file too") {
  const auto outcome = read("");
  CHECK(!outcome.ok());
  std::set<std::string> messages;
  for (const Finding& f : outcome.findings) {
    CHECK(f.code == "SPC009");
    CHECK(f.origin == Origin{"site.toml", 0, 0});
    CHECK(f.hint.find("add ") + f.hint.find("give ") != 2 * std::string::npos);
    messages.insert(f.message);
  }
  CHECK(messages == std::set<std::string>{"missing key `name` in [project]", "missing key `boundary` in [site]",
                                          "missing key `voltage` in [site.utility]",
                                          "missing key `capacity` in [site.utility]", "missing key `load` in [it]"});
}

TEST_CASE("all faults are reported at once, in the order of the file") {
  const auto outcome = read(
      "[project]\nnmae = \"x\"\n[site]\nsetback = 10\nboundary = \"p.shp\"\n[it]\nload = \"-1 MW\"\n"
      "[site.utility]\nvoltage = 5\ncapacity = \"40 MW\"\n");
  CHECK(outcome.findings.size() == 7);
  CHECK(std::is_sorted(outcome.findings.begin(), outcome.findings.end(),
                       [](const Finding& a, const Finding& b) { return a.origin.line < b.origin.line; }));
}

TEST_CASE("overrides win over the file and are named as their own origin") {
  const auto outcome =
      read(five_lines, {{"it.load", "22MW"}, {"site.setback", "\"12 m\""}, {"power.redundancy", "2N"}});
  REQUIRE_MESSAGE(outcome.ok(), all_of(outcome.findings));
  CHECK(outcome.value->it.load->si == 22e6);
  CHECK(outcome.value->site.setback.si == 12);
  CHECK(outcome.value->power.redundancy == Redundancy::two_n);
  CHECK(outcome.value->origins.at("it.load") == Origin{"--set", 0, 0});
  CHECK(outcome.value->texts.at("it.load") == "22MW");
  CHECK(default_of(*outcome.value, "site.setback") == nullptr);
  const auto bad = read(five_lines, {{"it.lod", "5"}, {"it.load", "5 MWh"}});
  REQUIRE(bad.findings.size() == 2);
  for (const Finding& f : bad.findings) CHECK(f.origin == Origin{"--set", 0, 0});
  CHECK(bad.findings[0].hint.find("MW") + bad.findings[1].hint.find("MW") != 2 * std::string::npos);
  const auto impossible = read(five_lines, {{"it.load.x", "5"}});
  REQUIRE(impossible.findings.size() == 1);
  CHECK(impossible.findings[0].code == "SPC016");
}

TEST_CASE("frequency follows the jurisdiction and the wet bulb follows a cool dry bulb") {
  const auto outcome = read(five_lines + "project.jurisdiction = \"eu\"\nsite.climate.dry_bulb = \"20 degC\"\n");
  REQUIRE(outcome.ok());
  CHECK(outcome.value->utility.frequency.si == 50.0);
  CHECK(outcome.value->climate.wet_bulb.degC() == doctest::Approx(20));
}
