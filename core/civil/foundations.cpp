// SPDX-License-Identifier: Apache-2.0
#include "core/civil/foundations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/base/text.h"
#include "core/civil/footing.h"
#include "core/civil/slab_union.h"
#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

/// A module on the ground and which of the designs of its type it gets.
struct Standing {
  const Placement* placement = nullptr;
  const ModuleType* type = nullptr;
  Rect body;
  Mass mass;
};

/// Both designs of one type.
struct TypeFooting {
  FootingLoad load;
  Footing own, slab;
  std::vector<ConcreteBody> own_bodies, slab_bodies;
};

bool bought_with(const ModuleType& type, const std::string& part) {
  return std::any_of(type.contains.begin(), type.contains.end(), [&](const Contained& c) { return c.module == part; });
}

/// Operating mass by tag of the module on the ground, with everything placed in it that it is not bought with.
std::map<std::string, Mass> masses_of(const Design& design, const Catalog& catalog) {
  std::map<std::string, const Placement*> by_tag;
  for (const Placement& p : design.layout.placements) by_tag[p.tag] = &p;
  std::map<std::string, Mass> masses;
  for (const Placement& p : design.layout.placements) {
    const Placement* ground = &p;
    while (!ground->parent.empty()) {
      const auto above = by_tag.find(ground->parent);
      if (above == by_tag.end()) break;
      ground = above->second;
    }
    Mass& mass = masses[ground->tag];
    const ModuleType* type = catalog.module(p.module);
    if (type == nullptr) continue;
    if (!p.parent.empty() && by_tag.contains(p.parent)) {
      const ModuleType* above = catalog.module(by_tag[p.parent]->module);
      if (above != nullptr && bought_with(*above, type->id)) continue;
    }
    mass += Mass{type->number("mass_operating").value_or(0)};
  }
  return masses;
}

std::vector<Standing> standings_of(const Design& design, const Catalog& catalog, std::vector<Finding>& findings) {
  const std::map<std::string, Mass> masses = masses_of(design, catalog);
  std::vector<Standing> all;
  std::set<std::string> weightless;
  for (const Placement& p : design.layout.placements) {
    if (!p.parent.empty()) continue;
    const ModuleType* type = catalog.module(p.module);
    if (type == nullptr) continue;
    if (!type->number("mass_operating") || masses.at(p.tag).si <= 0) {
      weightless.insert(type->id);
      continue;
    }
    all.push_back({&p, type, footprint(*type, p), masses.at(p.tag)});
  }
  for (const std::string& id : weightless)
    findings.push_back(remark("CIV002", Severity::warning,
                              "`" + id + "` states no mass_operating: no foundation is designed for it",
                              "state the mass in the catalog"));
  return all;
}

/// The volume a module must be able to catch: its own, where it is a liquid-filled transformer without a housing.
Volume liquid_of(const ModuleType& type) {
  const std::string cooling = type.word("cooling_class");
  if (cooling != "mineral-oil" && cooling != "ester") return Volume{0};
  return Volume{type.number("liquid_volume").value_or(0)};
}

FootingLoad load_of(const Standing& heaviest) {
  const ModuleType& type = *heaviest.type;
  FootingLoad load;
  load.type = &type;
  load.tag = heaviest.placement->tag;
  load.mass = heaviest.mass;
  load.length = static_cast<double>(type.length) * mm;
  load.width = static_cast<double>(type.width) * mm;
  load.height = static_cast<double>(type.height) * mm;
  load.liquid = liquid_of(type);
  return load;
}

PlanPoint to_site(const Standing& s, Millimetres x, Millimetres y) {
  switch (s.placement->rotation_deg / 90 % 4) {
    case 0:
      return {s.body.x0 + x, s.body.y0 + y};
    case 1:
      return {s.body.x1 - y, s.body.y0 + x};
    case 2:
      return {s.body.x1 - x, s.body.y1 - y};
    default:
      return {s.body.x0 + y, s.body.y1 - x};
  }
}

ConcreteBody to_site(const Standing& s, const ConcreteBody& b) {
  const PlanPoint p = to_site(s, b.area.x0, b.area.y0), q = to_site(s, b.area.x1, b.area.y1);
  const Millimetres z = s.placement->z;
  return {{std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)}, b.bottom + z, b.top + z};
}

Rect outline(const std::vector<ConcreteBody>& bodies) {
  Rect box = bodies.front().area;
  for (const ConcreteBody& b : bodies) box = bounding_box(box, b.area);
  return box;
}

