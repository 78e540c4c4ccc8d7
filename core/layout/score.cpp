// SPDX-License-Identifier: Apache-2.0
#include "core/layout/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/layout/groups.h"
#include "core/layout/terrain.h"

namespace plinth::layout {
namespace {

enum Terms : std::size_t {
  kRoute,
  kArea,
  kWalking,
  kCrane,
  kSeparation,
  kRecirculation,
  kExhaust,
  kUpwind,
  kStorage,
  kExpansion,
  kWishes
};

constexpr double kConnection = 10;        // metres of MV cable that a metre of grid connection is worth
constexpr Millimetres kApart = 10000;     // between modules of path A and B
constexpr Millimetres kRemote = 30480;    // storage that counts as remote, 100 ft
constexpr double kPlume = 30000;          // up to here warm air is not diluted, millimetres
constexpr std::size_t kCells = 48;        // of the raster, along the longer side
constexpr std::size_t kMostOfASide = 64;  // modules of one kind and path that are compared

double metres(double millimetres) { return 1e-3 * millimetres; }

double between(PlanPoint a, PlanPoint b) { return static_cast<double>(std::abs(a.x - b.x) + std::abs(a.y - b.y)); }

double weight_of_term(const Job& job, const TermKind& kind) {
  const std::string name(kind.name);
  if (const auto found = job.spec.layout.weights.find(name); found != job.spec.layout.weights.end())
    return found->second;
  const Limit* limit = job.catalog.limit("layout.weight." + name, text(job.spec.project.jurisdiction));
  return limit == nullptr ? kind.weight : limit->si;
}

bool is_cooler(std::string_view kind) {
  static constexpr std::array<std::string_view, 5> coolers{"dry_cooler", "adiabatic_cooler", "cooling_tower",
                                                           "fluid_cooler", "chiller"};
  return std::find(coolers.begin(), coolers.end(), kind) != coolers.end();
}

}  // namespace

const std::vector<TermKind>& term_kinds() {
  static const std::vector<TermKind> kinds{
      {"route", "m", 1, "rectilinear distance of connected modules, weighted by medium, and of the grid connection"},
      {"area", "m2", 0.05, "rectangle around all groups with a lane around it"},
      {"walking", "m", 10, "mean way from the control room, else the first gate, to a module"},
      {"crane", "modules", 200, "modules whose middle a crane on the lanes around their group does not reach"},
      {"separation", "m", 20, "by how much modules of path A stand nearer than 10 m to their like of path B"},
      {"recirculation", "", 2000, "mean share of the warm air of other groups at the heat rejection"},
      {"exhaust", "", 2000, "mean share of the exhaust of generator sets at pods and heat rejection"},
      {"upwind", "m", 1000,
       "by how much the middle of the generator sets lies up-wind of that of pods and heat rejection"},
      {"storage", "m", 40, "by how much storage yards stand nearer than 30.48 m to blocks and other yards"},
      {"expansion", "m2", 0.01, "free land outside the largest free rectangle"},
      {"wishes", "m", 1e5, "by how much groups miss what [[adjacency]] asks for"},
  };
  return kinds;
}

double plume_share(PlanPoint from, PlanPoint to, double wind_to_x, double wind_to_y) {
  const double dx = static_cast<double>(to.x - from.x), dy = static_cast<double>(to.y - from.y);
  const double far = std::hypot(dx, dy);
  if (far <= 0) return 1;
  const double dilution = std::min(1.0, kPlume / far);
  if (wind_to_x == 0 && wind_to_y == 0) return 0.25 * dilution;  // the mean of max(0, cos)^2 over all directions
  const double along = std::max(0.0, (dx * wind_to_x + dy * wind_to_y) / far);
  return along * along * dilution;
}

std::size_t largest_free(const std::vector<unsigned char>& taken, std::size_t columns) {
  std::vector<std::size_t> height(columns, 0), open;
  std::size_t best = 0;
  for (std::size_t row = 0; row * columns < taken.size(); ++row) {
    for (std::size_t x = 0; x < columns; ++x) height[x] = taken[row * columns + x] != 0 ? 0 : height[x] + 1;
    open.clear();  // columns of growing height
    for (std::size_t x = 0; x <= columns; ++x) {
      const std::size_t h = x == columns ? 0 : height[x];
      while (!open.empty() && height[open.back()] >= h) {
        const std::size_t tall = height[open.back()];
        open.pop_back();
        const std::size_t left = open.empty() ? 0 : open.back() + 1;
        best = std::max(best, tall * (x - left));
      }
      if (x < columns) open.push_back(x);
    }
  }
  return best;
}

std::pair<double, double> wind_to(const SiteSpec& spec) {
  const auto from = spec.climate.wind_from_deg;
  if (!from) return {0, 0};
  // A bearing clockwise from true north, in a grid that is turned counter-clockwise.
  const double bearing = (*from + spec.site.grid.rotation_deg) * 3.14159265358979323846 / 180.0;
  return {-std::sin(bearing), -std::cos(bearing)};
}

Score::Score(const Job& job) : job_(job) {
  for (const TermKind& kind : term_kinds()) weights_.push_back(weight_of_term(job, kind));
  const Inventory& inventory = job.inventory;
  std::map<std::pair<std::size_t, std::size_t>, double> pulls;
  for (const Connection& c : inventory.connections) {
    std::size_t a = inventory.items[c.from].owner, b = inventory.items[c.to].owner;
    if (a == b) continue;
    if (a > b) std::swap(a, b);
    pulls[{a, b}] += weight_of(c.edge->medium);
  }
  for (const auto& [pair, weight] : pulls) pulls_.push_back({pair.first, pair.second, weight});
  std::map<std::string_view, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> paths;
  for (std::size_t i = 0; i < inventory.items.size(); ++i) {
    const Item& item = inventory.items[i];
    if (item.owner != i) continue;
    const std::string_view kind = item.node->kind;
    if (kind == "intake") intakes_.push_back(i);
    if (kind == "genset") sets_.push_back(i);
    if (kind == "control_room" && desk_ == kNone) desk_ = i;
    if (is_cooler(kind)) coolers_.push_back(i);
    if (is_cooler(kind) || item.zone == "block-it") breathers_.push_back(i);
    if (item.node->path == "A" || item.node->path == "B") {
      auto& [a, b] = paths[kind];
      auto& side = item.node->path == "A" ? a : b;
      if (side.size() < kMostOfASide) side.push_back(i);
    }
  }
  for (auto& [kind, both] : paths) {
    if (both.first.empty() || both.second.empty()) continue;
    side_a_.push_back(std::move(both.first));
    side_b_.push_back(std::move(both.second));
  }
  for (const Adjacency& wish : job.spec.adjacencies) {
    const auto owners = [&](const std::string& name) {
      std::set<std::size_t> out;
      for (const std::size_t i : meant_by(inventory, name)) out.insert(inventory.items[i].owner);
      return std::vector<std::size_t>(out.begin(), out.end());
    };
    Wish own{owners(wish.a), owners(wish.b), -1, -1};
    if (wish.within) own.within = static_cast<Millimetres>(wish.within->si * 1000.0);
    if (wish.apart) own.apart = millimetres_up(wish.apart->si);
    wishes_.push_back(std::move(own));
  }
  std::tie(wind_x_, wind_y_) = wind_to(job.spec);
  lay_raster();
}

/// Which cells of a raster over the land may be built on.
void Score::lay_raster() {
  const Terrain land(job_.spec.site);
  raster_box_ = land.bounds();
  const Millimetres longer = std::max({raster_box_.width(), raster_box_.height(), Millimetres{1}});
  columns_ = std::max<std::size_t>(
      1, kCells * static_cast<std::size_t>(raster_box_.width()) / static_cast<std::size_t>(longer));
  rows_ = std::max<std::size_t>(
      1, kCells * static_cast<std::size_t>(raster_box_.height()) / static_cast<std::size_t>(longer));
  off_land_.assign(columns_ * rows_, 1);
  const Margins margins{0, 0, 0, true};
  for (std::size_t r = 0; r < rows_; ++r) {
    const auto at = [&](std::size_t i) {
      return raster_box_.y0 + raster_box_.height() * static_cast<Millimetres>(i) / static_cast<Millimetres>(rows_);
    };
    for (const Span& span : land.spans(at(r), std::max(at(r) + 1, at(r + 1)), margins))
      for (std::size_t c = 0; c < columns_; ++c) {
        const auto x = [&](std::size_t i) {
          return raster_box_.x0 +
                 raster_box_.width() * static_cast<Millimetres>(i) / static_cast<Millimetres>(columns_);
        };
        if (x(c) >= span.from && x(c + 1) <= span.to) off_land_[r * columns_ + c] = 0;
      }
  }
}

std::vector<Score::Seat> Score::seats(const std::vector<GroundGroup>& groups) const {
  std::vector<Seat> out(job_.inventory.items.size());
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const StandingRow& row : groups[g].plan.rows)
      for (const Standing& s : row.items) out[s.item] = {g, groups[g].to_site(s.area.centre())};
  return out;
}

