// SPDX-License-Identifier: Apache-2.0
#include "core/routing/tracks.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <tuple>

#include "core/base/crew.h"
#include "core/routing/path_parts.h"
#include "core/routing/row_gaps.h"

namespace plinth::routing {
namespace {

/// Legs without room after which a passage counts as full for their form.
constexpr int kFull = 8;
/// Where both paths run, each is stacked at its side: a tier more is taken for as much as this across.
constexpr Millimetres kTier = 200;
/// A way through another gap that saves a barrier may lie this far from the nearest one: about as long as the barrier.
constexpr Millimetres kWorthIt = 5'000;

/// How often routes are laid, each time with all passages that were too full before known as crowded.
constexpr int kAttempts = 3;
/// From so many lines on their forms are laid side by side.
constexpr std::size_t kManyLines = 2'000;

/// A straight way through rows that is no wider leaves little choice.
constexpr Millimetres kNarrow = 500;
/// Of legs without a place, which only those of the other path keep away from; and one that no leg has.
constexpr int kOverTier = -1, kNoTier = 0;

/// A leg that has its track.
struct Laid {
  Millimetres from, to, low, high;
  int tier, side;
};

/// Where a leg may lie across.
struct Choice {
  Extent room;  ///< less margins
  std::vector<std::size_t> passages;
};

class Tracks {
 public:
  Tracks(std::vector<Line>& lines, const std::vector<Passage>& passages, const PassageMap& map, const RowGaps& gaps,
         const Basis& basis, const Crowded& crowded)
      : lines_(lines),
        passages_(passages),
        map_(map),
        gaps_(gaps),
        basis_(basis),
        crowded_(crowded),
        parts_(path_parts(lines, passages, basis, crowded)) {
    for (auto& of_form : laid_) of_form.resize(passages.size());
    for (auto& of_form : over_) of_form.resize(passages.size());
    for (auto& of_form : paths_) of_form.resize(passages.size());
  }

  /// Those of one form: forms lie in carriers of their own and know nothing of each other. Gaps through rows first:
  /// where those are full the next gap is taken, and the ways to it in the aisles follow.
  void run(std::size_t form) {
    for (const Line& line : lines_)
      for (const Leg& leg : line.legs) {
        if (!leg.laid || form_of(line) != form) continue;
        for (const std::size_t p : leg.passages) add_path(line, p);
        if (leg.fixed) note(line, leg, leg.tier);
      }
    for (const bool through_rows : {true, false})
      for (const auto& [l, i] : order(through_rows, form)) {
        place(lines_[l], i);
        if (through_rows) settle_leg(lines_[l], i, map_);
      }
  }

  /// Passages whose legs did not all find a place, by form.
  [[nodiscard]] Crowded crowded() const {
    Crowded out;
    for (std::size_t form = 0; form < kForms; ++form)
      for (std::size_t p = 0; p < passages_.size(); ++p)
        if (over_[form][p] != std::array<int, 3>{}) out[form].insert(p);
    return out;
  }
  /// Legs without a place: those that lie among cables of the other path, and all. Less is better.
  [[nodiscard]] std::pair<int, int> overs() const {
    return {std::accumulate(mixed_.begin(), mixed_.end(), 0), std::accumulate(overs_.begin(), overs_.end(), 0)};
  }

 private:
  [[nodiscard]] bool through_row(const Leg& leg) const {
    return leg.runs_in > 0 && std::all_of(leg.passages.begin(), leg.passages.begin() + static_cast<long>(leg.runs_in),
                                          [&](std::size_t p) { return passages_[p].use == "gap"; });
  }

  /// Those that turn off first lie outside: the other way round a route would cross all that run on. In crowded
  /// passages the widest are laid first, so that little room is lost between them, after those that have little choice.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> order(bool through_rows, std::size_t form) const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t l = 0; l < lines_.size(); ++l)
      for (std::size_t i = 0; i < lines_[l].legs.size() && form_of(lines_[l]) == form; ++i) {
        const Leg& leg = lines_[l].legs[i];
        if (leg.laid && !leg.fixed && through_row(leg) == through_rows) out.emplace_back(l, i);
      }
    using Key = std::tuple<bool, bool, Millimetres, int, Millimetres, std::pair<std::size_t, std::size_t>>;
    std::vector<Key> keys;
    keys.reserve(out.size());
    for (const auto& at : out) {
      const Line& line = lines_[at.first];
      const Leg& leg = line.legs[at.second];
      const int target = target_of(line, leg);
      const int lean = target == 0 ? 0 : -target * leg.lean;  // least: turns to the side it is laid from
      const Millimetres length = leg.high() - leg.low();
      const bool roomy = !through_rows || leg.room.high - leg.room.low > kNarrow || !is_crowded(line, leg);
      keys.emplace_back(line.side == 0, roomy, is_crowded(line, leg) ? -line.strand.width : 0, lean,
                        lean <= 0 && target != 0 ? length : -length, at);
    }
    std::sort(keys.begin(), keys.end());
    std::transform(keys.begin(), keys.end(), out.begin(), [](const Key& key) { return std::get<5>(key); });
    return out;
  }

