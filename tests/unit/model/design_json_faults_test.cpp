// SPDX-License-Identifier: Apache-2.0
// Whatever bytes come in, read_design answers with a design or with findings that say where.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "core/base/text.h"
#include "core/model/design_json.h"
#include "tests/unit/model/rich_design.h"

using namespace plinth;
using nlohmann::ordered_json;
using Pointer = ordered_json::json_pointer;

namespace {

const std::string& sound() {
  static const std::string json = write_design(test::rich_design());
  return json;
}

void collect(const ordered_json& value, const Pointer& at, std::vector<Pointer>& all) {
  if (!at.empty()) all.push_back(at);
  if (value.is_object())
    for (const auto& [key, child] : value.items()) collect(child, at / key, all);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], at / i, all);
}

std::vector<Pointer> all_pointers(const ordered_json& json) {
  std::vector<Pointer> all;
  collect(json, Pointer(), all);
  return all;
}

/// Objects whose keys are the user's: taking one out is a smaller map, not a fault.
bool is_map_member(const Pointer& at) {
  static const std::set<std::string> maps{"texts", "origins", "codes", "attributes",
                                          "severity", "match", "inputs", "weights"};
  const std::string parent = at.parent_pointer().empty() ? "" : at.parent_pointer().back();
  if (parent == "provenance") {  // of a module type a map, of an attribute a struct
    const std::string list = at.parent_pointer().parent_pointer().parent_pointer().to_string();
    return list == "/catalog/modules";
  }
  return maps.contains(parent) || (parent == "limits" && at.to_string().starts_with("/catalog/tests"));
}

bool may_be_null(const Pointer& at) {
  static const std::set<std::string> optional{"at_m",
                                              "bearing_kpa",
                                              "frost_depth_m",
                                              "short_circuit_kva",
                                              "max_height_m",
                                              "load_kw",
                                              "accelerators",
                                              "share",
                                              "rack_power_kw",
                                              "swing_kw",
                                              "max_lead_time_s",
                                              "oscillation",
                                              "oscillation_cap_kw",
                                              "oscillation_load_kw",
                                              "recovery_s",
                                              "within_m",
                                              "apart_m",
                                              "power_kw",
                                              "duration_s",
                                              "peak_limit_kw",
                                              "actual",
                                              "required",
                                              "dimension",
                                              "curve_x",
                                              "need",
                                              "cluster_m",
                                              "edit",
                                              "asked_deg",
                                              "laydown_m2",
                                              "wind_from_deg"};
  if (at.back() == "si") return at.to_string().starts_with("/site/evidence");
  return optional.contains(at.back()) && !at.to_string().ends_with("/attributes/0/required");
}

bool has(const std::vector<Finding>& findings, const std::string& code, const std::string& text) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.code == code && f.message.starts_with(text) && f.severity == Severity::error;
  });
}

/// Whether the finding points into the text: at the value it speaks of.
bool is_placed(const Finding& f, const std::string& json) {
  const std::string_view line = line_of(json, f.origin.line);
  return f.origin.file == "d.json" && f.origin.column >= 1 && static_cast<std::size_t>(f.origin.column) <= line.size();
}

}  // namespace

TEST_CASE("every key is needed: without it the finding names it by its path") {
  const ordered_json whole = ordered_json::parse(sound());
  int deleted = 0;
  for (const Pointer& at : all_pointers(whole)) {
    if (!whole[at.parent_pointer()].is_object() || is_map_member(at)) continue;
    ordered_json less = whole;
    less[at.parent_pointer()].erase(at.back());
    const std::string text = less.dump(1);
    const auto outcome = read_design(text, "d.json");
    CAPTURE(at.to_string());
    REQUIRE_FALSE(outcome.ok());
    // A value of several types is missed under the name of the first.
    const bool one_of_several = at.to_string().starts_with("/catalog/modules") &&
                                at.parent_pointer().parent_pointer().to_string().ends_with("/attributes") &&
                                whole[at.parent_pointer()].begin().key() == at.back();
    const std::string path = one_of_several ? at.parent_pointer().to_string() + "/si" : at.to_string();
    CHECK(has(outcome.findings, "DSN003", path + " is missing"));
    CHECK(is_placed(outcome.findings[0], text));
    CHECK(text[0] == '{');
    ++deleted;
  }
  CHECK(deleted > 300);
}

