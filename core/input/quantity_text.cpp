// SPDX-License-Identifier: Apache-2.0
#include "core/input/quantity_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "core/base/assert.h"
#include "core/base/text.h"

namespace plinth {

namespace {

struct Example {
  Dimension dimension;
  std::string_view number, unit;
};

constexpr Example examples[] = {
    {Dimension::ratio, "0.2", ""},
    {Dimension::length, "10", "m"},
    {Dimension::area, "500", "m2"},
    {Dimension::volume, "20", "m3"},
    {Dimension::mass, "12", "t"},
    {Dimension::time, "5", "min"},
    {Dimension::power, "20", "MW"},
    {Dimension::apparent_power, "40", "MVA"},
    {Dimension::energy, "5", "MWh"},
    {Dimension::power_factor, "0.95", ""},
    {Dimension::pressure, "250", "kPa"},
    {Dimension::flow, "1200", "L/min"},
    {Dimension::mass_flow, "20", "kg/s"},
    {Dimension::voltage, "34.5", "kV"},
    {Dimension::current, "630", "A"},
    {Dimension::resistance, "10", "mohm"},
    {Dimension::temperature, "40", "degC"},
    {Dimension::temperature_difference, "10", "K"},
    {Dimension::money, "5000", "USD"},
    {Dimension::angle, "90", "deg"},
    {Dimension::ramp_rate, "5", "MW/min"},
    {Dimension::frequency, "60", "Hz"},
    {Dimension::heat_capacity_rate, "30", "kW/K"},
    {Dimension::mass_per_length, "12", "kg/m"},
    {Dimension::power_per_length, "50", "W/m"},
    {Dimension::money_per_length, "300", "USD/m"},
    {Dimension::sound_level, "85", "dB(A)"},
    {Dimension::density, "1030", "kg/m3"},
    {Dimension::specific_heat, "3900", "J/(kg K)"},
    {Dimension::speed, "1.5", "m/s"},
    {Dimension::specific_fuel, "0.25", "L/kWh"},
    {Dimension::force, "12", "kN"},
};

Example example_row(Dimension dimension) {
  const auto* row = std::find_if(std::begin(examples), std::end(examples),
                                 [&](const Example& e) { return e.dimension == dimension; });
  if (row != std::end(examples)) return *row;
  for (const Unit& unit : all_units())
    if (unit.dimension == dimension) return {dimension, "10", unit.symbol};
  PLINTH_ASSERT(false, "a dimension without a unit");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool may_be_bare(Dimension dimension) { return dimension == Dimension::ratio || dimension == Dimension::power_factor; }

std::string quoted(std::string_view text) { return "\"" + printable(text, 60) + "\""; }

std::string write_it(std::string_view number, std::string_view unit) {
  return "write \"" + std::string(number) + (unit.empty() || unit == "%" ? "" : " ") + std::string(unit) + "\"";
}

// No-break, narrow no-break and thin spaces are what word processors and web pages put before a unit.
std::string with_plain_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xC2\xA0")) {
      out += ' ';
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE2\x80\x89")) {
      out += ' ';
      i += 2;
    } else if (text[i] == '\t') {
      out += ' ';
    } else if (text[i] != ' ' || out.empty() || out.back() != ' ') {
      out += text[i];
    }
  }
  return std::string(trim(out));
}

// Length of "[+-]digits[.digits][e[+-]digits]" at the start; 0 when there is none.
std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  std::size_t mantissa = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    mantissa += digits();
  }
  if (mantissa == 0) return 0;
  const std::size_t end = at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() > 0) return at;
  }
  return end;
}

QuantityFault not_a_number(std::string_view text, Dimension wanted) {
  const std::string small = lower(text);
  const Example example = example_row(wanted);
  QuantityFault fault{QuantityFaults::not_a_number, quoted(text) + " is not a quantity",
                      write_it(example.number, example.unit)};
  if (text.empty()) fault.message = "the quantity is empty";
  if (small.starts_with("nan") || small.starts_with("inf") || small.starts_with("-inf") || small.starts_with("+inf"))
    fault.message = quoted(text) + " is not a finite number";
  if (text.starts_with("\xE2\x88\x92") || text.starts_with("\xE2\x80\x93"))  // minus sign, en dash
    fault.hint = "write \"-" + printable(text.substr(3), 40) + "\" with a plain minus";
  return fault;
}

