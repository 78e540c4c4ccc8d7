// SPDX-License-Identifier: Apache-2.0
#include "core/routing/tracks.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace plinth::routing {
namespace {

/// Legs without room after which a passage counts as full for their form.
constexpr int kFull = 8;

/// A leg that has its track.
struct Laid {
  Millimetres from, to, low, high;
  int tier, side;
};

class Tracks {
 public:
  Tracks(std::vector<Line>& lines, const std::vector<Passage>& passages, const PassageMap& map, const Basis& basis)
      : lines_(lines), passages_(passages), map_(map), basis_(basis) {
    for (auto& of_form : laid_) of_form.resize(passages.size());
    for (auto& of_form : over_) of_form.resize(passages.size());
    for (auto& of_form : paths_) of_form.resize(passages.size());
  }

  void run() {
    for (const Line& line : lines_)
      for (const Leg& leg : line.legs) {
        for (const std::size_t p : leg.passages)
          if (leg.laid && line.side != 0)
            paths_[static_cast<std::size_t>(line.strand.form)][p] |= line.side < 0 ? 1 : 2;
        if (leg.laid && leg.fixed) note(line, leg);
      }
    for (const auto& [l, i] : order()) place(lines_[l], lines_[l].legs[i]);
  }

 private:
  /// Those that turn off first lie outside: the other way round a route would cross all that run on.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> order() const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t l = 0; l < lines_.size(); ++l)
      for (std::size_t i = 0; i < lines_[l].legs.size(); ++i)
        if (lines_[l].legs[i].laid && !lines_[l].legs[i].fixed) out.emplace_back(l, i);
    const auto key = [&](const std::pair<std::size_t, std::size_t>& at) {
      const Line& line = lines_[at.first];
      const Leg& leg = line.legs[at.second];
      const int target = target_of(line, leg);
      const int lean = target == 0 ? 0 : -target * leg.lean;  // least: turns to the side it is laid from
      const Millimetres length = leg.high() - leg.low();
      return std::tuple{line.side == 0, lean, lean <= 0 && target != 0 ? length : -length, at};
    };
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return out;
  }

  static int target_of(const Line& line, const Leg& leg) {
    if (line.side != 0) return line.side;
    return leg.lean < 0 ? -1 : leg.lean > 0 ? 1 : 0;
  }

  template <class Visit>
  void each_beside(const Line& line, const Leg& leg, Visit visit) const {
    const auto& of_form = laid_[static_cast<std::size_t>(line.strand.form)];
    for (const std::size_t p : leg.passages) {
      for (const Laid& other : of_form[p])
        if (other.from < leg.span.high && other.to > leg.span.low) visit(other, passages_[p]);
      for (const std::size_t q : map_.beside(p))
        for (const Laid& other : of_form[q])
          if (other.from < leg.span.high && other.to > leg.span.low) visit(other, passages_[q]);
    }
  }

  /// Where the middle of the leg must not be.
  [[nodiscard]] std::vector<Extent> taken(const Line& line, const Leg& leg, int tier, bool barrier) const {
    std::vector<Extent> out;
    const Millimetres below = line.strand.width / 2, above = line.strand.width - below;
    each_beside(line, leg, [&](const Laid& other, const Passage& passage) {
      const bool opposite = line.side * other.side < 0;
      if (!opposite && other.tier != tier) return;
      const Millimetres gap = !opposite ? 0 : barrier ? basis_.barrier : basis_.apart(passage);
      out.push_back({other.low - gap - above, other.high + gap + below});
    });
    return out;
  }

  /// With the distance of the rule, with a barrier in the middle, with a barrier anywhere.
  enum class Try { apart, barrier, anywhere };

  /// Where both paths run, each keeps to its half on all tiers, so that the first does not take the room of the other.
  [[nodiscard]] Extent own_part(const Line& line, const Leg& leg, Extent range, Try attempt) const {
    const auto& paths = paths_[static_cast<std::size_t>(line.strand.form)];
    const bool both =
        std::any_of(leg.passages.begin(), leg.passages.end(), [&](std::size_t p) { return paths[p] == 3; });
    if (line.side == 0 || !both || attempt == Try::anywhere) return range;
    const Millimetres gap = attempt == Try::apart ? basis_.apart(passages_[leg.passages.front()]) : basis_.barrier;
    const Millimetres middle = (leg.room.low + leg.room.high) / 2, half = line.strand.width / 2 + (gap + 1) / 2;
    if (line.side < 0) return {range.low, std::min(range.high, middle - half - 1)};
    return {std::max(range.low, middle + half + 1), range.high};
  }

