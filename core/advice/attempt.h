// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/layout/lay_out.h"
#include "core/model/catalog.h"
#include "core/model/site_spec.h"
#include "core/pipeline.h"

namespace plinth {

/// Asks whether sites can be built, a bounded number of times.
class Attempts {
 public:
  Attempts(const Catalog& catalog, Until until, int most) : catalog_(catalog), until_(until), left_(most) {}

  /// Whether any design of this site exists, as far as asked: sized, and for more than sizing also laid out (the design
  /// of least objective that a quick search finds). False as well when no tries are left.
  [[nodiscard]] bool fits(const SiteSpec& spec);
  [[nodiscard]] bool spent() const { return left_ <= 0; }
  [[nodiscard]] int made() const { return made_; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] Until until() const { return until_; }

 private:
  /// A site without its ground, and what it was sized to.
  struct Known {
    SiteSpec site;
    std::shared_ptr<const Sizing> sizing;  ///< nothing: infeasible
    std::vector<Pin> pins;                 ///< that `cuts` are without
    std::shared_ptr<layout::CutMemo> cuts;
  };
  const Known& sized(const SiteSpec& spec);

  const Catalog& catalog_;
  Until until_;
  int left_, made_ = 0;
  std::vector<Known> known_;  ///< the latest few
};

}  // namespace plinth
