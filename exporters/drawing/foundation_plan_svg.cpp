// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/model/design_json.h"
#include "exporters/drawing/plan/plan.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using namespace plinth::drawing;

constexpr Millimetres margin = 6'000;
constexpr const char* concrete_ink = "#7A6A4F";
constexpr const char* concrete_fill = "#D9CFBB";

Rect outline(const Foundation& f) {
  Rect box = f.bodies.front().area;
  for (const ConcreteBody& b : f.bodies) box = bounding_box(box, b.area);
  return box;
}

/// Foundations of one design: same figures, same type.
using Designs = std::map<std::pair<std::string, std::string>, std::vector<const Foundation*>>;

Designs designs_of(const Design& design, const Rect& visible) {
  Designs designs;
  for (const Foundation& f : design.civil.foundations)
    if (!f.bodies.empty() && overlap(visible, outline(f))) designs[{f.figures, f.type}].push_back(&f);
  return designs;
}

std::string short_name(const std::string& figures) {
  return figures.starts_with("foundation.") ? figures.substr(11) : figures;
}

void draw_bodies(Plan& plan, const Designs& designs) {
  plan.svg.open_layer("foundations", "Foundations",
                      {{"fill", concrete_fill}, {"stroke", concrete_ink}, {"stroke-width", "0.25"}});
  for (const auto& [key, list] : designs)
    for (const Foundation* f : list) {
      plan.svg.open("g", {});
      plan.svg.title(fmt::format("{}: {}, {} m3", f->name, f->type, round_text(f->concrete.si, 4)));
      for (const ConcreteBody& b : f->bodies) plan.svg.rect(plan.sheet.area(b.area));
      plan.svg.close("g");
    }
  plan.svg.close_layer();
  plan.svg.open_layer(
      "modules", "Modules",
      {{"fill", "none"}, {"stroke", "#37474F"}, {"stroke-width", "0.18"}, {"stroke-dasharray", "1.2 0.6"}});
  for (const DrawnModule& m : plan.modules) plan.svg.rect(m.area);
  plan.svg.close_layer();
  plan.svg.open_layer("anchors", "Anchors", {{"stroke", "#B71C1C"}, {"stroke-width", "0.18"}});
  const double half = std::clamp(plan.sheet.length(150), 0.25, 0.8);
  for (const auto& [key, list] : designs)
    for (const Foundation* f : list)
      for (const PlanPoint& a : f->anchors) {
        const Paper p = plan.sheet.at(a);
        plan.svg.line({p.x - half, p.y}, {p.x + half, p.y});
        plan.svg.line({p.x, p.y - half}, {p.x, p.y + half});
      }
  plan.svg.close_layer();
}

void write_names(Plan& plan, const Designs& designs) {
  plan.svg.open_layer("names", "Names");
  for (const auto& [key, list] : designs)
    for (const Foundation* f : list) {
      const drawing::Area a = plan.sheet.area(outline(*f));
      const bool upright = a.h > 1.25 * a.w;
      const double along = upright ? a.h : a.w, across = upright ? a.w : a.h;
      const std::string& full = f->name;
      std::string text = full;
      const auto fitting = [&] { return std::min({0.85 * along / text_width(text), 0.4 * across, 3.0}); };
      if (fitting() < 1.4) text = full.substr(full.rfind('-') == std::string::npos ? 0 : full.rfind('-') + 1);
      const double size = fitting();
      if (size < 1.4 || !inside(plan.sheet.lettered(), a)) {
        ++plan.unlabelled;
        continue;
      }
      plan.numbers_only = plan.numbers_only || text != full;
      const Paper c = a.centre();
      const double w = text_width(text) * size + 0.8, h = 1.3 * size;
      plan.svg.rect({c.x - (upright ? h : w) / 2, c.y - (upright ? w : h) / 2, upright ? h : w, upright ? w : h},
                    {{"fill", "#FFFFFF"}, {"fill-opacity", "0.85"}});
      plan.svg.text(text, c, {size, Anchor::middle, "#1A1A1A", true, upright});
    }
  plan.svg.close_layer();
}

