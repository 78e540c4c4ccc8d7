// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/rules/ground.h"
#include "core/rules/page_builder.h"

namespace plinth {
namespace {

double value(const PageLine& line, const char* key, double otherwise = 0) {
  const auto found = line.values.find(key);
  return found == line.values.end() ? otherwise : page_si(page_measured(found->second));
}
double ratio(const PageLine& line, const char* key) {
  const auto found = line.values.find(key);
  return found == line.values.end() ? 0 : page_number(found->second);
}
std::string word(const PageLine& line, const char* key) {
  const auto found = line.values.find(key);
  return found == line.values.end() ? std::string() : found->second;
}

}  // namespace

/// foundation PLN-CDU-01 29 29 41 35 tags=CDU-01 worst=60kPa allowable=72kPa
void PageBuilder::foundation(const PageLine& line) {
  Foundation made;
  made.name = line.words.at(1);
  made.type = "pad";
  made.bodies = {{bounding_box(page_box(line.words, 2).outer), -300, 0}};
  made.tags = split(word(line, "tags"), ',');
  made.bearing_worst = Pressure{value(line, "worst")};
  made.allowable = Pressure{value(line, "allowable", 72e3)};
  made.overturning = ratio(line, "overturning");
  made.sliding = ratio(line, "sliding");
  made.anchor = "M20";
  made.anchors = {made.bodies.front().area.centre()};
  made.anchor_edge = Length{value(line, "edge", 1.0)};
  made.anchor_edge_needed = Length{value(line, "needed")};
  made.containment = Volume{value(line, "containment")};
  made.containment_rain = Volume{value(line, "rain")};
  design.civil.foundations.push_back(std::move(made));
}

/// bollards MTX-01 east
void PageBuilder::bollards(const PageLine& line) {
  design.civil.bollards.push_back({line.words.at(1), line.words.at(2), {}});
}

/// stand CDU-01 30 30 crane=200t capacity=20t load=14t outrigger=90kPa fouls=CDU-02 gate=main blocked_by=CDU-03
void PageBuilder::stand(const PageLine& line) {
  CraneStand made;
  made.tag = line.words.at(1);
  made.at = made.blocked_at = {page_mm(line.words.at(2)), page_mm(line.words.at(3))};
  made.crane = word(line, "crane");
  made.load = Mass{value(line, "load")};
  made.capacity = Mass{value(line, "capacity")};
  made.radius = Length{value(line, "radius")};
  made.outrigger = Pressure{value(line, "outrigger")};
  made.fouls = word(line, "fouls");
  made.gate = word(line, "gate");
  made.blocked_by = word(line, "blocked_by");
  design.civil.stands.push_back(std::move(made));
}

/// public_road SR-9 0 -10 100 -10 width=7
void PageBuilder::public_road(const PageLine& line) {
  design.spec.site.roads.push_back(
      {line.words.at(1),
       {{page_mm(line.words.at(2)), page_mm(line.words.at(3))}, {page_mm(line.words.at(4)), page_mm(line.words.at(5))}},
       Length{ratio(line, "width")}});
}

}  // namespace plinth
