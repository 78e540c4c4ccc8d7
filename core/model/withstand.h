// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/catalog.h"
#include "core/physics/short_circuit.h"

namespace plinth {

/// What switchgear stands at an operating voltage; 0 where the catalog does not state it.
struct WithstandCurrents {
  Current short_time;  ///< Icw, or the rated short-circuit current
  Current peak;        ///< Ipk; 2.5 times Icw for a class that is stated for up to 17.5 kV alone (IEC 62271-1)
};
[[nodiscard]] WithstandCurrents withstand_at(const ModuleType& gear, Voltage operating);

/// Whether gear stands a fault: the one definition that sizing chooses by and rule ELC03 judges by. Ratings hold a
/// reserve of `margin` (limit fault.margin) over what is calculated; Icw is stated for 1 s, and the heat of another
/// duration (limit basis.fault_time.gear) goes with the time. What the catalog does not state is not compared.
struct FaultJudgement {
  WithstandCurrents most;  ///< what a fault may draw: the ratings less the reserve
  Current thermal;         ///< of the fault, as a current of 1 s with the same heat
  bool thermal_above = false, initial_above = false, peak_above = false;
  [[nodiscard]] bool stood() const { return !thermal_above && !initial_above && !peak_above; }
};
[[nodiscard]] FaultJudgement judge_fault(const FaultCurrents& fault, const WithstandCurrents& rated, Time duration,
                                         double margin);

}  // namespace plinth
