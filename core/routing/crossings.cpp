// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "core/routing/record.h"

namespace plinth::routing {
namespace {

/// Crossings nearer than this along the lower route are passed in one dip.
constexpr Millimetres kOneDip = 2'000;

struct Straight {
  Millimetres at, from, to, level;
  std::size_t line;
};

class Finder {
 public:
  Finder(const std::vector<Line>& lines, const Basis& basis, Layout& layout)
      : lines_(lines), basis_(basis), layout_(layout) {}

  std::vector<Crossing> run(const std::vector<Stretch>& stretches) {
    std::map<Form, std::pair<std::vector<Straight>, std::vector<Straight>>> forms;
    for (const Stretch& s : stretches) {
      if (s.over) continue;
      const Line& line = lines_[s.line];
      const RouteSection& section = layout_.routes[line.route].sections[s.section];
      auto& [flat, upright] = forms[line.strand.form];
      (layout_.passages[s.passage].along_x ? flat : upright)
          .push_back({section.at, std::min(section.from, section.to), std::max(section.from, section.to), section.level,
                      s.line});
    }
    for (std::size_t l = 0; l < lines_.size(); ++l) add_stubs(l, forms[lines_[l].strand.form]);
    for (auto& [form, both] : forms) meet(both.first, both.second);
    std::sort(found_.begin(), found_.end(), [](const Crossing& a, const Crossing& b) {
      return std::tie(a.upper, a.lower, a.at.x, a.at.y, a.level) < std::tie(b.upper, b.lower, b.at.x, b.at.y, b.level);
    });
    add_dips();
    return std::move(found_);
  }

 private:
  /// What is buried stays so up to its port; what hangs above runs there at the height of the port, below the others.
  void add_stubs(std::size_t l, std::pair<std::vector<Straight>, std::vector<Straight>>& both) {
    const Line& line = lines_[l];
    const Route& route = layout_.routes[line.route];
    const bool buried = line.strand.form == Form::duct || line.strand.form == Form::trench;
    if (!buried || route.sections.empty() || over(line)) return;
    const auto& p = route.points;
    const auto add = [&](PlanPoint a, PlanPoint b, Millimetres level) {
      if (a.y == b.y)
        both.first.push_back({a.y, std::min(a.x, b.x), std::max(a.x, b.x), level, l});
      else
        both.second.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y), level, l});
    };
    add(p[0], p[1], route.sections.front().level);
    add(p[p.size() - 2], p.back(), route.sections.back().level);
  }

  static bool over(const Line& line) {
    return std::any_of(line.legs.begin(), line.legs.end(), [](const Leg& leg) { return leg.over; });
  }

  /// Sweeps along x; the flat ones that have begun and not ended are kept by y, where each upright one looks them up.
  void meet(const std::vector<Straight>& flat, const std::vector<Straight>& upright) {
    enum class Kind { end, cross, begin };  // at one x: to touch is not to cross
    std::vector<std::tuple<Millimetres, Kind, std::size_t>> events;
    events.reserve(2 * flat.size() + upright.size());
    for (std::size_t i = 0; i < flat.size(); ++i) {
      events.emplace_back(flat[i].from, Kind::begin, i);
      events.emplace_back(flat[i].to, Kind::end, i);
    }
    for (std::size_t i = 0; i < upright.size(); ++i) events.emplace_back(upright[i].at, Kind::cross, i);
    std::sort(events.begin(), events.end());
    std::set<std::pair<Millimetres, std::size_t>> open;
    for (const auto& [x, kind, i] : events) {
      if (kind == Kind::begin) {
        if (flat[i].from < flat[i].to) open.emplace(flat[i].at, i);
      } else if (kind == Kind::end) {
        open.erase({flat[i].at, i});
      } else {
        for (auto f = open.lower_bound({upright[i].from + 1, 0}); f != open.end() && f->first < upright[i].to; ++f)
          if (flat[f->second].line != upright[i].line) note(flat[f->second], upright[i]);
      }
    }
  }

  void note(const Straight& flat, const Straight& upright) {
    const Strand &a = lines_[flat.line].strand, &b = lines_[upright.line].strand;
    const Millimetres needed = (a.height + b.height + 1) / 2 + basis_.crossing;
    const Millimetres between = std::llabs(flat.level - upright.level);
    if (between >= needed) return;
    // The higher one stays; at one level the thicker one does, because it bends less easily.
    const auto rank = [&](const Straight& s, const Strand& strand) {
      return std::tuple{s.level, strand.height, layout_.routes[lines_[s.line].route].edge};
    };
    const bool flat_up = rank(flat, a) > rank(upright, b);
    const Straight &upper = flat_up ? flat : upright, &lower = flat_up ? upright : flat;
    found_.push_back({layout_.routes[lines_[upper.line].route].edge, layout_.routes[lines_[lower.line].route].edge,
                      PlanPoint{upright.at, flat.at}, upper.level, needed - between});
    lower_.emplace_back(lines_[lower.line].route, found_.back());
  }

  /// Each dip leads down and up again, with four bends.
  void add_dips() {
    std::sort(lower_.begin(), lower_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.first, a.second.at.x, a.second.at.y) < std::tie(b.first, b.second.at.x, b.second.at.y);
    });
    for (std::size_t i = 0; i < lower_.size();) {
      std::size_t j = i;
      Millimetres dip = lower_[i].second.dip;
      while (j + 1 < lower_.size() && lower_[j + 1].first == lower_[i].first &&
             std::llabs(lower_[j + 1].second.at.x - lower_[j].second.at.x) +
                     std::llabs(lower_[j + 1].second.at.y - lower_[j].second.at.y) <=
                 kOneDip)
        dip = std::max(dip, lower_[++j].second.dip);
      Route& route = layout_.routes[lower_[i].first];
      route.rise += 2 * dip;
      route.length += 2 * dip;
      route.bends += 4;
      i = j + 1;
    }
  }

  const std::vector<Line>& lines_;
  const Basis& basis_;
  Layout& layout_;
  std::vector<Crossing> found_;
  std::vector<std::pair<std::size_t, Crossing>> lower_;
};

}  // namespace

std::vector<Crossing> crossings_of(const std::vector<Line>& lines, const std::vector<Stretch>& stretches,
                                   const Basis& basis, Layout& layout) {
  return Finder(lines, basis, layout).run(stretches);
}

}  // namespace plinth::routing
