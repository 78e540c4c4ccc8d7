// SPDX-License-Identifier: Apache-2.0
#include "core/layout/improve.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "core/layout/groups.h"
#include "core/layout/pack.h"

namespace plinth::layout {
namespace {

constexpr int kCycle = 1500;        // moves from loose to strict
constexpr double kLoosest = 0.004;  // of the score: how much worse a plan may be taken at the start of a cycle

/// The same numbers on every machine (SplitMix64).
class Dice {
 public:
  explicit Dice(int seed) : state_(static_cast<std::uint64_t>(seed)) {}
  std::size_t below(std::size_t count) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % count);
  }

 private:
  std::uint64_t state_;
};

/// What a group needs to be moved about.
struct Piece {
  std::size_t group = kNone;
  Margins margins;
  const Terrain* land = nullptr;
  std::vector<Arrangement> choices;  ///< empty: it keeps its outline
};

GroupSpec spec_of(const GroundGroup& group) {
  GroupSpec spec{group.name, group.block, {{{{}}, false}}, {}};
  for (const StandingRow& row : group.plan.rows)
    for (const Standing& s : row.items) spec.strips.front().cells.front().lower.push_back(s.item);
  return spec;
}

class Search {
 public:
  Search(const Job& job, const Score& score, Settled start, int seed)
      : job_(job), score_(score), now_(std::move(start)), dice_(seed) {
    std::map<std::string, const GroupSpec*> specs;
    std::map<std::string, int> alike;
    const bool desk =
        std::any_of(now_.groups.begin(), now_.groups.end(), [](const auto& g) { return g.name == kDesk; });
    const std::vector<GroupSpec> all = groups_of(job, now_.cut, desk);
    for (const GroupSpec& spec : all) {
      specs[spec.name] = &spec;
      ++alike[spec.name];
    }
    for (std::size_t g = 0; g < now_.groups.size(); ++g) {
      const GroundGroup& group = now_.groups[g];
      if (group.pinned || group.plan.rows.empty() || group.name == kDesk) continue;
      Piece piece{g, margins_of(job, spec_of(group), now_.tight), &land_for(use_of_group(group)), {}};
      if (alike[group.name] == 1)
        piece.choices = arrangements(*specs[group.name], job.inventory, limits_for(job, now_.corners));
      pieces_.push_back(std::move(piece));
    }
    value_ = best_value_ = score.total(now_.groups);
    best_ = now_;
  }

  [[nodiscard]] bool possible() const { return !pieces_.empty(); }
  [[nodiscard]] double best_value() const { return best_value_; }
  [[nodiscard]] int accepted() const { return accepted_; }
  [[nodiscard]] Settled take() && { return std::move(best_); }

  void step(int number) {
    const int phase = number % kCycle;
    if (phase == 0) {
      now_ = best_;
      value_ = best_value_;
    }
    const double left = 1.0 - static_cast<double>(phase) / kCycle;
    const double slack = kLoosest * best_value_ * left * left;
    const std::size_t a = dice_.below(pieces_.size()), b = dice_.below(pieces_.size());
    const std::size_t kind = dice_.below(8);
    const GroundGroup old_a = now_.groups[pieces_[a].group], old_b = now_.groups[pieces_[b].group];
    const bool swapping = kind < 2;
    if (swapping ? !swap(a, b) : kind < 6 ? !place_beside(a) : kind < 7 ? !turn(a) : !reshape(a)) {
      undo(a, old_a, b, old_b);
      return;
    }
    if (!stands(a) || (swapping && !stands(b))) {
      undo(a, old_a, b, old_b);
      return;
    }
    const double value = score_.total(now_.groups);
    if (value > value_ + slack) {
      undo(a, old_a, b, old_b);
      return;
    }
    value_ = value;
    ++accepted_;
    if (value_ >= best_value_ * (1 - 1e-9)) return;
    best_value_ = value_;
    best_ = now_;
  }

 private:
  GroundGroup& group(std::size_t piece) { return now_.groups[pieces_[piece].group]; }

  void undo(std::size_t a, const GroundGroup& old_a, std::size_t b, const GroundGroup& old_b) {
    group(a) = old_a;
    group(b) = old_b;
  }

  [[nodiscard]] std::string_view use_of_group(const GroundGroup& g) const {
    return use_of(job_.inventory.items[g.plan.rows.front().items.front().item]);
  }

