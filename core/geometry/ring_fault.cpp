// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <limits>
#include <tuple>

#include "core/geometry/exact.h"
#include "core/geometry/plan.h"
#include "core/geometry/ring_faults.h"

namespace plinth {
namespace {

using exact::Contact;
using exact::Meeting;
using exact::Side;

/// Beyond this extent (1 000 km either way) the exact arithmetic could overflow; no parcel comes near it.
constexpr Millimetres largest_extent = 2'000'000'000;
constexpr std::size_t most_faults = 20;
constexpr std::string_view crosses_itself = "crosses itself";
constexpr Millimetres largest_coordinate = Millimetres{1} << 60;

struct RingEdge {
  PlanPoint a, b;
  Millimetres from = 0, to = 0;   ///< extent along the sweep
  Millimetres low = 0, high = 0;  ///< extent across it
  int ring = 0, number = 0;       ///< both 0-based
};

std::vector<RingEdge> edges_of(const Ring& ring, int ring_number) {
  std::vector<RingEdge> edges(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    RingEdge& edge = edges[i];
    edge.a = ring[i];
    edge.b = ring[(i + 1) % ring.size()];
    edge.ring = ring_number;
    edge.number = static_cast<int>(i);
  }
  return edges;
}

/// Sorts along the axis on which the edges are shorter, so that a sweep holds few of them at once.
void sort_for_sweep(std::vector<RingEdge>& edges) {
  exact::Wide wide = 0, high = 0;
  for (const RingEdge& e : edges) {
    wide += std::abs(e.b.x - e.a.x);
    high += std::abs(e.b.y - e.a.y);
  }
  for (RingEdge& e : edges) {
    std::tie(e.from, e.to) = std::minmax(e.a.x, e.b.x);
    std::tie(e.low, e.high) = std::minmax(e.a.y, e.b.y);
    if (wide > high) {
      std::swap(e.from, e.low);
      std::swap(e.to, e.high);
    }
  }
  std::sort(edges.begin(), edges.end(), [](const RingEdge& p, const RingEdge& q) {
    return std::tie(p.from, p.ring, p.number) < std::tie(q.from, q.ring, q.number);
  });
}

/// Calls visit(p, q) for every pair of edges whose bounding boxes meet.
template <class Visit>
void sweep(const std::vector<RingEdge>& edges, Visit visit) {
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const RingEdge& p = edges[i];
    for (std::size_t j = i + 1; j < edges.size() && edges[j].from <= p.to; ++j) {
      const RingEdge& q = edges[j];
      if (q.low <= p.high && p.low <= q.high) visit(p, q);
    }
  }
}

bool too_wide(const Rect& box) { return box.width() > largest_extent || box.height() > largest_extent; }

std::optional<RingFault> size_fault(const Ring& ring) {
  if (ring.size() < 3) return RingFault{"has fewer than three points", {}, 0, 0};
  for (const PlanPoint p : ring)
    if (std::max(std::abs(p.x), std::abs(p.y)) > largest_coordinate)
      return RingFault{"has a point too far from the origin", {}, 0, 0};
  if (too_wide(bounding_box(ring))) return RingFault{"spans more than 2000 km", {}, 0, 0};
  return std::nullopt;
}

std::optional<RingFault> repeat_fault(const Ring& ring) {
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (ring[i] != ring[(i + 1) % n]) continue;
    const int number = static_cast<int>(i) + 1;
    const std::string what = i + 1 < n ? "repeats a point" : "repeats its first point at the end";
    return RingFault{what, ring[i], number, number};
  }
  return std::nullopt;
}

template <class Found>
void keep_lowest(Found& found) {
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  found.resize(std::min(found.size(), most_faults));
}

/// Neighbouring edges share one end; more than that is a spike. All other edges may share nothing.
bool allowed(const RingEdge& p, const RingEdge& q, int count, const Meeting& m) {
  if (m.contact == Contact::none) return true;
  const int apart = std::abs(p.number - q.number);
  return m.contact == Contact::touch && (apart == 1 || apart == count - 1);
}