TEST_CASE("every value of another type is refused and named by its path") {
  const ordered_json whole = ordered_json::parse(sound());
  const ordered_json others[] = {nullptr, true, 7.5, "seven", ordered_json::array({"x"}), ordered_json{{"x", 1}}};
  int changed = 0;
  for (const Pointer& at : all_pointers(whole))
    for (const ordered_json& other : others) {
      const ordered_json& value = whole[at];
      if (value.type() == other.type() || (value.is_number() && other.is_number() && !value.is_number_integer()))
        continue;
      if (other.is_null() && may_be_null(at)) continue;
      if (value.is_null()) continue;                                 // would be another value's type
      if (value.is_number() && other.is_number()) continue;          // 7 and 7.5: see below
      if (at.back().ends_with("_c") && other.is_object()) continue;  // {"kelvin": …}
      ordered_json mutated = whole;
      mutated[at] = other;
      const std::string text = mutated.dump(1);
      const auto outcome = read_design(text, "d.json");
      CAPTURE(at.to_string());
      CAPTURE(other.dump());
      REQUIRE_FALSE(outcome.ok());
      CHECK(has(outcome.findings, "DSN004", at.to_string() + " is "));
      CHECK(is_placed(outcome.findings[0], text));
      ++changed;
    }
  CHECK(changed > 2000);
}

TEST_CASE("values of the right type that cannot be") {
  struct Case {
    const char *path, *value, *code, *message;
  };
  const Case cases[] = {
      {"/demand/racks", "7.5", "DSN004", "/demand/racks is not a whole number in range"},
      {"/demand/racks", "3000000000", "DSN004", "/demand/racks is out of range"},
      {"/demand/racks", "1e300", "DSN004", "/demand/racks is not a whole number in range"},
      {"/placements/0/x_m", "1e300", "DSN004", "/placements/0/x_m is out of range"},
      {"/placements/0/rotation_deg", "45", "DSN005",
       "'CDU-01' is turned by 45 degrees; 0, 90, 180 and 270 are possible"},
      {"/placements/0/module", "\"other\"", "DSN005", "'CDU-01' is a 'cdu-vendor-1350' in the graph and a 'other'"},
      {"/placements/0/tag", "\"ZZZ\"", "DSN005", "/placements: 'CDU-02' comes after 'ZZZ'"},
      {"/graph/nodes/1/tag", "\"CDU-01\"", "DSN005", "/graph/nodes: 'CDU-01' is there twice"},
      {"/graph/nodes/0/module", "\"other\"", "DSN005", "'CDU-01' is a 'other', which /catalog/modules does not have"},
      {"/graph/nodes/0/kind", "\"ups\"", "DSN005", "'CDU-01' is of kind 'ups', its module type of kind 'cdu'"},
      {"/graph/nodes/0/parent", "\"POD-9\"", "DSN005", "'CDU-01' stands in 'POD-9', which is not in the graph"},
      {"/graph/edges/0/from/tag", "\"UPS-9\"", "DSN005", "edge E0001 ends at 'UPS-9', which is not in the graph"},
      {"/graph/edges/0/item", "\"rope\"", "DSN005", "edge E0001 is made of 'rope'"},
      {"/routes/0/edge", "\"E0002\"", "DSN005", "a route is for edge 'E0002', which is not in the graph"},
      {"/catalog/modules/0/kind", "\"ups\"", "DSN005", "module type 'cdu-vendor-1350' is of kind 'ups'"},
      {"/catalog/modules/0/length_m", "-1", "DSN005", "module type 'cdu-vendor-1350' has a negative dimension"},
      {"/catalog/kinds/0/attributes/0/name", "\"mass\"", "DSN005", "module type 'cdu-vendor-1350' lacks 'mass'"},
      {"/site/parcels/0/outer_m", "[[0, 0], [1, 1], [1, 0], [0, 1]]", "DSN005",
       "/site/parcels: the boundary crosses itself"},
      {"/site/parcels/0/outer_m/0", "[1, 2, 3]", "DSN004", "/site/parcels/0/outer_m/0 has 3 numbers; 2 are needed"},
      {"/site/cooling/rejection", "\"ice\"", "DSN004",
       "/site/cooling/rejection is none of auto, dry, adiabatic, tower"},
      {"/ledger/0/id", "\"demand.it\"", "DSN005", "/ledger/1 repeats an id of the ledger"},
      {"/schema", "2", "DSN002", "the design has schema 2; this program reads schema 1"},
      {"/schema", "\"1\"", "DSN004", "/schema is a text; a number is needed"},
  };
  for (const Case& c : cases) {
    ordered_json json = ordered_json::parse(sound());
    json[Pointer(c.path)] = ordered_json::parse(c.value);
    const auto outcome = read_design(json.dump(), "d.json");
    CAPTURE(c.path);
    CAPTURE(c.value);
    REQUIRE_FALSE(outcome.ok());
    CAPTURE(outcome.findings[0].code + " " + outcome.findings[0].message);
    CHECK(has(outcome.findings, c.code, c.message));
  }
}

