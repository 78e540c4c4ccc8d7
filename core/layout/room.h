// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/layout/pack.h"
#include "core/model/site_spec.h"

/// How much ground there is and how much is needed, square metres: what can be said before anything is packed.
namespace plinth::layout {

/// Area of all parcels.
[[nodiscard]] double land_m2(const SiteSpec& spec);
/// Area of the land inside the setback and outside keep-outs, by strips.
[[nodiscard]] double buildable_m2(const PackInput& input);
/// Ground of all groups in their first outline, half a lane around each.
[[nodiscard]] double frames_m2(const PackInput& input, Millimetres lane);
/// Least ground that all groups take in any outline, half a lane around each.
[[nodiscard]] double least_m2(const PackInput& input);
/// More ground than the frames with half a lane around each can take, wherever they stand: the free land, and a strip
/// of half a lane along everything that bounds it, taken as wide as a diagonal makes it. Frames that need more than
/// this fit in no way, which saves trying hundreds.
[[nodiscard]] double room_m2(const PackInput& input);

}  // namespace plinth::layout
