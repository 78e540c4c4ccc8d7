// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "core/rules/check_context.h"
#include "core/rules/outage/study.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

constexpr std::size_t kAlone = std::numeric_limits<std::size_t>::max();

struct Loss {
  std::string text;
  double kilowatts = 0.0;  ///< the largest part told in kW
};

enum class Role { none, power, backup, cooling };

struct Sweep {
  const CheckContext& context;
  Reporter& out;
  Networks& networks;  ///< those of the outage sweep
  Outage& outage;
  SupplyNetwork& power;
  std::vector<CoolingNetwork*> loops;
  std::vector<std::size_t> alike;                       ///< per graph node: which record of the sweep it is of
  std::map<std::pair<std::size_t, bool>, Loss> losses;  ///< by record, and whether the grid is away

  Sweep(const CheckContext& of, Reporter& to)
      : context(of),
        out(to),
        networks(*outages_of(of).networks),
        outage(networks.outage),
        power(networks.power),
        alike(of.nodes.size(), kAlone) {
    const std::vector<OutageRecord>& records = outages_of(of).records;
    for (std::size_t r = 0; r < records.size(); ++r)
      if (records[r].element.kind == ElementKind::unit)
        for (const int node : records[r].nodes) alike[at(node)] = r;
  }

  /// Units that look alike lose the same: only the first of them is computed.
  template <class Compute>
  Loss loss_of(int node, bool grid_away, Compute compute) {
    if (alike[at(node)] == kAlone) return compute();
    const auto [found, fresh] = losses.try_emplace({alike[at(node)], grid_away});
    if (fresh) found->second = compute();
    return found->second;
  }
};

bool sends(const CheckContext& context, const NodeView& node, std::initializer_list<Medium> media) {
  return std::any_of(node.out.begin(), node.out.end(), [&](int e) {
    return std::find(media.begin(), media.end(), context.edges[at(e)].edge->medium) != media.end();
  });
}

/// What a failure of this node would take away; none for consumers, pods and passive tanks.
Role role_of(const CheckContext& context, const NodeView& node) {
  if (node.type == nullptr) return Role::none;
  const std::string& kind = node.type->kind;
  if (kind == "genset" || kind == "fuel_tank") return Role::backup;
  if (kind == "cdu" || kind == "fan_wall") return Role::cooling;
  if (!node.node->parent.empty() || !node.children.empty()) {
    // A power module has parts inside and is one unit; a pod only hands on to its children.
    return node.node->parent.empty() && passes_power_on(context, node) ? Role::power : Role::none;
  }
  if (passes_power_on(context, node)) return Role::power;
  return sends(context, node, {Medium::fws_supply, Medium::chw_supply}) ? Role::cooling : Role::none;
}

std::string amount(double value) { return round_text(value, 5); }

/// Racks whose supply is gone altogether, W.
double dead_it(const CheckContext& context, const std::vector<int>& dead) {
  double sum = 0.0;
  for (const int index : dead) {
    const NodeView& node = context.nodes[at(index)];
    if (node.type == nullptr || (node.type->kind != "rack" && node.type->kind != "it_pod")) continue;
    const double own = node.node->demand_kw * 1000.0;
    double inside = 0.0;
    for (const int child : node.children) inside += context.nodes[at(child)].node->demand_kw * 1000.0;
    sum += node.type->kind == "rack" ? own : std::max(0.0, own - inside);
  }
  return sum;
}

void tell(Loss& loss, double value, const char* unit, std::string_view what) {
  loss.text += fmt::format("{}{} {} {}", loss.text.empty() ? "" : ", ", amount(value), unit, what);
  if (std::string_view(unit) == "kW") loss.kilowatts = std::max(loss.kilowatts, value);
}

Loss power_loss(Sweep& sweep, SupplyNetwork& power, const std::vector<int>& dead) {
  Loss loss;
  if (const double dark = dead_it(sweep.context, dead); dark > 0.0)
    tell(loss, dark / 1000.0, "kW", "of IT has no supply left");
  if (const double unserved = power.unserved_without(dead); unserved > 0.0)
    tell(loss, unserved / 1000.0, "kW", "is more than the remaining units carry");
  return loss;
}