// A digit group after the number: "1,000 kW", "1 000 kW", "1'000 kW", "1_000 kW"; or a decimal comma: "1,5 MW".
std::optional<QuantityFault> separator_fault(std::string_view text, std::size_t end) {
  if (end + 1 >= text.size()) return std::nullopt;
  const char mark = text[end];
  if (std::string_view(", '_.").find(mark) == std::string_view::npos || !is_digit(text[end + 1])) return std::nullopt;
  const auto stop = text.find_first_not_of(std::string("0123456789.+-") + mark, end);
  const std::string_view number = trim(text.substr(0, stop));
  const std::string unit = stop == std::string_view::npos ? "" : " " + printable(trim(text.substr(stop)), 40);
  const auto without = [](std::string from, char unwanted) {
    std::erase(from, unwanted);
    return from;
  };
  const std::string joined = without(std::string(number), mark);
  const auto marks = std::count(number.begin(), number.end(), mark);
  const std::size_t group = number.size() - number.rfind(mark) - 1;
  QuantityFault fault{QuantityFaults::not_a_number, quoted(text) + " has a separator inside the number",
                      "write \"" + joined + unit + "\""};
  const std::size_t point = number.find('.');
  const bool thousands = mark != ',' || marks > 1 || (point != std::string_view::npos && point > end);  // "1,000.5"
  if (thousands) return fault;
  std::string pointed = without(std::string(number), '.');  // "1.000,5" -> "1000.5"
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  fault.message = quoted(text) + " has a comma inside the number";
  fault.hint = "write \"" + pointed + unit + "\" with a decimal point";
  if (group == 3 && point == std::string_view::npos)
    fault.hint = "write \"" + joined + unit + "\", or \"" + pointed + unit + "\" if the comma is decimal";
  return fault;
}

// "MWh" for a power, "MW" for an apparent power: the unit that was probably meant.
std::string_view meant_unit(std::string_view found, Dimension wanted) {
  std::vector<std::string> tries;
  const std::string unit(found);
  if (unit.ends_with("Wh"))
    tries = {unit.substr(0, unit.size() - 1), unit.substr(0, unit.size() - 2) + "VA"};
  else if (unit.ends_with("VA"))
    tries = {unit.substr(0, unit.size() - 2) + "W"};
  else if (unit.ends_with("W"))
    tries = {unit.substr(0, unit.size() - 1) + "VA", unit + "h", unit + "/min"};
  else if (unit == "degC" || unit == "degF" || unit == "°C" || unit == "°F" || unit == "C" || unit == "F")
    tries = {unit.ends_with("F") ? "delta degF" : "delta degC"};
  else if (unit.starts_with("delta "))
    tries = {unit.substr(6)};
  else
    tries = {unit + "2", unit + "3", unit.substr(0, unit.size() - 1)};
  for (const std::string& symbol : tries)
    for (const Unit& row : all_units())
      if (row.dimension == wanted && row.symbol == symbol) return row.symbol;
  return example_row(wanted).unit;
}

// Units that differ only by the case of m (milli, metre) and M (mega), or of s and S, differ in meaning.
bool case_is_harmless(std::string_view written, std::string_view symbol) {
  if (written.size() != symbol.size()) return false;
  for (std::size_t i = 0; i < written.size(); ++i)
    if (written[i] != symbol[i] && (symbol[i] == 'm' || symbol[i] == 'M')) return false;
  return true;
}

std::string units_of(Dimension dimension) {
  std::vector<std::string> symbols;
  for (const Unit& unit : all_units())
    if (unit.dimension == dimension && !unit.symbol.empty()) symbols.emplace_back(unit.symbol);
  return join(symbols, ", ");
}

struct Spelling {
  std::string_view word, symbol;
};

// What people write for a unit; only for hints, so that there is one way to write each.
constexpr Spelling spellings[] = {
    {"watt", "W"},      {"kilowatt", "kW"},    {"megawatt", "MW"},    {"gigawatt", "GW"},  {"second", "s"},
    {"sec", "s"},       {"minute", "min"},     {"mins", "min"},       {"hr", "h"},         {"weeks", "week"},
    {"month", "week"},  {"metre", "m"},        {"meter", "m"},        {"feet", "ft"},      {"foot", "ft"},
    {"inch", "in"},     {"inches", "in"},      {"'", "ft"},           {"\"", "in"},        {"volt", "V"},
    {"kilovolt", "kV"}, {"amp", "A"},          {"ampere", "A"},       {"celsius", "degC"}, {"fahrenheit", "degF"},
    {"kelvin", "K"},    {"degrees c", "degC"}, {"degrees f", "degF"}, {"deg c", "degC"},   {"deg f", "degF"},
    {"hertz", "Hz"},    {"percent", "%"},      {"gallon", "gal"},     {"litre", "L"},      {"liter", "L"},
    {"ton", "t"},       {"tonne", "t"},        {"dollar", "USD"},     {"$", "USD"},        {"lbs", "lb"},
    {"pound", "lb"},
};

std::string symbol_for(std::string_view word, Dimension wanted) {
  std::string small = lower(word);
  for (int plural = 0; plural < 2; ++plural) {
    for (const Spelling& row : spellings)
      if (row.word == small)
        if (const Unit* unit = find_unit(row.symbol, wanted); unit != nullptr && unit->dimension == wanted)
          return std::string(row.symbol);
    if (small.ends_with('s')) small.pop_back();
  }
  return {};
}