  /// The land of those who use it so: inside their zones, outside those of others.
  const Terrain& land_for(std::string_view use) {
    const auto [at, fresh] = lands_.try_emplace(std::string(use), job_.spec.site);
    if (fresh) {
      std::vector<Polygon> inside, outside;
      for (const Zone& zone : job_.spec.zones) (zone.holds == use ? inside : outside).push_back(zone.area);
      if (!inside.empty()) at->second.confine(inside, View{});
      if (!outside.empty()) at->second.exclude(outside, View{});
    }
    return at->second;
  }

  /// Each takes the south-west corner of the other.
  bool swap(std::size_t a, std::size_t b) {
    if (a == b) return false;
    GroundGroup &first = group(a), &second = group(b);
    const PlanPoint p{first.area.x0, first.area.y0}, q{second.area.x0, second.area.y0};
    first.area = {q.x, q.y, q.x + first.area.width(), q.y + first.area.height()};
    second.area = {p.x, p.y, p.x + second.area.width(), p.y + second.area.height()};
    return true;
  }

  /// To one side of another group, a lane away, in line with one of its edges or its middle.
  bool place_beside(std::size_t a) {
    const std::size_t other = dice_.below(now_.groups.size());
    const std::size_t side = dice_.below(4), line = dice_.below(3);
    if (other == pieces_[a].group) return false;
    const Rect o = now_.groups[other].area;
    Rect& area = group(a).area;
    const Millimetres w = area.width(), h = area.height(), gap = job_.limits.lane;
    Millimetres x = line == 0 ? o.x0 : line == 1 ? o.x1 - w : (o.x0 + o.x1 - w) / 2;
    Millimetres y = line == 0 ? o.y0 : line == 1 ? o.y1 - h : (o.y0 + o.y1 - h) / 2;
    if (side == kSouth) y = o.y0 - gap - h;
    if (side == kNorth) y = o.y1 + gap;
    if (side == kWest) x = o.x0 - gap - w;
    if (side == kEast) x = o.x1 + gap;
    area = {x, y, x + w, y + h};
    return true;
  }

  bool turn(std::size_t a) {
    GroundGroup& g = group(a);
    if (dice_.below(2) == 0) {
      g.rotation = (g.rotation + 180) % 360;
      return true;
    }
    g.rotation = (g.rotation + 90) % 360;
    g.area = {g.area.x0, g.area.y0, g.area.x0 + g.area.height(), g.area.y0 + g.area.width()};
    return true;
  }

  bool reshape(std::size_t a) {
    const std::vector<Arrangement>& choices = pieces_[a].choices;
    if (choices.size() < 2) return false;
    GroundGroup& g = group(a);
    const Arrangement& wanted = choices[dice_.below(choices.size())];
    if (wanted.width == g.plan.width && wanted.height == g.plan.height) return false;
    if (g.plan.within_reach && !wanted.within_reach) return false;
    g.plan = wanted;
    const bool across = g.rotation % 180 == 90;
    g.area.x1 = g.area.x0 + (across ? wanted.height : wanted.width);
    g.area.y1 = g.area.y0 + (across ? wanted.width : wanted.height);
    return true;
  }

  [[nodiscard]] bool stands(std::size_t a) const {
    const Piece& piece = pieces_[a];
    const Rect area = now_.groups[piece.group].area, kept = area.grown(job_.limits.lane);
    for (std::size_t g = 0; g < now_.groups.size(); ++g)
      if (g != piece.group && overlap(kept, now_.groups[g].area)) return false;
    for (const GroundGroup& reserve : now_.reserves)
      if (overlap(kept, reserve.area)) return false;
    return piece.land->free(area, piece.margins);
  }

  const Job& job_;
  const Score& score_;
  std::map<std::string, Terrain> lands_;
  std::vector<Piece> pieces_;
  Settled now_, best_;
  double value_ = 0, best_value_ = 0;
  int accepted_ = 0;
  Dice dice_;
};

}  // namespace

Improved improve(const Job& job, const Score& score, Settled start, const LayoutEffort& effort) {
  Search search(job, score, std::move(start), effort.seed);
  Improved out;
  out.record.seed = effort.seed;
  out.record.before = search.best_value();
  if (search.possible())
    for (; out.record.iterations < effort.iterations; ++out.record.iterations) {
      if (effort.stop && effort.stop(effort.share)) break;
      search.step(out.record.iterations);
    }
  out.record.accepted = search.accepted();
  out.record.after = search.best_value();
  out.plan = std::move(search).take();
  return out;
}

}  // namespace plinth::layout
