// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <TopoDS_Shape.hxx>
#include <vector>

#include "core/model/catalog.h"

namespace plinth::cad {

/// What a module looks like: closed solids in the module's own frame, millimetres. The first carries the kind's
/// colour; the accents (base frames, fans, stacks) are drawn in a neutral tone so that the kind is read at a glance.
struct PrototypeShape {
  TopoDS_Shape whole;                 ///< a solid, or a compound of solids; its box is exactly the envelope
  std::vector<TopoDS_Shape> accents;  ///< sub-shapes of `whole`
};

/// `open`: the module holds others, so it is drawn as base, back and end walls without front and roof.
/// `kind` may state simple bodies of its own ([[solid]]); they stand on a base plate.
[[nodiscard]] PrototypeShape prototype_shape(const ModuleType& type, const Kind* kind, bool open);

}  // namespace plinth::cad
