// SPDX-License-Identifier: Apache-2.0
#include "core/advice/constraint.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/units.h"
#include "core/sizing/rack_plan.h"

namespace plinth {
namespace {

/// Settings that can be taken one by one: each step is one of `edits`.
Ladder one_of(std::vector<std::pair<std::string, Edit>> edits) {
  Ladder ladder;
  ladder.steps = static_cast<int>(edits.size());
  ladder.apply = [edits](SiteSpec& spec, int step) { edits[static_cast<std::size_t>(step)].second(spec); };
  ladder.words = [edits](int step) { return edits[static_cast<std::size_t>(step)].first; };
  return ladder;
}

class Collector {
 public:
  Collector(const SiteSpec& spec, const Catalog& catalog, Until until)
      : spec_(spec), catalog_(catalog), until_(until) {}

  std::vector<Constraint> all() {
    settings();
    redundancy();
    words_of_cooling_and_power();
    catalog_choice();
    lead_time();
    climate();
    if (until_ != Until::sizing) ground();
    supply_temperature();
    voltage();
    load();
    capacity();
    return std::move(found_);
  }

 private:
  /// A setting with one weaker form.
  void add(const std::string& key, const std::string& words, const Edit& edit) {
    found_.push_back({key, {edit}, one_of({{words, edit}})});
  }

  void settings() {
    if (!spec_.phases.empty()) add("phase", "no [[phase]]: all built at once", [](SiteSpec& s) { s.phases.clear(); });
    if (spec_.site.elevation.si > 0)
      found_.push_back({"site.elevation", {[](SiteSpec& s) { s.site.elevation = Length{0}; }}, {}});
    if (spec_.utility.short_circuit)
      found_.push_back({"site.utility.short_circuit", {[](SiteSpec& s) { s.utility.short_circuit.reset(); }}, {}});
    if (spec_.power.ups_autonomy.si > 0) {
      Ladder ladder;
      const double minutes = spec_.power.ups_autonomy / minute;
      ladder.steps = std::min(60, static_cast<int>(std::ceil(minutes)));
      ladder.monotone = true;
      const auto at = [minutes](int step) { return std::max(0.0, std::ceil(minutes) - 1 - step); };
      ladder.apply = [at](SiteSpec& s, int step) { s.power.ups_autonomy = at(step) * minute; };
      ladder.words = [at](int step) { return "power.ups_autonomy = \"" + round_text(at(step)) + " min\""; };
      found_.push_back({"power.ups_autonomy", {[](SiteSpec& s) { s.power.ups_autonomy = Time{0}; }}, ladder});
    }
    if (!spec_.storage.purposes.empty() || spec_.storage.power) {
      std::vector<std::pair<std::string, Edit>> less;
      const Edit none = [](SiteSpec& s) { s.storage.purposes.clear(), s.storage.power.reset(); };
      for (const std::string& purpose : spec_.storage.purposes)
        less.emplace_back("storage.purposes without \"" + purpose + "\"",
                          [purpose](SiteSpec& s) { std::erase(s.storage.purposes, purpose); });
      less.emplace_back("no storage", none);
      found_.push_back({spec_.storage.purposes.empty() ? "storage.power" : "storage.purposes", {none}, one_of(less)});
    }
  }

  void weaker(const std::string& key, Redundancy now, Redundancy* (*place)(SiteSpec&)) {
    static constexpr Redundancy order[]{Redundancy::two_n_plus_1, Redundancy::two_n,    Redundancy::three_n_2,
                                        Redundancy::four_n_3,     Redundancy::n_plus_2, Redundancy::block,
                                        Redundancy::n_plus_1,     Redundancy::n};
    if (now == Redundancy::n) return;
    std::vector<std::pair<std::string, Edit>> less;
    for (const Redundancy r : {Redundancy::n_plus_1, Redundancy::n})
      if (std::find(std::begin(order), std::end(order), r) > std::find(std::begin(order), std::end(order), now))
        less.emplace_back(key + " = \"" + std::string(text(r)) + "\"", [r, place](SiteSpec& s) { *place(s) = r; });
    found_.push_back({key, {[place](SiteSpec& s) { *place(s) = Redundancy::n; }}, one_of(less)});
  }

