// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/model/valves.h"
#include "core/rules/check_context.h"
#include "core/rules/electrical_buses.h"

namespace plinth {

/// A stretch of a manifold between two sectioning valves.
struct Segment {
  std::string name;  ///< "POD-01.fws_supply.S2"
  std::string tag;   ///< of the module it is in
  std::string medium;
  Removal removal;  ///< its take-offs, and those that no inlet reaches any more
};

/// What is drained to work on a valve: all between it and the next valves. That is the pipe, and what stands at its
/// end: a unit, a header skid or, of a parted one, the half that the pipe leads to; the manifold of a pod with all that
/// hangs on it or, of a parted one, the take-off itself. The evidence `isolation_points` for a pod says that its manifold
/// can be parted by means that the design does not show.
class ValveSections {
 public:
  explicit ValveSections(const CheckContext& context);
  [[nodiscard]] Removal of(const Valve& valve) const;
  /// Segments of parted manifolds; none where none is parted.
  [[nodiscard]] std::vector<Segment> segments() const;
  [[nodiscard]] bool parts_manifolds() const { return parts_; }

 private:
  struct Place {
    std::size_t manifold, segment;
  };

  [[nodiscard]] Removal segment(const Place& place) const;
  [[nodiscard]] bool is_fed(const Manifold& manifold, std::size_t first, std::size_t last) const;

  const CheckContext& context_;
  bool parts_;
  std::vector<Manifold> manifolds_;
  std::map<std::pair<std::size_t, int>, Place> place_;  ///< by edge and node
};

}  // namespace plinth