Volume volume_of(const std::vector<ConcreteBody>& bodies) {
  Volume sum{0};
  for (const ConcreteBody& b : bodies)
    sum += static_cast<double>(b.area.width()) * mm * (static_cast<double>(b.area.height()) * mm) *
           (static_cast<double>(b.top - b.bottom) * mm);
  return sum;
}

std::string bolt_text(Length d) { return "M" + number_text(std::round(d.si * 1000.0)); }

void take_figures(Foundation& out, const Footing& f, const Standing& s) {
  out.bearing_gravity = std::max(out.bearing_gravity, f.gravity);
  out.bearing_worst = std::max(out.bearing_worst, f.worst);
  out.overturning = out.tags.empty() ? f.overturning : std::min(out.overturning, f.overturning);
  out.sliding = out.tags.empty() ? f.sliding : std::min(out.sliding, f.sliding);
  if (out.tags.empty() || f.edge - f.edge_needed < out.anchor_edge - out.anchor_edge_needed) {
    out.anchor_edge = f.edge;
    out.anchor_edge_needed = f.edge_needed;
  }
  if (f.tension >= out.anchor_tension || out.tags.empty()) {
    out.anchor_tension = f.tension;
    out.anchor_shear = f.shear;
    out.anchor = bolt_text(f.bolt);
  }
  out.load += s.mass;
  out.grout += f.grout;
  out.tags.push_back(s.placement->tag);
  for (const auto& [x, y] : f.anchors)
    out.anchors.push_back(to_site(s, std::llround(x.si * 1000.0), std::llround(y.si * 1000.0)));
}

Foundation single(const Standing& s, const TypeFooting& t, const FootingBasis& b) {
  Foundation out;
  take_figures(out, t.own, s);
  out.name = "PLN-" + s.placement->tag;
  out.type = text(t.own.type);
  out.figures = "foundation." + s.type->id;
  out.allowable = b.bearing;
  for (const ConcreteBody& body : t.own_bodies) out.bodies.push_back(to_site(s, body));
  out.concrete = volume_of(out.bodies);
  out.excavation = t.own.excavation;
  out.gravel = t.own.gravel;
  out.containment = t.own.containment;
  out.containment_needed = t.own.containment_needed;
  out.containment_rain = t.own.containment_rain;
  return out;
}

/// One slab as thick as the thickest of its members. Each member presses on the part that would be its own pad.
Foundation common(const std::vector<Standing>& all, const std::vector<std::size_t>& members,
                  const std::map<std::string, TypeFooting>& types, const FootingBasis& b, Millimetres gap,
                  Millimetres longest) {
  Foundation out;
  std::vector<Rect> pads;
  Millimetres bottom = 0;
  for (const std::size_t i : members) {
    const TypeFooting& t = types.at(all[i].type->id);
    take_figures(out, t.slab, all[i]);
    const ConcreteBody body = to_site(all[i], t.slab_bodies.front());
    pads.push_back(body.area);
    bottom = std::min(bottom, body.bottom);
  }
  const auto heavier = [&](const Footing& f) {  // the slab is thicker than this member alone would have it
    return (static_cast<double>(-bottom) * mm - f.thickness) * b.density * kGravity;
  };
  for (const std::size_t i : members) {
    const Footing& f = types.at(all[i].type->id).slab;
    out.bearing_gravity = std::max(out.bearing_gravity, f.gravity + heavier(f));
    out.bearing_worst = std::max(out.bearing_worst, f.worst + heavier(f));
  }
  out.name = "PLN-" + out.tags.front();
  out.type = "common slab";
  out.figures = "foundation." + all[members.front()].type->id + ".slab";
  out.allowable = b.bearing;
  Area plan{0};
  for (const Rect& piece : joined_slab(pads, gap, longest)) {
    out.bodies.push_back({piece, bottom, 0});
    plan += static_cast<double>(piece.width()) * mm * (static_cast<double>(piece.height()) * mm);
  }
  out.concrete = volume_of(out.bodies);
  const Length below = static_cast<double>(-bottom) * mm - b.upstand, bed = std::max(b.gravel, b.frost - below);
  const Rect box = outline(out.bodies);
  const Length rim = static_cast<double>(2 * (box.width() + box.height())) * mm;
  const Area dug = plan + rim * b.working_space + 4.0 * b.working_space * b.working_space;
  out.excavation = dug * (below + bed);
  out.gravel = dug * bed;
  return out;
}

