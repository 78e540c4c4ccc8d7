// SPDX-License-Identifier: Apache-2.0
#include "exporters/drawing/plan/clearances.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/model/design_json.h"
#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

/// Both ends of some distance lie on the sheet, or it is the whole site.
bool is_wanted(const View& view, const std::vector<DrawnDistance>& distances) {
  const auto within = [&](PlanPoint p) {
    return p.x >= view.extent.x0 && p.x <= view.extent.x1 && p.y >= view.extent.y0 && p.y <= view.extent.y1;
  };
  return view.whole || std::any_of(distances.begin(), distances.end(), [&](const DrawnDistance& d) {
           return within(d.on_from) && within(d.on_to) && d.on_from != d.on_to;
         });
}

std::string draw(Plan& plan) {
  open_sheet(plan);
  draw_grid(plan);
  plan.svg.open("g", {{"clip-path", "url(#plan-area)"}});
  draw_site(plan);
  draw_modules(plan);
  draw_distances(plan);
  plan.svg.close("g");
  draw_frame(plan);
  draw_panel(plan);
  plan.svg.close("svg");
  return plan.svg.bytes();
}

}  // namespace

std::vector<Artifact> clearance_sheets(const Design& design, const Stamp& stamp,
                                       const std::vector<DrawnDistance>& distances) {
  const std::string checksum = sha256(write_design(design)).substr(0, 16);
  std::vector<View> views = views_of(design, "drawings/clearances", "Clearance drawing");
  std::erase_if(views, [&](const View& view) { return !is_wanted(view, distances); });
  std::vector<Artifact> sheets;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Plan plan{design,   stamp,
              views[i], std::to_string(i + 1) + " of " + std::to_string(views.size()),
              checksum, sheet_for(views[i].extent)};
    plan.distances = &distances;
    collect_modules(plan);
    sheets.push_back({views[i].file, draw(plan)});
  }
  return sheets;
}

}  // namespace plinth::drawing
