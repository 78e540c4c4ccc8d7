// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "core/base/text.h"
#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr double row = 4.2;         ///< of the legend
constexpr double rim = 5;           ///< between panel edge and content

/// Writes down the panel from top to bottom, and knows when it is full. Sizes are for A3 and grow with the sheet.
struct Column {
  Plan& plan;
  double x, width, y, limit;
  double k = plan.sheet.lettering;
  double row = 4.2 * k;
  double fine_row = 3.4 * k;
  [[nodiscard]] bool room(double height) const { return y + height <= limit; }
  [[nodiscard]] TextStyle body(Anchor anchor = Anchor::start) const { return {2.2 * k, anchor}; }
  [[nodiscard]] TextStyle strong(const std::string& ink = "#1A1A1A") const {
    return {2.2 * k, Anchor::start, ink, true};
  }
  [[nodiscard]] TextStyle fine() const { return {2.0 * k}; }
  void heading(std::string_view text) {
    if (!room(2.5 * row)) return;
    y += 2 * k;
    plan.svg.text(text, {x, y + 1.6 * k}, {2.8 * k, Anchor::start, "#1A1A1A", true});
    y += 4.0 * k;
    plan.svg.line({x, y}, {x + width, y}, {{"stroke", "#1A1A1A"}, {"stroke-width", "0.18"}});
    y += 1.0 * k;
  }
  void fine_line(std::string_view text) {
    if (!room(fine_row)) return;
    plan.svg.text(shortened(text, width, 2.0 * k), {x, y + fine_row / 2}, fine());
    y += fine_row;
  }
};

struct KindCount {
  const Kind* kind;
  std::string id;
  int count = 0;
};

std::vector<KindCount> counted(const std::vector<DrawnModule>& modules) {
  std::map<std::string, KindCount> by_kind;
  for (const DrawnModule& m : modules) {
    KindCount& k = by_kind[m.type->kind];
    k.kind = m.kind;
    k.id = m.type->kind;
    ++k.count;
  }
  std::vector<KindCount> list;
  for (auto& [id, k] : by_kind) list.push_back(k);
  const auto prefix = [](const KindCount& k) { return k.kind != nullptr ? k.kind->prefix : std::string(); };
  std::stable_sort(list.begin(), list.end(),
                   [&](const KindCount& a, const KindCount& b) { return prefix(a) < prefix(b); });
  return list;
}

void kind_rows(Column& c, const std::vector<KindCount>& kinds) {
  SvgWriter& svg = c.plan.svg;
  for (const KindCount& kind : kinds) {
    if (!c.room(c.row)) return;
    const double mid = c.y + c.row / 2;
    svg.rect({c.x, c.y + 0.15 * c.row, 7 * c.k, 0.7 * c.row},
             {{"fill", colour_of(kind.kind)}, {"stroke", "#263238"}, {"stroke-width", "0.18"}});
    svg.text(kind.kind != nullptr ? kind.kind->prefix : "", {c.x + 9 * c.k, mid}, c.strong());
    const std::string title = kind.kind != nullptr ? kind.kind->title : kind.id;
    svg.text(shortened(title, c.width - 32 * c.k, 2.2 * c.k), {c.x + 21 * c.k, mid}, c.body());
    svg.text(std::to_string(kind.count), {c.x + c.width, mid}, c.body(Anchor::end));
    c.y += c.row;
  }
}

void legend_of_kinds(Column& column) {
  column.heading(column.plan.view.whole ? "Modules" : "Modules on this sheet");
  std::vector<DrawnModule> built = column.plan.modules;
  std::erase_if(built, [](const DrawnModule& m) { return m.later; });
  kind_rows(column, counted(built));
  if (column.plan.contents.empty()) return;
  column.heading("Inside the modules");
  kind_rows(column, counted(column.plan.contents));
}

