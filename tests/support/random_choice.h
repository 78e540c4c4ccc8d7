// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <random>

#include "core/model/catalog.h"
#include "core/model/site_spec.h"

namespace plinth::test {

/// The shipped catalog with few types of every kind that sizing chooses from, drawn by `random`: `base` of each, one
/// more of `rich` kinds, and the largest pump skids; prices moved by up to 40 %.
[[nodiscard]] Catalog small_catalog(std::mt19937& random, int base, int rich);

/// A small site: load or mixed racks, redundancies, voltage, objective and storage drawn by `random`.
[[nodiscard]] SiteSpec random_site(std::mt19937& random);

}  // namespace plinth::test
