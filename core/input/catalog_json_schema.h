// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/catalog.h"

namespace plinth {

/// The JSON Schema (draft-07) of the files of a catalog, for editors: module and rack files as its kinds declare them
/// (attributes, dimensions with the units allowed, choices, what is required), and kind files themselves. With `kind`
/// that of the modules of one kind alone. It describes the shape; what only `plinth catalog lint` sees stays there:
/// ids, references, ranges, order, physics. Asserts that `kind` is empty or the id of a kind.
[[nodiscard]] std::string catalog_schema(const Catalog& catalog, const std::string& kind = {});

}  // namespace plinth
