// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/layout/groups.h"
#include "core/layout/job.h"
#include "core/layout/terrain.h"

namespace plinth::layout {
namespace {

/// A zone that does not let a module of this use stand here; nullptr when all is well.
const Zone* barred_zone(const SiteSpec& spec, std::string_view use, const Rect& area) {
  const Zone* own = nullptr;
  for (const Zone& zone : spec.zones) {
    if (zone.holds != use) {
      if (overlap(zone.area, area)) return &zone;
      continue;
    }
    if (contains(zone.area, area)) return nullptr;
    own = &zone;
  }
  return own;
}

Finding against_zone(const Item& item, const GroundGroup& group, const Zone& zone) {
  const bool own = zone.holds == use_of(item);
  Finding f = remark(
      "LAY011", Severity::error,
      fmt::format("'{}' is pinned {} zone '{}' (line {}), which is for {}{}", group.name, own ? "outside" : "inside",
                  zone.name, zone.origin.line, zone.holds, zone.holds == "reserve" ? ": kept free" : " only"),
      "move the pin, or draw the zone otherwise");
  f.tags = {item.node->tag};
  f.origin = item.pin->origin;
  f.marks = {{group.area.x0, group.area.y0}, {group.area.x1, group.area.y1}};
  return f;
}

Rect body_of(const Job& job, const Layout& layout, std::size_t item) {
  return footprint(*job.inventory.items[item].type, *layout.placement(job.inventory.items[item].node->tag));
}

/// Two modules and the way between them.
struct Pair {
  std::size_t a = kNone, b = kNone;
  Millimetres gap = 0;
};

/// The pair that keeps a wish worst: the farthest of the nearest, or the nearest of all.
Pair worst_pair(const Job& job, const Layout& layout, const Adjacency& wish) {
  const std::vector<std::size_t> as = meant_by(job.inventory, wish.a), bs = meant_by(job.inventory, wish.b);
  std::vector<Rect> bodies;
  for (const std::size_t b : bs) bodies.push_back(body_of(job, layout, b));
  Pair worst;
  for (const std::size_t a : as) {
    const Rect body = body_of(job, layout, a);
    Pair nearest;
    for (std::size_t i = 0; i < bs.size(); ++i) {
      if (bs[i] == a) continue;
      const Millimetres gap = distance(body, bodies[i]);
      if (nearest.b == kNone || gap < nearest.gap) nearest = {a, bs[i], gap};
    }
    if (nearest.b == kNone) continue;
    const bool worse = wish.within ? nearest.gap > worst.gap : nearest.gap < worst.gap;
    if (worst.b == kNone || worse) worst = nearest;
  }
  return worst;
}

std::string pins_of(const Job& job, const Pair& pair) {
  const Pin* a = job.inventory.items[job.inventory.items[pair.a].owner].pin;
  const Pin* b = job.inventory.items[job.inventory.items[pair.b].owner].pin;
  if (a == nullptr && b == nullptr) return {};
  if (a != nullptr && b != nullptr)
    return fmt::format("; both are pinned (lines {} and {})", a->origin.line, b->origin.line);
  const Pin* pin = a != nullptr ? a : b;
  return fmt::format("; '{}' is pinned (line {})", pin->tag, pin->origin.line);
}

void report_missed(const Job& job, const Adjacency& wish, const Pair& pair, std::vector<Finding>& findings) {
  const double wanted = wish.within ? wish.within->si : wish.apart->si, gap = 1e-3 * static_cast<double>(pair.gap);
  if (wish.within ? gap <= wanted + 1e-9 : gap >= wanted - 1e-9) return;
  const std::string &a = job.inventory.items[pair.a].node->tag, &b = job.inventory.items[pair.b].node->tag;
  Finding f =
      remark("LAY012", Severity::error,
             fmt::format("'{}' stands {:.2f} m from '{}'; {} m {} asked for{}", a, gap, b, round_text(wanted, 6),
                         wish.within ? "at most were" : "at least were", pins_of(job, pair)),
             "pin one of them, move a zone, or ask for less");
  f.tags = {a, b};
  std::sort(f.tags.begin(), f.tags.end());
  f.actual = Measured{gap, "m"};
  f.required = Measured{wanted, "m"};
  f.origin = wish.origin;
  findings.push_back(std::move(f));
}

/// LAY036: a pinned module that another phase builds than its pin says.
void check_pin_phase(const Pin& pin, const Node& node, const Inventory& inventory, std::vector<Finding>& findings) {
  if (pin.phase == 0 || pin.phase == node.phase) return;
  std::string first, last;  // of its service in the phase asked for: tags are in the order they are built
  for (const Item& item : inventory.items) {
    if (item.parent != kNone || item.node->service != node.service || item.node->phase != pin.phase) continue;
    if (first.empty() || item.node->tag < first) first = item.node->tag;
    if (last.empty() || item.node->tag > last) last = item.node->tag;
  }
  const std::string asked = std::to_string(pin.phase), own = std::to_string(node.phase);
  Finding f = remark(
      "LAY036", Severity::error, "'" + pin.tag + "' is pinned for phase " + asked + ", but phase " + own + " builds it",
      first.empty()   ? "phase " + asked + " builds no `" + node.service + "`: pin it for phase " + own
      : first == last ? "phase " + asked + " builds '" + first + "': pin that one"
                      : "phase " + asked + " builds units from '" + first + "' to '" + last + "': pin one of those");
  f.tags = {pin.tag};
  f.origin = pin.origin;
  findings.push_back(std::move(f));
}

}  // namespace

std::vector<std::size_t> meant_by(const Inventory& inventory, const std::string& name) {
  if (const std::size_t at = inventory.find(name); at != kNone) return {at};
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < inventory.items.size(); ++i)
    if (inventory.items[i].node->kind == name || inventory.items[i].node->service == name) out.push_back(i);
  return out;
}

