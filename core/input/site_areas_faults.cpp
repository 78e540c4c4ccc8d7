// SPDX-License-Identifier: Apache-2.0
// What SiteAreas says of outlines that are at fault, and where.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/input/read_geojson.h"
#include "core/input/site_areas.h"

namespace plinth {

namespace {

std::string metres_words(PlanPoint p) {
  return fmt::format("({:.3f}, {:.3f}) m", static_cast<double>(p.x) / 1000.0, static_cast<double>(p.y) / 1000.0);
}

// A fault of a hole begins with "hole 2"; everything else is about the outer ring.
std::size_t ring_of(std::string_view what, std::size_t rings) {
  if (!what.starts_with("hole ")) return 0;
  std::size_t number = 0;
  for (std::size_t i = 5; i < what.size() && what[i] >= '0' && what[i] <= '9'; ++i)
    number = 10 * number + static_cast<std::size_t>(what[i] - '0');
  return number < rings ? number : 0;
}

}  // namespace

/// What is mended without a question: rings that are not closed, which a survey or a drawing may leave a gap in.
void SiteAreas::remark_untidy(const Area& area) {
  for (std::size_t i = 0; i < area.file->polygons.size(); ++i)
    for (const MapRing& ring : area.file->polygons[i].rings) {
      if (ring.closed || ring.points.size() < 3) continue;
      const auto [x, y] = ring.points.back();
      const std::string message = fmt::format(
          "the outline of `{}` is not closed: it ends at ({:.9g}, {:.9g}), its first point is ({:.9g}, {:.9g})",
          area.key, x, y, ring.points.front().first, ring.points.front().second);
      Finding finding = area.bytes.empty() ? context_.document.fault(spc::untidy_ring, message, area.span)
                                           : at_map_point(area.bytes, area.source, ring, ring.points.size() - 1,
                                                          spc::untidy_ring, message);
      finding.severity = Severity::warning;
      finding.hint = "it was closed by a straight line; check that this is meant";
      context_.findings.push_back(std::move(finding));
    }
}

/// The point farthest from the middle of most is the likely slip of the pen.
void SiteAreas::report_spread(const std::vector<std::pair<double, double>>& metres) {
  const auto middle = [&](auto get) {
    std::vector<double> all;
    for (const auto& point : metres)
      if (std::isfinite(get(point))) all.push_back(get(point));
    if (all.empty()) return 0.0;
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
    return all[all.size() / 2];
  };
  const double x0 = middle([](const auto&p) { return p.first; }), y0 = middle([](const auto&p) { return p.second; });
  std::string place;
  const Area* where = &areas_[0];
  double farthest = -1;
  auto next = metres.begin();
  for (const Area& area : areas_) {
    if (!on_map(area)) continue;
    for (const MapPolygon& polygon : area.file->polygons)
      for (const MapRing& ring : polygon.rings)
        for (const auto& [x, y] : ring.points) {
          const double off = std::hypot(next->first - x0, next->second - y0);
          ++next;
          if (std::isfinite(off) && off <= farthest) continue;
          farthest = std::isfinite(off) ? off : INFINITY;
          where = &area;
          place = fmt::format(": ({:.9g}, {:.9g}) of {} lies farthest off", x, y, printable(area.source, 80));
        }
  }
  context_.findings.push_back(
      context_.document.fault(spc::implausible_place, "the map files cover more than 100 km; that is no site" + place,
                              where->span, "check the coordinates, and that all files are of one place"));
}

void SiteAreas::report(const Area& area, const RingFault& fault, std::size_t polygon) {
  const std::string what = area.key == "site.boundary" ? "site boundary" : "`" + area.key + "`";
  std::string message = what + " " + fault.what;
  if (area.rings.size() > 1) message += " in polygon " + std::to_string(polygon + 1);
  if (fault.at) message += " at " + metres_words(*fault.at);
  if (fault.edge_a > 0 && fault.edge_b > 0 && fault.edge_a != fault.edge_b)
    message += fmt::format(", edges {} and {}", fault.edge_a, fault.edge_b);
  const int number = fault.edge_b > 0 ? fault.edge_b : fault.edge_a;
  const auto edge = static_cast<std::size_t>(std::max(0, number - 1));
  std::size_t ring_number = ring_of(fault.what, area.rings[polygon].size());
  Finding finding;
  if (area.file && !area.bytes.empty()) {
    const MapRing& ring = area.file->polygons[polygon].rings[ring_number];
    const std::size_t last = ring.points.empty() ? 0 : ring.points.size() - 1;
    finding = at_map_point(area.bytes, area.source, ring, std::min(edge, last), spc::unsound_ring, std::move(message));
  } else if (area.file) {
    const MapPolygon& map = area.file->polygons[polygon];
    const auto& points = map.rings[ring_number].points;
    message += ", " + printable(map.place, 80);
    if (edge < points.size()) message += fmt::format(" ({:.9g}, {:.9g})", points[edge].first, points[edge].second);
    finding = context_.document.fault(spc::unsound_ring, std::move(message), area.span);
  } else {
    for (std::size_t i = 0; i < polygon; ++i) ring_number += area.rings[i].size();
    const std::vector<TextSpan>& spans = area.spans[ring_number];
    finding = context_.document.fault(spc::unsound_ring, std::move(message),
                                      number > 0 && edge < spans.size() ? spans[edge] : area.span);
  }
  finding.hint = "list the corners once each, in order around the area; `plinth check --fix` writes a repaired copy";
  if (fault.at) finding.marks.push_back(*fault.at);
  context_.findings.push_back(std::move(finding));
}

}  // namespace plinth