/// Groups of modules whose concrete comes too near: what joins gets slabs, which reach farther and may join more.
std::vector<std::vector<std::size_t>> groups_of(const std::vector<Standing>& all,
                                                const std::map<std::string, TypeFooting>& types, Millimetres gap) {
  std::vector<bool> slab(all.size(), false);
  for (;;) {
    std::vector<Rect> areas;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const TypeFooting& t = types.at(all[i].type->id);
      const std::vector<ConcreteBody>& bodies = slab[i] ? t.slab_bodies : t.own_bodies;
      Rect box = to_site(all[i], bodies.front()).area;
      for (const ConcreteBody& b : bodies) box = bounding_box(box, to_site(all[i], b).area);
      areas.push_back(box);
    }
    std::vector<std::vector<std::size_t>> groups = neighbours(areas, gap);
    std::vector<std::vector<std::size_t>> out;
    bool grown = false;
    for (std::vector<std::size_t>& group : groups) {
      // An oil pit stays on its own: its liquid must not run to a neighbour. A rule reports pits that meet.
      std::vector<std::size_t> joined;
      for (const std::size_t i : group) {
        if (types.at(all[i].type->id).own.type == FootingType::pit || group.size() == 1)
          out.push_back({i});
        else
          joined.push_back(i);
      }
      if (joined.size() == 1) out.push_back(joined);
      if (joined.size() < 2) continue;
      for (const std::size_t i : joined) {
        grown = grown || !slab[i];
        slab[i] = true;
      }
      out.push_back(std::move(joined));
    }
    if (!grown) return out;
  }
}

std::map<std::string, TypeFooting> type_footings(const std::vector<Standing>& all, const FootingBasis& basis) {
  std::map<std::string, const Standing*> heaviest;
  for (const Standing& s : all) {
    const Standing*& best = heaviest[s.type->id];
    if (best == nullptr || s.mass > best->mass) best = &s;
  }
  std::map<std::string, TypeFooting> types;
  for (const auto& [id, s] : heaviest) {
    TypeFooting t;
    t.load = load_of(*s);
    t.own = footing_of(t.load, basis);
    t.slab = pad_of(t.load, basis);
    t.own_bodies = bodies_of(t.own, t.load, basis);
    t.slab_bodies = bodies_of(t.slab, t.load, basis);
    types.emplace(id, std::move(t));
  }
  return types;
}

}  // namespace

std::vector<Foundation> foundations_of(const Design& design, const Catalog& catalog, Book& book,
                                       std::vector<Finding>& findings) {
  std::vector<Foundation> out;
  const std::optional<FootingBasis> basis = footing_basis(design.spec, catalog, book, findings);
  if (!basis) return out;
  Basis limits(catalog, design.spec.project.jurisdiction);
  const Millimetres gap = limits.mm("foundation.joint_gap"), longest = limits.mm("foundation.joint_spacing");
  if (!limits.missing().empty() || longest <= 0) {
    findings.push_back(
        remark("CIV001", Severity::warning,
               "the standards hold no `foundation.joint_gap` or `foundation.joint_spacing`: no foundation "
               "is designed",
               "add it to catalog/standards or an overlay"));
    return out;
  }
  const std::vector<Standing> all = standings_of(design, catalog, findings);
  const std::map<std::string, TypeFooting> types = type_footings(all, *basis);
  std::set<std::string> own, slab;
  for (const std::vector<std::size_t>& group : groups_of(all, types, gap)) {
    if (group.size() == 1) {
      out.push_back(single(all[group.front()], types.at(all[group.front()].type->id), *basis));
      own.insert(all[group.front()].type->id);
    } else {
      out.push_back(common(all, group, types, *basis, gap, longest));
      for (const std::size_t i : group) slab.insert(all[i].type->id);
    }
    out.back().rebar = basis->rebar * out.back().concrete.si * kilogram;
  }
  for (const auto& [id, t] : types) {
    if (own.contains(id)) record_footing("foundation." + id, t.own, t.load, *basis, book);
    if (slab.contains(id)) record_footing("foundation." + id + ".slab", t.slab, t.load, *basis, book);
  }
  std::sort(out.begin(), out.end(), [](const Foundation& a, const Foundation& b) { return a.name < b.name; });
  return out;
}

}  // namespace plinth::civil
