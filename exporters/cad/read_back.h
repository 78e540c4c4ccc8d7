// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "exporters/cad/expected.h"

namespace plinth::cad {

/// Reads the bytes of a STEP file, without OpenCASCADE that wrote them, and compares with what was meant: every tag is
/// an instance name exactly once, and the modules fill the expected box to a tenth of a millimetre. Follows the product
/// structure and its transformations; takes a shape's box from the vertices and circles of its solids, which is exact
/// for the prototypes' straight and circular edges. Throws ExportError on any difference.
void read_back(std::string_view step, const Expected& expected);

}  // namespace plinth::cad
