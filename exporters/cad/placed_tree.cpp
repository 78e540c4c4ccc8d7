// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/placed_tree.h"

#include <algorithm>
#include <string_view>

#include "exporters/exporter.h"

namespace plinth::cad {
namespace {

Move turned(const Move& m, int quarter_turns) {
  Move r = m;
  for (int i = 0; i < quarter_turns; ++i) {
    const Millimetres x = r.x;
    r.x = -r.y;
    r.y = x;
  }
  r.quarter_turns = (m.quarter_turns + quarter_turns) % 4;
  return r;
}

using Inside = std::map<std::string_view, std::vector<const Placement*>>;

PlacedModule placed(const Design& design, const Inside& inside, const Placement& placement) {
  PlacedModule result{&placement, design.catalog.module(placement.module), {}};
  if (result.type == nullptr)
    throw ExportError("the design places " + placement.tag + " of type " + placement.module +
                      ", which its catalog does not hold");
  if (const auto found = inside.find(placement.tag); found != inside.end())
    for (const Placement* child : found->second) result.children.push_back(placed(design, inside, *child));
  return result;
}

std::string branch_name(const Design& design, const PlacedModule& module) {
  const int block = module.placement->block;
  const PlanPoint at = footprint(*module.type, *module.placement).centre();
  for (const Group& g : design.layout.groups)
    if (g.block == block && g.area.x0 <= at.x && at.x <= g.area.x1 && g.area.y0 <= at.y && at.y <= g.area.y1)
      return g.name;
  return block == 0 ? "Yard" : "Block " + std::to_string(block);
}

}  // namespace

Move compose(const Move& outer, const Move& inner) {
  Move r = turned(inner, outer.quarter_turns);
  r.x += outer.x;
  r.y += outer.y;
  r.z += outer.z;
  return r;
}

Move inverse(const Move& move) {
  Move r = turned({0, -move.x, -move.y, -move.z}, (4 - move.quarter_turns) % 4);
  r.quarter_turns = (4 - move.quarter_turns) % 4;
  return r;
}

Move move_of(const ModuleType& type, const Placement& placement) {
  Move m{placement.rotation_deg / 90 % 4, placement.x, placement.y, placement.z};
  // The corner that becomes the south-west one after the turn is not the frame's origin.
  if (m.quarter_turns == 1) m.x += type.width;
  if (m.quarter_turns == 2) m.x += type.length;
  if (m.quarter_turns == 2) m.y += type.width;
  if (m.quarter_turns == 3) m.y += type.length;
  return m;
}

Box united(const Box& a, const Box& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::min(a.z0, b.z0),
          std::max(a.x1, b.x1), std::max(a.y1, b.y1), std::max(a.z1, b.z1)};
}

Box box_of(const ModuleType& type, const Placement& placement) {
  const bool across = placement.rotation_deg / 90 % 2 != 0;
  return {placement.x,
          placement.y,
          placement.z,
          placement.x + (across ? type.width : type.length),
          placement.y + (across ? type.length : type.width),
          placement.z + type.height};
}

std::vector<Branch> placed_tree(const Design& design) {
  Inside inside;
  std::map<std::string_view, const Placement*> by_tag;
  for (const Placement& p : design.layout.placements) by_tag[p.tag] = &p;
  for (const Placement& p : design.layout.placements) {
    if (p.parent.empty()) continue;
    if (!by_tag.contains(p.parent)) throw ExportError(p.tag + " stands inside " + p.parent + ", which is not placed");
    inside[p.parent].push_back(&p);
  }
  std::vector<Branch> branches;
  std::map<std::string, std::size_t> at;
  const auto branch = [&](const std::string& name) -> Branch& {
    const auto [found, added] = at.emplace(name, branches.size());
    if (added) branches.push_back({name, {}});
    return branches[found->second];
  };
  for (const bool yard : {false, true})
    for (const Group& g : design.layout.groups)
      if ((g.block == 0) == yard && !by_tag.contains(g.name)) branch(g.name);
  for (const Placement& p : design.layout.placements) {
    if (!p.parent.empty()) continue;
    PlacedModule module = placed(design, inside, p);
    // A pinned module forms a group named after itself; tags name instances, so such groups share one assembly.
    std::string name = branch_name(design, module);
    if (by_tag.contains(name)) name = "Pinned modules";
    branch(name).modules.push_back(std::move(module));
  }
  std::erase_if(branches, [](const Branch& b) { return b.modules.empty(); });
  return branches;
}

}  // namespace plinth::cad
