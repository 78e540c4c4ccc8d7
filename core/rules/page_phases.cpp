// SPDX-License-Identifier: Apache-2.0
// Statements of rule pages about phases, reserves, zones and adjacencies.
#include <stdexcept>

#include "core/base/units.h"
#include "core/rules/page_builder.h"

namespace plinth {

/// phases COUNT [asked=100kW]: what each but the last asks for
void PageBuilder::phases(const PageLine& line) {
  const int count = std::stoi(line.words.at(1));
  for (int number = 1; number <= count; ++number) {
    PhasePlan plan;
    plan.number = number;
    if (const auto asked = line.values.find("asked"); asked != line.values.end())
      plan.asked = Power{std::get<double>(page_attribute(asked->second).value)};
    design.sizing.phases.push_back(plan);
  }
}

/// reserve USE X0 Y0 X1 Y1
void PageBuilder::reserve(const PageLine& line) {
  design.layout.reserves.push_back(
      {"Reserve " + line.words.at(1), line.words.at(1), bounding_box(page_box(line.words, 2).outer)});
}

/// zone USE X0 Y0 X1 Y1
void PageBuilder::zone(const PageLine& line) {
  design.spec.zones.push_back({line.words.at(1), line.words.at(1), page_box(line.words, 2), {"site.toml", 1, 1}});
}

/// near A B DISTANCE | far A B DISTANCE
void PageBuilder::adjacency(const PageLine& line) {
  Adjacency wish;
  wish.a = line.words.at(1);
  wish.b = line.words.at(2);
  const Length distance{std::get<double>(page_attribute(line.words.at(3)).value)};
  (line.words.at(0) == "near" ? wish.within : wish.apart) = distance;
  wish.origin = {"site.toml", 1, 1};
  design.spec.adjacencies.push_back(wish);
}

}  // namespace plinth