void check_adjacencies(const Job& job, const Layout& layout, std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const Item& item : job.inventory.items)
    for (const std::string* name : {&item.node->tag, &item.node->kind, &item.node->service}) names.push_back(*name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const Adjacency& wish : job.spec.adjacencies) {
    bool known = true;
    for (const std::string* name : {&wish.a, &wish.b}) {
      if (!meant_by(job.inventory, *name).empty()) continue;
      known = false;
      const std::string near = nearest(*name, names);
      findings.push_back(remark("LAY002", Severity::error,
                                "no module, kind or service '" + *name + "' in this design to keep near or far",
                                near.empty() ? "`plinth size` lists the tags" : "did you mean '" + near + "'?"));
      findings.back().origin = wish.origin;
    }
    if (!known) continue;
    if (const Pair pair = worst_pair(job, layout, wish); pair.b != kNone) report_missed(job, wish, pair, findings);
  }
}

/// Pins of unknown or inner modules, and of places where they cannot stand.
void check_pins(const Job& job, std::vector<Finding>& findings) {
  std::vector<std::string> tags;
  for (const Item& item : job.inventory.items)
    if (item.parent == kNone) tags.push_back(item.node->tag);
  for (const Pin& pin : job.spec.pins) {
    const std::size_t at = job.inventory.find(pin.tag);
    if (at != kNone && job.inventory.items[at].parent == kNone) continue;
    const std::string near = nearest(pin.tag, tags);
    Finding f = remark("LAY002", Severity::error,
                       at == kNone ? "no module '" + pin.tag + "' in this design to pin"
                                   : "'" + pin.tag + "' stands inside '" + job.inventory.items[at].node->parent +
                                         "' and cannot be pinned",
                       at != kNone    ? "pin '" + job.inventory.items[at].node->parent + "' instead"
                       : near.empty() ? "`plinth size` lists the tags"
                                      : "did you mean '" + near + "'?");
    f.origin = pin.origin;
    findings.push_back(std::move(f));
  }
  const Terrain land(job.spec.site);
  const Margins margins{0, 0, 0, true};
  for (std::size_t i = 0; i < job.pinned.size(); ++i) {
    const GroundGroup& g = job.pinned[i];
    const Item& item = job.inventory.items[g.plan.rows.front().items.front().item];
    check_pin_phase(*item.pin, *item.node, job.inventory, findings);
    std::string what;
    if (!land.free(g.area, margins)) what = "outside the buildable area";
    for (std::size_t j = 0; j < job.pinned.size() && what.empty(); ++j)
      if (j != i && overlap(g.area, job.pinned[j].area)) what = "on top of '" + job.pinned[j].name + "'";
    if (const Zone* zone = barred_zone(job.spec, use_of(item), g.area))
      findings.push_back(against_zone(item, g, *zone));
    if (what.empty()) continue;
    Finding f = remark("LAY003", Severity::warning, "'" + g.name + "' is pinned " + what, "move the pin");
    f.tags = {item.node->tag};
    f.origin = item.pin->origin;
    f.marks = {{g.area.x0, g.area.y0}, {g.area.x1, g.area.y1}};
    findings.push_back(std::move(f));
  }
}

void check_heights(const Job& job, std::vector<Finding>& findings) {
  if (!job.spec.site.max_height) return;
  const Millimetres limit = static_cast<Millimetres>(job.spec.site.max_height->si * 1000.0 + 1e-6);
  std::map<std::string, std::vector<std::string>> tall;  // by module type
  for (const Item& item : job.inventory.items)
    if (item.parent == kNone && item.type->height > limit) tall[item.type->id].push_back(item.node->tag);
  for (auto& [id, tags] : tall) {
    const double height = 1e-3 * static_cast<double>(job.catalog.module(id)->height);
    Finding f = remark("LAY009", Severity::error,
                       fmt::format("'{}' is {:.2f} m high, the site allows {:.2f} m ({} modules)", id, height,
                                   job.spec.site.max_height->si, tags.size()),
                       "exclude this type in [catalog] exclude, or ask for a higher limit");
    std::sort(tags.begin(), tags.end());
    f.tags = std::move(tags);
    f.actual = Measured{height, "m"};
    f.required = Measured{job.spec.site.max_height->si, "m"};
    findings.push_back(std::move(f));
  }
}

}  // namespace plinth::layout
