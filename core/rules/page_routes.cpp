// SPDX-License-Identifier: Apache-2.0
// Statements of rule pages about routes and what carries them.
#include <algorithm>

#include "core/rules/page_builder.h"

namespace plinth {
namespace {

Millimetres metres(const PageLine& line, const char* key) {
  const auto found = line.values.find(key);
  return found == line.values.end() ? 0 : page_mm(found->second);
}

}  // namespace

void PageBuilder::passage(const PageLine& line) {
  Passage made;
  made.name = line.words.at(1);
  made.use = line.words.at(2);
  const Polygon box = page_box(line.words, 3);
  made.area = bounding_box(box.outer);
  made.along_x = line.words.size() < 8 || line.words[7] != "north";
  design.layout.passages.push_back(made);
}

void PageBuilder::section(const PageLine& line) {
  std::vector<Route>& routes = design.layout.routes;
  const std::string& edge = line.words.at(1);
  auto route = std::find_if(routes.begin(), routes.end(), [&](const Route& r) { return r.edge == edge; });
  if (route == routes.end()) {
    routes.emplace_back();
    route = routes.end() - 1;
    route->edge = edge;
  }
  if (line.values.contains("width")) route->width = metres(line, "width");
  if (line.values.contains("bend")) route->bend_radius = metres(line, "bend");
  if (line.values.contains("room")) route->tightest = metres(line, "room");
  if (line.words.size() > 2)
    route->sections.push_back(
        {line.words[2], metres(line, "from"), metres(line, "to"), metres(line, "at"), metres(line, "level")});
}

void PageBuilder::carrier(const PageLine& line) {
  Carrier made;
  made.name = line.words.at(1);
  made.passage = made.name.substr(0, made.name.find('.'));
  made.occupied = metres(line, "occupied");
  made.capacity = metres(line, "capacity");
  made.barrier = metres(line, "barrier");
  design.layout.carriers.push_back(made);
}

}  // namespace plinth