TEST_CASE("all faults are reported at once, each at its own place") {
  std::string json = sound();
  const auto replace = [&](const std::string& what, const std::string& with) {
    const std::size_t at = json.find(what);
    REQUIRE(at != std::string::npos);
    json.replace(at, what.size(), with);
  };
  replace("\"racks\": 152", "\"racks\": \"many\"");
  replace("\"engine\":", "\"motor\":");
  replace("\"proved\": true", "\"proved\": 1");
  const auto outcome = read_design(json, "d.json");
  REQUIRE(outcome.findings.size() == 3);
  CHECK(outcome.findings[0].message == "/engine is missing");
  CHECK(outcome.findings[0].origin == Origin{"d.json", 1, 1});
  CHECK(outcome.findings[1].message == "/demand/racks is a text; a number is needed");
  CHECK(outcome.findings[1].excerpt == "    \"racks\": \"many\"");
  CHECK(outcome.findings[1].origin.column == 14);
  CHECK(line_of(json, outcome.findings[1].origin.line) == "    \"racks\": \"many\"");
  CHECK(outcome.findings[2].message == "/objective/proved is a number; true or false is needed");
}

TEST_CASE("after a hundred faults the rest are counted") {
  std::string json = R"({"schema": 1, "inputs": [)";
  for (int i = 0; i < 1000; ++i) json += i == 0 ? "0" : ",0";
  const auto outcome = read_design(json + "]}", "d.json");
  REQUIRE(outcome.findings.size() == 100);
  CHECK(outcome.findings.back().hint.find("more faults are not listed") != std::string::npos);
}

TEST_CASE("keys this version does not know are passed over") {
  ordered_json json = ordered_json::parse(sound());
  json["comment"] = {{"by", "a script"}, {"deep", {1, 2, {3}}}};
  json["graph"]["nodes"][0]["colour"] = "red";
  const auto outcome = read_design(json.dump(), "d.json");
  REQUIRE(outcome.ok());
  CHECK(*outcome.value == test::rich_design());
}

TEST_CASE("what is not JSON: line and column") {
  struct Case {
    std::string text;
    int line, column;
  };
  const Case cases[] = {
      {"", 1, 1},
      {"  \n ", 1, 1},
      {"\n  design", 2, 3},
      {"[1, 2]", 1, 1},
      {"{\n\"schema\": 1,\n}", 3, 1},
      {"{\"a\": nul}", 1, 10},
      {"{\"a\": 1} x", 1, 10},
      {"{\"a\": \"\xFF\"}", 1, 8},
      {"{\"a\": 1e999}", 1, 11},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto outcome = read_design(c.text, "d.json");
    REQUIRE_FALSE(outcome.ok());
    REQUIRE(outcome.findings.size() == 1);
    CAPTURE(outcome.findings[0].message);
    CHECK(outcome.findings[0].code == "DSN001");
    CHECK(outcome.findings[0].origin == Origin{"d.json", c.line, c.column});
    CHECK_FALSE(outcome.findings[0].hint.empty());
  }
}

TEST_CASE("no piece of a design is a design, and no broken byte crashes") {
  const std::string json = write_design(Design{});
  for (std::size_t size = 0; size + 1 < json.size(); ++size) {
    const auto outcome = read_design(json.substr(0, size), "d.json");
    REQUIRE_FALSE(outcome.ok());
    REQUIRE_FALSE(outcome.findings.empty());
  }
  std::mt19937_64 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string broken = sound();
    for (int n = 0; n < 3; ++n) broken[random() % broken.size()] = static_cast<char>(random());
    const auto outcome = read_design(broken, "d.json");
    CHECK(outcome.ok() == !has_errors(outcome.findings));
  }
}

TEST_CASE("large rubbish fails and says what it is") {
  constexpr std::size_t size = 45'000'000;
  struct Case {
    const char* name;
    std::function<std::string()> make;
    const char* message;
  };
  const Case cases[] = {
      {"zero bytes", [] { return std::string(size, '\0'); }, "not a design in JSON: a design starts with '{'"},
      {"open brackets", [] { return "{\"a\":" + std::string(size, '['); },
       "not a design in JSON: nested deeper than 32 levels"},
      {"open braces",
       [] {
         std::string text;
         while (text.size() < size) text += "{\"a\":";
         return text;
       },
       "not a design in JSON: nested deeper than 32 levels"},
      {"one endless key", [] { return "{\"" + std::string(size, 'a'); }, "not a design in JSON: "},
      {"one endless line of text", [] { return "{\"engine\": \"" + std::string(size, 'a') + "\"}"; },
       "/schema is missing"},
      {"blanks", [] { return std::string(size, ' '); }, "not a design in JSON: the file is empty"},
      {"many values",
       [] {
         std::string text = "{\"graph\": [0";
         while (text.size() < size) text += ",0";
         return text + "]}";
       },
       "not a design in JSON: more than 20000000 values"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::string text = c.make();
    const auto outcome = read_design(text, "d.json");
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.findings[0].message.starts_with(c.message));
    CHECK(outcome.findings[0].message.size() < 400);
    CHECK(outcome.findings[0].excerpt.size() < 1000);
  }
}