/// Length and width of the first foundation of each design that has room beside it.
void draw_dimensions(Plan& plan, const Designs& designs) {
  plan.svg.open_layer("dimensions", "Dimensions", {{"stroke", "#455A64"}, {"stroke-width", "0.18"}});
  const double size = 1.8;
  const auto dimension = [&](Paper a, Paper b, const std::string& text, bool upright) {
    const drawing::Area strip =
        upright ? drawing::Area{a.x - 1.6 * size, std::min(a.y, b.y), 1.6 * size + 0.6, std::abs(a.y - b.y)}
                : drawing::Area{a.x, a.y - 1.6 * size, b.x - a.x, 1.6 * size + 0.6};
    if (text_width(text) * size > (upright ? strip.h : strip.w) || !plan.space.is_free(strip) ||
        !inside(plan.sheet.lettered(), strip))
      return false;
    plan.svg.line(a, b);
    for (const Paper& p : {a, b}) plan.svg.line({p.x - 0.7, p.y + 0.7}, {p.x + 0.7, p.y - 0.7});
    const Paper at = upright ? Paper{a.x - 0.7 * size, (a.y + b.y) / 2} : Paper{(a.x + b.x) / 2, a.y - 0.7 * size};
    plan.svg.open("g", {{"stroke", "none"}});
    plan.svg.text(text, at, {size, Anchor::middle, "#455A64", false, upright});
    plan.svg.close("g");
    plan.space.take(strip);
    return true;
  };
  for (const auto& [key, list] : designs) {
    bool wide = false, high = false;
    for (const Foundation* f : list) {
      const Rect box = outline(*f);
      const drawing::Area a = plan.sheet.area(box);
      if (!wide) wide = dimension({a.x, a.y - 1.2}, {a.right(), a.y - 1.2}, metres_text(box.width()), false);
      if (!high) high = dimension({a.x - 1.2, a.bottom()}, {a.x - 1.2, a.y}, metres_text(box.height()), true);
      if (wide && high) break;
    }
  }
  plan.svg.close_layer();
}

std::vector<PanelTable> tables_of(const Design& design, const Designs& designs) {
  PanelTable sizes{"Foundations",
                   {0, 0.30, 0.43, 0.50, 0.66, 0.76, 0.88, 1},
                   {{"for", "type", "no.", "plan m", "depth m", "m3 each", "kPa"}}};
  PanelTable anchors{"Anchors", {0, 0.40, 0.55, 0.68, 0.84, 1}, {{"for", "size", "no.", "pull kN", "shear kN"}}};
  PanelTable places{"Anchors, from the module's corner in m", {0, 0.30, 0.70, 1}, {{"for", "x", "y"}}};
  for (const auto& [key, list] : designs) {
    const Foundation& f = *list.front();
    const Rect box = outline(f);
    Millimetres bottom = 0, top = f.bodies.front().top;
    for (const ConcreteBody& b : f.bodies) {
      bottom = std::min(bottom, b.bottom);
      top = std::max(top, b.top);
    }
    sizes.rows.push_back({short_name(key.first), f.type, std::to_string(list.size()),
                          metres_text(box.width()) + " x " + metres_text(box.height()), metres_text(top - bottom),
                          round_text(f.concrete.si, 3), round_text(f.bearing_worst / kPa, 3)});
    const Placement* p = f.tags.empty() ? nullptr : design.layout.placement(f.tags.front());
    const ModuleType* type = p == nullptr ? nullptr : design.catalog.module(p->module);
    std::set<Millimetres> xs, ys;
    if (type != nullptr) {
      const Rect foot = footprint(*type, *p);
      const bool across = p->rotation_deg % 180 != 0;
      for (const PlanPoint& a : f.anchors) {
        if (a.x < foot.x0 || a.x > foot.x1 || a.y < foot.y0 || a.y > foot.y1) continue;
        (across ? ys : xs).insert(a.x - foot.x0);
        (across ? xs : ys).insert(a.y - foot.y0);
      }
    }
    const auto list_of = [](const std::set<Millimetres>& values) {
      std::string out;
      for (const Millimetres v : values) out += (out.empty() ? "" : " ") + metres_text(v);
      return out;
    };
    anchors.rows.push_back({short_name(key.first), f.anchor, std::to_string(f.anchors.size()),
                            round_text(f.anchor_tension.si / 1e3, 3), round_text(f.anchor_shear.si / 1e3, 3)});
    places.rows.push_back({short_name(key.first), list_of(xs), list_of(ys)});
  }
  const CivilTotals& t = design.civil.totals;
  const PanelTable totals{"Quantities of the whole site",
                          {0, 0.6, 1},
                          {{"item", "quantity"},
                           {"Concrete", round_text(t.concrete.si, 4) + " m3"},
                           {"Reinforcement", round_text(t.rebar / tonne, 4) + " t"},
                           {"Anchors", std::to_string(t.anchors)},
                           {"Excavation", round_text(t.excavation.si, 4) + " m3"},
                           {"Gravel", round_text(t.gravel.si, 4) + " m3"},
                           {"Duct banks and trenches", round_text(t.trench.si, 4) + " m"}}};
  return {sizes, anchors, places, totals};
}