RingFault describe_self_contact(const Meeting& m, int a, int b, int count) {
  std::string_view what = "touches itself";
  if (m.contact == Contact::cross) what = crosses_itself;
  if (m.contact == Contact::overlap)
    what = b - a == 1 || b - a == count - 1 ? "turns back on itself" : "runs over itself";
  return {std::string(what), m.at, a + 1, b + 1};
}

/// By edge numbers, whatever the order of the sweep.
std::vector<RingFault> self_contacts(const Ring& ring) {
  std::vector<RingEdge> edges = edges_of(ring, 0);
  sort_for_sweep(edges);
  const int count = static_cast<int>(ring.size());
  std::vector<std::pair<std::pair<int, int>, Meeting>> found;
  sweep(edges, [&](const RingEdge& p, const RingEdge& q) {
    const Meeting m = exact::meeting(p.a, p.b, q.a, q.b);
    if (!allowed(p, q, count, m)) found.emplace_back(std::minmax(p.number, q.number), m);
    if (found.size() > 2 * most_faults) keep_lowest(found);
  });
  keep_lowest(found);
  std::vector<RingFault> faults;
  for (const auto& [pair, m] : found) faults.push_back(describe_self_contact(m, pair.first, pair.second, count));
  return faults;
}

std::string ring_name(int ring) { return ring == 0 ? "the outer ring" : "hole " + std::to_string(ring); }

/// A place where two different rings meet in one point.
struct Touch {
  int ring = 0, edge = 0;  ///< an edge of this ring …
  int other = 0;           ///< … meets that ring
  PlanPoint at;
};

struct CrossContacts {
  std::vector<RingFault> faults;  ///< crossings and shared stretches, by ring and edge number
  std::vector<Touch> touches;
};

CrossContacts contacts_between(const std::vector<const Ring*>& rings) {
  std::vector<RingEdge> edges;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const auto some = edges_of(*rings[i], static_cast<int>(i));
    edges.insert(edges.end(), some.begin(), some.end());
  }
  sort_for_sweep(edges);
  CrossContacts result;
  std::vector<std::pair<std::tuple<int, int, int, int>, RingFault>> found;
  sweep(edges, [&](const RingEdge& p, const RingEdge& q) {
    if (p.ring == q.ring) return;
    const Meeting m = exact::meeting(p.a, p.b, q.a, q.b);
    if (m.contact == Contact::none) return;
    if (m.contact == Contact::touch) {
      result.touches.push_back({p.ring, p.number, q.ring, m.at});
      result.touches.push_back({q.ring, q.number, p.ring, m.at});
      return;
    }
    const auto& [first, second] = p.ring < q.ring ? std::tie(p, q) : std::tie(q, p);
    const std::tuple key{first.ring, second.ring, first.number, second.number};
    const char* verb = m.contact == Contact::cross ? " crosses " : " runs along ";
    found.emplace_back(key, RingFault{ring_name(second.ring) + verb + ring_name(first.ring), m.at, first.number + 1,
                                      second.number + 1});
    if (found.size() > 2 * most_faults) keep_lowest(found);
  });
  keep_lowest(found);
  for (auto& [key, fault] : found) result.faults.push_back(std::move(fault));
  return result;
}

/// Whether any part of `ring` lies on the given side of `other`. The rings do not cross and share no stretch, so
/// between two touches a ring stays on one side; touches are at whole millimetres, the middles between them at halves.
bool reaches(const Ring& ring, int ring_number, const Ring& other, int other_number, Side side,
             const std::vector<Touch>& touches) {
  std::vector<std::pair<int, PlanPoint>> stops;
  for (const Touch& t : touches)
    if (t.ring == ring_number && t.other == other_number) stops.emplace_back(t.edge, t.at);
  if (stops.empty()) return exact::side_of(other, ring[0]) == side;
  const std::size_t touched = stops.size();
  for (std::size_t i = 0; i < touched; ++i) {
    const auto edge = static_cast<std::size_t>(stops[i].first);
    stops.emplace_back(stops[i].first, ring[edge]);
    stops.emplace_back(stops[i].first, ring[(edge + 1) % ring.size()]);
  }
  std::sort(stops.begin(), stops.end());
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const auto& [edge_a, a] = stops[i - 1];
    const auto& [edge_b, b] = stops[i];
    if (edge_a != edge_b || a == b) continue;
    if (exact::side_of(other, {a.x + b.x, a.y + b.y}, 2) == side) return true;
  }
  return false;
}

