// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "core/rules/check_context.h"

namespace plinth {

/// Compass sides of a placed module.
enum class Side { south, east, north, west };

/// Where the front of a module looks: rotation 0 is south, 90 east, 180 north, 270 west.
[[nodiscard]] Side front_of(const Placement& placement);
/// The side that a face of the module's own frame looks to after its rotation.
[[nodiscard]] Face face_towards(const Placement& placement, Side side);
/// The rectangle of `depth` outside one side of a body.
[[nodiscard]] Rect strip(const Rect& body, Side side, Millimetres depth);
/// The side of `body` on which `other` mainly lies: the one with the widest gap.
[[nodiscard]] Side side_of(const Rect& body, const Rect& other);

/// Metres to whole millimetres, rounded up, blind to rounding noise.
[[nodiscard]] Millimetres millimetres(Length length);
/// Distance from a rectangle to a polygon's area; 0 when they share area or touch.
[[nodiscard]] Millimetres distance_to(const Polygon& area, const Rect& body);
/// A pair of points that shows where a body is nearest to the rings of a polygon: first on the polygon.
[[nodiscard]] std::vector<PlanPoint> nearest_marks(const Polygon& area, const Rect& body);
/// The four corners, for marks.
[[nodiscard]] std::vector<PlanPoint> corners(const Rect& area);
/// The area two overlapping rectangles share.
[[nodiscard]] Rect shared_area(const Rect& a, const Rect& b);

/// Least distance from the body to any line of the parcels; nullopt when no parcel holds the whole body.
[[nodiscard]] std::optional<Millimetres> depth_inside(const SiteSpec::Site& site, const Rect& body);
/// Inside one parcel by at least the setback.
[[nodiscard]] bool buildable(const SiteSpec::Site& site, const Rect& body);

/// Would the module stand soundly with this body: buildable, clear of bodies, buildings, keep-outs and roads, its
/// zone and the zones of others respected.
[[nodiscard]] bool fits(const CheckContext& context, const PlacedModule& module, const Rect& body);
/// The shortest of the four moves of `module` after which `clear(body)` holds and it still fits:
/// "move BESS-08 0.59 m east". Empty when none within 50 m does.
[[nodiscard]] std::string move_hint(const CheckContext& context, const PlacedModule& module,
                                    const std::function<bool(const Rect&)>& clear);
/// The better hint of two modules that are too near each other by `clear(body of one, body of the other)`.
[[nodiscard]] std::string move_apart_hint(const CheckContext& context, const PlacedModule& a, const PlacedModule& b,
                                          const std::function<bool(const Rect&, const Rect&)>& clear);

}  // namespace plinth
