// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth::test {

/// What the synthetic site is made of. Sizes and counts only: nothing here is sized, so a test knows every number.
struct SampleOptions {
  int blocks = 2;
  int pods = 6;                ///< per block; power modules and coolers are one more (N+1)
  int racks = 10;              ///< per pod
  int gensets = 0;             ///< 0: as many 2.5 MW sets as the pods need, plus one; -1: none
  int bess_per_block = 4;      ///< storage containers; one power conversion system for every four
  bool chilled_water = false;  ///< adds a chiller and its pump skid per block
  double parcel_width = 0;     ///< metres; 0: generous for the number of modules
  double parcel_height = 0;    ///< metres; 0: as the width
  double setback = 10;         ///< metres
  Jurisdiction jurisdiction = Jurisdiction::us;
};

/// A hand-built catalog (one or two types of every kind), a rectangular site and the graph the contract of sizing
/// describes: tags, paths, ports and edges as a real design has them.
struct SampleDesign {
  SiteSpec spec;
  Catalog catalog;
  Sizing sizing;
};

[[nodiscard]] Catalog sample_catalog();
[[nodiscard]] SampleDesign sample_design(const SampleOptions& options = {});

/// The same, with every module on a plain grid and every edge on an L-shaped way: a finished Design of known geometry
/// for tests of rules and exporters that need no good layout. Modules stand 12 m apart and overlap nowhere.
[[nodiscard]] Design sample_plan(const SampleOptions& options = {});

/// The same, laid out by lay_out (fails the test when it has no value).
[[nodiscard]] Design sample_laid_out(const SampleOptions& options = {});

/// A rectangle as a parcel, metres.
[[nodiscard]] Polygon rectangle_parcel(double x0, double y0, double x1, double y1);

}  // namespace plinth::test
