// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "core/advice/conflict.h"
#include "core/base/assert.h"
#include "core/distribution/distribute.h"
#include "core/layout/keep.h"
#include "core/layout/lay_out.h"
#include "core/model/book.h"
#include "core/model/phases.h"
#include "core/rules/check_design.h"
#include "core/rules/waivers.h"
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
  part.rules = kept(catalog.rules, [&](const DataRule& rule) { return rule_in_use(spec, rule); });
  return part;
}

// ---- the stages ---------------------------------------------------------------------------------------------------

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

/// Everything after the sizing; `lay` gives the layout.
template <class Lay>
Outcome<Design> run_all(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs, std::string engine,
                        Until until, Lay lay) {
  Outcome<Design> result;
  const auto refused = [&](std::vector<Finding> findings) {
    append(result.findings, std::move(findings));
    return std::move(result);
  };

  if (std::vector<Finding> faults = rule_choice_faults(spec, catalog); !faults.empty())
    return refused(std::move(faults));
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
    Outcome<Layout> layout = lay(*sizing.value);
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
  finish_phases(design);

  if (until == Until::check) {
    design.report = check_design(design);
    // ZON01 and ADJ01 say the same, of all modules and in a form that can be waived.
    std::erase_if(result.findings, [](const Finding& f) { return f.code == "LAY011" || f.code == "LAY012"; });
  }
  merge_remarks(design.report, result.findings);
  result.value = std::move(design);
  return result;
}

}  // namespace

Outcome<Design> run_stages(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                           std::string engine, Until until) {
  return run_all(spec, catalog, std::move(inputs), std::move(engine), until,
                 [&](const Sizing& sizing) { return lay_out(spec, catalog, sizing); });
}

Outcome<Design> keep_stages(const Design& edited, const Catalog& catalog, std::string engine, KeptChanges& changes) {
  return run_all(edited.spec, catalog, edited.inputs, std::move(engine), Until::check, [&](const Sizing& sizing) {
    Outcome<KeptLayout> kept = keep_layout(edited.spec, catalog, sizing, edited.layout);
    Outcome<Layout> layout;
    layout.findings = std::move(kept.findings);
    if (!kept.ok()) return layout;
    changes = {std::move(kept.value->moved), std::move(kept.value->followed), std::move(kept.value->rerouted)};
    layout.value = std::move(kept.value->layout);
    return layout;
  });
}

Outcome<Design> design_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                            std::string engine, Until until) {
  Outcome<Design> result = run_stages(spec, catalog, std::move(inputs), std::move(engine), until);
  if (result.ok()) return result;
  const bool sized = std::none_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::error && finding.code.starts_with("SIZ");
  });
  advise(result.findings, spec, catalog, sized ? until : Until::sizing);
  return result;
}

}  // namespace plinth
