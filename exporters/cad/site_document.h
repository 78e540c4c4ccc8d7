// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <TDocStd_Document.hxx>
#include <vector>

#include "core/model/design.h"
#include "exporters/cad/placed_tree.h"

namespace plinth::cad {

/// Stands between the parts of a product label (id, name, description) until the STEP header fields are set: a STEP
/// product has three, an OpenCASCADE label one.
inline constexpr char label_separator = '\x1f';

/// The product structure: Site ▸ block or yard ▸ module ▸ contents. One shared shape per module type; every placement
/// is an instance named by its tag. Colours are those of the kinds.
[[nodiscard]] Handle(TDocStd_Document) site_document(const Design& design, const std::vector<Branch>& tree);

}  // namespace plinth::cad