/// One sample per line type that is on the drawing.
void legend_of_lines(Column& column) {
  Plan& plan = column.plan;
  struct Sample {
    std::string label;
    Attributes look;
  };
  std::vector<Sample> samples{
      {"Parcel boundary", {{"stroke", "#1A1A1A"}, {"stroke-width", "0.7"}, {"stroke-dasharray", "5 1 1 1 1 1"}}},
      {"Block or yard", {{"stroke", "#2E7D32"}, {"stroke-width", "0.35"}, {"stroke-dasharray", "4 1.2 1.2 1.2"}}},
      {"Clearance zone", {{"stroke", "#90A4AE"}, {"stroke-width", "0.2"}, {"stroke-dasharray", "1 0.7"}}}};
  const SiteSpec::Site& site = plan.design.spec.site;
  if (site.setback.si > 0 || !site.edges.empty())
    samples.insert(samples.begin() + 1,
                   {site.edges.empty() ? fmt::format("Setback {} m", mm_text(site.setback / metre))
                                       : std::string("Setback, by edge"),
                    {{"stroke", "#B45309"}, {"stroke-width", "0.25"}, {"stroke-dasharray", "3 1.5"}}});
  std::map<std::string_view, Medium> medium_of;
  for (const Edge& e : plan.design.sizing.graph.edges)
    if (!e.item.empty()) medium_of[e.id] = e.medium;
  std::set<Medium> routed;
  for (const Route& r : plan.design.layout.routes)
    if (const auto m = medium_of.find(r.edge); m != medium_of.end()) routed.insert(m->second);
  for (const Medium m : routed) {
    const LineStyle& style = line_style(m);
    Attributes look{{"stroke", std::string(style.colour)}, {"stroke-width", "0.4"}};
    if (!style.dashes.empty()) look.emplace_back("stroke-dasharray", style.dashes);
    samples.push_back({std::string(style.label), look});
  }
  if (!plan.design.report.findings.empty())
    samples.push_back({"Finding, with its code", {{"stroke", "#E00000"}, {"stroke-width", "0.5"}}});
  column.heading("Lines");
  const double half = column.width / 2, k = column.k;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i % 2 == 0 && !column.room(column.row)) return;
    const double x = column.x + (i % 2 == 0 ? 0 : half), mid = column.y + column.row / 2;
    plan.svg.line({x, mid}, {x + 12 * k, mid}, samples[i].look);
    plan.svg.text(shortened(samples[i].label, half - 15 * k, 2.2 * k), {x + 14 * k, mid}, column.body());
    if (i % 2 == 1 || i + 1 == samples.size()) column.y += column.row;
  }
}

void notes(Column& column) {
  Plan& plan = column.plan;
  column.heading("Notes");
  const double turned = plan.design.spec.site.grid.rotation_deg;
  if (turned == 0) {
    column.fine_line("Lengths in metres. Grid: local metres, E east, N true north.");
  } else {
    column.fine_line("Lengths in metres. Grid: plant grid, E plant east, N plant north; it lies");
    column.fine_line(fmt::format("{} deg {} from the site's coordinates, about their origin.",
                                 round_text(std::abs(turned), 6), turned > 0 ? "counter-clockwise" : "clockwise"));
  }
  column.fine_line("The light line along one side of a module is its front.");
  if (plan.view.phase > 0) column.fine_line("Grey dashed outlines are built in later phases.");
  if (!plan.design.layout.reserves.empty()) column.fine_line("Hatched land is kept free for an expansion.");
  if (plan.numbers_only) column.fine_line("Small modules show the number of their tag; the colour gives the prefix.");
  if (plan.unlabelled > 0) {
    column.fine_line(fmt::format("{} modules are too small for a tag at this scale:", plan.unlabelled));
    column.fine_line("see the titles of the elements in this file, the STEP model or the BOM.");
  }
  if (plan.sheet.scale > largest_detail_scale && !plan.contents.empty())
    column.fine_line(fmt::format("Contents of modules are drawn at 1:{} and larger.", largest_detail_scale));
  if (plan.sheet.scale > largest_clearance_scale)
    column.fine_line(fmt::format("Clearance zones are drawn at 1:{} and larger.", largest_clearance_scale));
}

