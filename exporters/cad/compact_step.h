// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace plinth::cad {

/// The same ISO 10303-21 file, smaller: no layout spaces, equal points, directions and vectors held once, entities
/// numbered from 1 in order, text outside ASCII in the standard's \X2\ form. About half the bytes of what OpenCASCADE
/// writes; which entity refers to which value is unchanged. Throws ExportError when `step` is not as expected.
[[nodiscard]] std::string compact_step(std::string_view step);

}  // namespace plinth::cad