  static std::size_t form_of(const Line& line) { return static_cast<std::size_t>(line.strand.form); }
  static std::size_t side_of(const Line& line) { return static_cast<std::size_t>(line.side + 1); }

  [[nodiscard]] bool is_crowded(const Line& line, const Leg& leg) const {
    return std::any_of(leg.passages.begin(), leg.passages.end(),
                       [&](std::size_t p) { return crowded_[form_of(line)].contains(p); });
  }

  static int target_of(const Line& line, const Leg& leg) {
    if (line.side != 0) return line.side;
    return leg.lean < 0 ? -1 : leg.lean > 0 ? 1 : 0;
  }

  void add_path(const Line& line, std::size_t passage) {
    if (line.side != 0) paths_[form_of(line)][passage] |= line.side < 0 ? 1 : 2;
  }

  template <class Visit>
  void each_beside(const Line& line, const Leg& leg, const std::vector<std::size_t>& passages, Visit visit) const {
    const auto& of_form = laid_[form_of(line)];
    for (const std::size_t p : passages) {
      for (const Laid& other : of_form[p])
        if (other.from < leg.span.high && other.to > leg.span.low) visit(other, passages_[p]);
      for (const std::size_t q : map_.beside(p))
        for (const Laid& other : of_form[q])
          if (other.from < leg.span.high && other.to > leg.span.low) visit(other, passages_[q]);
    }
  }

  /// Where the middle of the leg must not be.
  [[nodiscard]] std::vector<Extent> taken(const Line& line, const Leg& leg, const Choice& choice, int tier,
                                          bool barrier) const {
    std::vector<Extent> out;
    const Millimetres below = line.strand.width / 2, above = line.strand.width - below;
    each_beside(line, leg, choice.passages, [&](const Laid& other, const Passage& passage) {
      const bool opposite = line.side * other.side < 0;
      if (!opposite && other.tier != tier) return;
      const Millimetres gap = !opposite ? 0 : barrier ? basis_.barrier : basis_.apart(passage);
      out.push_back({other.low - gap - above, other.high + gap + below});
    });
    return out;
  }

  /// With the distance of the rule, with a barrier in the middle, with a barrier anywhere.
  enum class Try { apart, barrier, anywhere };

  [[nodiscard]] bool has_both(const Line& line, const Choice& choice) const {
    const auto& paths = paths_[form_of(line)];
    return std::any_of(choice.passages.begin(), choice.passages.end(), [&](std::size_t p) { return paths[p] == 3; });
  }

  /// Whether crowded passages are parted between the paths; then `range` shrinks to the part of the line's own.
  [[nodiscard]] bool keep_to_part(const Line& line, const Choice& choice, Extent& range) const {
    bool parted = false;
    const Millimetres below = line.strand.width / 2, above = line.strand.width - below;
    for (const std::size_t p : choice.passages) {
      const auto& parts = parts_[form_of(line)][p];
      if (!parts || line.side == 0) continue;
      const Extent own = line.side < 0 ? parts->a : parts->b;
      range = {std::max(range.low, own.low + below), std::min(range.high, own.high - above)};
      parted = true;
    }
    return parted;
  }

  /// Where both paths run, each keeps to its half on all tiers, so that the first does not take the room of the other.
  [[nodiscard]] Extent own_part(const Line& line, const Choice& choice, Extent range, Try attempt) const {
    if (keep_to_part(line, choice, range)) return range;
    if (line.side == 0 || attempt == Try::anywhere || !has_both(line, choice)) return range;
    const Millimetres gap = attempt == Try::apart ? basis_.apart(passages_[choice.passages.front()]) : basis_.barrier;
    const Millimetres middle = (choice.room.low + choice.room.high) / 2, half = line.strand.width / 2 + (gap + 1) / 2;
    if (line.side < 0) return {range.low, std::min(range.high, middle - half - 1)};
    return {std::max(range.low, middle + half + 1), range.high};
  }