/// Places of holes that neither cross nor run along another ring.
std::vector<RingFault> placement_faults(const std::vector<const Ring*>& rings, const std::vector<Touch>& touches) {
  std::vector<RingFault> faults;
  std::vector<Rect> boxes;
  for (const Ring* ring : rings) boxes.push_back(bounding_box(*ring));
  for (int i = 1; i < static_cast<int>(rings.size()); ++i) {
    const Ring& hole = *rings[static_cast<std::size_t>(i)];
    if (reaches(hole, i, *rings[0], 0, Side::outside, touches)) {
      faults.push_back({ring_name(i) + " is outside the outer ring", hole[0], 0, 0});
      continue;
    }
    for (int j = 1; j < i; ++j) {
      if (!overlap(boxes[static_cast<std::size_t>(i)], boxes[static_cast<std::size_t>(j)])) continue;
      const Ring& earlier = *rings[static_cast<std::size_t>(j)];
      if (reaches(hole, i, earlier, j, Side::inside, touches) || reaches(earlier, j, hole, i, Side::inside, touches))
        faults.push_back({ring_name(i) + " overlaps " + ring_name(j), hole[0], 0, 0});
    }
  }
  return faults;
}

std::vector<RingFault> faults_of(const Ring& ring) {
  if (auto fault = size_fault(ring)) return {*fault};
  if (auto fault = repeat_fault(ring)) return {*fault};
  std::vector<RingFault> contacts = self_contacts(ring);
  // A figure of eight may have no area either, but there the crossing is the better word.
  if (twice_signed_area(ring) == 0 && !(!contacts.empty() && contacts.front().what == crosses_itself))
    return {RingFault{"encloses no area", ring[0], 0, 0}};
  return contacts;
}

}  // namespace

std::optional<RingFault> fault_of(const Ring& ring) {
  std::vector<RingFault> faults = faults_of(ring);
  return faults.empty() ? std::nullopt : std::optional(std::move(faults.front()));
}

std::optional<RingFault> fault_of(const Polygon& polygon) {
  std::vector<RingFault> faults = faults_of(polygon);
  return faults.empty() ? std::nullopt : std::optional(std::move(faults.front()));
}

std::vector<RingFault> faults_of(const Polygon& polygon) {
  std::vector<RingFault> faults = faults_of(polygon.outer);
  const bool sized = !polygon.outer.empty() && !size_fault(polygon.outer);
  std::vector<const Ring*> rings{&polygon.outer};
  for (std::size_t i = 0; i < polygon.holes.size(); ++i) {
    rings.push_back(&polygon.holes[i]);
    const std::string name = ring_name(static_cast<int>(i) + 1);
    std::vector<RingFault> own = faults_of(polygon.holes[i]);
    if (own.empty() && sized && too_wide(bounding_box(bounding_box(polygon.outer), bounding_box(polygon.holes[i]))))
      own.push_back({"is outside the outer ring", polygon.holes[i][0], 0, 0});
    for (RingFault& fault : own) {
      fault.what = name + " " + fault.what;
      faults.push_back(std::move(fault));
    }
  }
  if (!faults.empty()) {
    faults.resize(std::min(faults.size(), most_faults));
    return faults;
  }
  const CrossContacts contacts = contacts_between(rings);
  return contacts.faults.empty() ? placement_faults(rings, contacts.touches) : contacts.faults;
}

}  // namespace plinth