double Score::route(const std::vector<Seat>& seats) const {
  double sum = 0;
  for (const Pull& p : pulls_)
    if (seats[p.a].group != kNone && seats[p.b].group != kNone) sum += p.weight * between(seats[p.a].at, seats[p.b].at);
  for (const std::size_t i : intakes_)
    if (seats[i].group != kNone) sum += kConnection * between(seats[i].at, job_.utility);
  return metres(sum);
}

double Score::area(const std::vector<GroundGroup>& groups) const {
  if (groups.empty()) return 0;
  Rect box = groups.front().area;
  for (const GroundGroup& g : groups) box = bounding_box(box, g.area);
  box = box.grown(job_.limits.lane);
  return metres(static_cast<double>(box.width())) * metres(static_cast<double>(box.height()));
}

double Score::walking(const std::vector<Seat>& seats) const {
  const std::vector<Gate>& gates = job_.spec.site.gates;
  const bool desk = desk_ != kNone && seats[desk_].group != kNone;
  if (!desk && gates.empty()) return 0;
  const PlanPoint from = desk ? seats[desk_].at : gates.front().at;
  double sum = 0, count = 0;
  for (const Seat& s : seats) {
    if (s.group == kNone) continue;
    sum += between(from, s.at);
    ++count;
  }
  return count > 0 ? metres(sum / count) : 0;
}

