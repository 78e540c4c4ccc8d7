// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/dense_ring.h"
#include "core/layout/limits.h"
#include "core/model/site_spec.h"

namespace plinth::layout {

/// A compass side, or none in particular.
enum class Side { south, east, north, west, any };

/// One of the eight ways to look at a plan: packing always works from the south-west, on a turned plan.
struct View {
  bool flip_x = false, flip_y = false, transpose = false;
  [[nodiscard]] PlanPoint there(PlanPoint p) const;  ///< from the site to the view
  [[nodiscard]] Rect there(const Rect& r) const;
  [[nodiscard]] Rect back(const Rect& r) const;  ///< from the view to the site
  [[nodiscard]] Side back(Side side) const;
};

/// Least distances of a group to its surroundings, millimetres.
struct Margins {
  Millimetres boundary = 0, keep_out = 0, building = 0;
  bool setbacks = false;  ///< of the boundary as well: modules keep them, roads do not
  friend bool operator==(const Margins&, const Margins&) = default;
  friend auto operator<=>(const Margins&, const Margins&) = default;
};

struct Span {
  Millimetres from = 0, to = 0;
};

/// The land: parcels, keep-outs and existing buildings, as packing sees it. Distances are taken square (along x and
/// y), which is never less than the true distance asks, and exact along straight boundaries. Outlines of hundreds of
/// points are seen as chords from which everything keeps away by what they deviate, at most 10 mm: packing gives up
/// that much land there; areas and rules go by the points.
class Terrain {
 public:
  /// Who uses the land: roads may cross keep-outs that allow it.
  enum class Users { modules, roads };
  explicit Terrain(const SiteSpec::Site& site, const View& view = {}, Users users = Users::modules);
  /// Leaves only what lies in one of these areas, or takes them away.
  void confine(const std::vector<Polygon>& areas, const View& view);
  void exclude(const std::vector<Polygon>& areas, const View& view);

  /// Where a rectangle from y0 to y1 may stand: the x-ranges in which all of it keeps the margins, west to east.
  [[nodiscard]] std::vector<Span> spans(Millimetres y0, Millimetres y1, const Margins& margins) const;
  [[nodiscard]] bool free(const Rect& rect, const Margins& margins) const;
  [[nodiscard]] Rect bounds() const { return bounds_; }
  /// The y at which something begins or ends, ascending: where a better place for a row may start.
  [[nodiscard]] const std::vector<Millimetres>& levels() const { return levels_; }
  /// The different distances that something keeps, the setbacks among them.
  [[nodiscard]] const std::vector<Millimetres>& clearances() const { return clearances_; }

 private:
  enum class What { boundary, keep_out, easement, building, zone };
  struct Edge {
    PlanPoint a, b;
    What what;
    Millimetres clearance;
    Millimetres slack = 0;  ///< added to every distance: what the side deviates from the outline it stands for
  };
  void add(const Edge& side);
  template <class Clearance>
  void add_ring(const Ring& ring, const View& view, What what, Clearance clearance);
  void add_area(std::vector<DensePolygon>& list, const Polygon& area, const View& view);
  [[nodiscard]] bool on_land(PlanPoint p) const;
  static void block(const Edge& side, Millimetres y0, Millimetres y1, const Margins& margins, std::vector<Span>& out);
  void index_sides();
  void settle();

  std::vector<DensePolygon> parcels_, obstacles_, confines_;
  std::vector<Millimetres> clearances_;
  std::vector<Edge> sides_;
  std::vector<std::vector<std::size_t>> shelves_;  ///< sides by height, so that a band looks at few of them
  Millimetres shelf_from_ = 0, shelf_height_ = 1, widest_clearance_ = 0, widest_slack_ = 0;
  std::vector<Millimetres> levels_;
  Rect bounds_;
};

}  // namespace plinth::layout
