// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/design.h"
#include "exporters/drawing/plan/clearances.h"
#include "exporters/drawing/plan/sheet.h"
#include "exporters/drawing/plan/svg.h"
#include "exporters/exporter.h"

namespace plinth::drawing {

/// What is already on the paper, so that text is put beside it and not over it.
class Space {
 public:
  [[nodiscard]] bool is_free(const Area& area) const;
  void take(const Area& area) { taken_.push_back(area); }

 private:
  std::vector<Area> taken_;
};

/// A module as it is drawn.
struct DrawnModule {
  const Placement* placement = nullptr;
  const ModuleType* type = nullptr;
  const Kind* kind = nullptr;  ///< may be unknown
  Rect foot;
  Area area;
  bool later = false;  ///< built after the phase of the sheet
};

/// How the lines of one medium are drawn.
struct LineStyle {
  Medium medium;
  std::string_view label, colour, dashes;
};
[[nodiscard]] const LineStyle& line_style(Medium medium);

/// 1:250 and larger show what is inside the modules, 1:1000 and larger their clearance zones: below that, only clutter.
inline constexpr int largest_detail_scale = 250;
inline constexpr int largest_clearance_scale = 1000;

/// One sheet of the set: the whole site, the works area, or one block or yard.
struct View {
  Rect extent;
  std::string file;   ///< "drawings/plan.svg"
  std::string title;  ///< "General arrangement plan"
  bool whole = true;  ///< everything is on it; else a part, with a key plan
  int phase = 0;      ///< what later phases build is only outlined; 0: all is drawn as built
  [[nodiscard]] bool later(int built) const { return phase > 0 && built > phase; }
};

/// One general arrangement drawing in the making.
struct Plan {
  const Design& design;
  const Stamp& stamp;
  View view;
  std::string sheet_number;  ///< "2 of 5"
  std::string checksum;      ///< of design.json
  Sheet sheet;
  SvgWriter svg = {};
  Space space = {};
  std::vector<DrawnModule> modules = {};                  ///< top-level and on this sheet, by tag
  std::vector<DrawnModule> contents = {};                 ///< inside others, by tag
  bool numbers_only = false;                              ///< some tags did not fit and only their number is drawn
  int unlabelled = 0;                                     ///< modules too small for any text at this scale
  const std::vector<DrawnDistance>* distances = nullptr;  ///< of a clearance drawing
  std::vector<int> listed = {};                           ///< numbers of distances whose text found no room
};

/// Inks of a clearance drawing.
inline constexpr const char *kept_ink = "#6B747C", *fault_ink = "#D50000";

/// The whole site; the works area when it is so much smaller that its own sheet is at least twice as detailed; and one
/// sheet per block and yard when even that is too small to show what stands inside the modules. `file` without ending.
[[nodiscard]] std::vector<View> views_of(const Design& design, const std::string& file, const std::string& title);
/// The modules that are on the sheet; their ground is taken.
void collect_modules(Plan& plan);
/// The open sheet: paper, title, clip path of the plan area.
void open_sheet(Plan& plan);

[[nodiscard]] std::string colour_of(const Kind* kind);
/// "black" or "white", whichever is read better on `background` ("#RRGGBB").
[[nodiscard]] std::string ink_on(const std::string& background);
[[nodiscard]] std::vector<Paper> on_paper(const Sheet& sheet, const Ring& ring);
/// The ground between the corner of a turn and the arc of its inner edge; empty where it is too small to be seen.
[[nodiscard]] std::vector<Paper> turn_shape(const Plan& plan, const RoadTurn& turn);
/// 62000 -> "62.00": metres with centimetres, as on building plans.
[[nodiscard]] std::string metres_text(Millimetres length);
/// A parcel within the setbacks of its edges: where modules may stand. Empty when nothing is left.
[[nodiscard]] std::vector<Polygon> shrunk(const Polygon& parcel, const SiteSpec::Site& site);

/// A table in the panel of a drawing that is no general arrangement.
struct PanelTable {
  std::string heading;
  std::vector<double> columns;                 ///< where each begins, fractions of the width; a last one ends them
  std::vector<std::vector<std::string>> rows;  ///< the first names the columns
};

// The layers, from the ground up. Each draws into plan.svg and books its text in plan.space.
void draw_grid(Plan& plan);
void draw_site(Plan& plan);  ///< parcel, setback, keep-outs, existing buildings, roads, gates
void draw_clearances(Plan& plan);
void draw_routes(Plan& plan);
void draw_modules(Plan& plan);  ///< with tags
void draw_groups(Plan& plan);   ///< outlines, names, dimensions
void draw_overall_dimensions(Plan& plan);
void draw_findings(Plan& plan);
void draw_distances(Plan& plan);  ///< of a clearance drawing; notes in plan.listed what found no room
void draw_frame(Plan& plan);
/// Border, title block, scale bar, north arrow and key plan of the panel; where the column above them ends.
[[nodiscard]] double draw_foot(Plan& plan);
void draw_panel(Plan& plan);  ///< legend, notes, scale bar, north arrow, title block
/// The same with tables and notes of its own in place of the legend.
void draw_panel(Plan& plan, const std::vector<PanelTable>& tables, const std::vector<std::string>& notes);

}  // namespace plinth::drawing