double Score::crane(const std::vector<GroundGroup>& groups) const {
  double out_of_reach = 0;
  for (const GroundGroup& g : groups) {
    if (g.plan.within_reach) continue;
    for (const StandingRow& row : g.plan.rows)
      for (const Standing& s : row.items) {
        const PlanPoint c = s.area.centre();
        if (std::min({c.x, g.plan.width - c.x, c.y, g.plan.height - c.y}) > job_.limits.crane) ++out_of_reach;
      }
  }
  return out_of_reach;
}

double Score::separation(const std::vector<Seat>& seats) const {
  double sum = 0;
  for (std::size_t k = 0; k < side_a_.size(); ++k)
    for (const std::size_t a : side_a_[k]) {
      double least = static_cast<double>(kApart);
      for (const std::size_t b : side_b_[k])
        if (seats[a].group != kNone && seats[b].group != kNone)
          least = std::min(least, between(seats[a].at, seats[b].at));
      sum += static_cast<double>(kApart) - least;
    }
  return metres(sum);
}

/// Mean over `to` of the plume shares of all `from` in other groups, each weighing as much as it is of them all.
/// Modules of one group stand in it the same way in every plan.
double Score::air(const std::vector<Seat>& seats, const std::vector<std::size_t>& from,
                  const std::vector<std::size_t>& to) const {
  struct Cloud {
    double x = 0, y = 0, count = 0;
  };
  const auto clouds = [&](const std::vector<std::size_t>& items) {
    std::map<std::size_t, Cloud> out;
    for (const std::size_t i : items) {
      if (seats[i].group == kNone) continue;
      Cloud& c = out[seats[i].group];
      c.x += static_cast<double>(seats[i].at.x);
      c.y += static_cast<double>(seats[i].at.y);
      ++c.count;
    }
    return out;
  };
  const auto sources = clouds(from), sinks = clouds(to);
  const auto middle = [](const Cloud& c) {
    return PlanPoint{std::llround(c.x / c.count), std::llround(c.y / c.count)};
  };
  double sum = 0;
  for (const auto& [g, source] : sources)
    for (const auto& [h, sink] : sinks)
      if (g != h) sum += source.count * sink.count * plume_share(middle(source), middle(sink), wind_x_, wind_y_);
  const double all = static_cast<double>(from.size()) * static_cast<double>(to.size());
  return all > 0 ? sum / all : 0;
}

double Score::upwind(const std::vector<Seat>& seats) const {
  if (wind_x_ == 0 && wind_y_ == 0) return 0;
  const auto mean = [&](const std::vector<std::size_t>& items) -> std::optional<double> {
    double sum = 0, count = 0;
    for (const std::size_t i : items) {
      if (seats[i].group == kNone) continue;
      sum += wind_x_ * static_cast<double>(seats[i].at.x) + wind_y_ * static_cast<double>(seats[i].at.y);
      ++count;
    }
    if (count <= 0) return std::nullopt;
    return sum / count;
  };
  const std::optional<double> sets = mean(sets_), breathers = mean(breathers_);
  return sets && breathers ? std::max(0.0, metres(*breathers - *sets)) : 0;
}