void findings_table(Column& column) {
  const std::vector<Finding>& findings = column.plan.design.report.findings;
  if (findings.empty()) return;
  column.heading(fmt::format("Findings ({})", findings.size()));
  std::size_t shown = 0;
  for (const Finding& f : findings) {
    if (!column.room(2 * column.fine_row)) break;
    const double mid = column.y + column.fine_row / 2, indent = 14 * column.k;
    column.plan.svg.text(f.code, {column.x, mid}, {2.0 * column.k, Anchor::start, "#E00000", true});
    column.plan.svg.text(shortened(f.message, column.width - indent, 2.0 * column.k), {column.x + indent, mid},
                         column.fine());
    column.y += column.fine_row;
    ++shown;
  }
  if (shown < findings.size()) column.fine_line(fmt::format("and {} more: findings.json", findings.size() - shown));
}

void legend_of_distances(Column& column) {
  Plan& plan = column.plan;
  column.heading("Distances");
  const double half = column.width / 2, k = column.k, mid = column.y + column.row / 2;
  const auto sample = [&](double x, const char* ink, const char* width, const char* text) {
    plan.svg.line({x, mid}, {x + 12 * k, mid}, {{"stroke", ink}, {"stroke-width", width}});
    plan.svg.text(text, {x + 14 * k, mid}, column.body());
  };
  sample(column.x, kept_ink, "0.15", "kept");
  sample(column.x + half, fault_ink, "0.4", "not kept");
  column.y += column.row;
  column.fine_line("BESS02 1.2 / 0.915 +1: rule, measured / least, m; one more rule between");
  column.fine_line("the same points. ≤: the largest allowed. A number alone: see the table;");
  column.fine_line("all of them, with both points: clearances.csv.");
}

void distances_table(Column& column) {
  Plan& plan = column.plan;
  std::vector<const DrawnDistance*> rows;
  for (const DrawnDistance& d : *plan.distances)
    if (!d.kept) rows.push_back(&d);
  const std::set<int> listed(plan.listed.begin(), plan.listed.end());
  for (const DrawnDistance& d : *plan.distances)
    if (d.kept && listed.contains(d.number)) rows.push_back(&d);
  const auto faults = std::count_if(rows.begin(), rows.end(), [](const DrawnDistance* d) { return !d->kept; });
  column.heading(fmt::format("Table: {} not kept, {} without room on the plan", faults,
                             rows.size() - static_cast<std::size_t>(faults)));
  std::size_t shown = 0;
  for (const DrawnDistance* d : rows) {
    if (!column.room(2 * column.fine_row)) break;
    const double mid = column.y + column.fine_row / 2, k = column.k;
    const std::string ink = d->kept ? "#1A1A1A" : fault_ink;
    plan.svg.text(std::to_string(d->number), {column.x + 7 * k, mid}, {2.0 * k, Anchor::end, ink});
    plan.svg.text(d->code, {column.x + 9 * k, mid}, {2.0 * k, Anchor::start, ink, !d->kept});
    const std::string what = fmt::format("{} – {}", d->from, d->to);
    plan.svg.text(shortened(what, column.width - 46 * k, 2.0 * k), {column.x + 22 * k, mid},
                  {2.0 * k, Anchor::start, ink});
    const std::string figures = fmt::format("{} {} {}", mm_text(static_cast<double>(d->actual) / 1000.0),
                                            d->at_most ? "≤" : "/", mm_text(static_cast<double>(d->required) / 1000.0));
    plan.svg.text(figures, {column.x + column.width, mid}, {2.0 * k, Anchor::end, ink});
    column.y += column.fine_row;
    ++shown;
  }
  if (shown < rows.size()) column.fine_line(fmt::format("and {} more: clearances.csv", rows.size() - shown));
}

}  // namespace