  void redundancy() {
    weaker("storage.redundancy", spec_.storage.redundancy, [](SiteSpec& s) { return &s.storage.redundancy; });
    if (spec_.power.backup != "none") {
      weaker("power.backup_redundancy", spec_.power.backup_redundancy,
             [](SiteSpec& s) { return &s.power.backup_redundancy; });
      add("power.backup", "power.backup = \"none\"", [](SiteSpec& s) { s.power.backup = "none"; });
    }
    weaker("cooling.redundancy", spec_.cooling.redundancy, [](SiteSpec& s) { return &s.cooling.redundancy; });
    weaker("power.redundancy", spec_.power.redundancy, [](SiteSpec& s) { return &s.power.redundancy; });
  }

  void words_of_cooling_and_power() {
    const auto automatic = [&](const std::string& key, std::string (*get)(const SiteSpec&), void (*set)(SiteSpec&)) {
      if (get(spec_) != "auto") add(key, key + " = \"auto\"", set);
    };
    automatic(
        "power.backup_rating", [](const SiteSpec& s) { return s.power.backup_rating; },
        [](SiteSpec& s) { s.power.backup_rating = "auto"; });
    automatic(
        "power.modules", [](const SiteSpec& s) { return s.power.modules; },
        [](SiteSpec& s) { s.power.modules = "auto"; });
    automatic(
        "power.distribution", [](const SiteSpec& s) { return s.power.distribution; },
        [](SiteSpec& s) { s.power.distribution = "auto"; });
    automatic(
        "cooling.coolant", [](const SiteSpec& s) { return s.cooling.coolant; },
        [](SiteSpec& s) { s.cooling.coolant = "auto"; });
    automatic(
        "cooling.rejection", [](const SiteSpec& s) { return std::string(text(s.cooling.rejection)); },
        [](SiteSpec& s) { s.cooling.rejection = Rejection::automatic; });
  }

  void names(const std::string& key, std::vector<std::string>& (*list)(SiteSpec&)) {
    SiteSpec copy = spec_;
    const std::vector<std::string> all = list(copy);
    if (all.empty()) return;
    std::vector<std::pair<std::string, Edit>> less;
    for (const std::string& name : all)
      less.emplace_back("`" + name + "` taken out of " + key, [name, list](SiteSpec& s) { std::erase(list(s), name); });
    const Edit none = [list](SiteSpec& s) { list(s).clear(); };
    if (all.size() > 1) less.emplace_back("no " + key, none);
    found_.push_back({key, {none}, one_of(less)});
  }

  void catalog_choice() {
    names("catalog.prefer", [](SiteSpec& s) -> std::vector<std::string>& { return s.catalog.prefer; });
    names("catalog.exclude", [](SiteSpec& s) -> std::vector<std::string>& { return s.catalog.exclude; });
  }

  /// Lead times of the catalog, in weeks: only these make a difference.
  std::vector<double> lead_times() const {
    std::set<double> weeks;
    for (const ModuleType& type : catalog_.modules)
      if (const auto lead = type.number("lead_time_mid")) weeks.insert(std::ceil(*lead / week.si - 1e-9));
    return {weeks.begin(), weeks.end()};
  }

  void lead_time() {
    if (!spec_.project.need_by.empty() && !spec_.project.order_date.empty())
      add("project.need_by", "no project.need_by", [](SiteSpec& s) { s.project.need_by.clear(); });
    if (!spec_.catalog.max_lead_time) return;
    std::vector<double> longer = lead_times();
    std::erase_if(longer, [&](double weeks) { return weeks <= *spec_.catalog.max_lead_time / week; });
    Ladder ladder;
    ladder.steps = static_cast<int>(longer.size());
    ladder.monotone = true;
    const auto at = [longer](int step) { return longer[static_cast<std::size_t>(step)]; };
    ladder.apply = [at](SiteSpec& s, int step) { s.catalog.max_lead_time = at(step) * week; };
    ladder.words = [at](int step) { return "catalog.max_lead_time = \"" + round_text(at(step)) + " week\""; };
    found_.push_back({"catalog.max_lead_time", {[](SiteSpec& s) { s.catalog.max_lead_time.reset(); }}, ladder});
  }

  void climate() {
    const bool file = !spec_.origins.contains("site.climate.dry_bulb") && !spec_.climate.weather.empty();
    found_.push_back({file ? "site.climate.weather" : "site.climate.dry_bulb",
                      {[](SiteSpec& s) {
                        s.climate.dry_bulb = std::min(s.climate.dry_bulb, from_degC(10));
                        s.climate.wet_bulb = std::min(s.climate.wet_bulb, from_degC(8));
                        s.climate.minimum = std::min(s.climate.minimum, s.climate.dry_bulb);
                      }},
                      {}});
  }

