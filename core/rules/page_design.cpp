// SPDX-License-Identifier: Apache-2.0
#include "core/rules/page_design.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/rules/page_builder.h"

namespace plinth {
namespace {

const Unit& unit_of(const Measured& value) {
  // A bare K in an attribute is a difference here: temperatures are written in degC.
  const Unit* unit = value.unit == "K" ? find_unit("K", Dimension::temperature_difference) : find_unit(value.unit);
  if (unit == nullptr) throw std::runtime_error("unknown unit: " + value.unit);
  return *unit;
}

PageLine parse(const std::string& text) {
  PageLine line;
  std::istringstream in(text.substr(0, text.find('#')));
  for (std::string word; in >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      line.words.push_back(word);
    else
      line.values[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return line;
}

}  // namespace

double page_number(const std::string& word) {
  double value = 0.0;
  const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || rest != word.data() + word.size()) throw std::runtime_error("not a number: " + word);
  return value;
}

/// "1.5MW" or "13.8 kV": value, unit.
Measured page_measured(const std::string& word) {
  double value = 0.0;
  const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc()) throw std::runtime_error("not a quantity: " + word);
  return {value, std::string(trim(std::string_view(rest, static_cast<std::size_t>(word.data() + word.size() - rest))))};
}

double page_si(const Measured& value) { return to_si(value.value, unit_of(value)); }

Attribute page_attribute(const std::string& word) {
  Attribute made;
  made.provenance = {"rule page", "2026-01-01", Status::assumed, {}};
  if (word == "true" || word == "false") {
    made.value = word == "true";
  } else if (std::isdigit(static_cast<unsigned char>(word.front())) != 0 || word.front() == '-') {
    const Measured value = page_measured(word);
    const Unit& unit = unit_of(value);
    made.value = to_si(value.value, unit);
    made.unit = value.unit;
    made.dimension = unit.dimension;
  } else {
    made.value = word;
  }
  return made;
}

Millimetres page_mm(const std::string& metres) { return std::llround(page_number(metres) * 1000.0); }

Polygon page_box(const std::vector<std::string>& words, std::size_t first) {
  const Millimetres x0 = page_mm(words.at(first)), y0 = page_mm(words.at(first + 1)), x1 = page_mm(words.at(first + 2)),
                    y1 = page_mm(words.at(first + 3));
  return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

PageBuilder::PageBuilder(const Catalog& catalog) {
  design.engine = "plinth";
  design.catalog.limits = catalog.limits;  // limits and rules only: pages name their own modules
  design.catalog.rules = catalog.rules;
  design.spec.utility.power_factor = PowerFactor{0.0};
  design.spec.power.backup = "none";
}

void PageBuilder::run(const PageLine& line) {
  static const std::map<std::string, void (PageBuilder::*)(const PageLine&)> statements{
      {"jurisdiction", &PageBuilder::jurisdiction},
      {"setback", &PageBuilder::setback},
      {"max_height", &PageBuilder::max_height},
      {"parcel", &PageBuilder::parcel},
      {"type", &PageBuilder::type},
      {"place", &PageBuilder::place},
      {"node", &PageBuilder::node},
      {"edge", &PageBuilder::edge},
      {"keep_out", &PageBuilder::keep_out},
      {"building", &PageBuilder::building},
      {"gate", &PageBuilder::gate},
      {"road", &PageBuilder::road},
      {"utility", &PageBuilder::utility},
      {"demand", &PageBuilder::demand},
      {"redundancy", &PageBuilder::redundancy},
      {"backup", &PageBuilder::backup},
      {"storage", &PageBuilder::storage},
      {"grid", &PageBuilder::grid},
      {"selection", &PageBuilder::selection},
      {"loop", &PageBuilder::loop},
      {"pipe", &PageBuilder::pipe},
      {"passage", &PageBuilder::passage},
      {"section", &PageBuilder::section},
      {"carrier", &PageBuilder::carrier},
      {"ledger", &PageBuilder::ledger},
      {"derived", &PageBuilder::derived},
      {"limit", &PageBuilder::limit},
      {"no_limit", &PageBuilder::no_limit},
      {"route", &PageBuilder::route},
      {"circuit", &PageBuilder::circuit},
      {"foundation", &PageBuilder::foundation},
      {"bollards", &PageBuilder::bollards},
      {"stand", &PageBuilder::stand},
      {"public_road", &PageBuilder::public_road},
      {"fault", &PageBuilder::fault},
      {"pack", &PageBuilder::pack},
      {"date", &PageBuilder::date},
      {"severity", &PageBuilder::severity},
      {"rules", &PageBuilder::rules},
      {"site", &PageBuilder::site},
      {"evidence", &PageBuilder::evidence},
      {"waiver", &PageBuilder::waiver},
      {"phases", &PageBuilder::phases},
      {"reserve", &PageBuilder::reserve},
      {"zone", &PageBuilder::zone},
      {"near", &PageBuilder::adjacency},
      {"far", &PageBuilder::adjacency}};
  const auto found = statements.find(line.words.at(0));
  if (found == statements.end()) throw std::runtime_error("unknown statement");
  (this->*found->second)(line);
}

Design PageBuilder::finish() {
  if (design.spec.site.parcels.empty()) design.spec.site.parcels = {page_box({"0", "0", "200", "200"}, 0)};
  const auto by_tag = [](const auto& a, const auto& b) { return a.tag < b.tag; };
  std::sort(design.sizing.graph.nodes.begin(), design.sizing.graph.nodes.end(), by_tag);
  std::sort(design.layout.placements.begin(), design.layout.placements.end(), by_tag);
  std::sort(design.catalog.modules.begin(), design.catalog.modules.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  design.sizing.ledger = Ledger::from_entries(entries_);
  return design;
}

Design design_of_page(const std::string& text, const Catalog& catalog) {
  PageBuilder builder(catalog);
  for (const std::string& written : split(text, '\n')) {
    const PageLine line = parse(written);
    if (line.words.empty()) continue;
    try {
      builder.run(line);
    } catch (const std::exception& fault) {
      throw std::runtime_error("in `" + written + "`: " + fault.what());
    }
  }
  return builder.finish();
}

}  // namespace plinth
