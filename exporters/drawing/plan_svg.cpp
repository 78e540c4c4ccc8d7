// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/model/design_json.h"
#include "exporters/drawing/plan/plan.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using namespace plinth::drawing;

std::string draw(Plan& plan) {
  open_sheet(plan);
  draw_grid(plan);
  plan.svg.open("g", {{"clip-path", "url(#plan-area)"}});
  if (plan.view.whole) draw_overall_dimensions(plan);
  draw_site(plan);
  draw_clearances(plan);
  draw_routes(plan);
  draw_modules(plan);
  draw_groups(plan);
  draw_findings(plan);
  plan.svg.close("g");
  draw_frame(plan);
  draw_panel(plan);
  plan.svg.close("svg");
  return plan.svg.bytes();
}

std::vector<Artifact> write(const Design& design, const Stamp& stamp) {
  const std::string checksum = sha256(write_design(design)).substr(0, 16);
  const std::vector<View> views = views_of(design, "drawings/plan", "General arrangement");
  std::vector<Artifact> sheets;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Plan plan{
        design, stamp, views[i], fmt::format("{} of {}", i + 1, views.size()), checksum, sheet_for(views[i].extent)};
    collect_modules(plan);
    sheets.push_back({views[i].file, draw(plan)});
  }
  return sheets;
}

}  // namespace

extern constinit const Exporter plan_svg{
    "plan-svg", "general arrangement plan to scale with legend and title block (SVG)", true, write};

}  // namespace plinth::exporters