  void ground() {
    if (spec_.site.max_height)
      add("site.max_height", "no site.max_height", [](SiteSpec& s) { s.site.max_height.reset(); });
    if (!spec_.pins.empty()) add("pin", "no [[pin]]", [](SiteSpec& s) { s.pins.clear(); });
    if (!spec_.site.existing.empty())
      add("site.existing", "no [[site.existing]]", [](SiteSpec& s) { s.site.existing.clear(); });
    expansion();
    zones();
    keep_outs();
    if (!spec_.site.edges.empty())
      add("site.edge", "site.setback on every edge, no [[site.edge]]", [](SiteSpec& s) { s.site.edges.clear(); });
    if (spec_.site.setback.si > 0) {
      Ladder ladder;
      const double all = spec_.site.setback.si;
      ladder.steps = static_cast<int>(std::clamp(std::ceil(all / 0.5), 1.0, 200.0));
      ladder.monotone = true;
      const int steps = ladder.steps;
      const auto at = [all, steps](int step) { return std::floor(all * (steps - 1 - step) / steps * 10) / 10; };
      ladder.apply = [at](SiteSpec& s, int step) { s.site.setback = Length{at(step)}; };
      ladder.words = [at, all](int step) {
        return "site.setback = \"" + round_text(at(step)) + " m\" (" + round_text(all - at(step)) + " m less)";
      };
      found_.push_back({"site.setback", {[](SiteSpec& s) { s.site.setback = Length{0}; }}, ladder});
    }
    found_.push_back({"site.boundary", {larger(3.0)}, larger_parcels()});
  }

  /// One keep-out after the other, then all of them.
  void keep_outs() {
    if (spec_.site.keep_outs.empty()) return;
    constexpr std::size_t most = 8;  // each is a try
    const Edit none = [](SiteSpec& s) { s.site.keep_outs.clear(); };
    std::vector<std::pair<std::string, Edit>> less;
    for (std::size_t i = 0; i < std::min(most, spec_.site.keep_outs.size()); ++i)
      less.emplace_back("no keep-out '" + spec_.site.keep_outs[i].name + "'", [i](SiteSpec& s) {
        s.site.keep_outs.erase(s.site.keep_outs.begin() + static_cast<std::ptrdiff_t>(i));
      });
    if (spec_.site.keep_outs.size() > 1) less.emplace_back("no [[site.keep_out]]", none);
    found_.push_back({"site.keep_out", {none}, one_of(less)});
  }

  /// All zones larger about their middles, up to four times their area; else none.
  void zones() {
    if (spec_.zones.empty()) return;
    const Edit none = [](SiteSpec& s) { s.zones.clear(); };
    Ladder ladder;
    constexpr int larger_steps = 12;
    ladder.steps = larger_steps + 1;
    ladder.monotone = true;
    const auto factor = [](int step) { return 1 + 0.25 * (step + 1); };
    ladder.apply = [factor, none](SiteSpec& s, int step) {
      if (step == larger_steps) return none(s);
      const double wider = std::sqrt(factor(step));
      for (Zone& zone : s.zones) {
        const PlanPoint middle = bounding_box(zone.area.outer).centre();
        for (PlanPoint& p : zone.area.outer)
          p = {middle.x + std::llround(static_cast<double>(p.x - middle.x) * wider),
               middle.y + std::llround(static_cast<double>(p.y - middle.y) * wider)};
      }
    };
    ladder.words = [factor](int step) {
      return step == larger_steps ? std::string("no [[zone]]")
                                  : "zones of " + round_text(factor(step)) + " times the area";
    };
    found_.push_back({"zone", {none}, ladder});
  }

  void expansion() {
    if (!spec_.expansion.any()) return;
    const auto written = [&](const std::string& key) { return spec_.origins.contains(key); };
    const std::string key =
        written("layout.expansion") || !written("layout.reserve.blocks") ? "layout.expansion" : "layout.reserve";
    add(key, "no land kept free for an expansion", [](SiteSpec& s) { s.expansion = {}; });
  }

  /// The same shapes, `factor` times as long and wide.
  static Edit larger(double factor) {
    return [factor](SiteSpec& s) {
      const auto grow = [&](Polygon& polygon) {
        const auto all = [&](auto& ring) {
          for (auto& p : ring)
            p = {std::llround(static_cast<double>(p.x) * factor), std::llround(static_cast<double>(p.y) * factor)};
        };
        all(polygon.outer);
        for (auto& hole : polygon.holes) all(hole);
      };
      for (Polygon& parcel : s.site.parcels) grow(parcel);
      for (KeepOut& keep_out : s.site.keep_outs) grow(keep_out.area);
      for (Zone& zone : s.zones) grow(zone.area);
      for (ExistingBuilding& building : s.site.existing) grow(building.area);
      for (Gate& gate : s.site.gates)
        gate.at = {std::llround(static_cast<double>(gate.at.x) * factor),
                   std::llround(static_cast<double>(gate.at.y) * factor)};
    };
  }