void add_cooling_loss(Sweep& sweep, const std::vector<int>& dead, Loss& loss) {
  for (CoolingNetwork* loop : sweep.loops) {
    if (!loop->network.holds(dead)) continue;
    if (const double unserved = loop->network.unserved_without(dead); unserved > 0.0)
      tell(loss, loop->shown(unserved), loop->unit(), loop->shortage);
  }
}

void report(Sweep& sweep, const NodeView& node, const Loss& loss, std::string_view state, Severity severity) {
  Finding finding;
  finding.tags = {node.node->tag};
  if (loss.kilowatts > 0.0) {
    finding.actual = Measured{loss.kilowatts, "kW"};
    finding.required = Measured{0.0, "kW"};
  }
  finding.message = fmt::format("without {}{}: {}", node.node->tag, state, loss.text);
  if (severity != Severity::info)
    finding.hint = fmt::format("give what depends on it a second way, or one more `{}`", node.node->module);
  sweep.out.report(std::move(finding), severity);
}

bool declared_single(Redundancy redundancy) { return redundancy == Redundancy::n; }

void note(Sweep& sweep, std::string message) {
  Finding finding;
  finding.message = std::move(message);
  sweep.out.report(std::move(finding), Severity::info);
}

void note_declared(Sweep& sweep) {
  const SiteSpec& spec = sweep.context.design.spec;
  if (declared_single(spec.power.redundancy))
    note(sweep, "power.redundancy is N: the failure of a single power unit was not asked to be survived");
  if (declared_single(spec.cooling.redundancy))
    note(sweep, "cooling.redundancy is N: the failure of a single cooling unit was not asked to be survived");
  if (spec.power.backup != "none" && declared_single(spec.power.backup_redundancy))
    note(sweep, "power.backup_redundancy is N: the failure of a genset during an outage was not asked to be survived");
}

/// Everything in service first: a network that is short to begin with needs no failure. Says whether to go on.
bool sound(Sweep& sweep, const SupplyNetwork& network, const std::function<std::string(double)>& words) {
  if (!network.missing.empty()) {
    sweep.out.not_checked(network.missing);
    return false;
  }
  if (network.unserved <= 0.0) return true;
  Finding finding;
  finding.message = words(network.unserved);
  sweep.out.report(std::move(finding));
  return false;
}

bool prepare_power(Sweep& sweep) {
  return sound(sweep, sweep.power, [](double unserved) {
    return fmt::format("with everything in service, {} kW of load has no supply that carries it",
                       amount(unserved / 1000.0));
  });
}

void prepare_loops(Sweep& sweep) {
  for (const Cooling what :
       {Cooling::liquid_heat, Cooling::air_heat, Cooling::facility_water, Cooling::chilled_water, Cooling::coolant})
    for (auto* list : {&sweep.networks.cooling, &sweep.networks.broken})
      for (CoolingNetwork& loop : *list) {
        if (loop.what != what) continue;
        const bool good = sound(sweep, loop.network, [&](double unserved) {
          return fmt::format("with everything in service, {} {} {}", amount(loop.shown(unserved)), loop.unit(),
                             loop.shortage);
        });
        if (good) sweep.loops.push_back(&loop);
      }
}

void fail_unit(Sweep& sweep, int index, Role role, bool power_is_sound) {
  const NodeView& node = sweep.context.nodes[at(index)];
  const SiteSpec& spec = sweep.context.design.spec;
  Loss loss = sweep.loss_of(index, false, [&] {
    const std::vector<int> dead = role == Role::cooling ? std::vector<int>{index} : sweep.outage.dead_without(index);
    Loss found;
    if (role != Role::cooling && power_is_sound) found = power_loss(sweep, sweep.power, dead);
    if (!declared_single(spec.cooling.redundancy)) add_cooling_loss(sweep, dead, found);
    return found;
  });
  sweep.out.measured();
  if (loss.text.empty()) return;
  const bool declared = node.type->kind == "intake" && spec.power.backup == "none";
  if (declared) loss.text += "; the site declares no backup, so the grid is its single point of failure";
  report(sweep, node, loss, "", declared ? Severity::info : Severity::error);
}

/// Power modules of a block that fall out together: by block, then by path (a side, or a system).
using Sides = std::map<int, std::map<std::string, std::vector<int>>>;

