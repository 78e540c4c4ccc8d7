// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/model/book.h"
#include "core/sizing/plant.h"

namespace plinth {

/// Usable share of a UPS rating at an altitude: the table of IEC 62040-3 in the design basis (basis.ups_derating.<m>),
/// 1000 to 5000 m, straight lines between its points. 1 below it, as the standard says; nullopt above it, where nothing
/// is rated, and where the catalog lacks a point.
[[nodiscard]] std::optional<double> ups_altitude_share(const Catalog& catalog, Jurisdiction jurisdiction,
                                                       Length altitude);
/// The same as the ledger entry `power.ups_derating`, from the two limits it lies between. Returns its id.
std::string record_ups_altitude(const Problem& problem, Book& book);

/// Ledger entry `distribution.voltage`: the grid's where the site is distributed at it, else the design basis. Returns
/// its id; may be asked for several times.
std::string record_distribution_voltage(const Problem& problem, Book& book);

/// Short circuits at the line-ups as sizing chose by them: `distribution.fault` and its parts, and what is left of the
/// weakest gear. Storage, line-ups and generators are recorded before.
void record_medium_fault(const Problem& problem, const Plant& plant, Book& book);

}  // namespace plinth
