// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <set>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

const std::array<std::string, 5> jurisdiction_names{"us", "eu", "cn", "intl", "all"};
const std::array<std::string, 4> point_names{"H", "W", "R", "S"};
const std::array<std::string, 5> level_names{"L1", "L2", "L3", "L4", "L5"};

/// The unit after the number of a quantity: "3.05 m" -> "m".
std::string_view unit_of(std::string_view quantity) {
  const std::string_view text = trim(quantity);
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  double number = 0;
  const auto parsed = std::from_chars(text.data() + sign, text.data() + text.size(), number);
  return trim(text.substr(static_cast<std::size_t>(parsed.ptr - text.data())));
}

/// The dimension of a limit: stated, or told by its unit. "K" is a difference here; a temperature is written in degC.
std::optional<Dimension> dimension_of(TomlTable& table, const TomlNode& value) {
  if (const auto word = table.text("dimension")) {
    const auto stated = dimension_named(*word);
    if (!stated)
      table.fault_at(cat::not_a_choice, "dimension", "there is no dimension \"" + printable(*word, 40) + "\"");
    return stated;
  }
  if (value.is_number()) return Dimension::ratio;
  if (value.type != TomlNode::Types::text) return std::nullopt;
  const std::string_view symbol = unit_of(value.text);
  if (symbol == "K") return Dimension::temperature_difference;
  const Unit* unit = find_unit(symbol);
  if (unit == nullptr) {
    table.fault(cat::quantity, "unknown unit \"" + printable(symbol, 40) + "\"", value.span);
    return std::nullopt;
  }
  return unit->dimension;
}

void read_limit_value(TomlTable& table, Limit& limit) {
  const TomlNode* value = table.find("value");
  if (value == nullptr) {
    table.missing("value", "a quantity, for example \"3.05 m\"");
    return;
  }
  const auto dimension = dimension_of(table, *value);
  if (!dimension) {
    if (value->type != TomlNode::Types::text && !value->is_number())
      table.fault(cat::wrong_type, "`value` must be a quantity, not " + std::string(words(value->type)), value->span);
    return;
  }
  if (const auto quantity = read_quantity_node(table, *value, *dimension)) {
    limit.si = quantity->first;
    limit.unit = quantity->second;
    limit.dimension = *dimension;
  }
}

Limit read_limit(TomlTable& table) {
  Limit limit;
  limit.id = read_line_text(table, "id", true);
  limit.jurisdiction = read_choice(table, "jurisdiction", jurisdiction_names, true);
  limit.edition = read_line_text(table, "edition", true);
  read_limit_value(table, limit);
  limit.note = read_line_text(table, "note", false);
  limit.provenance = read_provenance(table, nullptr);
  table.finish();
  return limit;
}

/// Adds the names in braces of a sentence.
void add_places(std::string_view sentence, std::set<std::string>& places) {
  for (std::size_t at = sentence.find('{'); at != std::string_view::npos; at = sentence.find('{', at + 1)) {
    const std::size_t end = sentence.find('}', at);
    if (end == std::string_view::npos) break;
    places.emplace(sentence.substr(at + 1, end - at - 1));
  }
}

/// "formula [unit]"; without a unit the number is shown bare. The unit must be one that numbers can be shown in.
void check_limit_text(TomlTable& table, const std::string& name, const std::string& formula) {
  const std::size_t open = formula.rfind('[');
  if (open == std::string::npos || !formula.ends_with(']')) return;
  const std::string unit = formula.substr(open + 1, formula.size() - open - 2);
  if (!unit.empty() && find_unit(unit) == nullptr)
    table.fault_at(cat::quantity, name, "unknown unit \"" + printable(unit, 40) + "\"");
}

void read_test_limits(TomlTable& table, TestItem& test) {
  if (auto limits = table.table("limits")) {
    for (const TomlMember& member : limits->node().members) {
      const std::string formula = read_line_text(*limits, member.key, true);
      if (!formula.empty()) check_limit_text(*limits, member.key, formula);
      test.limits.emplace(member.key, formula);
    }
  }
  std::set<std::string> places;
  for (const std::string* sentence : {&test.text, &test.method, &test.acceptance}) add_places(*sentence, places);
  for (const std::string& place : places)
    if (!test.limits.contains(place))
      table.fault_at(cat::test_places, "id", "there is no limit for the place {" + printable(place, 40) + "}");
  for (const auto& [name, formula] : test.limits)
    if (!places.contains(name))
      table.fault_at(cat::test_places, "limits",
                     "limit `" + printable(name, 40) + "` is shown in none of text, method, acceptance");
}

}  // namespace

