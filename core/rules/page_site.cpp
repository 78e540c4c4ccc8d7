// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/rules/page_builder.h"

namespace plinth {

void PageBuilder::jurisdiction(const PageLine& line) {
  for (const Jurisdiction j : {Jurisdiction::us, Jurisdiction::eu, Jurisdiction::cn, Jurisdiction::intl})
    if (text(j) == line.words.at(1)) design.spec.project.jurisdiction = j;
}
void PageBuilder::pack(const PageLine& line) { design.spec.rules.packs.push_back(line.words.at(1)); }
void PageBuilder::date(const PageLine& line) { design.spec.project.date = line.words.at(1); }
void PageBuilder::severity(const PageLine& line) {
  for (const Severity s : {Severity::info, Severity::warning, Severity::error})
    if (text(s) == line.words.at(2)) design.spec.rules.severity[line.words.at(1)] = s;
}
void PageBuilder::rules(const PageLine& line) { design.spec.rules.evidence = line.values.at("evidence"); }
void PageBuilder::site(const PageLine& line) {
  for (const auto& [key, value] : line.values) {
    const double si = std::get<double>(page_attribute(value).value);
    if (key == "elevation") design.spec.site.elevation = Length{si};
    if (key == "climate.dry_bulb") design.spec.climate.dry_bulb = Temperature{si};
    if (key == "climate.minimum") design.spec.climate.minimum = Temperature{si};
    if (key == "power.backup_autonomy") design.spec.power.backup_autonomy = Time{si};
    if (key == "power.ups_autonomy") design.spec.power.ups_autonomy = Time{si};
    if (key == "it.supply_temperature") design.spec.it.supply_temperature = Temperature{si};
  }
}
void PageBuilder::evidence(const PageLine& line) {
  Evidence made;
  made.kind = line.words.at(1);
  if (line.words.size() > 2) {
    const Attribute value = page_attribute(line.words[2]);
    made.si = std::get<double>(value.value);
    made.dimension = value.dimension;
    made.value = line.words[2];
  }
  made.document = "page";
  for (const auto& [key, value] : line.values) {
    if (key == "where") made.where = value;
    if (key == "expires") made.expires = value;
    if (key == "document") made.document = value;
  }
  made.origin = {"site.toml", 1, 1};
  design.spec.evidence.push_back(made);
}
void PageBuilder::setback(const PageLine& line) { design.spec.site.setback = Length{page_number(line.words.at(1))}; }
void PageBuilder::max_height(const PageLine& line) {
  design.spec.site.max_height = Length{page_number(line.words.at(1))};
}
void PageBuilder::parcel(const PageLine& line) { design.spec.site.parcels.push_back(page_box(line.words, 1)); }
void PageBuilder::keep_out(const PageLine& line) {
  design.spec.site.keep_outs.push_back(
      {line.words.at(1), page_box(line.words, 2), Length{page_number(line.values.at("clearance"))}});
}
void PageBuilder::building(const PageLine& line) {
  design.spec.site.existing.push_back({line.words.at(1), page_box(line.words, 2), Length{5.0}});
}
void PageBuilder::gate(const PageLine& line) {
  design.spec.site.gates.push_back({line.words.at(1),
                                    {page_mm(line.words.at(2)), page_mm(line.words.at(3))},
                                    Length{page_number(line.words.at(4))}});
}
void PageBuilder::road(const PageLine& line) {
  const Rect area = bounding_box(page_box(line.words, 3).outer);
  const auto phase = line.values.find("phase");
  design.layout.roads.push_back(
      {line.words.at(2), line.words.at(1), area, phase == line.values.end() ? 0 : std::stoi(phase->second)});
}
void PageBuilder::utility(const PageLine& line) {
  for (const auto& [key, value] : line.values) {
    if (key == "capacity") design.spec.utility.capacity = ApparentPower{std::get<double>(page_attribute(value).value)};
    if (key == "voltage") design.spec.utility.voltage = Voltage{std::get<double>(page_attribute(value).value)};
    if (key == "short_circuit")
      design.spec.utility.short_circuit = ApparentPower{std::get<double>(page_attribute(value).value)};
    if (key == "pf") design.spec.utility.power_factor = PowerFactor{page_number(value)};
  }
}
void PageBuilder::demand(const PageLine& line) {
  Demand& d = design.sizing.demand;
  for (const auto& [key, value] : line.values) {
    const double si = std::get<double>(page_attribute(value).value);
    if (key == "it") d.it = Power{si};
    if (key == "facility") d.facility = Power{si};
    if (key == "air_heat") d.air_heat = Power{si};
    if (key == "utility") d.utility = ApparentPower{si};
  }
}
void PageBuilder::redundancy(const PageLine& line) {
  const auto named = [](const std::string& word) {
    for (const Redundancy r : {Redundancy::n, Redundancy::n_plus_1, Redundancy::n_plus_2, Redundancy::two_n})
      if (text(r) == word) return r;
    throw std::runtime_error("unknown redundancy");
  };
  for (const auto& [key, value] : line.values) {
    if (key == "power") design.spec.power.redundancy = named(value);
    if (key == "cooling") design.spec.cooling.redundancy = named(value);
    if (key == "backup") design.spec.power.backup_redundancy = named(value);
  }
}
void PageBuilder::backup(const PageLine& line) { design.spec.power.backup = line.words.at(1); }
void PageBuilder::storage(const PageLine& line) {
  for (const auto& [key, value] : line.values) {
    if (key == "purposes") design.spec.storage.purposes = split(value, ',');
    if (key == "redundancy") design.spec.storage.redundancy = value == "N" ? Redundancy::n : Redundancy::n_plus_1;
  }
}
void PageBuilder::grid(const PageLine& line) {
  GridProfile made;
  made.id = made.title = design.spec.utility.grid_profile = "page";
  for (const auto& [key, value] : line.values) {
    const double si = std::get<double>(page_attribute(value).value);
    if (key == "ramp") made.ramp.si = si;
    if (key == "swing") made.window_swing.si = si;
    if (key == "window") made.window.si = si;
  }
  design.catalog.grid_profiles.push_back(made);
}
void PageBuilder::limit(const PageLine& line) {
  const Attribute value = page_attribute(line.words.at(2));
  no_limit(line);
  Limit made;
  made.id = line.words.at(1);
  made.jurisdiction = "all";
  made.edition = "this page";
  made.si = std::get<double>(value.value);
  made.unit = value.unit;
  made.dimension = value.dimension;
  auto& limits = design.catalog.limits;
  limits.insert(std::lower_bound(limits.begin(), limits.end(), made.id,
                                 [](const Limit& a, const std::string& b) { return a.id < b; }),
                made);
}
void PageBuilder::no_limit(const PageLine& line) {
  std::erase_if(design.catalog.limits, [&](const Limit& l) { return l.id == line.words.at(1); });
}
void PageBuilder::waiver(const PageLine& line) {
  Waiver made{line.words.at(1), line.words.at(2), "", "page", "", {"site.toml", 1, 1}};
  for (std::size_t i = 3; i < line.words.size(); ++i) made.reason += (i > 3 ? " " : "") + line.words[i];
  design.spec.waivers.push_back(made);
}

}  // namespace plinth