double Score::storage(const std::vector<GroundGroup>& groups) const {
  const auto holds_storage = [&](const GroundGroup& g) {
    return !g.plan.rows.empty() && use_of(job_.inventory.items[g.plan.rows.front().items.front().item]) == "storage";
  };
  double sum = 0;
  for (const GroundGroup& g : groups) {
    if (!holds_storage(g)) continue;
    Millimetres nearest = kRemote;
    for (const GroundGroup& other : groups)
      if (!other.plan.rows.empty() && !holds_storage(other)) nearest = std::min(nearest, distance(g.area, other.area));
    sum += static_cast<double>(kRemote - nearest);
  }
  return metres(sum);
}

double Score::expansion(const std::vector<GroundGroup>& groups) const {
  if (raster_box_.width() <= 0 || raster_box_.height() <= 0) return 0;
  std::vector<unsigned char> taken = off_land_;
  const auto cell = [](Millimetres at, Millimetres from, Millimetres length, std::size_t cells) {
    const Millimetres i = (at - from) * static_cast<Millimetres>(cells) / length;
    return static_cast<std::size_t>(std::clamp<Millimetres>(i, 0, static_cast<Millimetres>(cells) - 1));
  };
  for (const GroundGroup& g : groups) {
    const Rect r = g.area.grown(job_.limits.lane);
    const std::size_t c1 = cell(r.x1 - 1, raster_box_.x0, raster_box_.width(), columns_);
    const std::size_t r1 = cell(r.y1 - 1, raster_box_.y0, raster_box_.height(), rows_);
    for (std::size_t y = cell(r.y0, raster_box_.y0, raster_box_.height(), rows_); y <= r1; ++y)
      for (std::size_t x = cell(r.x0, raster_box_.x0, raster_box_.width(), columns_); x <= c1; ++x)
        taken[y * columns_ + x] = 1;
  }
  const auto free = static_cast<std::size_t>(std::count(taken.begin(), taken.end(), 0));
  const double per_cell = metres(static_cast<double>(raster_box_.width())) *
                          metres(static_cast<double>(raster_box_.height())) / static_cast<double>(taken.size());
  return per_cell * static_cast<double>(free - largest_free(taken, columns_));
}

double Score::wishes(const std::vector<GroundGroup>& groups, const std::vector<Seat>& seats) const {
  Millimetres sum = 0;
  const auto groups_of_items = [&](const std::vector<std::size_t>& items) {
    std::set<std::size_t> out;
    for (const std::size_t i : items)
      if (seats[i].group != kNone) out.insert(seats[i].group);
    return out;
  };
  for (const Wish& wish : wishes_) {
    const std::set<std::size_t> first = groups_of_items(wish.a), second = groups_of_items(wish.b);
    for (const std::size_t a : first) {
      Millimetres least = -1;
      for (const std::size_t b : second) {
        const Millimetres d = a == b ? 0 : distance(groups[a].area, groups[b].area);
        least = least < 0 ? d : std::min(least, d);
        if (a != b) sum += std::max<Millimetres>(0, wish.apart - d);
      }
      if (wish.within >= 0 && least > wish.within) sum += least - wish.within;
    }
  }
  return metres(static_cast<double>(sum));
}

std::vector<double> Score::values(const std::vector<GroundGroup>& groups) const {
  const std::vector<Seat> where = seats(groups);
  return {route(where),
          area(groups),
          walking(where),
          crane(groups),
          separation(where),
          air(where, coolers_, coolers_),
          air(where, sets_, breathers_),
          upwind(where),
          storage(groups),
          expansion(groups),
          wishes(groups, where)};
}

double Score::total(const std::vector<GroundGroup>& groups) const {
  const std::vector<double> v = values(groups);
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) sum += v[i] * weights_[i];
  return sum;
}

std::vector<ScoreTerm> Score::terms(const std::vector<GroundGroup>& groups) const {
  const std::vector<double> v = values(groups);
  std::vector<ScoreTerm> out;
  for (std::size_t i = 0; i < v.size(); ++i)
    out.push_back(
        {std::string(term_kinds()[i].name), v[i], std::string(term_kinds()[i].unit), weights_[i], v[i] * weights_[i]});
  return out;
}

}  // namespace plinth::layout
