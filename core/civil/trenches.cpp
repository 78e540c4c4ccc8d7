// SPDX-License-Identifier: Apache-2.0
#include "core/civil/trenches.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

namespace plinth::civil {
namespace {

struct TrenchBasis {
  Length duct, pitch, cover, depth, gap, wall, space, widest;
};

std::optional<TrenchBasis> read_basis(const SiteSpec& spec, const Catalog& catalog, std::vector<Finding>& findings) {
  Basis b(catalog, spec.project.jurisdiction);
  const TrenchBasis t{b.length("trench.duct"),          b.length("trench.duct_pitch"), b.length("trench.duct_cover"),
                      b.length("trench.duct_depth"),    b.length("trench.pipe_gap"),   b.length("trench.wall"),
                      b.length("trench.working_space"), b.length("trench.widest")};
  if (b.missing().empty()) return t;
  findings.push_back(remark("CIV001", Severity::warning,
                            "the standards hold no `" + b.missing().front() + "`: no trench is measured",
                            "add it to catalog/standards or an overlay"));
  return std::nullopt;
}

/// Ducts or pipes on one stretch: their number, and the sum and the largest of the pipes' bores, millimetres: walls and
/// insulation lie in the gaps.
struct Load {
  int ways = 0;
  long long diameters = 0, largest = 0;
  Load& operator+=(const Load& o) {
    ways += o.ways;
    diameters += o.diameters;
    largest = std::max(largest, o.largest);
    return *this;
  }
  auto operator<=>(const Load&) const = default;
};

/// Straight stretches on one line: x or y is fixed.
struct Line {
  bool pipes, along_x;
  Millimetres at;
  auto operator<=>(const Line&) const = default;
};
struct Stretch {
  Millimetres from, to;
  Load load;
};
using Lines = std::map<Line, std::vector<Stretch>>;

enum class Below { nothing, ducts, pipes };

Below below(const ModuleType* stock) {
  if (stock == nullptr) return Below::nothing;
  if (stock->kind == "pipe") return Below::pipes;
  return stock->kind == "mv_cable" || stock->kind == "lv_cable" ? Below::ducts : Below::nothing;  // busways hang
}

Lines lines_of(const Design& design, const Catalog& catalog) {
  std::map<std::string_view, const Route*> routes;
  for (const Route& r : design.layout.routes) routes[r.edge] = &r;
  Lines lines;
  for (const Edge& e : design.sizing.graph.edges) {
    const ModuleType* stock = e.item.empty() ? nullptr : catalog.module(e.item);
    const Below what = below(stock);
    const auto route = routes.find(e.id);
    if (what == Below::nothing || route == routes.end()) continue;
    Load load{e.runs, 0, 0};
    if (what == Below::pipes) {
      const long long d = std::llround(1000.0 * stock->number("inner_diameter").value_or(0.1));
      load.diameters = d * e.runs;
      load.largest = d;
    }
    const std::vector<PlanPoint>& points = route->second->points;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const PlanPoint a = points[i - 1], b = points[i];
      if (a == b) continue;
      const bool along_x = a.y == b.y;
      const auto [from, to] = along_x ? std::minmax(a.x, b.x) : std::minmax(a.y, b.y);
      lines[{what == Below::pipes, along_x, along_x ? a.y : a.x}].push_back({from, to, load});
    }
  }
  return lines;
}

/// Lengths by what lies there: stretches that overlap are added up.
void add_up(std::vector<Stretch> stretches, std::map<Load, Millimetres>& lengths) {
  struct Event {
    Millimetres at;
    bool begins;
    const Stretch* stretch;
  };
  std::vector<Event> events;
  for (const Stretch& s : stretches) {
    events.push_back({s.from, true, &s});
    events.push_back({s.to, false, &s});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return std::tie(a.at, a.begins) < std::tie(b.at, b.begins); });
  std::multiset<long long> diameters;
  Load now;
  Millimetres last = 0;
  for (const Event& e : events) {
    if (now.ways > 0 && e.at > last) lengths[now] += e.at - last;
    last = e.at;
    const Load& l = e.stretch->load;
    now.ways += e.begins ? l.ways : -l.ways;
    now.diameters += e.begins ? l.diameters : -l.diameters;
    if (e.begins)
      diameters.insert(l.largest);
    else
      diameters.erase(diameters.find(l.largest));
    now.largest = diameters.empty() ? 0 : *diameters.rbegin();
  }
}

Trench duct_bank(int ways, const TrenchBasis& b) {
  const int rows = std::max(1, static_cast<int>(std::floor(std::sqrt(static_cast<double>(ways)))));
  const int columns = (ways + rows - 1) / rows;
  Trench t;
  t.kind = "duct bank";
  t.size = fmt::format("{} x {} ducts", rows, columns);
  t.ways = ways;
  const Length wide = (columns - 1) * b.pitch + b.duct + 2.0 * b.cover,
               high = (rows - 1) * b.pitch + b.duct + 2.0 * b.cover;
  t.width = wide + 2.0 * b.space;
  t.depth = b.depth + high;
  const Area concrete = wide * high - ways * std::numbers::pi / 4.0 * b.duct * b.duct;
  t.concrete = concrete * (1.0 * metre);  // of one metre; multiplied below
  return t;
}