QuantityFault unknown_unit(std::string_view number, std::string_view symbol, Dimension wanted) {
  QuantityFault fault{QuantityFaults::unknown_unit, "unknown unit " + quoted(symbol), {}};
  for (const Unit& unit : all_units()) {
    if (lower(unit.symbol) != lower(symbol) || unit.dimension != wanted) continue;
    fault.hint = "the case of a unit matters (m is milli, M is mega): " + write_it(number, unit.symbol);
    return fault;
  }
  std::vector<std::string> candidates;
  for (const Unit& unit : all_units())
    if (unit.dimension == wanted) candidates.emplace_back(unit.symbol);
  std::string near = symbol_for(symbol, wanted);
  if (near.empty() && symbol.size() > 1) near = nearest(symbol, candidates);
  const std::string allowed = units_of(wanted);
  if (!near.empty())
    fault.hint = "did you mean " + write_it(number, near).substr(6) + "?";
  else
    fault.hint = std::string(name(wanted)) + (allowed.empty() ? " has no unit" : " is written in " + allowed);
  return fault;
}

const Unit* unit_named(std::string_view symbol, Dimension wanted) {
  const Unit* unit = find_unit(symbol, wanted);
  if (unit == nullptr || !case_is_harmless(symbol, unit->symbol)) return nullptr;
  return unit;
}

std::variant<ReadQuantity, QuantityFault> in_unit(double value, std::string_view number, std::string_view symbol,
                                                  Dimension wanted) {
  const bool percent = symbol == "%" && may_be_bare(wanted);
  const Unit* unit = percent ? find_unit("%") : unit_named(symbol, wanted);
  if (unit == nullptr) return unknown_unit(number, symbol, wanted);
  if (unit->dimension != wanted && !percent) {
    std::string found(name(unit->dimension));
    if (unit->symbol == "%") found = "a percentage";
    return QuantityFault{QuantityFaults::wrong_dimension,
                         "unit mismatch: expected " + std::string(name(wanted)) + ", found " + found,
                         write_it(number, meant_unit(unit->symbol, wanted))};
  }
  const double si = to_si(value, *unit);
  if (!std::isfinite(si))
    return QuantityFault{QuantityFaults::out_of_range, std::string(number) + " is too large a number", {}};
  if (wanted == Dimension::temperature && si < 0)
    return QuantityFault{QuantityFaults::out_of_range, "temperature below absolute zero (-273.15 degC)", {}};
  return ReadQuantity{si, unit};
}

}  // namespace

std::variant<ReadQuantity, QuantityFault> parse_quantity(std::string_view text, Dimension wanted) {
  if (text.size() > 200) return not_a_number(text, wanted);
  const std::string plain = with_plain_spaces(text);
  const std::string_view all = plain;
  const std::size_t length = number_length(all);
  if (length == 0) return not_a_number(all, wanted);
  if (auto fault = separator_fault(all, length)) return *fault;
  const std::string_view number = all.substr(0, length);
  const std::string_view symbol = trim(all.substr(length));
  double value = 0.0;
  const char* first = number.data() + (number.front() == '+' ? 1 : 0);
  const auto parsed = std::from_chars(first, number.data() + number.size(), value);
  if (parsed.ec == std::errc::result_out_of_range || !std::isfinite(value))
    return QuantityFault{QuantityFaults::out_of_range, quoted(number) + " is past the range of numbers", {}};
  if (parsed.ec != std::errc{}) return not_a_number(all, wanted);
  if (!symbol.empty()) {
    const bool hex = (number == "0" || number == "-0" || number == "+0") && (symbol[0] == 'x' || symbol[0] == 'X');
    if (hex) return not_a_number(all, wanted);
    return in_unit(value, number, symbol, wanted);
  }
  if (may_be_bare(wanted)) return ReadQuantity{value, find_unit("")};
  return QuantityFault{QuantityFaults::no_unit, "the unit is missing: " + quoted(number),
                       write_it(number, example_row(wanted).unit)};
}

std::string example_of(Dimension dimension) {
  const Example row = example_row(dimension);
  return std::string(row.number) + (row.unit.empty() ? "" : " ") + std::string(row.unit);
}

const Unit& usual_unit(Dimension dimension) {
  const Unit* unit = find_unit(example_row(dimension).unit, dimension);
  PLINTH_ASSERT(unit != nullptr, "examples use units of the table");
  return *unit;
}

std::string quantity_text(double si, const Unit& unit) {
  const std::string number = number_text(from_si(si, unit));
  return unit.symbol.empty() ? number : number + " " + std::string(unit.symbol);
}

std::string quantity_words(double si, Dimension dimension) {
  constexpr std::string_view scales[] = {"W", "kW", "MW", "GW", "VA", "kVA", "MVA", "GVA", "V", "kV", "s", "min", "h"};
  const auto text_in = [&](const Unit& unit) { return round_text(from_si(si, unit)); };
  const auto length_in = [&](const Unit& unit) {
    const std::string text = text_in(unit);
    return text.size() + (text.starts_with("0.") ? 3 : 0);  // "200 V" rather than "0.2 kV"
  };
  const Unit* best = &usual_unit(dimension);
  for (const std::string_view scale : scales) {
    const Unit* unit = find_unit(scale);
    if (unit->dimension == dimension && length_in(*unit) < length_in(*best)) best = unit;
  }
  return best->symbol.empty() ? text_in(*best) : text_in(*best) + " " + std::string(best->symbol);
}

}  // namespace plinth
