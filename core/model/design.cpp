// SPDX-License-Identifier: Apache-2.0
#include "core/model/design.h"

#include <algorithm>

#include "core/base/assert.h"

namespace plinth {
namespace {

/// Quarter turns counter-clockwise.
int quarter_turns(const Placement& placement) {
  const int turns = placement.rotation_deg / 90;
  PLINTH_ASSERT(turns * 90 == placement.rotation_deg && turns >= 0 && turns < 4,
                "rotation of " + placement.tag + " is " + std::to_string(placement.rotation_deg) + " degrees");
  return turns;
}

/// The upright faces in the order a counter-clockwise quarter turn moves them on.
constexpr Face upright[4] = {Face::front, Face::right, Face::back, Face::left};

Face turned(Face face, int turns) {
  if (face == Face::top) return face;
  const auto at = std::find(std::begin(upright), std::end(upright), face) - std::begin(upright);
  return upright[(at + turns) % 4];
}

template <class T>
const T* by_tag(const std::vector<T>& sorted, std::string_view tag) {
  const auto found =
      std::lower_bound(sorted.begin(), sorted.end(), tag, [](const T& a, std::string_view b) { return a.tag < b; });
  return found != sorted.end() && found->tag == tag ? &*found : nullptr;
}

}  // namespace

const Node* Graph::node(std::string_view tag) const { return by_tag(nodes, tag); }

const Placement* Layout::placement(std::string_view tag) const { return by_tag(placements, tag); }

Rect footprint(const ModuleType& type, const Placement& placement) {
  const bool across = quarter_turns(placement) % 2 == 1;
  const Millimetres along_x = across ? type.width : type.length;
  const Millimetres along_y = across ? type.length : type.width;
  return {placement.x, placement.y, placement.x + along_x, placement.y + along_y};
}

Rect clearance_zone(const ModuleType& type, const Placement& placement) {
  const int turns = quarter_turns(placement);
  // The face that looks south after the turn is the one that takes `turns` steps to get there, and so on.
  const auto facing = [&](Face compass) { return type.clearance.at(turned(compass, (4 - turns) % 4)); };
  const Rect body = footprint(type, placement);
  return {body.x0 - facing(Face::left), body.y0 - facing(Face::front), body.x1 + facing(Face::right),
          body.y1 + facing(Face::back)};
}

PortPlace place_of(const Port& port, const ModuleType& type, const Placement& placement) {
  const int turns = quarter_turns(placement);
  PlanPoint at{port.x, port.y};
  if (turns == 1) at = {type.width - port.y, port.x};
  if (turns == 2) at = {type.length - port.x, type.width - port.y};
  if (turns == 3) at = {port.y, type.length - port.x};
  return {{placement.x + at.x, placement.y + at.y}, placement.z + port.z, turned(port.face, turns)};
}

}  // namespace plinth