TestItem read_test(TomlTable& table, const std::string& family) {
  TestItem test;
  test.family = family;
  test.id = read_line_text(table, "id", true);
  test.when = read_line_text(table, "when", false);
  test.text = read_line_text(table, "text", true);
  test.method = read_line_text(table, "method", true);
  test.instrument = read_line_text(table, "instrument", false);
  test.acceptance = read_line_text(table, "acceptance", true);
  read_test_limits(table, test);
  test.point = read_choice(table, "point", point_names, true);
  test.level = read_choice(table, "level", level_names, true);
  test.standard = read_line_text(table, "standard", false);
  test.provenance = read_provenance(table, nullptr);
  table.finish();
  return test;
}

std::vector<std::pair<Limit, TomlTable>> read_limits(TomlTable& file) {
  std::vector<std::pair<Limit, TomlTable>> limits;
  check_schema(file, false);
  for (TomlTable& table : file.tables("limit")) {
    Limit limit = read_limit(table);
    limits.emplace_back(std::move(limit), table);
  }
  file.finish();
  return limits;
}

std::vector<std::pair<TestItem, TomlTable>> read_tests(TomlTable& file) {
  std::vector<std::pair<TestItem, TomlTable>> tests;
  check_schema(file, false);
  const std::string family = read_line_text(file, "family", true);
  const std::string stem = place_of(file.document().file()).stem;
  if (!family.empty() && family != stem)
    file.fault_at(cat::wrong_place, "family", "family \"" + printable(family, 60) + "\" is not the name of its file",
                  "write family = \"" + stem + "\"");
  for (TomlTable& table : file.tables("test")) {
    TestItem test = read_test(table, family);
    tests.emplace_back(std::move(test), table);
  }
  file.finish();
  return tests;
}

namespace {

void read_oscillation(TomlTable& file, GridProfile& profile) {
  if (!file.has("oscillation") && !file.has("oscillation_cap")) {
    for (const char* key : {"oscillation_from", "oscillation_to", "oscillation_load"})
      if (file.has(key))
        file.fault_at(cat::impossible, key, "there is a band and no limit in it", "state `oscillation` as well");
    return;
  }
  if (file.has("oscillation"))
    profile.oscillation = read_required_quantity(file, "oscillation", Dimension::ratio, 1e-6);
  const auto optional = [&](const char* key, Dimension dimension) {
    return file.has(key) ? read_required_quantity(file, key, dimension, 1e-3) : std::nullopt;
  };
  if (const auto cap = optional("oscillation_cap", Dimension::power)) profile.oscillation_cap = Power{*cap};
  if (const auto load = optional("oscillation_load", Dimension::power)) profile.oscillation_load = Power{*load};
  profile.oscillation_from.si =
      read_required_quantity(file, "oscillation_from", Dimension::frequency, 1e-3).value_or(0);
  profile.oscillation_to.si = read_required_quantity(file, "oscillation_to", Dimension::frequency, 1e-3).value_or(0);
  if (profile.oscillation_to < profile.oscillation_from)
    file.fault_at(cat::impossible, "oscillation_to", "the band ends below its begin");
}

/// Dips in the order of the depth: a deeper one is never the longer one.
void read_dips(TomlTable& file, GridProfile& profile) {
  for (TomlTable& table : file.tables("dip")) {
    VoltageDip dip;
    dip.voltage = read_required_quantity(table, "voltage", Dimension::ratio, 0).value_or(0);
    dip.duration.si = read_required_quantity(table, "duration", Dimension::time, 1e-3).value_or(0);
    if (dip.voltage >= 1) table.fault_at(cat::impossible, "voltage", "a dip leaves less than the nominal voltage");
    if (!profile.dips.empty() &&
        (dip.voltage <= profile.dips.back().voltage || dip.duration < profile.dips.back().duration))
      table.fault_at(cat::impossible, "voltage",
                     "dips are listed from the deepest, each at least as long as the one before");
    table.finish();
    profile.dips.push_back(dip);
  }
}

}  // namespace

GridProfile read_grid_profile(TomlTable& file) {
  GridProfile profile;
  check_schema(file, true);
  profile.id = read_file_id(file);
  profile.title = read_line_text(file, "title", true);
  profile.edition = read_line_text(file, "edition", false);
  profile.ramp.si = read_required_quantity(file, "ramp", Dimension::ramp_rate, 1.0).value_or(0);
  profile.window_swing.si = read_required_quantity(file, "window_swing", Dimension::power, 1.0).value_or(0);
  profile.window.si = read_required_quantity(file, "window", Dimension::time, 1e-3).value_or(0);
  read_oscillation(file, profile);
  if (file.has("recovery"))
    profile.recovery = Time{read_required_quantity(file, "recovery", Dimension::time, 1e-3).value_or(0)};
  read_dips(file, profile);
  profile.provenance = read_provenance(file, nullptr);
  file.finish();
  return profile;
}

}  // namespace plinth