  /// The room of the leg, and for one that crosses rows that of other gaps through them, nearest first.
  [[nodiscard]] std::vector<Choice> choices(const Line& line, std::size_t index) const {
    const Leg& leg = line.legs[index];
    std::vector<Choice> out{{leg.room, leg.passages}};
    if (!through_row(leg)) return out;
    const std::vector<std::size_t> own(leg.passages.begin(), leg.passages.begin() + static_cast<long>(leg.runs_in));
    const Extent reach = common_reach(line.legs[index - 1], line.legs[index + 1], leg.at);
    for (RowGaps::Way& way : gaps_.ways(own, reach, basis_.margin, line.strand.width)) {
      if (way.passages == own) continue;
      out.push_back({way.room, map_.meeting(leg.along_x, way.room, leg.span)});
      for (const std::size_t p : way.passages)
        if (std::find(out.back().passages.begin(), out.back().passages.end(), p) == out.back().passages.end())
          out.back().passages.push_back(p);
    }
    std::stable_sort(out.begin() + 1, out.end(),
                     [&](const Choice& a, const Choice& b) { return away(a, leg.at) < away(b, leg.at); });
    return out;
  }

  static Millimetres away(const Choice& choice, Millimetres at) {
    return std::max({choice.room.low - at, at - choice.room.high, Millimetres{0}});
  }

  /// How far along both neighbours a leg that joins them may move: as far as the passages that they meet it in.
  [[nodiscard]] Extent common_reach(const Leg& before, const Leg& after, Millimetres at) const {
    Extent out{at, at};
    bool first = true;
    for (const Leg* leg : {&before, &after}) {
      Extent own{at, at};
      for (std::size_t i = 0; i < leg->runs_in && !leg->fixed; ++i) {
        const Extent reach = along(passages_[leg->passages[i]]);
        if (reach.low <= at && at <= reach.high) own = {std::min(own.low, reach.low), std::max(own.high, reach.high)};
      }
      out = first ? own : Extent{std::max(out.low, own.low), std::min(out.high, own.high)};
      first = false;
    }
    return out;
  }

  void place(Line& line, std::size_t index) {
    Leg& leg = line.legs[index];
    const std::vector<Choice> all = choices(line, index);
    for (const Try attempt : {Try::apart, Try::barrier, Try::anywhere}) {
      if (attempt != Try::apart && line.side == 0) break;
      for (const Choice& choice : all)
        if ((attempt != Try::apart || line.side == 0 || away(choice, leg.at) <= kWorthIt) &&
            fits(line, leg, choice, attempt)) {
          take(line, leg, choice);
          return note(line, leg, leg.tier);
        }
    }
    lay_over(line, leg, all);
  }

  void take(const Line& line, Leg& leg, const Choice& choice) {
    leg.room = choice.room;
    leg.passages = choice.passages;
    for (const std::size_t p : leg.passages) add_path(line, p);
  }

  /// Where a leg would lie without others: at the side it turns to.
  [[nodiscard]] Millimetres wanted(const Line& line, const Leg& leg, const Choice& choice, Extent range) const {
    const Millimetres middle = (choice.room.low + choice.room.high) / 2;
    if (range.low > range.high) return middle;
    const int target = target_of(line, leg);
    return target < 0 || (target == 0 && is_crowded(line, leg)) ? range.low : target > 0 ? range.high : middle;
  }

  [[nodiscard]] static Extent range_of(const Line& line, const Choice& choice) {
    const Millimetres below = line.strand.width / 2, above = line.strand.width - below;
    return {choice.room.low + below, choice.room.high - above};
  }

  /// Whether the leg finds a place on one of the tiers; then it lies there.
  [[nodiscard]] bool fits(const Line& line, Leg& leg, const Choice& choice, Try attempt) const {
    const auto& over = over_[form_of(line)];  // looking on where many found none would take long and find little
    if (std::any_of(choice.passages.begin(), choice.passages.end(),
                    [&](std::size_t p) { return over[p][side_of(line)] >= kFull; }))
      return false;
    const Extent range = range_of(line, choice), own = own_part(line, choice, range, attempt);
    if (own.low > own.high) return false;
    const Millimetres aim = std::clamp(wanted(line, leg, choice, range), own.low, own.high);
    const bool stacked = line.side != 0 && has_both(line, choice);
    Millimetres least = -1;
    for (int tier = 1; tier <= basis_.tiers(line.strand.form); ++tier) {
      std::vector<Extent> no = taken(line, leg, choice, tier, attempt != Try::apart);
      const auto at = nearest_free(aim, own, no);
      if (!at) continue;
      const Millimetres off = std::llabs(*at - aim) + (tier - 1) * kTier;
      if (least >= 0 && off >= least) continue;
      least = off;
      leg.at = *at;
      leg.tier = tier;
      if (!stacked) break;
    }
    return least >= 0;
  }

