// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "core/advice/conflict.h"
#include "core/base/assert.h"
#include "core/base/text.h"
#include "core/civil/civil_works.h"
#include "core/layout/keep.h"
#include "core/layout/lay_out.h"
#include "core/model/phases.h"
#include "core/model/valves.h"
#include "core/rounds.h"
#include "core/rules/check_design.h"
#include "core/rules/outage/availability.h"
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

/// The types whose values stand in the ledger: "catalog.<type>.<attribute>".
void use_sources(const Catalog& catalog, const Ledger& ledger, std::set<std::string>& used) {
  constexpr std::string_view kSource = "catalog.";
  for (auto entry = ledger.entries().lower_bound(kSource); entry != ledger.entries().end(); ++entry) {
    const std::string& id = entry->first;
    if (!id.starts_with(kSource)) break;
    const std::string type = id.substr(kSource.size(), id.find('.', kSource.size()) - kSource.size());
    if (catalog.module(type) != nullptr) use_type(catalog, type, used);
  }
}

/// Types placed, routed or quoted and what they contain, every pipe (headers inside modules were chosen from them) with
/// the valve of its size, their kinds and tests, every limit, and the site's grid profile: enough to derive the design once more.
Catalog used_part(const Catalog& catalog, const Sizing& sizing, const SiteSpec& spec) {
  const Graph& graph = sizing.graph;
  std::set<std::string> types, kinds, families;
  for (const Node& node : graph.nodes) use_type(catalog, node.module, types);
  for (const Edge& edge : graph.edges) use_type(catalog, edge.item, types);
  use_sources(catalog, sizing.ledger, types);
  for (const ModuleType* pipe : catalog.modules_of("pipe")) {
    use_type(catalog, pipe->id, types);
    if (const ModuleType* valve = valve_of_pipe(spec, catalog, *pipe)) use_type(catalog, valve->id, types);
  }
  if (spec.cooling.isolation == Isolation::double_block)
    for (const Manifold& manifold : manifolds(graph, catalog, spec.cooling.isolation))
      if (const ModuleType* valve = valve_of_bore(spec, catalog, manifold.bore)) use_type(catalog, valve->id, types);
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

/// Passages that carry nothing are left out of the result.
void drop_empty_passages(Layout& layout) {
  std::set<std::string_view> used;
  for (const Carrier& carrier : layout.carriers) used.insert(carrier.passage);
  std::erase_if(layout.passages, [&](const Passage& p) { return !used.contains(p.name); });
}

/// Modules that stay where a design has them: what `lay` gives routes of `edges` stay point for point, and `allowances`
/// are those that the design was made with.
struct Kept {
  const std::set<std::string>* edges = nullptr;
  Allowances allowances = {};
};

Outcome<Design> run_all(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs, std::string engine,
                        Until until, const Lay& lay, const KnownOutages& known, Kept kept = {}, bool searches = false) {
  Outcome<Design> result;
  if (std::vector<Finding> faults = rule_choice_faults(spec, catalog); !faults.empty()) {
    result.findings = std::move(faults);
    return result;
  }
  if (until == Until::sizing) {
    Outcome<Sizing> sizing = size_site(spec, catalog);
    result.findings = std::move(sizing.findings);
    if (!sizing.ok()) return result;
    result.value.emplace();
    result.value->spec = spec;
    result.value->sizing = std::move(*sizing.value);
    result.value->catalog = used_part(catalog, result.value->sizing, spec);
  } else {
    static const std::set<std::string> none;
    const RoundsInput run{
        spec, catalog, lay, kept.edges != nullptr ? *kept.edges : none, searches, kept.edges == nullptr};
    result = run_rounds(run, std::move(kept.allowances));
    if (!result.ok()) return result;
    result.value->catalog = used_part(result.value->catalog, result.value->sizing, spec);
    drop_empty_passages(result.value->layout);
    Outcome<Design> built = civil_works(std::move(*result.value), catalog);
    append(result.findings, std::move(built.findings));
    result.value = std::move(built.value);
  }
  Design& design = *result.value;
  design.engine = std::move(engine);
  design.inputs = std::move(inputs);
  std::sort(design.inputs.begin(), design.inputs.end(),
            [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  std::shared_ptr<const OutageStudy> outages;
  if (until != Until::sizing) {
    outages = known.study != nullptr && same_outage_inputs(*known.of, design)
                  ? known.study
                  : std::make_shared<const OutageStudy>(sweep_outages(CheckContext(design)));
    record_availability(design, *outages, catalog);
  }
  finish_phases(design);
  if (until == Until::check) {
    design.report = check_design(design, outages);
    // ZON01 and ADJ01 say the same, of all modules and in a form that can be waived.
    std::erase_if(result.findings, [](const Finding& f) { return f.code == "LAY011" || f.code == "LAY012"; });
    append(result.findings, rule_use_remarks(spec, catalog));
  }
  merge_remarks(design.report, result.findings);
  return result;
}

/// Allowances that an earlier run changed.
Allowances changed_in(const Design& design) {
  Allowances out;
  for (const std::string& id : design.convergence.raised)
    if (const Limit* limit = design.catalog.limit(id, text(design.spec.project.jurisdiction))) out[id] = limit->si;
  return out;
}

/// A route that stays where it is has been touched as well when it dips below another one now, or when a gap that it
/// runs through has changed.
void note_touched(const Layout& before, const Layout& after, std::vector<std::string>& rerouted) {
  std::map<std::string_view, const Route*> old;
  for (const Route& route : before.routes) old[route.edge] = &route;
  for (const Route& route : after.routes)
    if (const auto was = old.find(route.edge); was == old.end() || *was->second != route)
      rerouted.push_back(route.edge);
  std::sort(rerouted.begin(), rerouted.end());
  rerouted.erase(std::unique(rerouted.begin(), rerouted.end()), rerouted.end());
}

}  // namespace

Outcome<Design> run_stages(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                           std::string engine, Until until, const LayoutEffort& effort, const KnownOutages& known) {
  return run_all(
      spec, catalog, std::move(inputs), std::move(engine), until,
      [&](const Sizing& sizing, const Catalog& used, double search) {
        LayoutEffort own = effort;
        own.share = search;
        if (search <= 0) own.iterations = 0;
        return lay_out(spec, used, sizing, own);
      },
      known, {}, effort.iterations > 0);
}

Outcome<Design> keep_stages(const Design& edited, const Catalog& catalog, std::string engine, KeptChanges& changes,
                            Until until, const KnownOutages& known) {
  std::set<std::string> kept_edges;
  const Lay lay = [&](const Sizing& sizing, const Catalog& used, double) {
    Outcome<KeptLayout> kept = keep_layout(edited.spec, used, sizing, edited.layout);
    Outcome<Layout> layout;
    layout.findings = std::move(kept.findings);
    if (!kept.ok()) return layout;
    changes = {std::move(kept.value->moved), std::move(kept.value->followed), std::move(kept.value->rerouted)};
    kept_edges.clear();
    for (const Route& route : kept.value->layout.routes) kept_edges.insert(route.edge);
    for (const std::string& edge : changes.rerouted) kept_edges.erase(edge);
    layout.value = std::move(kept.value->layout);
    return layout;
  };
  Outcome<Design> result = run_all(edited.spec, catalog, edited.inputs, std::move(engine), until, lay, known,
                                   {&kept_edges, changed_in(edited)});
  if (result.ok()) note_touched(edited.layout, result.value->layout, changes.rerouted);
  return result;
}

Outcome<Design> design_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                            std::string engine, Until until, const LayoutEffort& effort) {
  Outcome<Design> result = run_stages(spec, catalog, std::move(inputs), std::move(engine), until, effort);
  if (result.ok()) return result;
  const bool sized = std::none_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::error && finding.code.starts_with("SIZ");
  });
  advise(result.findings, spec, catalog, sized ? until : Until::sizing);
  return result;
}

}  // namespace plinth