Sides sides_of(const CheckContext& context) {
  Sides sides;
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const NodeView& node = context.nodes[i];
    if (node.type == nullptr || (node.type->kind != "power_module" && node.type->kind != "ups_container")) continue;
    sides[node.node->block][node.node->path].push_back(static_cast<int>(i));
  }
  return sides;
}

/// How the currents of a module's outlets become its load, W.
struct OutletFactors {
  double low_voltage = 1.0;  ///< power factor, over the efficiency of inverters behind a direct-current bus
  double loss = 0.0;         ///< of the way, over the load

  OutletFactors(const CheckContext& context, const NodeView& module) {
    const auto value = [&](const char* id, double absent) {
      const Limit* limit = context.limit(id);
      return limit == nullptr ? absent : limit->si;
    };
    low_voltage = value("basis.critical_power_factor", 1.0);
    loss = value("basis.distribution_loss_ratio", 0.0);
    if (module.type != nullptr && module.type->number("dc_output_voltage"))
      low_voltage /= value("basis.auxiliary_inverter_efficiency", 1.0);
  }
  /// Load of an edge in the normal state, W; 0 when it states no current or voltage.
  [[nodiscard]] double watts(const Edge& edge) const {
    const std::optional<double> current = si_of({edge.normal, edge.rating.unit}, Dimension::current),
                                volts = volts_of(edge.voltage);
    if (!current || !volts) return 0.0;
    return *volts * *current * (edge.medium == Medium::dc ? 1.0 : std::sqrt(3.0) * low_voltage);
  }
};

/// What module `index` carries when the modules `lost` are gone and every consumer draws all of its load from the cord
/// that is left: L_j + p_jf / 2, pair by pair. Cords share by design; a maximum flow would let them share at will.
double carried_without(const CheckContext& context, int index, const std::vector<int>& lost) {
  const OutletFactors factors(context, context.nodes[at(index)]);
  double sum = 0.0;
  for (const int e : context.nodes[at(index)].out) {
    const EdgeView& own = context.edges[at(e)];
    if (own.to < 0 || context.nodes[at(own.to)].parent == index) continue;
    sum += factors.watts(*own.edge);
    for (const int other : context.nodes[at(own.to)].in)
      if (const EdgeView& view = context.edges[at(other)];
          view.edge->medium == own.edge->medium && std::find(lost.begin(), lost.end(), view.from) != lost.end())
        sum += factors.watts(*view.edge);
  }
  return sum / (1.0 - factors.loss);
}

void fail_together(Sweep& sweep, const std::vector<int>& lost, std::string_view state) {
  sweep.out.measured();
  Loss loss;
  if (const double unserved = sweep.power.unserved_without(lost); unserved > 0.0)
    tell(loss, unserved / 1000.0, "kW", "is more than the remaining units carry");
  if (!loss.text.empty()) report(sweep, sweep.context.nodes[at(lost.front())], loss, state, Severity::error);
}

void check_cords(Sweep& sweep, const std::map<std::string, std::vector<int>>& systems) {
  for (const auto& [path, lost] : systems)
    for (const auto& [other, members] : systems) {
      if (other == path) continue;
      for (const int index : members) {
        const NodeView& node = sweep.context.nodes[at(index)];
        const auto rated = power_rating(sweep.context, node);
        const double load = carried_without(sweep.context, index, lost);
        sweep.out.measured();
        if (!rated || load <= *rated * (1.0 + 1e-6)) continue;
        Loss loss;
        tell(loss, load / 1000.0, "kW",
             fmt::format("falls on {}, which gives {} kW", node.node->tag, amount(*rated / 1000.0)));
        report(sweep, sweep.context.nodes[at(lost.front())], loss, fmt::format(" and all of system {}", path),
               Severity::error);
      }
    }
}

