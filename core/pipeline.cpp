// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/assert.h"
#include "core/distribution/distribute.h"
#include "core/layout/lay_out.h"
#include "core/model/book.h"
#include "core/rules/check_design.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

// ---- what of the catalog the design uses -------------------------------------------------------------------------

void use_type(const Catalog& catalog, const std::string& id, std::set<std::string>& used) {
  if (id.empty() || !used.insert(id).second) return;
  const ModuleType* type = catalog.module(id);
  PLINTH_ASSERT(type != nullptr, "a design uses a type the catalog does not hold: " + id);
  for (const Contained& part : type->contains) use_type(catalog, part.module, used);
}

template <class Record, class Wanted>
std::vector<Record> kept(const std::vector<Record>& records, Wanted wanted) {
  std::vector<Record> result;
  std::copy_if(records.begin(), records.end(), std::back_inserter(result), wanted);
  return result;
}

/// Types placed or routed and what they contain, their kinds and tests, every limit, and the site's grid profile.
Catalog used_part(const Catalog& catalog, const Graph& graph, const SiteSpec& spec) {
  std::set<std::string> types, kinds, families;
  for (const Node& node : graph.nodes) use_type(catalog, node.module, types);
  for (const Edge& edge : graph.edges) use_type(catalog, edge.item, types);
  Catalog part;
  part.modules = kept(catalog.modules, [&](const ModuleType& type) { return types.contains(type.id); });
  for (const ModuleType& type : part.modules) kinds.insert(type.kind);
  part.kinds = kept(catalog.kinds, [&](const Kind& kind) { return kinds.contains(kind.id); });
  for (const Kind& kind : part.kinds) families.insert(kind.test_families.begin(), kind.test_families.end());
  part.limits = catalog.limits;
  part.tests = kept(catalog.tests, [&](const TestItem& test) { return families.contains(test.family); });
  part.grid_profiles =
      kept(catalog.grid_profiles, [&](const GridProfile& profile) { return profile.id == spec.utility.grid_profile; });
  return part;
}

// ---- what fits when the request does not ---------------------------------------------------------------------------

struct Fit {
  std::int64_t racks = 0;
  Power it;
};

/// The most whole racks found to fit in a bounded number of tries; each answer was really sized (and laid out).
std::optional<Fit> what_fits(const SiteSpec& spec, const Catalog& catalog, Until until) {
  constexpr int kTries = 12;
  constexpr std::int64_t kMostRacks = 20000;  // about 2.5 GW: keeps the tries affordable and the steps fine
  const std::int64_t asked = racks_asked(spec, catalog);
  std::optional<Fit> best;
  const auto fits = [&](std::int64_t racks, SearchEffort effort = SearchEffort::quick) {
    const SiteSpec smaller = with_racks(spec, catalog, racks);
    const Outcome<Sizing> sizing = size_site(smaller, catalog, effort);
    if (!sizing.ok()) return false;
    if (until != Until::sizing && !lay_out(smaller, catalog, *sizing.value).ok()) return false;
    best = Fit{sizing.value->demand.racks, sizing.value->demand.it};
    return true;
  };
  std::int64_t low = 1, high = std::min(asked, kMostRacks + 1);
  if (high <= low || !fits(low)) return std::nullopt;
  for (int tries = 1; tries < kTries && high - low > 1; ++tries) {
    const std::int64_t middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  // The quick search can miss the last racks; a load of one rack type is cheap enough to make sure.
  constexpr int kMore = 4;
  for (int more = 0; spec.it.groups.empty() && more < kMore && low + 1 < asked && fits(low + 1, SearchEffort::thorough);
       ++more)
    ++low;
  return best;
}

void add_what_fits(std::vector<Finding>& findings, const SiteSpec& spec, const Catalog& catalog, Until until) {
  const auto first =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
  if (first == findings.end()) return;
  const std::optional<Fit> fit = what_fits(spec, catalog, until);
  if (!fit) return;
  if (!first->hint.empty()) first->hint += "; ";
  first->hint += round_text(fit->it / MW) + " MW of IT (" + std::to_string(fit->racks) +
                 (fit->racks == 1 ? " rack" : " racks") + ") fits";
}

// ---- the stages
// ------------------------------------------------------------------------------------------------------

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Remarks of sizing and layout stand with those of the rules, in one order.
void merge_remarks(CheckReport& report, std::vector<Finding> remarks) {
  append(report.findings, std::move(remarks));
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags) < std::tie(b.code, b.tags);
  });
}

}  // namespace

Outcome<Design> design_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                            std::string engine, Until until) {
  Outcome<Design> result;
  const auto refused = [&](std::vector<Finding> findings) {
    append(result.findings, std::move(findings));
    add_what_fits(result.findings, spec, catalog, until);
    return std::move(result);
  };

  Outcome<Sizing> sizing = size_site(spec, catalog);
  if (!sizing.ok()) return refused(std::move(sizing.findings));
  append(result.findings, std::move(sizing.findings));

  Design design;
  design.engine = std::move(engine);
  design.inputs = std::move(inputs);
  std::sort(design.inputs.begin(), design.inputs.end(),
            [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  design.spec = spec;

  if (until != Until::sizing) {
    Outcome<Layout> layout = lay_out(spec, catalog, *sizing.value);
    if (!layout.ok()) return refused(std::move(layout.findings));
    append(result.findings, std::move(layout.findings));
    design.layout = std::move(*layout.value);
  }
  design.sizing = std::move(*sizing.value);
  if (until != Until::sizing) {
    Book book(design.sizing.ledger, spec, catalog);
    for (const std::string& id : layout_limits(spec, catalog, design.sizing.graph)) book.limit(id);
    Outcome<Design> distributed = distribute(std::move(design), catalog);
    append(result.findings, std::move(distributed.findings));
    design = std::move(*distributed.value);
  }
  design.catalog = used_part(catalog, design.sizing.graph, spec);

  if (until == Until::check) design.report = check_design(design);
  merge_remarks(design.report, result.findings);
  result.value = std::move(design);
  return result;
}

}  // namespace plinth