/// Border line, trimming frame and the zones of ISO 5457, so that a place can be named by telephone: "C4".
void draw_frame(Plan& plan) {
  const Sheet& s = plan.sheet;
  SvgWriter& svg = plan.svg;
  svg.open_layer("frame", "Frame", {{"fill", "none"}, {"stroke", "#1A1A1A"}});
  svg.rect({0, 0, s.width, s.height}, {{"stroke", "#B0B0B0"}, {"stroke-width", "0.1"}});
  svg.rect(s.frame, {{"stroke-width", "0.7"}});
  const int columns = static_cast<int>(s.frame.w / 50) / 2 * 2, rows = static_cast<int>(s.frame.h / 50) / 2 * 2;
  const auto zone = [&](bool across, int i, int count) {
    const double from = (across ? s.frame.x : s.frame.y) + (across ? s.frame.w : s.frame.h) * i / count;
    const double middle = from + (across ? s.frame.w : s.frame.h) / count / 2;
    const std::string name = across ? std::to_string(i + 1) : std::string(1, "ABCDEFGHJKLMNPQRSTUVWXYZ"[i]);
    for (const bool far : {false, true}) {
      const double edge = across ? (far ? s.frame.bottom() : s.frame.y) : (far ? s.frame.right() : s.frame.x);
      const double out = edge + (far ? 5 : -5), letter = edge + (far ? 2.5 : -2.5);
      if (i > 0)
        svg.line(across ? Paper{from, edge} : Paper{edge, from}, across ? Paper{from, out} : Paper{out, from},
                 {{"stroke-width", "0.25"}});
      svg.open("g", {{"stroke", "none"}});
      svg.text(name, across ? Paper{middle, letter} : Paper{letter, middle}, {2.5, Anchor::middle, "#6B747C"});
      svg.close("g");
    }
  };
  for (int i = 0; i < columns; ++i) zone(true, i, columns);
  for (int i = 0; i < std::min(rows, 24); ++i) zone(false, i, std::min(rows, 24));
  svg.close_layer();
}

namespace {

void draw_table(Column& column, const PanelTable& table) {
  column.heading(table.heading);
  std::size_t shown = 0;
  for (const std::vector<std::string>& cells : table.rows) {
    if (!column.room(2 * column.fine_row)) break;
    const double mid = column.y + column.fine_row / 2;
    TextStyle style = column.fine();
    style.bold = shown == 0;
    for (std::size_t i = 0; i < cells.size() && i + 1 < table.columns.size(); ++i) {
      const double x = column.x + table.columns[i] * column.width;
      const double room = (table.columns[i + 1] - table.columns[i]) * column.width - 1;
      column.plan.svg.text(shortened(cells[i], room, style.size), {x, mid}, style);
    }
    column.y += column.fine_row;
    ++shown;
  }
  if (shown < table.rows.size()) column.fine_line(fmt::format("and {} more: design.json", table.rows.size() - shown));
}

}  // namespace

void draw_panel(Plan& plan) {
  const Area& p = plan.sheet.panel;
  plan.svg.open_layer("panel", "Legend and title block");
  Column column{plan, p.x + rim, p.w - 2 * rim, p.y + 2, draw_foot(plan)};
  if (plan.distances != nullptr) {
    column.heading(plan.view.whole ? "Modules" : "Modules on this sheet");
    kind_rows(column, counted(plan.modules));
    legend_of_distances(column);
    notes(column);
    distances_table(column);
  } else {
    legend_of_kinds(column);
    legend_of_lines(column);
    notes(column);
    findings_table(column);
  }
  plan.svg.close_layer();
}

void draw_panel(Plan& plan, const std::vector<PanelTable>& tables, const std::vector<std::string>& notes) {
  const Area& p = plan.sheet.panel;
  plan.svg.open_layer("panel", "Tables and title block");
  Column column{plan, p.x + rim, p.w - 2 * rim, p.y + 2, draw_foot(plan)};
  for (const PanelTable& table : tables) draw_table(column, table);
  column.heading("Notes");
  for (const std::string& note : notes) column.fine_line(note);
  plan.svg.close_layer();
}

}  // namespace plinth::drawing
