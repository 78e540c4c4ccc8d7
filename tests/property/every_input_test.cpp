// SPDX-License-Identifier: Apache-2.0
// Every key of the site file changes something: a site that says one thing, the same site with another value of one
// key, and the results must differ. What must differ are figures; for names and the like, the documents.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/input/site_keys.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"
#include "tests/unit/input/epw_text.h"

using namespace plinth;
using namespace plinth::test;

namespace {

enum class Shows { figures, documents };

/// One key and two of its values. `with` changes the plain site first; an empty value leaves a key out.
struct Trial {
  std::string key;
  SiteText with;
  std::string from, to;
  Shows shows = Shows::figures;
  std::string assign = {};  ///< the key that is written, where `key` is part of a list
};

/// Large enough that its swings are more than a grid accepts.
const SiteText kLarge{{"it.load", "\"20 MW\""}, {"site.utility.capacity", "\"40 MVA\""}};

SiteText large(const SiteText& more) {
  SiteText site = kLarge;
  site.insert(more.begin(), more.end());
  return site;
}

/// Without main transformers, which have the longest lead times.
SiteText early(const SiteText& more) {
  SiteText site = large(more);
  site["site.utility.voltage"] = "\"13.8 kV\"";
  site["site.utility.capacity"] = "\"60 MVA\"";
  return site;
}

const SiteText kFrequency{{"site.utility.frequency", "\"60 Hz\""}};
const std::string kLiquidAndStorage = "[{rack = \"generic-liquid-130\", count = 12}, {rack = \"storage-network-14\", ";

std::vector<Trial> project_trials() {
  return {
      {"project.name", {}, "\"Test\"", "\"Another\"", Shows::documents},
      {"project.number", {}, "\"P-1\"", "\"P-2\"", Shows::documents},
      {"project.revision", {}, "\"A\"", "\"B\"", Shows::documents},
      {"project.need_by", {}, "2028-06-01", "2029-06-01", Shows::documents},
      {"project.order_date", early({{"project.need_by", "2029-06-01"}}), "2027-08-01", "2028-01-01"},
      {"project.date", {}, "2027-01-01", "2028-01-01", Shows::documents},
      {"project.jurisdiction", kFrequency, "\"us\"", "\"eu\""},
  };
}

/// Across the land where an undisturbed layout stands.
const std::string kCourse = "[[0, 60], [320, 60]]";

std::string overhead(const std::string& path, const std::string& voltage, const std::string& more) {
  return "[{path = " + path + ", voltage = \"" + voltage + "\"" + more + "}]";
}

std::vector<Trial> site_trials() {
  const auto line = [](const std::string& path, const std::string& more) { return overhead(path, "138 kV", more); };
  const auto edge = [](const std::string& which, const std::string& setback) {
    return "[{" + which + ", setback = \"" + setback + "\"}]";
  };
  const auto keep_out = [](const std::string& more) {
    return "[{area = [[0, 40], [320, 40], [320, 46], [0, 46]]" + more + "}]";
  };
  const SiteText rear{{"site.gate", "[{at = [160, 260]}]"}};
  return {
      {"site.boundary", {}, "", "[[0, 0], [200, 0], [200, 260], [0, 260]]"},
      {"site.setback", {}, "\"10 m\"", "\"14 m\""},
      {"site.elevation", {}, "\"0 m\"", "\"2500 m\""},
      {"site.grid_rotation", {}, "\"auto\"", "\"20 deg\""},
      {"site.laydown", {}, "\"400 m2\"", "\"900 m2\""},
      {"site.max_height", {}, "\"12 m\"", "\"3 m\""},
      {"site.utility.voltage", {}, "\"34.5 kV\"", "\"13.8 kV\""},
      {"site.utility.capacity", {}, "\"10 MVA\"", "\"12 MVA\""},
      {"site.utility.at", {}, "[160, 0]", "[0, 130]"},
      {"site.utility.short_circuit", {}, "\"1500 MVA\"", "\"500 MVA\""},
      {"site.utility.x_over_r", {{"site.utility.short_circuit", "\"1500 MVA\""}}, "10", "25"},
      {"site.utility.power_factor", {}, "0.95", "1"},
      {"site.utility.grid_profile", kLarge, "\"default\"", "\"ercot\""},
      {"site.utility.frequency", {}, "\"60 Hz\"", "\"50 Hz\""},
      {"site.climate.dry_bulb", {}, "\"40 degC\"", "\"30 degC\""},
      {"site.climate.wet_bulb", {}, "\"25 degC\"", "\"20 degC\""},
      {"site.climate.minimum", {}, "\"-20 degC\"", "\"5 degC\""},
      {"site.climate.wind_from", {}, "\"0 deg\"", "\"180 deg\""},
      {"site.climate.weather", {}, "\"hot.epw\"", "\"cool.epw\""},
      {"site.climate.wind", {}, "\"40 m/s\"", "\"115 mph\""},
      {"site.ground.bearing", {}, "\"72 kPa\"", "\"192 kPa\""},
      {"site.ground.frost_depth", {}, "\"0.2 m\"", "\"1.4 m\""},
      {"site.ground.slope", {}, "\"0 %\"", "\"2 %\""},
      {"site.ground.slope_direction", {{"site.ground.slope", "\"2 %\""}}, "\"180 deg\"", "\"45 deg\""},
      {"site.ground.seismic", {}, "0.1", "0.6"},
      {"site.keep_out.area", {}, "[{area = [[150, 60], [190, 60], [190, 90]]}]", "[]", Shows::figures, "site.keep_out"},
      {"site.keep_out.clearance",
       {},
       "[{area = [[195, 10], [230, 10], [230, 100], [195, 100]]}]",
       "[{area = [[195, 10], [230, 10], [230, 100], [195, 100]], clearance = \"15 m\"}]",
       Shows::figures,
       "site.keep_out"},
      {"site.keep_out.name",
       {},
       "[{name = \"pond\", area = [[10, 200], [60, 200], [60, 250]]}]",
       "[{name = \"grove\", area = [[10, 200], [60, 200], [60, 250]]}]",
       Shows::documents,
       "site.keep_out"},
      {"site.keep_out.roads", {}, keep_out(""), keep_out(", roads = true"), Shows::figures, "site.keep_out"},
      {"site.overhead_line.path",
       {},
       line("[[0, 20], [320, 20]]", ""),
       line("[[0, 60], [320, 60]]", ""),
       Shows::figures,
       "site.overhead_line"},
      {"site.overhead_line.voltage",
       {},
       line(kCourse, ""),
       overhead(kCourse, "765 kV", ""),
       Shows::figures,
       "site.overhead_line"},
      {"site.overhead_line.clearance",
       {},
       line(kCourse, ""),
       line(kCourse, ", clearance = \"25 m\""),
       Shows::figures,
       "site.overhead_line"},
      {"site.overhead_line.width",
       {},
       line(kCourse, ""),
       line(kCourse, ", width = \"30 m\""),
       Shows::figures,
       "site.overhead_line"},
      {"site.overhead_line.name",
       {},
       line(kCourse, ""),
       line(kCourse, ", name = \"138 kV\""),
       Shows::documents,
       "site.overhead_line"},
      {"site.front_setback", {}, "\"10 m\"", "\"30 m\""},
      {"site.side_setback", {}, "\"10 m\"", "\"30 m\""},
      {"site.rear_setback", rear, "\"10 m\"", "\"30 m\""},
      {"site.edge.setback",
       {},
       edge("faces = \"south\"", "10 m"),
       edge("faces = \"south\"", "30 m"),
       Shows::figures,
       "site.edge"},
      {"site.edge.faces",
       {},
       edge("faces = \"south\"", "30 m"),
       edge("faces = \"west\"", "40 m"),
       Shows::figures,
       "site.edge"},
      {"site.edge.number", {}, edge("number = 1", "30 m"), edge("number = 2", "30 m"), Shows::figures, "site.edge"},
      {"site.edge.at", {}, edge("at = [160, 0]", "30 m"), edge("at = [0, 130]", "30 m"), Shows::figures, "site.edge"},
      {"site.gate.at", {}, "[{at = [160, 0]}]", "[{at = [320, 130]}]", Shows::figures, "site.gate"},
      {"site.gate.width",
       {},
       "[{at = [160, 0], width = \"8 m\"}]",
       "[{at = [160, 0], width = \"4 m\"}]",
       Shows::documents,
       "site.gate"},
      {"site.gate.name",
       {},
       "[{name = \"south\", at = [160, 0]}]",
       "[{name = \"main\", at = [160, 0]}]",
       Shows::documents,
       "site.gate"},
      {"site.road.line",
       {},
       "[{line = [[-50, -8], [400, -8]]}]",
       "[{line = [[-50, -80], [400, -80]]}]",
       Shows::figures,
       "site.road"},
      {"site.road.width",
       {},
       "[{line = [[-50, -30], [400, -30]], width = \"7 m\"}]",
       "[{line = [[-50, -30], [400, -30]], width = \"40 m\"}]",
       Shows::figures,
       "site.road"},
      {"site.road.name",
       {},
       "[{name = \"SR 9\", line = [[-50, -80], [400, -80]]}]",
       "[{name = \"SR 10\", line = [[-50, -80], [400, -80]]}]",
       Shows::figures,
       "site.road"},
      {"site.existing.area",
       {},
       "[{area = [[150, 60], [190, 60], [190, 90], [150, 90]]}]",
       "[]",
       Shows::figures,
       "site.existing"},
      {"site.existing.height",
       {},
       "[{area = [[10, 200], [60, 200], [60, 250]], height = \"10 m\"}]",
       "[{area = [[10, 200], [60, 200], [60, 250]], height = \"20 m\"}]",
       Shows::documents,
       "site.existing"},
      {"site.existing.name",
       {},
       "[{name = \"barn\", area = [[10, 200], [60, 200], [60, 250]]}]",
       "[{name = \"shed\", area = [[10, 200], [60, 200], [60, 250]]}]",
       Shows::documents,
       "site.existing"},
  };
}

std::vector<Trial> it_trials() {
  const SiteText none{{"it.load", ""}};
  const SiteText group{{"it.load", ""}};
  const auto shares = [](const std::string& first, const std::string& second) {
    return "[{rack = \"generic-liquid-130\", share = \"" + first + "\"}, {rack = \"storage-network-14\", share = \"" +
           second + "\"}]";
  };
  return {
      {"it.load", {}, "\"2 MW\"", "\"3 MW\""},
      {"it.accelerators", none, "1000", "1500"},
      {"it.rack_power", {}, "\"135 kW\"", "\"100 kW\""},
      {"it.rack", {}, "\"gb300-nvl72\"", "\"gb200-nvl72\""},
      {"it.supply_temperature", {}, "\"40 degC\"", "\"30 degC\""},
      {"it.growth", {}, "0", "0.3"},
      {"it.utilisation", {}, "0.76", "0.5"},
      {"it.support", {}, "\"none\"", "\"scalable-unit\""},
      {"it.group.rack", group, "[{rack = \"generic-liquid-130\", count = 12}]",
       "[{rack = \"gb200-nvl72\", count = 12}]", Shows::figures, "it.group"},
      {"it.group.load", group, "[{rack = \"generic-liquid-130\", load = \"2 MW\"}]",
       "[{rack = \"generic-liquid-130\", load = \"3 MW\"}]", Shows::figures, "it.group"},
      {"it.group.accelerators", group, "[{rack = \"gb300-nvl72\", accelerators = 1000}]",
       "[{rack = \"gb300-nvl72\", accelerators = 1500}]", Shows::figures, "it.group"},
      {"it.group.share", {}, shares("80 %", "20 %"), shares("60 %", "40 %"), Shows::figures, "it.group"},
      {"it.group.rack_power", group, "[{rack = \"generic-liquid-130\", count = 12}]",
       "[{rack = \"generic-liquid-130\", count = 12, rack_power = \"100 kW\"}]", Shows::figures, "it.group"},
      {"it.group.phase", group,
       "[{rack = \"generic-liquid-130\", count = 12, phase = 1}, {rack = \"generic-liquid-130\", count = 24, phase = "
       "2}]",
       "[{rack = \"generic-liquid-130\", count = 12, phase = 2}, {rack = \"generic-liquid-130\", count = 24, phase = "
       "1}]",
       Shows::figures, "it.group"},
      {"it.group.count", group, kLiquidAndStorage + "count = 4}]", kLiquidAndStorage + "count = 6}]", Shows::figures,
       "it.group"},
  };
}

std::vector<Trial> power_trials() {
  return {
      {"power.redundancy", {}, "\"N+1\"", "\"2N\""},
      {"power.ups_autonomy", {}, "\"5 min\"", "\"15 min\""},
      {"power.backup", {}, "\"diesel\"", "\"none\""},
      {"power.backup_redundancy", {}, "\"N+1\"", "\"N+2\""},
      {"power.backup_autonomy", {}, "\"24 h\"", "\"96 h\""},
      {"power.backup_rating", {}, "\"continuous\"", "\"standby\""},
      {"power.backup_hours", {}, "\"100 h\"", "\"4000 h\""},
      {"power.modules", {}, "\"integrated\"", "\"discrete\""},
      {"power.distribution", {{"it.rack", "\"generic-liquid-240\""}}, "\"ac\"", "\"800vdc\""},
      {"storage.purposes", kLarge, "[\"ramp\"]", "[]"},
      {"storage.power", kLarge, "\"10 MW\"", "\"20 MW\""},
      {"storage.duration", large({{"storage.power", "\"10 MW\""}}), "\"1 h\"", "\"4 h\""},
      {"storage.peak_limit",
       {{"storage.purposes", "[\"peak-shaving\"]"}, {"storage.trace", "\"low.csv\""}},
       "\"2.2 MW\"",
       "\"2 MW\""},
      {"storage.trace", kLarge, "\"low.csv\"", "\"high.csv\""},
      {"storage.prices",
       large(
           {{"storage.purposes", "[\"arbitrage\"]"}, {"storage.power", "\"10 MW\""}, {"storage.duration", "\"2 h\""}}),
       "\"flat.csv\"", "\"steep.csv\""},
      {"storage.generation", large({{"storage.purposes", "[\"firming\"]"}}), "\"sun.csv\"", "\"wind.csv\""},
      {"storage.redundancy", kLarge, "\"N\"", "\"N+2\""},
      {"storage.smoothing", kLarge, "\"bess\"", "\"supercapacitor\""},
      {"storage.swing", kLarge, "\"12 MW\"", "\"15 MW\""},
      {"storage.frequency_hold", large({{"storage.purposes", "[\"frequency\"]"}, {"storage.power", "\"10 MW\""}}),
       "\"15 min\"", "\"2 h\""},
  };
}

std::vector<Trial> other_trials() {
  const auto pin = [](const std::string& more) { return "[{tag = \"POD-01\", at = [40, 200]" + more + "}]"; };
  const auto waiver = [](const std::string& rule, const std::string& where, const std::string& end) {
    return "[{rule = \"" + rule + "\", where = \"" + where + "\", " + end + "}]";
  };
  const auto fence = [](const std::string& kind, const std::string& value) {
    return "[{kind = \"" + kind + "\", value = " + value + ", document = \"C-1\"}]";
  };
  const auto swl = [](const std::string& where) {
    return "[{kind = \"lift_point_swl\", value = \"1 t\", document = \"L-1\", where = \"" + where + "\"}]";
  };
  const std::string signed_off = "reason = \"tested\", owner = \"Ann\", expires = 2030-01-01";
  const auto zone = [](const std::string& use, int x, int y) {
    return "[{for = \"" + use + "\", area = [[" + std::to_string(x) + ", " + std::to_string(y) + "], [310, " +
           std::to_string(y) + "], [310, 250], [" + std::to_string(x) + ", 250]]}]";
  };
  const auto near = [](const std::string& a, const std::string& b, const std::string& way, int metres) {
    return "[{a = \"" + a + "\", b = \"" + b + "\", " + way + " = \"" + std::to_string(metres) + " m\"}]";
  };
  const SiteText low{{"site.max_height", "\"3 m\""}};
  return {
      {"cooling.redundancy", {}, "\"N+1\"", "\"2N\""},
      {"cooling.rejection", {}, "\"adiabatic\"", "\"chiller\""},
      {"cooling.coolant", {}, "\"pg25\"", "\"eg50\""},
      {"cooling.isolation", {}, "\"single\"", "\"double\""},
      {"objective.minimise", {}, "\"cost\"", "\"area\""},
      {"objective.usd_per_m2", {{"objective.minimise", "\"weighted\""}}, "0", "20000"},
      {"objective.usd_per_kw", {{"objective.minimise", "\"weighted\""}}, "0", "50000"},
      {"objective.usd_per_week", {{"objective.minimise", "\"weighted\""}}, "0", "1000000"},
      {"catalog.max_lead_time", early({}), "\"60 week\"", "\"53 week\""},
      {"catalog.prefer", {}, "[]", "[\"cdu-vertiv-coolchip-2300\"]"},
      {"catalog.exclude", {}, "[]", "[\"cdu-vertiv-coolchip-1350\"]"},
      {"extras.include", {}, "[\"control_room\"]", "[\"control_room\", \"security\"]"},
      {"pin.tag",
       {},
       "[{tag = \"POD-01\", at = [40, 200]}]",
       "[{tag = \"POD-02\", at = [40, 200]}]",
       Shows::figures,
       "pin"},
      {"pin.at", {}, pin(""), "[{tag = \"POD-01\", at = [60, 200]}]", Shows::figures, "pin"},
      {"pin.rotation", {}, pin(""), pin(", rotation = 90"), Shows::figures, "pin"},
      {"zone.area", {}, zone("generator", 200, 60), zone("generator", 200, 100), Shows::figures, "zone"},
      {"zone.for", {}, zone("storage", 200, 100), zone("generator", 200, 100), Shows::figures, "zone"},
      {"adjacency.a",
       {},
       near("POD-01", "POD-02", "apart", 200),
       near("INT-01", "POD-02", "apart", 200),
       Shows::figures,
       "adjacency"},
      {"adjacency.b",
       {},
       near("POD-01", "POD-02", "apart", 200),
       near("POD-01", "GEN-01", "apart", 200),
       Shows::figures,
       "adjacency"},
      {"adjacency.within",
       {},
       near("POD-01", "GEN-01", "within", 1),
       near("POD-01", "GEN-01", "within", 300),
       Shows::figures,
       "adjacency"},
      {"adjacency.apart",
       {},
       near("POD-01", "GEN-01", "apart", 1),
       near("POD-01", "GEN-01", "apart", 400),
       Shows::figures,
       "adjacency"},
      {"pin.frame",
       {{"site.grid_rotation", "\"20 deg\""}},
       pin(", frame = \"site\""),
       pin(", frame = \"plant\""),
       Shows::figures,
       "pin"},
      {"pin.phase", large({{"phase", "[{number = 1, racks = 75}, {number = 2}]"}}),
       "[{tag = \"POD-07\", at = [40, 200]}]", "[{tag = \"POD-07\", at = [40, 200], phase = 1}]", Shows::figures,
       "pin"},
      {"layout.strategy", {}, "\"rows\"", "\"spine\""},
      {"layout.weights.TERM", {}, "1", "2", Shows::figures, "layout.weights.route"},
      {"phase.load", kLarge, "[{number = 1, load = \"6 MW\"}, {number = 2}]",
       "[{number = 1, load = \"10 MW\"}, {number = 2}]", Shows::figures, "phase"},
      {"phase.racks", kLarge, "[{number = 1, racks = 40}, {number = 2}]", "[{number = 1, racks = 75}, {number = 2}]",
       Shows::figures, "phase"},
      {"phase.ready_by", kLarge, "[{number = 1, racks = 75, ready_by = 2028-01-01}, {number = 2}]",
       "[{number = 1, racks = 75, ready_by = 2028-02-01}, {number = 2}]", Shows::documents, "phase"},
      {"layout.expansion", {}, "0", "\"100 %\""},
      {"layout.reserve.blocks", {}, "0", "1"},
      {"layout.reserve.storage", kLarge, "\"1 MWh\"", "\"100 MWh\""},
      {"rules.packs", {}, "[]", "[\"uptime-tier3\"]"},
      {"rules.evidence", {}, "\"optional\"", "\"required\""},
      {"rules.severity.CODE", low, "\"error\"", "\"warning\"", Shows::figures, "rules.severity.SITE01"},
      {"evidence.kind",
       {},
       fence("fence_height", "\"1 m\""),
       fence("earth_resistance", "\"1 ohm\""),
       Shows::figures,
       "evidence"},
      {"evidence.value",
       {},
       fence("fence_height", "\"1 m\""),
       fence("fence_height", "\"3 m\""),
       Shows::figures,
       "evidence"},
      {"evidence.where", {}, swl("*"), swl("CDU-99"), Shows::figures, "evidence"},
      {"evidence.document",
       {},
       "[{kind = \"earth_resistance\", value = \"1 ohm\", document = \"E-1\"}]",
       "[{kind = \"earth_resistance\", value = \"1 ohm\", document = \"E-2\"}]",
       Shows::documents,
       "evidence"},
      {"evidence.expires",
       {{"project.date", "2027-06-01"}},
       "[{kind = \"earth_resistance\", value = \"9 ohm\", document = \"E-1\", expires = 2027-01-01}]",
       "[{kind = \"earth_resistance\", value = \"9 ohm\", document = \"E-1\", expires = 2028-01-01}]",
       Shows::figures,
       "evidence"},
      {"waiver.rule", low, waiver("SITE01", "*", signed_off), waiver("SITE02", "*", signed_off), Shows::figures,
       "waiver"},
      {"waiver.where", low, waiver("SITE01", "*", signed_off), waiver("SITE01", "NONE-01", signed_off), Shows::figures,
       "waiver"},
      {"waiver.reason", low, waiver("SITE01", "*", signed_off),
       waiver("SITE01", "*", "reason = \"agreed\", owner = \"Ann\", expires = 2030-01-01"), Shows::documents, "waiver"},
      {"waiver.owner", low, waiver("SITE01", "*", signed_off),
       waiver("SITE01", "*", "reason = \"tested\", owner = \"Bob\", expires = 2030-01-01"), Shows::documents, "waiver"},
      {"waiver.expires", low, waiver("SITE01", "*", signed_off),
       waiver("SITE01", "*", "reason = \"tested\", owner = \"Ann\", expires = 2031-01-01"), Shows::documents, "waiver"},
  };
}

/// Cannot differ: they have one value, or are used before a design is made.
const std::set<std::string> kElsewhere{
    "schema",            // 1
    "site.crs",          // tells how to read a map file: e2e_parcels
    "zone.name",         // of findings: e2e_parcels
    "phase.number",      // only the order: unit_input
    "project.currency",  // USD
    "catalog.overlay",   // read into the catalog by the command line; e2e_bad_input and e2e_command_line try it
};

std::vector<Trial> all_trials() {
  std::vector<Trial> all;
  for (auto&& some : {project_trials(), site_trials(), it_trials(), power_trials(), other_trials()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

std::map<std::string, std::string> world_files() {
  return {{"hot.epw", epw_text(41, 18)},
          {"cool.epw", epw_text(28, 15)},
          {"low.csv", "t_s,kw\n0,1000\n1,300\n2,300\n3,300\n"},
          {"high.csv", "t_s,kw\n0,1000\n1,100\n2,100\n3,100\n"},
          {"flat.csv", "t_h,USD/MWh\n0,50\n1,50\n2,50\n"},
          {"steep.csv", "t_h,USD/MWh\n0,10\n1,50\n2,400\n"},
          {"sun.csv", "t_h,MW\n0,0\n1,4\n2,0\n"},
          {"wind.csv", "t_h,MW\n0,2\n1,3\n2,1\n"}};
}

SiteText written(const Trial& trial, const std::string& value) {
  SiteText site = plain_site();
  for (const auto& [key, text] : trial.with) site[key] = text;
  if (!value.empty()) site[trial.assign.empty() ? trial.key : trial.assign] = value;
  return site;
}

/// The keys of both tables of docs/site-toml.md; a list key as "site.gate.width".
std::set<std::string> documented_keys() {
  std::set<std::string> keys;
  std::string list;
  bool in_lists = false;
  for (const std::string& line : split(read_file(source_path("docs/site-toml.md")), '\n')) {
    if (line.starts_with("## ")) in_lists = line == "## Lists";
    if (!line.starts_with("| ")) continue;
    const std::vector<std::string> cells = split(line, '|');
    const auto quoted = [](const std::string& cell) {
      std::vector<std::string> words = split(cell, '`'), found;
      for (std::size_t i = 1; i < words.size(); i += 2) found.push_back(words[i]);
      return found;
    };
    if (!in_lists) {
      for (const std::string& key : quoted(cells[1])) keys.insert(key);
      continue;
    }
    if (const auto table = quoted(cells[1]); !table.empty())
      list = table.front().starts_with("[[") ? table.front().substr(2, table.front().size() - 4)
                                             : table.front().substr(1, table.front().size() - 2);
    for (const std::string& key : quoted(cells[2])) keys.insert(list + "." + key);
  }
  return keys;
}

}  // namespace

TEST_CASE("every documented key has a trial, and every key of the reader is documented") {
  std::set<std::string> tried = kElsewhere;
  for (const Trial& trial : all_trials()) tried.insert(trial.key);
  const std::set<std::string> documented = documented_keys();
  for (const std::string& key : documented) CHECK_MESSAGE(tried.contains(key), key);
  for (const SiteKey& row : site_keys())
    CHECK_MESSAGE(documented.contains(std::string(row.table) + "." + std::string(row.key)), row.key);
}

TEST_CASE("every key of the site file changes a result") {
  const std::map<std::string, std::string> files = world_files();
  for (const Trial& trial : all_trials()) {
    CAPTURE(trial.key);
    try {
      const Design before = designed(spec_of(written(trial, trial.from), files), shipped_catalog());
      const Design after = designed(spec_of(written(trial, trial.to), files), shipped_catalog());
      const bool differs = trial.shows == Shows::figures ? figures_of(before) != figures_of(after)
                                                         : documents_of(before) != documents_of(after);
      CHECK(differs);
    } catch (const std::exception& error) {
      FAIL_CHECK(std::string(error.what()));
    }
  }
}
