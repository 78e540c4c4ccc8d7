// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/expected.h"

#include <algorithm>

#include "exporters/exporter.h"

namespace plinth::cad {

Expected expected_of(const Design& design) {
  Expected expected;
  for (const Placement& p : design.layout.placements) {
    const ModuleType* type = design.catalog.module(p.module);
    if (type == nullptr)
      throw ExportError("the design places " + p.tag + " of type " + p.module + ", which its catalog does not hold");
    expected.tags.push_back(p.tag);
    const Box box = box_of(*type, p);
    expected.box = expected.empty ? box : united(expected.box, box);
    expected.empty = false;
  }
  std::sort(expected.tags.begin(), expected.tags.end());
  return expected;
}

}  // namespace plinth::cad