/// What the declared redundancy promises beyond any single unit: N+2 any two modules of a block, 2N a side, 2N+1 a side
/// and one more, 3N/2 and 4N/3 a system, with each survivor inside its rating.
void fail_groups(Sweep& sweep) {
  const Redundancy redundancy = sweep.context.design.spec.power.redundancy;
  for (const auto& [block, systems] : sides_of(sweep.context)) {
    if (redundancy == Redundancy::n_plus_2) {
      std::vector<int> all;
      for (const auto& [path, members] : systems) all.insert(all.end(), members.begin(), members.end());
      for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = a + 1; b < all.size(); ++b) fail_together(sweep, {all[a], all[b]}, " and one more");
    }
    const bool sided = redundancy == Redundancy::two_n || redundancy == Redundancy::two_n_plus_1;
    const bool spread = redundancy == Redundancy::three_n_2 || redundancy == Redundancy::four_n_3;
    if ((!sided && !spread) || systems.size() < 2) continue;
    for (const auto& [path, members] : systems) {
      fail_together(sweep, members, fmt::format(" and all of {} {}", sided ? "side" : "system", path));
      if (redundancy != Redundancy::two_n_plus_1) continue;
      for (const auto& [other, rest] : systems)
        for (const int more : rest)
          if (other != path) {
            std::vector<int> lost = members;
            lost.push_back(more);
            fail_together(sweep, lost, fmt::format(", all of side {} and one of side {}", path, other));
          }
    }
    if (spread) check_cords(sweep, systems);
  }
}

/// Gensets are there for the day the grid is not: they fail in that state.
void fail_backup(Sweep& sweep) {
  const SiteSpec::PowerSystem& spec = sweep.context.design.spec.power;
  if (spec.backup == "none") return;
  SupplyNetwork& backup = sweep.networks.backup;
  const bool good = sound(sweep, backup, [](double unserved) {
    return fmt::format("without the grid, {} kW of load is more than the gensets supply", amount(unserved / 1000.0));
  });
  if (!good || declared_single(spec.backup_redundancy)) return;
  for (std::size_t i = 0; i < sweep.context.nodes.size(); ++i) {
    const NodeView& node = sweep.context.nodes[i];
    const bool board = node.type != nullptr && node.type->kind == "generator_switchgear";
    if (role_of(sweep.context, node) != Role::backup && !board) continue;
    sweep.out.measured();
    const int index = static_cast<int>(i);
    const Loss loss =
        sweep.loss_of(index, true, [&] { return power_loss(sweep, backup, sweep.outage.dead_without(index)); });
    // A board fails only together with the grid: two failures, worth a remark.
    if (!loss.text.empty())
      report(sweep, node, loss, " during a grid outage", board ? Severity::info : Severity::error);
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (context.edges.empty()) return out.not_checked("the design has no graph");
  const SiteSpec& spec = context.design.spec;
  Sweep sweep(context, out);
  note_declared(sweep);
  const bool power_is_sound = prepare_power(sweep);
  prepare_loops(sweep);
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const Role role = role_of(context, context.nodes[i]);
    if (role == Role::power && !declared_single(spec.power.redundancy) && power_is_sound)
      fail_unit(sweep, static_cast<int>(i), role, power_is_sound);
    if (role == Role::cooling && !declared_single(spec.cooling.redundancy) && !sweep.loops.empty())
      fail_unit(sweep, static_cast<int>(i), role, power_is_sound);
  }
  if (power_is_sound) fail_groups(sweep);
  if (power_is_sound) fail_backup(sweep);
  const bool nothing_asked = declared_single(spec.power.redundancy) && declared_single(spec.cooling.redundancy);
  if (out.measured_count() == 0 && nothing_asked) out.measured();
}

}  // namespace

extern constinit const Rule red01_single_failure{
    .code = "RED01",
    .name = "single-failure",
    .severity = Severity::error,
    .basis = "Uptime Tier III/IV, EN 50600 class 3/4: full service after any single failure",
    .explain = R"(Every active unit of the power and cooling chains is taken out, one at a time, and the rest must still
serve all of the IT: power (over the live bus of each rack), liquid heat, air heat, facility water, chilled water and
coolant, each as a maximum flow within the ratings of units and connections. What loses its power takes its cooling with
it. Gensets are failed while the grid is away. The declared redundancy of power is taken at its word: N+2 loses any two
power modules of a block, 2N a side, 2N+1 a side and one more module, 3N/2 and 4N/3 a whole system; there each consumer
moves all of its load to the cord that is left, and no survivor may pass its rating. What the site declares `N` is not asked to survive; without backup the
grid connection is a declared single point and gets a remark.

Apparent ratings count at unity power factor (ELC01 holds them in kVA). Other failures at once, common zones (fire,
flood) and controls are not looked at.)",
    .check = check,
    .sweeps = true,
};

}  // namespace plinth::rules
