// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/geometry/plan.h"

namespace plinth::drawing {

/// A place on the paper in millimetres from its upper left corner, y downwards.
struct Paper {
  double x = 0, y = 0;
};

/// A rectangle on the paper, millimetres.
struct Area {
  double x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] double right() const { return x + w; }
  [[nodiscard]] double bottom() const { return y + h; }
  [[nodiscard]] Paper centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] Area grown(double by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
};
[[nodiscard]] bool overlap(const Area& a, const Area& b);
[[nodiscard]] bool inside(const Area& outer, const Area& inner);

/// One drawing sheet: an ISO 216 size, landscape, with an ISO 5457 frame, the plan on the left at a standard scale
/// and a panel for legend and title block on the right.
struct Sheet {
  std::string_view name;  ///< "A1"
  double width = 0, height = 0;
  int scale = 0;         ///< 500 stands for 1:500
  Area frame;            ///< inside the border line
  Area plan;             ///< where the plan may be drawn
  Area panel;            ///< legend and title block
  Rect extent;           ///< the part of the site that is shown
  double lettering = 1;  ///< panel text grows with the sheet: 1 on A3

  /// Paper millimetres for site millimetres.
  [[nodiscard]] double length(double site_mm) const { return site_mm / scale; }
  [[nodiscard]] Paper at(PlanPoint p) const;
  [[nodiscard]] Area area(const Rect& r) const;
  /// Where text may stand: the plan area without the rim that the grid marks take.
  [[nodiscard]] Area lettered() const { return plan.grown(-6); }
  /// The part of the site that lies under the plan area: `extent` and what is around it.
  [[nodiscard]] Rect visible() const;
};

/// The most detailed standard scale at which `extent` fits a sheet of sensible size: 1:100 on A3, 1:200 on A2, 1:250
/// and 1:500 on A1, smaller scales on A0; then the smallest sheet that holds it at that scale.
[[nodiscard]] Sheet sheet_for(const Rect& extent);

}  // namespace plinth::drawing