  Ladder larger_parcels() const {
    Ladder ladder;
    ladder.steps = 80;
    ladder.monotone = true;
    // Even steps to three times the area, then 10 % each, to some 130 times.
    const auto factor = [](int step) { return step < 40 ? 1 + 0.05 * (step + 1) : std::pow(1.1, step - 39) * 3; };
    ladder.apply = [factor](SiteSpec& s, int step) { larger(std::sqrt(factor(step)))(s); };
    double area = 0;
    for (const Polygon& parcel : spec_.site.parcels) area += area_m2(parcel);
    ladder.words = [factor, area](int step) {
      return "a parcel of the same shape and " + round_text(factor(step), 3) + " times the area (" +
             round_text(std::ceil(area * (factor(step) - 1)), 6) + " m2 more)";
    };
    return ladder;
  }

  void supply_temperature() {
    const double now = spec_.it.supply_temperature.degC();
    Constraint constraint{"it.supply_temperature", {}, {}};
    for (const double degC : {30.0, 40.0, 45.0})
      constraint.without.push_back([degC](SiteSpec& s) { s.it.supply_temperature = from_degC(degC); });
    Ladder& ladder = constraint.ladder;
    ladder.steps = 24;
    // One kelvin up, one down, two up … : the nearest that will do, whichever way.
    const auto at = [now](int step) { return std::floor(now) + (step % 2 == 0 ? 1 : -1) * (step / 2 + 1); };
    ladder.apply = [at](SiteSpec& s, int step) { s.it.supply_temperature = from_degC(at(step)); };
    ladder.words = [at](int step) { return "it.supply_temperature = \"" + round_text(at(step)) + " degC\""; };
    found_.push_back(constraint);
  }

  void voltage() {
    std::vector<std::pair<std::string, Edit>> others;
    Constraint constraint{"site.utility.voltage", {}, {}};
    for (const double kv : {13.8, 34.5, 138.0}) {
      if (std::fabs(spec_.utility.voltage / kV - kv) < 0.01) continue;
      const Edit edit = [kv](SiteSpec& s) { s.utility.voltage = kv * plinth::kV; };
      constraint.without.push_back(edit);
      others.emplace_back("site.utility.voltage = \"" + round_text(kv) + " kV\"", edit);
    }
    constraint.ladder = one_of(others);
    found_.push_back(constraint);
  }

  void load() {
    const std::int64_t asked = racks_asked(spec_, catalog_);
    if (asked < 2) return;
    const Catalog& catalog = catalog_;
    const SiteSpec original = spec_;
    found_.push_back({"it.load",
                      {[original, &catalog](SiteSpec& s) {
                        const SiteSpec::It now = with_racks(original, catalog, 1).it;
                        s.it.load = now.load, s.it.accelerators = now.accelerators, s.it.groups = now.groups;
                        s.phases.clear();
                      }},
                      {}});  // what fits is asked for by itself
  }

  void capacity() {
    Ladder ladder;
    const double now = spec_.utility.capacity / MVA, unit = now < 10 ? 0.01 : 0.1;
    ladder.steps = 1600;
    ladder.monotone = true;
    // Even steps at first, then 1 % each: near answers fine, far ones still reached.
    const auto more = [now, unit](int step) {
      const double even = unit * (step + 1);
      return step < 200 ? even : std::ceil((now + 200 * unit) * std::pow(1.01, step - 199) / unit) * unit - now;
    };
    ladder.apply = [more, now](SiteSpec& s, int step) { s.utility.capacity = (now + more(step)) * MVA; };
    ladder.words = [more, now](int step) {
      return "+" + round_text(more(step)) + " MVA of utility capacity (" + round_text(now + more(step), 6) + " MVA)";
    };
    found_.push_back(
        {"site.utility.capacity", {[](SiteSpec& s) { s.utility.capacity = ApparentPower{1e15}; }}, ladder});
  }

  const SiteSpec& spec_;
  const Catalog& catalog_;
  Until until_;
  std::vector<Constraint> found_;
};

}  // namespace

std::vector<Constraint> constraints_of(const SiteSpec& spec, const Catalog& catalog, Until until) {
  return Collector(spec, catalog, until).all();
}

}  // namespace plinth
