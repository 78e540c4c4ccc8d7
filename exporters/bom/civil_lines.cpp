// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/civil_lines.h"

#include <cmath>
#include <map>

#include "core/model/pavement.h"

namespace plinth {
namespace {

constexpr const char* kAssumed = "preliminary: a structural design and the survey have the real quantity";

double litres_exact(double cubic_metres) { return std::round(cubic_metres * 1e3) / 1e3; }

class Lines {
 public:
  void add(const std::string& path, const std::string& description, double quantity, const char* uom,
           std::vector<std::string> tags = {}) {
    if (quantity <= 0) return;
    out.push_back({"civil/" + path, description, litres_exact(quantity), uom, std::move(tags), kAssumed});
  }
  std::vector<CivilLine> out;
};

struct Sum {
  double quantity = 0;
  std::vector<std::string> tags;
};

}  // namespace

std::vector<CivilLine> civil_lines(const Design& design) {
  const Civil& civil = design.civil;
  Lines lines;
  std::map<std::string, Sum> concrete;
  std::map<std::string, double> anchors;
  for (const Foundation& f : civil.foundations) {
    Sum& c = concrete[f.type];
    c.quantity += f.concrete.si;
    c.tags.push_back(f.name);
    anchors[f.anchor] += static_cast<double>(f.anchors.size());
  }
  for (auto& [type, sum] : concrete)
    lines.add("concrete." + type, "Concrete of foundations, " + type, sum.quantity, "MTQ", std::move(sum.tags));
  const double posts = static_cast<double>(civil.totals.bollards);
  double in_foundations = 0;
  for (const Foundation& f : civil.foundations) in_foundations += f.concrete.si;
  lines.add("concrete.bollards", "Concrete of bollard footings", civil.totals.concrete.si - in_foundations, "MTQ");
  lines.add("rebar", "Reinforcement of foundations", civil.totals.rebar.si, "KGM");
  for (const auto& [size, count] : anchors) lines.add("anchor." + size, "Anchor " + size + ", cast in", count, "EA");
  lines.add("grout", "Grout below base plates", civil.totals.grout.si, "MTQ");
  lines.add("excavation", "Excavation of foundations", civil.totals.excavation.si, "MTQ");
  lines.add("gravel", "Gravel below foundations", civil.totals.gravel.si, "MTQ");
  lines.add("bollard", "Bollard against vehicles", posts, "EA");
  double covers = 0;
  for (const Trench& t : civil.trenches) {
    lines.add("trench." + t.size, (t.kind == "duct bank" ? "Duct bank, " : "Pipe trench, ") + t.size, t.length.si,
              "MTR");
    covers += t.cover.si;
  }
  lines.add("trench_concrete", "Concrete of duct banks and trenches", civil.totals.trench_concrete.si, "MTQ");
  lines.add("trench_covers", "Covers of pipe trenches", covers, "MTR");
  lines.add("trench_excavation", "Excavation of duct banks and trenches", civil.totals.trench_excavation.si, "MTQ");
  lines.add("cut", "Cut for level pads", civil.totals.cut.si, "MTQ");
  lines.add("fill", "Fill for level pads", civil.totals.fill.si, "MTQ");
  const PavementSize paved = size_of(pavement(design));
  lines.add("pavement", "Road pavement, fillets at junctions included", paved.area.si, "MTK");
  lines.add("kerb", "Kerbs of the pavement, open ends and gates included", paved.kerb.si, "MTR");
  return std::move(lines.out);
}

}  // namespace plinth
