// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/remark.h"
#include "core/model/book.h"
#include "core/model/design.h"
#include "core/physics/fluids.h"
#include "core/physics/pipe_size.h"

namespace plinth {

/// The assumptions of catalog/standards/piping.toml and design_basis.toml that the water loops rest on, typed.
struct LoopBasis {
  Length steel, stainless;  ///< wall roughness
  double elbow, butterfly, ball, tee, valves_per_run, tees_per_run;
  Speed tcs_velocity;
  Length tcs_hose;
  Pressure rejection_drop, chiller_drop, cdu_drop, fan_wall_drop, header_drop, control_valve, fouling, rack_drop;
  Pressure pump_head;
  double pump_head_reserve;  ///< of rated heads over what loops ask for
  double pump_efficiency;
  TemperatureDifference fws_range, supply_rise;
  double tank_effectiveness;
  Volume rack_coolant;
  Temperature cold;
  Pressure charge, end;
  double reserve;
  Volume reserve_min;
};

/// Reads them; each one the catalog lacks is a finding (DIS201), and then there is no value: a made-up assumption would
/// be a wrong number.
[[nodiscard]] std::optional<LoopBasis> read_loop_basis(const Design& design, const Catalog& catalog,
                                                       std::vector<Finding>& findings);

/// Pipe items by bore, those the site allows (catalog.prefer, catalog.exclude).
struct PipeStock {
  std::vector<const ModuleType*> types;
  std::vector<PipeSize> sizes;                                    ///< same order
  std::vector<double> cost;                                       ///< per metre
  [[nodiscard]] std::size_t index_of(std::string_view id) const;  ///< sizes.size() when it is not there
};
[[nodiscard]] PipeStock pipe_stock(const Design& design, const Catalog& catalog);

/// Coolant of facility water ("fws") or chilled water ("chw"): the one whose density sizing wrote into the ledger.
[[nodiscard]] Coolant loop_coolant(const Book& book, const std::string& medium, const SiteSpec& spec);

}  // namespace plinth
