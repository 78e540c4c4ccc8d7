// SPDX-License-Identifier: Apache-2.0
#include "core/civil/bodies.h"

namespace plinth::civil {

Bodies::Bodies(const Design& design, const Catalog& catalog) {
  for (const Placement& p : design.layout.placements) {
    const ModuleType* type = catalog.module(p.module);
    if (p.parent.empty() && type != nullptr) bodies_.push_back({p.tag, footprint(*type, p)});
  }
  for (const ExistingBuilding& b : design.spec.site.existing) bodies_.push_back({b.name, bounding_box(b.area.outer)});
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    const Rect& r = bodies_[i].area;
    for (Millimetres x = cell(r.x0); x <= cell(r.x1); ++x)
      for (Millimetres y = cell(r.y0); y <= cell(r.y1); ++y) cells_[{x, y}].push_back(i);
  }
}

}  // namespace plinth::civil
