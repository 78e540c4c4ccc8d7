// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// Lower bounds of what a partial plant still has to buy and to draw. Every bound is a relaxation: counts from loads
/// that are known already, each bought at the best price of any type of its kind, so no completion is below it.
class Bounds {
 public:
  explicit Bounds(const Problem& problem);

  /// No completion of this partial plant has a smaller objective.
  [[nodiscard]] double objective(const Plant& plant) const;
  /// Least cost of what is still to be bought, power trains left out: for services that weigh their own types.
  [[nodiscard]] double cost_beside_power(const Plant& plant) const;
  /// Least apparent power at the connection point that any completion draws.
  [[nodiscard]] ApparentPower demand(const Plant& plant) const;

 private:
  /// What a type adds to the objective and what it carries.
  struct Offer {
    double worth = 0, capacity = 0;
  };
  struct Known;
  [[nodiscard]] double worth(const ModuleType& type) const;
  [[nodiscard]] std::vector<Offer> offers(const std::vector<const ModuleType*>& types, auto capacity) const;
  [[nodiscard]] static std::vector<Offer> unbeaten(std::vector<Offer> found);
  [[nodiscard]] double cheapest(std::string_view kind, double extra = 0) const;
  [[nodiscard]] double power_trains(const Plant& plant, const Known& known) const;
  [[nodiscard]] double cooling(const Plant& plant, const Known& known) const;
  [[nodiscard]] double electrical(const Plant& plant, const Known& known) const;
  [[nodiscard]] double steady_power(const Plant& plant, const Known& known) const;

  const Problem& problem_;
  double per_usd_ = 1, per_m2_ = 0;  ///< what a unit of each adds to the objective; both 0: nothing is added up
  std::vector<Offer> cooler_, chiller_, power_, genset_, bess_, pcs_, transformer_, skid_;
  double best_efficiency_ = 1;                                                  ///< of any UPS at any load
  double least_lead_ = 0;                                                       ///< weeks: no plant is complete before
  double header_ = 0, intake_ = 0, switchgear_ = 0, generator_switchgear_ = 0;  ///< cheapest of each
};

/// Fewest duty power modules of this capacity that a block with this load at UPS outputs needs: by load, and by whole
/// pods where pods are equal. At least as many as are bought in the end; 0 when a single pod is too much for one.
[[nodiscard]] int least_modules(const Problem& problem, const Plant& plant, Power block_output, Power capacity);

}  // namespace plinth
