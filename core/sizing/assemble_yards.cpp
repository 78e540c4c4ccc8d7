// SPDX-License-Identifier: Apache-2.0
// The site's shared plant in the joint graph: intake, main transformers, MV switchgear, generators, fuel, storage.
#include <algorithm>
#include <vector>

#include "core/sizing/graph_builder.h"
#include "core/sizing/transformer_groups.h"

namespace plinth {
namespace {

EdgeFlow mv_flow(double normal_kva, double worst_kva, double volts) {
  return {line_current(normal_kva * 1e3, 1.0, volts), line_current(worst_kva * 1e3, 1.0, volts), "A", 0, volts};
}

/// Members of groups of these sizes, dealt out in turn: the group of each.
std::vector<std::size_t> in_turn(std::vector<int> left) {
  std::vector<std::size_t> group;
  for (bool any = true; any;) {
    any = false;
    for (std::size_t g = 0; g < left.size(); ++g)
      if (left[g] > 0) any = true, --left[g], group.push_back(g);
  }
  return group;
}

void connect_transformers(const Problem& problem, const Plant& plant, const SiteTags& site,
                          const std::vector<std::string>& intakes, GraphBuilder& builder) {
  const double grid = problem.spec.utility.voltage.si, kva = plant.distribution_apparent / kVA;
  const bool two = !site.mv_b.empty();
  const int n = plant.main_transformer.installed;
  const int lineups = static_cast<int>(site.mv_a.size() + site.mv_b.size());
  const TransformerGroups groups = transformer_groups(problem, plant);
  const std::vector<std::size_t> of_unit = in_turn(groups.units), of_lineup = in_turn(groups.lineups);
  const double worst = kva / std::max(1, n - (plant.main_transformer.spare() > 0 ? 1 : 0));
  Dealer dealt(intakes.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    const bool b_side = i % 2 == 1;
    const std::string tag = builder.add(*plant.main_transformer.type, "main_transformer", 0, b_side && two ? "B" : "A",
                                        static_cast<int>(i) >= plant.main_transformer.duty, 0);
    const std::string& intake = intakes[dealt.next(builder.built(intakes, builder.phase_of(tag)))];
    const bool closed = i < of_unit.size();
    const double each = closed ? kva / lineups / groups.units[of_unit[i]] : 0;
    const double own = closed ? each * groups.lineups[of_unit[i]] : 0;
    builder.connect(Medium::mv, b_side ? "B" : "A", {intake, b_side ? "out_b" : "out_a"}, {tag, "hv_in"},
                    mv_flow(own, std::max(own, worst), grid));
    const auto feed = [&](const std::vector<std::string>& side, const char* port, const char* path, std::size_t first) {
      for (std::size_t k = 0; k < side.size(); ++k) {
        const double normal = closed && of_lineup[first + k * (two ? 2 : 1)] == of_unit[i] ? each : 0;
        builder.connect(Medium::mv, path, {tag, port}, {side[k], "incomer"},
                        mv_flow(normal, std::max(normal, worst / static_cast<double>(side.size())), problem.mv.si));
      }
    };
    feed(site.mv_a, "mv_out_a", "A", 0);
    feed(site.mv_b, "mv_out_b", "B", 1);
  }
}

/// Grid straight to the line-ups, or through main transformers; several intakes take turns.
void connect_grid(const Problem& problem, const Plant& plant, const SiteTags& site, GraphBuilder& builder) {
  std::vector<std::string> intakes;
  for (int i = 0; i < plant.intake.installed; ++i)
    intakes.push_back(builder.add(*plant.intake.type, "intake", 0, "", false, 0));
  const double grid = problem.spec.utility.voltage.si, kva = plant.distribution_apparent / kVA;
  const bool two = !site.mv_b.empty();
  const double share = kva / static_cast<double>(site.mv_a.size());
  if (plant.main_transformer.type == nullptr) {
    const auto feed = [&](const std::vector<std::string>& side, const char* port, const char* path) {
      Dealer dealt(intakes.size());
      for (const std::string& lineup : side)
        builder.connect(Medium::mv, path, {intakes[dealt.next(builder.built(intakes, builder.phase_of(lineup)))], port},
                        {lineup, "incomer"}, mv_flow(two ? share / 2 : share, share, grid));
    };
    feed(site.mv_a, "out_a", "A");
    feed(site.mv_b, "out_b", "B");
    return;
  }
  connect_transformers(problem, plant, site, intakes, builder);
}

std::vector<std::string> add_fuel(const Plant& plant, GraphBuilder& builder) {
  std::vector<std::string> tanks;
  for (int i = 0; plant.fuel_tank.type != nullptr && i < plant.fuel_tank.installed; ++i)
    tanks.push_back(builder.add(*plant.fuel_tank.type, "fuel_tank", 0, "", i >= plant.fuel_tank.duty, 0));
  return tanks;
}

/// Two tanks feed each set, so that one may be out: its own and the next, and neighbours in a row share theirs. With
/// phases the ones that carry least of those that are built.
std::vector<std::size_t> tanks_of(const GraphBuilder& builder, const Plant& plant,
                                  const std::vector<std::string>& tanks, std::size_t set, int phase, Dealer& served) {
  if (tanks.empty()) return {};
  const std::size_t built = builder.built(tanks, phase);
  if (built == 1) return {0};
  if (phase == 0) {
    const std::size_t own = set * built / static_cast<std::size_t>(plant.genset.installed);
    return {own, (own + 1) % built};
  }
  const std::size_t first = served.next(built);
  std::size_t second = served.next(built);
  if (second == first) second = (first + 1) % built;
  return {first, second};
}

/// Which board each set feeds. Sets that stand next to each other share a board, so that cables stay short; with phases
/// each set takes the board that carries least of those built by then, because both are numbered as they are built.
std::vector<std::size_t> boards_of_sets(const Plant& plant, const GraphBuilder& builder) {
  const auto boards = static_cast<std::size_t>(plant.generator_switchgear.installed);
  const auto sets = static_cast<std::size_t>(plant.genset.installed);
  Dealer dealt(boards);
  std::vector<std::size_t> board_of;
  for (std::size_t i = 0; i < sets; ++i) {
    const int phase = builder.phase_of_yard("genset", static_cast<int>(i));
    if (phase == 0) {
      board_of.push_back(i * boards / sets);
      continue;
    }
    std::size_t built = 0;
    while (built < boards && builder.phase_of_yard("generator_switchgear", static_cast<int>(built)) <= phase) ++built;
    board_of.push_back(dealt.next(std::max<std::size_t>(1, built)));
  }
  return board_of;
}

void connect_generators(const Problem& problem, const Plant& plant, const SiteTags& site, GraphBuilder& builder) {
  if (plant.genset.type == nullptr) return;
  std::vector<std::string> boards;
  const int n = plant.generator_switchgear.installed;
  const double unit = plant.genset_derating * plant.genset.type->required_number("rated_power");
  const double lineup = plant.distribution_apparent / kVA / static_cast<double>(site.mv_a.size());
  const std::vector<std::size_t> board_of = boards_of_sets(plant, builder);
  for (int i = 0; i < n; ++i) {
    boards.push_back(builder.add(*plant.generator_switchgear.type, "generator_switchgear", 0, "",
                                 i >= plant.generator_switchgear.duty, 0));
    // A board may have to carry a line-up alone, as far as its sets go.
    const auto sets = std::count(board_of.begin(), board_of.end(), static_cast<std::size_t>(i));
    const double most =
        std::min(lineup, static_cast<double>(sets) * unit / 1e3 / problem.basis.mechanical_power_factor.si);
    for (const std::string& tag : site.mv_a)
      builder.connect(Medium::mv, "A", {boards.back(), "out_a"}, {tag, "gen_in"}, mv_flow(0, most, problem.mv.si));
    for (const std::string& tag : site.mv_b)
      builder.connect(Medium::mv, "B", {boards.back(), "out_b"}, {tag, "gen_in"}, mv_flow(0, most, problem.mv.si));
  }
  const std::vector<std::string> tanks = add_fuel(plant, builder);
  Dealer served(tanks.size());
  const double litres = unit * plant.genset.type->required_number("fuel_rate") / lpm.si;
  for (int i = 0; i < plant.genset.installed; ++i) {
    const std::string tag = builder.add(*plant.genset.type, "genset", 0, "", i >= plant.genset.duty, 0);
    builder.connect(Medium::mv, "", {tag, "mv_out"}, {boards[board_of[static_cast<std::size_t>(i)]], "gen_in"},
                    mv_flow(0, unit / 1e3 / problem.basis.mechanical_power_factor.si, problem.mv.si));
    for (const std::size_t k :
         tanks_of(builder, plant, tanks, static_cast<std::size_t>(i), builder.phase_of(tag), served))
      builder.connect(Medium::fuel, "", {tanks[k], "fuel_out"}, {tag, "fuel_in"}, {0, litres, "L/min", 0, 0});
  }
}

/// Deals conversion skids out to the line-ups, the sides in turn.
struct SkidDealer {
  Dealer a, b;
  std::size_t dealt = 0;
};

/// Storage units of one type behind `converters` conversion skids, spread evenly.
void connect_units(const Problem& problem, const Plant& plant, const SiteTags& site, const Counted& units,
                   int converters, std::string_view service, Power power, SkidDealer& lineups, GraphBuilder& builder) {
  if (units.type == nullptr) return;
  const bool spares = problem.spec.storage.redundancy != Redundancy::n;
  const int left = std::max(1, converters - (spares ? 1 : 0));
  const double worst = power / kW / left;
  std::vector<std::string> skids;
  for (int i = 0; i < converters; ++i) {
    const bool b_side = !site.mv_b.empty() && lineups.dealt++ % 2 == 1;
    const auto& side = b_side ? site.mv_b : site.mv_a;
    const int phase = builder.phase_of_yard(service, i);
    skids.push_back(builder.add(*plant.pcs.type, "pcs", 0, b_side ? "B" : "A", false, 0, phase));
    builder.connect(Medium::mv, b_side ? "B" : "A", {skids.back(), "mv"},
                    {side[(b_side ? lineups.b : lineups.a).next(builder.built(side, phase))], "gen_in"},
                    mv_flow(0, worst, problem.mv.si));
  }
  Dealer dealt(skids.size());
  const double auxiliary = units.type->required_number("auxiliary_power") / 1e3;
  const double unit = worst / std::max(1, units.installed / converters);
  for (int i = 0; i < units.installed; ++i) {
    const std::string tag = builder.add(*units.type, units.type->kind, 0, "", i >= units.duty, auxiliary);
    builder.connect(Medium::dc, "", {tag, "dc"}, {skids[dealt.next(builder.built(skids, builder.phase_of(tag)))], "dc"},
                    {0, std::min(unit, units.type->required_number("power") / 1e3), "kW", 0, 0});
  }
}

void connect_storage(const Problem& problem, const Plant& plant, const SiteTags& site, GraphBuilder& builder) {
  SkidDealer lineups{Dealer(site.mv_a.size()), Dealer(site.mv_b.size())};
  connect_units(problem, plant, site, plant.bess, plant.bess_pcs, "pcs", plant.storage_power, lineups, builder);
  connect_units(problem, plant, site, plant.capacitor, plant.capacitor_pcs, "capacitor_pcs", plant.capacitor_power,
                lineups, builder);
}

}  // namespace

SiteTags assemble_yards(const Problem& problem, const Plant& plant, GraphBuilder& builder) {
  SiteTags site;
  for (const auto& [type, count] : {std::pair{plant.mv_switchgear.type, plant.mv_switchgear.installed},
                                    {plant.intake.type, plant.intake.installed},
                                    {plant.main_transformer.type, plant.main_transformer.installed},
                                    {plant.generator_switchgear.type, plant.generator_switchgear.installed},
                                    {plant.genset.type, plant.genset.installed},
                                    {plant.fuel_tank.type, plant.fuel_tank.installed},
                                    {plant.pcs.type, plant.pcs.installed},
                                    {plant.capacitor.type, plant.capacitor.installed},
                                    {plant.bess.type, plant.bess.installed}})
    if (type != nullptr) builder.expect(*type, count);
  for (int i = 0; i < plant.mv_switchgear.duty; ++i) {
    site.mv_a.push_back(builder.add(*plant.mv_switchgear.type, "mv_switchgear", 0, "A", false, 0));
    if (plant.mv_switchgear.installed > plant.mv_switchgear.duty)
      site.mv_b.push_back(builder.add(*plant.mv_switchgear.type, "mv_switchgear", 0, "B", true, 0));
  }
  site.feeders = Dealer(site.mv_a.size());
  connect_grid(problem, plant, site, builder);
  connect_generators(problem, plant, site, builder);
  connect_storage(problem, plant, site, builder);
  return site;
}

Graph assemble(const Problem& problem, const Plant& plant) {
  GraphBuilder builder(problem);
  SiteTags site = assemble_yards(problem, plant, builder);
  for (const GroupPlan& group : plant.groups) builder.expect(*group.pod, group.pods);
  const auto per_block = [&](const Counted& counted) {
    if (counted.type != nullptr) builder.expect(*counted.type, counted.installed * plant.blocks);
  };
  for (const Counted& counted : {plant.header, plant.buffer_tank, plant.fws_vessel, plant.chw_vessel, plant.cooler,
                                 plant.fws_pump, plant.chiller, plant.chw_pump, plant.module, plant.mechanical})
    per_block(counted);
  if (plant.feeder != nullptr) builder.expect(*plant.feeder, plant.module.installed * plant.blocks);
  expect_extras(problem, plant, builder);
  for (int block = 1; block <= plant.blocks; ++block) assemble_block(problem, plant, block, site, builder);
  return builder.take();
}

}  // namespace plinth
