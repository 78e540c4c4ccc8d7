// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/book.h"
#include "core/sizing/power_train.h"

namespace plinth {

/// Derivation of distributed redundancy (3N/2, 4N/3): how many modules a system has, the load on every pair of systems
/// of the fullest lane, and what each survivor carries after the loss of each system. Writes power.modules_duty,
/// power.module_load, power.module_peak and power.module_normal.
void record_pairs(const Problem& problem, const Plant& plant, Book& book, const Child& ups);

}  // namespace plinth