  void place(const Line& line, Leg& leg) {
    const Millimetres below = line.strand.width / 2, above = line.strand.width - below;
    const Extent range{leg.room.low + below, leg.room.high - above};
    const int target = target_of(line, leg);
    const Millimetres middle = (leg.room.low + leg.room.high) / 2;
    const Millimetres wanted = range.low > range.high ? middle
                               : target < 0           ? range.low
                               : target > 0           ? range.high
                                                      : middle;
    const int tiers = basis_.tiers(line.strand.form);
    if (is_full(line, leg)) return lay_over(line, leg, wanted);
    bool found = false;
    for (const Try attempt : {Try::apart, Try::barrier, Try::anywhere}) {
      if (found || (attempt != Try::apart && line.side == 0)) break;
      const Extent own = own_part(line, leg, range, attempt);
      for (int tier = 1; tier <= tiers && !found; ++tier) {
        std::vector<Extent> no = taken(line, leg, tier, attempt != Try::apart);
        if (const auto at = nearest_free(wanted, own, no)) {
          leg.at = *at;
          leg.tier = tier;
          found = true;
        }
      }
    }
    if (!found) return lay_over(line, leg, wanted);
    note(line, leg);
  }

  /// Looking on for room where many found none would take long and find little.
  [[nodiscard]] bool is_full(const Line& line, const Leg& leg) const {
    const auto& over = over_[static_cast<std::size_t>(line.strand.form)];
    return std::any_of(leg.passages.begin(), leg.passages.end(), [&](std::size_t p) { return over[p] >= kFull; });
  }

  void lay_over(const Line& line, Leg& leg, Millimetres wanted) {
    leg.at = wanted;
    leg.tier = basis_.tiers(line.strand.form);
    leg.over = true;
    for (const std::size_t p : leg.passages) ++over_[static_cast<std::size_t>(line.strand.form)][p];
  }

  void note(const Line& line, const Leg& leg) {
    const Millimetres low = leg.at - line.strand.width / 2;
    auto& of_form = laid_[static_cast<std::size_t>(line.strand.form)];
    std::vector<std::size_t> once = leg.passages;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    for (const std::size_t p : once)
      of_form[p].push_back({leg.span.low, leg.span.high, low, low + line.strand.width, leg.tier, line.side});
  }

  std::vector<Line>& lines_;
  const std::vector<Passage>& passages_;
  const PassageMap& map_;
  const Basis& basis_;
  std::array<std::vector<std::vector<Laid>>, kForms> laid_;  ///< by form and passage
  std::array<std::vector<int>, kForms> paths_;               ///< that lie there: 1 A, 2 B, 3 both; by form and passage
  std::array<std::vector<int>, kForms> over_;                ///< legs that found no room, by form and passage
};

}  // namespace

std::optional<Millimetres> nearest_free(Millimetres wanted, Extent range, std::vector<Extent>& taken) {
  if (range.low > range.high) return std::nullopt;
  std::sort(taken.begin(), taken.end(), [](const Extent& a, const Extent& b) {
    return std::pair{a.low, a.high} < std::pair{b.low, b.high};
  });
  wanted = std::clamp(wanted, range.low, range.high);
  std::optional<Millimetres> best;
  const auto offer = [&](Millimetres from, Millimetres to) {
    from = std::max(from, range.low);
    to = std::min(to, range.high);
    if (from > to) return;
    const Millimetres here = std::clamp(wanted, from, to);
    if (!best || std::abs(here - wanted) < std::abs(*best - wanted)) best = here;
  };
  Millimetres free_from = range.low;
  for (const Extent& t : taken) {
    if (t.low >= free_from) offer(free_from, t.low);
    free_from = std::max(free_from, t.high);
  }
  offer(free_from, range.high);
  return best;
}

void lay_tracks(std::vector<Line>& lines, const std::vector<Passage>& passages, const PassageMap& map,
                const Basis& basis) {
  Tracks(lines, passages, map, basis).run();
}

}  // namespace plinth::routing
