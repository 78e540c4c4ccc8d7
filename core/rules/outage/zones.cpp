// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/text.h"
#include "core/rules/outage/elements.h"
#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

/// Joins what belongs together.
class Clusters {
 public:
  explicit Clusters(std::size_t size) : leader_(size) { std::iota(leader_.begin(), leader_.end(), std::size_t{0}); }
  std::size_t leader(std::size_t of) {
    while (leader_[of] != of) of = leader_[of] = leader_[leader_[of]];
    return of;
  }
  void join(std::size_t a, std::size_t b) {
    a = leader(a), b = leader(b);
    leader_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> leader_;
};

/// Squared gap between two outlines.
Millimetres gap_squared(const Rect& a, const Rect& b) {
  const Millimetres dx = std::max<Millimetres>({0, a.x0 - b.x1, b.x0 - a.x1});
  const Millimetres dy = std::max<Millimetres>({0, a.y0 - b.y1, b.y0 - a.y1});
  return dx * dx + dy * dy;
}

}  // namespace

std::vector<Element> zone_elements(const CheckContext& context, Millimetres separation) {
  Clusters clusters(context.placed.size());
  std::vector<bool> rated;
  for (const PlacedModule& module : context.placed)
    rated.push_back(evidence_of(context, "fire_rated_separation", module.tag()) != nullptr);
  for (std::size_t i = 0; i < context.placed.size(); ++i) {
    const Rect& body = context.placed[i].body;
    const Rect window{body.x0 - separation, body.y0 - separation, body.x1 + separation, body.y1 + separation};
    context.bodies.near(window, [&](std::size_t other) {
      if (other <= i || rated[i] || rated[other]) return;
      if (gap_squared(body, context.placed[other].body) < separation * separation) clusters.join(i, other);
    });
  }
  std::map<std::size_t, Element> zones;
  for (std::size_t i = 0; i < context.placed.size(); ++i) {
    if (context.placed[i].node < 0) continue;
    Element& zone = zones[clusters.leader(i)];
    zone.kind = ElementKind::zone;
    zone.service = "fire zone";
    zone.removal.nodes.push_back(context.placed[i].node);
    zone.tags.push_back(context.placed[i].tag());
  }
  std::vector<Element> elements;
  for (auto& [leader, zone] : zones) {
    std::sort(zone.tags.begin(), zone.tags.end());
    constexpr std::size_t shown = 3;
    const std::size_t more = zone.tags.size() > shown ? zone.tags.size() - shown : 0;
    const std::vector<std::string> first(zone.tags.begin(), zone.tags.end() - static_cast<std::ptrdiff_t>(more));
    zone.name = fmt::format("zone of {}{}", join(first, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
    elements.push_back(std::move(zone));
  }
  return elements;
}

}  // namespace plinth
