// SPDX-License-Identifier: Apache-2.0
// Mechanical supply per block: MV/LV skids on sides A and B, each side able to carry coolers and chillers alone.
#include <algorithm>

#include "core/sizing/extras.h"
#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

int sides(const Problem& problem) { return is_redundant(problem.spec.power.redundancy) ? 2 : 1; }

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant base = plant;
  base.mechanical_block = plant.cooler_power + plant.chiller_power + extras_block_power(problem, plant);
  base.mechanical_load = plant.site_cooler_power + plant.site_chiller_power + extras_power(problem, plant);
  base.mechanical_decided = true;
  for (const auto& [units, power] : {std::pair{base.cooler, base.cooler_power}, {base.chiller, base.chiller_power}})
    if (units.duty > 0) base.largest_start = std::max(base.largest_start, power / units.duty);
  if (base.mechanical_block.si <= 0) {
    out.push_back(std::move(base));
    return;
  }
  const ApparentPower block = base.mechanical_block / problem.basis.mechanical_power_factor;
  const ApparentPower site = base.mechanical_load / problem.basis.mechanical_power_factor;
  for (const ModuleType* type : candidates(problem, "mv_lv_skid")) {
    const Child transformer = child_of(problem.catalog, *type, "transformer");
    if (transformer.type == nullptr) continue;
    if (!takes_voltage(*type, "primary_voltage", problem.mv)) {
      refusals.add("mechanical_power", *type, [&] { return "does not take " + round_text(problem.mv / kV) + " kV"; });
      continue;
    }
    Plant option = base;
    const int duty = static_cast<int>(
        whole_units(block / (usable_share(problem, *transformer.type) * type->get<ApparentPower>("rated_power"))));
    option.mechanical = {type, duty, duty * sides(problem)};
    const int all = option.mechanical.installed * option.blocks;
    option.ring_load += all * type->required_number("rated_power");
    option.mechanical_loss = all * transformer_loss(*transformer.type, site / all);
    account(option, *type, all);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  std::vector<std::string> block, site;
  if (plant.cooler.type != nullptr) block.push_back("cooling.cooler_power"), site.push_back("demand.cooler_power");
  if (plant.chiller.type != nullptr) block.push_back("cooling.chiller_power"), site.push_back("demand.chiller_power");
  if (book.has("extras.power")) block.push_back("extras.block_power"), site.push_back("extras.power");
  const std::string need = book.sum("mechanical.block_load", plant.mechanical_block.si, "kW", block,
                                    "coolers, chillers and extras of a full block", "sum");
  const std::string load = book.sum("mechanical.load", plant.mechanical_load.si, "kW", site,
                                    "coolers, chillers and extras of the site", "sum");
  if (plant.mechanical.type == nullptr) {
    book.derive("mechanical.loss", 0, "kW", "P * 0", {{"P", load}}, "loss of the mechanical supply", "no load");
    return;
  }
  const ModuleType& type = *plant.mechanical.type;
  const ModuleType& transformer = *child_of(problem.catalog, type, "transformer").type;
  const std::string pf = book.limit("basis.mechanical_power_factor");
  const std::string n = book.derive("mechanical.skids_duty", plant.mechanical.duty, "", "ceil(P / f / (S * k))",
                                    {{"P", need},
                                     {"f", pf},
                                     {"S", book.attribute(type, "rated_power")},
                                     {"k", record_usable_share(problem, transformer, book)}},
                                    "MV/LV skids of one side of a block", "each side carries the block alone");
  const std::string all = book.derive("mechanical.skids", plant.mechanical.installed * plant.blocks, "",
                                      sides(problem) == 2 ? "2 * n * B" : "n * B", {{"n", n}, {"B", "layout.blocks"}},
                                      "MV/LV skids of the site", sides(problem) == 2 ? "sides A and B" : "one side");
  book.derive("mechanical.loss", plant.mechanical_loss.si, "kW", "I * (P0 + (P / I / f / S)^2 * Pk)",
              {{"I", all},
               {"P0", book.attribute(transformer, "no_load_loss")},
               {"P", load},
               {"f", pf},
               {"S", book.attribute(transformer, "rated_power")},
               {"Pk", book.attribute(transformer, "load_loss")}},
              "transformer loss of the mechanical supply",
              "no-load plus load loss (IEC 60076-1), load shared by all skids");
  const double usable = usable_share(problem, transformer) * type.required_number("rated_power");
  const double share = plant.mechanical_block.si / problem.basis.mechanical_power_factor.si / usable;
  select(book, selection,
         {"mechanical_power",
          type.id,
          static_cast<double>(plant.mechanical.duty * plant.blocks),
          plant.mechanical.spare() * plant.blocks,
          plant.mechanical.installed * plant.blocks,
          {usable / 1e3, "kVA"},
          share / plant.mechanical.installed,
          share / plant.mechanical.duty,
          sides(problem) == 2 ? "sides A and B in each block, each carries the block" : "one side in each block"},
         {n, {"layout.blocks"}, sides(problem) == 2 ? "2 * N" : "N", {}});
}

}  // namespace

extern constinit const Service mechanical_power{
    .name = "mechanical_power", .rank = 88, .options = options, .record = record};

}  // namespace plinth::services