std::string draw(Plan& plan) {
  const Designs designs = designs_of(plan.design, plan.sheet.visible());
  open_sheet(plan);
  draw_grid(plan);
  plan.svg.open("g", {{"clip-path", "url(#plan-area)"}});
  draw_site(plan);
  for (const auto& [key, list] : designs)
    for (const Foundation* f : list) plan.space.take(plan.sheet.area(outline(*f)));
  draw_bodies(plan, designs);
  draw_dimensions(plan, designs);
  write_names(plan, designs);
  plan.svg.open_layer("bollards", "Bollards", {{"fill", "#F9A825"}, {"stroke", "#1A1A1A"}, {"stroke-width", "0.13"}});
  for (const Bollards& b : plan.design.civil.bollards)
    for (const PlanPoint& p : b.at) plan.svg.circle(plan.sheet.at(p), std::max(0.4, plan.sheet.length(110)));
  plan.svg.close_layer();
  plan.svg.close("g");
  draw_frame(plan);
  std::vector<std::string> notes{"Preliminary: for quantities and interfaces, not for construction.",
                                 "Levels from the underside of the module; x along its length, y across it.",
                                 "Dashed: outline of the module. Red crosses: anchors.",
                                 "kPa: greatest pressure on the ground, wind and earthquake included."};
  if (plan.numbers_only) notes.emplace_back("Small foundations show the number of their tag.");
  draw_panel(plan, tables_of(plan.design, designs), notes);
  plan.svg.close("svg");
  return plan.svg.bytes();
}

std::vector<View> views_of(const Design& design) {
  std::optional<Rect> works;
  const auto add = [&](const Rect& r) { works = works ? bounding_box(*works, r) : r; };
  for (const Foundation& f : design.civil.foundations)
    if (!f.bodies.empty()) add(outline(f));
  for (const Group& g : design.layout.groups) add(g.area);
  if (!works) return {};
  std::vector<View> views{{works->grown(margin), "drawings/foundation-plan.svg", "Foundation plan", true}};
  const int scale = sheet_for(views[0].extent).scale;
  for (std::size_t i = 0; i < design.layout.groups.size(); ++i) {
    const Group& g = design.layout.groups[i];
    const Rect extent = g.area.grown(margin);
    if (scale <= largest_detail_scale || sheet_for(extent).scale >= scale) continue;
    views.push_back(
        {extent, fmt::format("drawings/foundation-plan-{}.svg", i + 1), "Foundation plan, " + g.name, false});
  }
  return views;
}

std::vector<Artifact> write(const Design& design, const Stamp& stamp) {
  if (design.civil.foundations.empty()) return {};
  const std::string checksum = sha256(write_design(design)).substr(0, 16);
  const std::vector<View> views = views_of(design);
  std::vector<Artifact> sheets;
  for (std::size_t i = 0; i < views.size(); ++i) {
    Plan plan{design,   stamp,
              views[i], fmt::format("{} of {}", i + 1, views.size()),
              checksum, sheet_for(views[i].extent),
              {},       {},
              {},       {},
              false,    0};
    collect_modules(plan);
    sheets.push_back({views[i].file, draw(plan)});
  }
  return sheets;
}

}  // namespace

extern constinit const Exporter foundation_plan_svg{"foundation-plan-svg",
                                                    "foundations with sizes and anchors to scale (SVG)", true, write};

}  // namespace plinth::exporters