  /// On the last tier, over others of its path, but clear of those of the other path where one of the ways has room.
  void lay_over(Line& line, Leg& leg, const std::vector<Choice>& all) {
    const Choice* clear = nullptr;
    for (const bool own_part : {true, false})
      for (const bool barrier : {false, true})
        for (const Choice& choice : all) {
          if (clear != nullptr || line.side == 0) break;
          Extent range = range_of(line, choice);
          const Millimetres aim = wanted(line, leg, choice, range);
          if (own_part && !keep_to_part(line, choice, range)) continue;
          std::vector<Extent> no = taken(line, leg, choice, kNoTier, barrier);
          if (const auto at = nearest_free(aim, range, no)) {
            leg.at = *at;
            clear = &choice;
          }
        }
    if (clear != nullptr)
      take(line, leg, *clear);
    else
      leg.at = wanted(line, leg, all.front(), range_of(line, all.front()));
    mixed_[form_of(line)] += clear == nullptr && line.side != 0 ? 1 : 0;
    leg.tier = basis_.tiers(line.strand.form);
    leg.over = true;
    note(line, leg, kOverTier);
    ++overs_[form_of(line)];
    for (const std::size_t p : leg.passages) ++over_[form_of(line)][p][side_of(line)];
  }

  void note(const Line& line, const Leg& leg, int tier) {
    const Millimetres low = leg.at - line.strand.width / 2;
    auto& of_form = laid_[form_of(line)];
    std::vector<std::size_t> once = leg.passages;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    for (const std::size_t p : once)
      of_form[p].push_back({leg.span.low, leg.span.high, low, low + line.strand.width, tier, line.side});
  }

  std::vector<Line>& lines_;
  const std::vector<Passage>& passages_;
  const PassageMap& map_;
  const RowGaps& gaps_;
  const Basis& basis_;
  const Crowded& crowded_;
  std::array<std::vector<std::vector<Laid>>, kForms> laid_;   ///< by form and passage
  std::array<std::vector<int>, kForms> paths_;                ///< that lie there: 1 A, 2 B, 3 both; by form and passage
  std::array<std::vector<std::array<int, 3>>, kForms> over_;  ///< legs that found no room, by form, passage and side
  const AllPathParts parts_;
  std::array<int, kForms> overs_{}, mixed_{};  ///< by form
};

}  // namespace

std::optional<Millimetres> nearest_free(Millimetres wanted, Extent range, std::vector<Extent>& taken) {
  if (range.low > range.high) return std::nullopt;
  wanted = std::clamp(wanted, range.low, range.high);
  if (std::none_of(taken.begin(), taken.end(), [&](const Extent& t) { return t.low < wanted && wanted < t.high; }))
    return wanted;
  std::erase_if(taken, [&](const Extent& t) { return t.high <= range.low || t.low >= range.high; });
  std::sort(taken.begin(), taken.end(), [](const Extent& a, const Extent& b) {
    return std::pair{a.low, a.high} < std::pair{b.low, b.high};
  });
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
  const RowGaps gaps(passages);
  const std::vector<Line> before = lines;
  Crowded crowded;
  std::optional<std::pair<int, int>> least;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<Line> again = before;
    Tracks tracks(again, passages, map, gaps, basis, crowded);
    in_crew(lines.size() < kManyLines ? 1 : usual_threads(), kForms, [&](std::size_t form) { tracks.run(form); });
    if (!least || tracks.overs() < *least) {
      lines = std::move(again);
      least = tracks.overs();
    }
    if (tracks.overs() == std::pair{0, 0} || (attempt > 0 && tracks.overs().first == 0)) return;
    bool more = false;
    const Crowded found = tracks.crowded();
    for (std::size_t form = 0; form < kForms; ++form)
      for (const std::size_t p : found[form]) more = crowded[form].insert(p).second || more;
    if (!more) return;  // the next attempt would be this one again
  }
}

}  // namespace plinth::routing
