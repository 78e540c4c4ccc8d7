// SPDX-License-Identifier: Apache-2.0
#include "cli/render/distances.h"

#include <fmt/format.h>

#include <algorithm>

#include "exporters/text/table/csv.h"

namespace plinth {
namespace {

using exporters::figure;
using exporters::words;

std::string metres(Millimetres length) { return fmt::format("{:.3f}", static_cast<double>(length) / 1000.0); }

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  return out;
}

/// Plan coordinates to a drawing whose y runs down.
struct Sheet {
  Rect area;
  [[nodiscard]] double x(Millimetres at) const { return static_cast<double>(at - area.x0) / 1000.0; }
  [[nodiscard]] double y(Millimetres at) const { return static_cast<double>(area.y1 - at) / 1000.0; }
};

Rect area_of(const Design& design) {
  Rect area{};
  bool first = true;
  const auto take = [&](const Rect& part) {
    area = first ? part : bounding_box(area, part);
    first = false;
  };
  for (const Polygon& parcel : design.spec.site.parcels) take(bounding_box(parcel.outer));
  for (const Road& road : design.layout.roads) take(road.area);
  return area.grown(5000);
}

std::string ring_path(const Sheet& sheet, const Ring& ring) {
  std::string path;
  for (const PlanPoint& point : ring)
    path += fmt::format("{}{:.2f},{:.2f}", path.empty() ? "M" : " L", sheet.x(point.x), sheet.y(point.y));
  return path + " Z";
}

std::string polygon(const Sheet& sheet, const Polygon& area, const char* style) {
  std::string path = ring_path(sheet, area.outer);
  for (const Ring& hole : area.holes) path += " " + ring_path(sheet, hole);
  return fmt::format("<path d=\"{}\" {}/>\n", path, style);
}

std::string rect(const Sheet& sheet, const Rect& area, const std::string& style) {
  return fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" {}/>\n", sheet.x(area.x0),
                     sheet.y(area.y1), static_cast<double>(area.width()) / 1000.0,
                     static_cast<double>(area.height()) / 1000.0, style);
}

std::string label(double x, double y, double size, const char* colour, const std::string& text) {
  return fmt::format(
      "<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{:.2f}\" fill=\"{}\" text-anchor=\"middle\">{}</text>\n", x, y, size,
      colour, xml(text));
}

std::string modules(const Sheet& sheet, const Design& design) {
  std::string out;
  for (const Placement& placement : design.layout.placements) {
    const ModuleType* type = design.catalog.module(placement.module);
    if (!placement.parent.empty() || type == nullptr) continue;
    const Kind* kind = design.catalog.kind(type->kind);
    const Rect body = footprint(*type, placement);
    const std::string fill = kind == nullptr || kind->colour.empty() ? "#CCCCCC" : kind->colour;
    out += rect(sheet, body, "fill=\"" + fill + "\" fill-opacity=\"0.35\" stroke=\"#555\" stroke-width=\"0.08\"");
    out += label(sheet.x(body.centre().x), sheet.y(body.centre().y), 0.9, "#333", placement.tag);
  }
  return out;
}

/// Faults, and what is kept with less than a quarter to spare: the rest would hide them.
bool is_drawn(const MeasuredDistance& made) {
  if (made.on_from == made.on_to && made.kept) return false;
  const bool tight = made.at_most ? made.actual * 5 >= made.required * 4 : made.actual * 4 <= made.required * 5;
  return !made.kept || tight;
}

std::string dimension(const Sheet& sheet, const MeasuredDistance& made) {
  const char* colour = made.kept ? "#2E7D32" : "#C62828";
  const double x0 = sheet.x(made.on_from.x), y0 = sheet.y(made.on_from.y), x1 = sheet.x(made.on_to.x),
               y1 = sheet.y(made.on_to.y);
  return fmt::format(
             "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", x0,
             y0, x1, y1, colour, made.kept ? "0.1" : "0.3") +
         label((x0 + x1) / 2, (y0 + y1) / 2 - 0.2, 0.7, colour, fmt::format("{} m {}", metres(made.actual), made.code));
}

}  // namespace

std::string distances_csv(const std::vector<MeasuredDistance>& distances) {
  std::string out;
  std::vector<exporters::Cell> head;
  for (const char* name : {"rule", "from", "to", "measured_m", "limit", "required_m", "kept", "edition", "from_x_m",
                           "from_y_m", "to_x_m", "to_y_m"})
    head.push_back(figure(name));
  exporters::append_csv_row(out, head);
  for (const MeasuredDistance& made : distances)
    exporters::append_csv_row(
        out, {figure(made.code), words(made.from), words(made.to), figure(metres(made.actual)),
              figure(made.at_most ? "at most" : "at least"), figure(metres(made.required)),
              figure(made.kept ? "yes" : "no"), words(made.edition), figure(metres(made.on_from.x)),
              figure(metres(made.on_from.y)), figure(metres(made.on_to.x)), figure(metres(made.on_to.y))});
  return out;
}

std::string clearance_svg(const Design& design, const std::vector<MeasuredDistance>& distances) {
  const Sheet sheet{area_of(design)};
  const double width = static_cast<double>(sheet.area.width()) / 1000.0;
  const double height = static_cast<double>(sheet.area.height()) / 1000.0;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.2f} {1:.2f}\" width=\"{2:.0f}\" height=\"{3:.0f}\" "
      "font-family=\"sans-serif\">\n<title>Clearances of {4}</title>\n<rect width=\"{0:.2f}\" height=\"{1:.2f}\" "
      "fill=\"#FFFFFF\"/>\n",
      width, height, width * 8, height * 8, xml(design.spec.project.name));
  for (const Polygon& parcel : design.spec.site.parcels)
    out += polygon(sheet, parcel, "fill=\"none\" stroke=\"#000\" stroke-width=\"0.25\" fill-rule=\"evenodd\"");
  for (const Road& road : design.layout.roads) out += rect(sheet, road.area, "fill=\"#EEEEEE\"");
  for (const ExistingBuilding& building : design.spec.site.existing)
    out += polygon(sheet, building.area, "fill=\"#BDBDBD\" stroke=\"#616161\" stroke-width=\"0.15\"");
  for (const KeepOut& keep_out : design.spec.site.keep_outs)
    out += polygon(sheet, keep_out.area, "fill=\"#FFF3E0\" stroke=\"#EF6C00\" stroke-width=\"0.15\"");
  out += modules(sheet, design);
  for (const bool kept : {true, false})  // faults on top
    for (const MeasuredDistance& made : distances)
      if (made.kept == kept && is_drawn(made)) out += dimension(sheet, made);
  return out + "</svg>\n";
}

}  // namespace plinth