Trench pipe_trench(const Load& load, const TrenchBasis& b) {
  Trench t;
  t.kind = "pipe trench";
  const Length need = static_cast<double>(load.diameters) * mm + (load.ways + 1) * b.gap;
  const double layers = b.widest.si > 0 ? std::ceil(need / b.widest - 1e-9) : 1.0;
  const Length high = layers * (static_cast<double>(load.largest) * mm + b.gap) + b.gap;
  const Length inside = std::ceil(need.si / layers * 2.0 - 1e-9) * 500.0 * mm;  // few sizes, as they are built
  const Length clear = std::ceil(high.si * 4.0 - 1e-9) * 250.0 * mm;
  t.size = fmt::format("{:.1f} m wide, {:.2f} m deep", inside.si, clear.si);
  t.ways = load.ways;
  t.width = inside + 2.0 * b.wall + 2.0 * b.space;
  t.depth = clear + 2.0 * b.wall;  // floor, and covers of the same thickness
  t.concrete = ((inside + 2.0 * b.wall) * b.wall + 2.0 * clear * b.wall) * (1.0 * metre);
  return t;
}

void record(const std::vector<Trench>& trenches, Book& book) {
  struct Sum {
    Volume concrete, excavation;
    Length length;
  };
  std::map<std::string, Sum> sums;
  for (const Trench& t : trenches) {
    Sum& s = sums[t.kind == "duct bank" ? "ducts" : "pipes"];
    s.concrete += t.concrete;
    s.excavation += t.excavation;
    s.length += t.length;
  }
  for (const auto& [name, sum] : sums) {
    const bool ducts = name == "ducts";
    const std::string_view what = ducts ? "duct banks" : "pipe trenches";
    std::vector<LedgerInput> inputs{{"s", book.limit("trench.working_space")}};
    if (ducts)
      inputs.insert(inputs.end(), {{"d", book.limit("trench.duct")},
                                   {"p", book.limit("trench.duct_pitch")},
                                   {"c", book.limit("trench.duct_cover")},
                                   {"h", book.limit("trench.duct_depth")}});
    else
      inputs.insert(
          inputs.end(),
          {{"g", book.limit("trench.pipe_gap")}, {"w", book.limit("trench.wall")}, {"b", book.limit("trench.widest")}});
    const std::string id = "trench." + name + ".";
    book.leaf(EntryKind::solved, id + "length", sum.length.si, "m", fmt::format("{}, all sizes", what),
              "stretches of the routes, those that lie on one another counted once");
    book.leaf(EntryKind::solved, id + "concrete", sum.concrete.si, "m3", fmt::format("concrete of {}", what),
              "cross-section by the number of ways, times length", "", inputs);
    book.leaf(EntryKind::solved, id + "excavation", sum.excavation.si, "m3", fmt::format("excavation of {}", what),
              "cross-section by the number of ways, times length", "", inputs);
  }
}

}  // namespace

std::vector<Trench> trenches_of(const Design& design, const Catalog& catalog, Book& book,
                                std::vector<Finding>& findings) {
  const std::optional<TrenchBasis> basis = read_basis(design.spec, catalog, findings);
  if (!basis) return {};
  std::map<Load, Millimetres> ducts, pipes;
  for (auto& [line, stretches] : lines_of(design, catalog)) add_up(std::move(stretches), line.pipes ? pipes : ducts);
  std::map<std::pair<std::string, std::string>, Trench> by_size;
  const auto add = [&](const Trench& one, Millimetres length) {
    const auto [found, added] = by_size.emplace(std::pair(one.kind, one.size), one);
    Trench& t = found->second;
    if (added) t.concrete = Volume{0};
    const Length l = static_cast<double>(length) * mm;
    t.length += l;
    t.concrete += one.concrete.si * l.si * m3;
    t.excavation += one.width * one.depth * l;
    t.ways = std::max(t.ways, one.ways);
    if (one.kind == "pipe trench") t.cover += l;
  };
  for (const auto& [load, length] : ducts) add(duct_bank(load.ways, *basis), length);
  for (const auto& [load, length] : pipes) add(pipe_trench(load, *basis), length);
  std::vector<Trench> out;
  for (auto& [key, trench] : by_size) out.push_back(std::move(trench));
  std::sort(out.begin(), out.end(), [](const Trench& a, const Trench& b) {
    return std::tie(a.kind, a.ways, a.size) < std::tie(b.kind, b.ways, b.size);
  });
  record(out, book);
  return out;
}

}  // namespace plinth::civil
