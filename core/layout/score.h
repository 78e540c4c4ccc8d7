// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/layout/ground.h"
#include "core/layout/job.h"
#include "core/model/design.h"

namespace plinth::layout {

/// A term of the layout score: what it is called, its unit, and the metres of medium-voltage cable that one unit is
/// worth where neither the site nor the catalog (`layout.weight.<name>`) says otherwise.
struct TermKind {
  std::string_view name, unit;
  double weight;
  std::string_view meaning;
};
/// All terms, in the order they are shown.
[[nodiscard]] const std::vector<TermKind>& term_kinds();

/// How much air that comes out at `from` reaches `to`: 1 straight down-wind and near, falling with the distance and the
/// square of the cosine to the wind; 0 up-wind. `wind_to`: unit vector, plant coordinates; (0, 0): from everywhere
/// alike.
[[nodiscard]] double plume_share(PlanPoint from, PlanPoint to, double wind_to_x, double wind_to_y);

/// Where the prevailing wind blows to, unit vector in plant coordinates; (0, 0) when the site does not say.
[[nodiscard]] std::pair<double, double> wind_to(const SiteSpec& spec);

/// Area of the largest rectangle of free cells in a grid of `columns`, row after row.
[[nodiscard]] std::size_t largest_free(const std::vector<unsigned char>& taken, std::size_t columns);

/// Judges where groups stand. Made once for a job; a plan costs a pass over connections and groups.
class Score {
 public:
  explicit Score(const Job& job);
  [[nodiscard]] double total(const std::vector<GroundGroup>& groups) const;
  /// By how many metres the generator sets stand up-wind of pods and heat rejection; 0 when they do not.
  [[nodiscard]] double upwind(const std::vector<GroundGroup>& groups) const { return upwind(seats(groups)); }
  /// Every term with its value, weight and cost.
  [[nodiscard]] std::vector<ScoreTerm> terms(const std::vector<GroundGroup>& groups) const;

 private:
  struct Seat {
    std::size_t group = kNone;
    PlanPoint at;  // middle of the module, site coordinates
  };
  struct Pull {
    std::size_t a, b;
    double weight;
  };
  [[nodiscard]] std::vector<Seat> seats(const std::vector<GroundGroup>& groups) const;
  [[nodiscard]] double route(const std::vector<Seat>& seats) const;
  [[nodiscard]] double area(const std::vector<GroundGroup>& groups) const;
  [[nodiscard]] double walking(const std::vector<Seat>& seats) const;
  [[nodiscard]] double crane(const std::vector<GroundGroup>& groups) const;
  [[nodiscard]] double separation(const std::vector<Seat>& seats) const;
  [[nodiscard]] double air(const std::vector<Seat>& seats, const std::vector<std::size_t>& from,
                           const std::vector<std::size_t>& to) const;
  [[nodiscard]] double upwind(const std::vector<Seat>& seats) const;
  [[nodiscard]] double storage(const std::vector<GroundGroup>& groups) const;
  [[nodiscard]] double expansion(const std::vector<GroundGroup>& groups) const;
  [[nodiscard]] double wishes(const std::vector<GroundGroup>& groups, const std::vector<Seat>& seats) const;
  [[nodiscard]] std::vector<double> values(const std::vector<GroundGroup>& groups) const;
  void lay_raster();

  const Job& job_;
  std::vector<double> weights_;  // by term
  std::vector<Pull> pulls_;
  std::vector<std::size_t> intakes_, coolers_, sets_, breathers_;
  std::vector<std::vector<std::size_t>> side_a_, side_b_;  // by kind
  struct Wish {
    std::vector<std::size_t> a, b;
    Millimetres within = -1, apart = -1;
  };
  std::vector<Wish> wishes_;
  std::size_t desk_ = kNone;  // the control room
  double wind_x_ = 0, wind_y_ = 0;
  Rect raster_box_;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<unsigned char> off_land_;
};

/// LAY031: words of `[layout]` that name no strategy and no term.
void check_wishes(const SiteSpec& spec, std::vector<Finding>& findings);

}  // namespace plinth::layout
