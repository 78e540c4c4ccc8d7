// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/catalog.h"

namespace plinth {

/// What switchgear stands at an operating voltage; 0 where the catalog does not state it.
struct WithstandCurrents {
  Current short_time;  ///< Icw, or the rated short-circuit current
  Current peak;        ///< Ipk; 2.5 times Icw for a class that is stated for up to 17.5 kV alone (IEC 62271-1)
};
[[nodiscard]] WithstandCurrents withstand_at(const ModuleType& gear, Voltage operating);

}  // namespace plinth
