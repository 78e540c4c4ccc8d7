// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/model/book.h"
#include "core/physics/redundancy.h"
#include "core/sizing/plant.h"

namespace plinth {

/// The contained type of this kind and its count; null when there is none.
struct Child {
  const ModuleType* type = nullptr;
  int count = 0;  ///< 0: as many as needed, up to `limit`
  int limit = 0;
};
[[nodiscard]] Child child_of(const Catalog& catalog, const ModuleType& parent, std::string_view kind);

/// What turns grid power into that of the racks inside a power module: its UPS, or the rectifier of a direct-current
/// one.
[[nodiscard]] Child converter_of(const Catalog& catalog, const ModuleType& module);

/// Apparent power a module or skid may draw of medium voltage: its transformer's rating, or that of a rectifier that
/// has none in front of it, VA.
[[nodiscard]] double head_rating(const Problem& problem, const ModuleType& head);
/// Its ledger id.
std::string record_head_rating(const Problem& problem, const ModuleType& head, Book& book);

/// UPS loss as a share of the rating at load fraction x: x (1/eta - 1) from 25 % up with eta straight between the
/// curve's points; below, the straight line through the losses at 25 and 50 %, so the no-load loss is
/// 2 L(25 %) - L(50 %).
[[nodiscard]] double ups_loss_share(const Curve& efficiency, double load_fraction);

/// Loss of a transformer at a load: P0 + (S/Sr)^2 Pk (IEC 60076-1).
[[nodiscard]] Power transformer_loss(const ModuleType& transformer, ApparentPower load);

/// Puts the pods of a block on as few modules as possible, pumps spread evenly: evenly where that fits, else by search.
/// Distributed redundancy (3N/2, 4N/3): on as few lanes of one module per system, every pod on two systems, judged by
/// what each survivor carries after the loss of any system. Nothing when a single pod does not fit.
struct Packing {
  std::vector<PodShare> shares;      ///< by duty module; distributed: by lane, then by pair_order(systems)
  Power largest_load, largest_peak;  ///< at UPS output, of one module after the worst failure
  Power largest_normal;              ///< with everything in service; of a side for 2N
  int modules = 0;                   ///< duty modules
  bool proved = false;               ///< no packing uses fewer modules
};
[[nodiscard]] std::optional<Packing> pack_pods(const Problem& problem, const Plant& plant, Power rating,
                                               double overload);

/// Fills the power part of `plant` for this module (and the MV/LV skid in front of it, when it has no transformer);
/// false with a reason in `refusals` when it cannot serve.
[[nodiscard]] bool power_train(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType* feeder,
                               Refusals& refusals);

/// Ledger id of the usable share of a transformer's rating.
std::string record_usable_share(const Problem& problem, const ModuleType& transformer, Book& book);

/// Modules of a block that carry load with everything in service; the others idle.
[[nodiscard]] int active_modules(const Problem& problem, const Plant& plant);

/// Pump power at the outputs of the modules, W: on the busiest of `modules` duty modules; on each pair of systems of a
/// lane, skids taking the pairs in turn, lane after lane.
[[nodiscard]] double pumps_on_one(const Problem& problem, const Plant& plant, int modules);
[[nodiscard]] PairLoads pumps_on_pairs(const Problem& problem, const Plant& plant, int systems, int lanes, int lane);

/// Power of one duty pump skid of a loop on the bus the pods hang on.
[[nodiscard]] Power pump_power(const Problem& problem, Power block_total, const Counted& pumps);

}  // namespace plinth
