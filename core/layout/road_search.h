// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "core/layout/ground.h"
#include "core/layout/terrain.h"

namespace plinth::layout {

/// Finds rectilinear roads over free land on a square raster of half a lane: where the raster square of a whole lane
/// is free, a lane may run, and straight runs of such squares are roads. Few and straight: turns cost.
class RoadSearch {
 public:
  RoadSearch(const SiteSpec& spec, Millimetres lane, const std::vector<GroundGroup>& groups,
             const std::vector<Corridor>& corridors);

  /// False when the area is too large for the raster: then nothing is found.
  [[nodiscard]] bool possible() const;

  /// The way from a gate to the nearest road: where it meets free land, and the roads to build from there (none when
  /// the gate opens on a lane).
  struct GateRoad {
    PlanPoint start;
    std::vector<Corridor> roads;
  };
  /// nullopt when there is no way.
  [[nodiscard]] std::optional<GateRoad> from_gate(const std::vector<Corridor>& corridors, PlanPoint gate);
  /// Roads, or mere corridors, that join one of `from` with one of `to`, on the site's land or anywhere free of
  /// modules; empty when there is no way.
  [[nodiscard]] std::vector<Corridor> between(const std::vector<Corridor>& corridors,
                                              const std::vector<std::size_t>& from, const std::vector<std::size_t>& to,
                                              bool on_land, bool road);

 private:
  /// `near` squares only stand close to a corridor too narrow to hold a square's middle: they become road themselves.
  enum class Mark : unsigned char { none, source, target, near_source, near_target };
  [[nodiscard]] PlanPoint middle(std::size_t cell) const;
  [[nodiscard]] bool passable(std::size_t cell, bool on_land) const;
  void mark(std::vector<Mark>& marks, const Rect& area, Mark mark) const;
  void mark_corridor(std::vector<Mark>& marks, const Corridor& corridor, bool source) const;
  [[nodiscard]] std::vector<std::size_t> path(const std::vector<Mark>& marks, bool on_land) const;
  [[nodiscard]] std::vector<Corridor> runs(const std::vector<std::size_t>& cells, const std::vector<Mark>& marks,
                                           bool road) const;
  [[nodiscard]] std::vector<Corridor> mouth(PlanPoint gate, PlanPoint first) const;
  void build();

  const SiteSpec& spec_;
  const std::vector<GroundGroup>& groups_;
  Terrain land_;
  Millimetres lane_, step_;
  Rect bounds_;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<unsigned char> blocked_, off_land_;
  bool built_ = false;
};

}  // namespace plinth::layout
