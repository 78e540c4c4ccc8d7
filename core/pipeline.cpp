// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/advice/conflict.h"
#include "core/base/assert.h"
#include "core/base/text.h"
#include "core/civil/civil_works.h"
#include "core/layout/keep.h"
#include "core/layout/lay_out.h"
#include "core/layout/score_book.h"
#include "core/model/book.h"
#include "core/model/phases.h"
#include "core/model/plant_grid.h"
#include "core/rounds.h"
#include "core/routing/lay_routes.h"
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

/// Types placed, routed or quoted and what they contain, every pipe (headers inside modules were chosen from them),
/// their kinds and tests, every limit, and the site's grid profile: enough to derive the design once more.
Catalog used_part(const Catalog& catalog, const Sizing& sizing, const SiteSpec& spec) {
  const Graph& graph = sizing.graph;
  std::set<std::string> types, kinds, families;
  for (const Node& node : graph.nodes) use_type(catalog, node.module, types);
  for (const Edge& edge : graph.edges) use_type(catalog, edge.item, types);
  use_sources(catalog, sizing.ledger, types);
  for (const ModuleType* pipe : catalog.modules_of("pipe")) use_type(catalog, pipe->id, types);
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

/// How one round is laid out: the layout of a sizing, and the edges whose routes are to stay.
using Lay = std::function<Outcome<Layout>(const Sizing&, const Catalog&)>;

struct Round {
  Design design;
  Sizing sized;  ///< before anything was distributed
  Layout laid;   ///< before its routes were laid side by side
  std::vector<Finding> sizing_remarks, layout_remarks, remarks;
};

/// What all rounds share.
struct Run {
  const SiteSpec& spec;
  const Catalog& catalog;
  const Lay& lay;
  const std::set<std::string>& kept;
  bool may_widen;  ///< aisles of blocks, where something does not fit in
};

/// Sizes, lays out where the modules are not those of the round before, and distributes. `wider`: only aisles changed
/// since the round before. Without a value the findings say why.
Outcome<Round> run_round(const Run& run, const Catalog& catalog, const Round* before, bool wider) {
  Outcome<Round> out;
  Round round;
  if (before != nullptr && wider) {
    round.sized = before->sized;
    round.sizing_remarks = before->sizing_remarks;
  } else {
    Outcome<Sizing> sizing = size_site(run.spec, catalog);
    if (!sizing.ok()) {
      out.findings = std::move(sizing.findings);
      return out;
    }
    round.sized = std::move(*sizing.value);
    round.sizing_remarks = std::move(sizing.findings);
  }
  if (before != nullptr && !wider && same_layout_inputs(before->sized.graph, round.sized.graph)) {
    round.laid = before->laid;
    round.layout_remarks = before->layout_remarks;
  } else {
    Outcome<Layout> layout = run.lay(round.sized, catalog);
    if (!layout.ok()) {
      out.findings = std::move(round.sizing_remarks);
      append(out.findings, std::move(layout.findings));
      return out;
    }
    round.layout_remarks = std::move(layout.findings);
    round.laid = std::move(*layout.value);
  }
  round.design.spec = in_plant_grid(run.spec, round.laid.grid_rotation_deg);
  round.design.layout = round.laid;
  round.design.sizing = round.sized;
  Book book(round.design.sizing.ledger, run.spec, catalog);
  for (const std::string& id : layout_limits(run.spec, catalog, round.design.sizing.graph)) book.limit(id);
  for (const std::string& id : route_limits())
    if (catalog.limit(id, text(run.spec.project.jurisdiction)) != nullptr) book.limit(id);
  book_score(book, run.spec, round.laid);
  const int passes = settle_routes(round.design, catalog, run.kept, round.remarks);
  round.design.convergence.passes = std::abs(passes);
  round.design.convergence.converged = passes > 0;
  out.value = std::move(round);
  return out;
}

Finding not_converged(const Convergence& c) {
  Finding f;
  f.code = "DIS302";
  f.severity = Severity::warning;
  f.message = fmt::format(
      "sizing and layout do not agree after {} round{}: the routed plant exceeds what it was sized for by {} %",
      c.rounds, c.rounds == 1 ? "" : "s", round_text(100 * c.last_change, 3));
  f.hint = "`plinth why` on convergence.rounds names the allowances; give them more in an overlay";
  return f;
}

/// Rounds until the routed plant exceeds no allowance of the design basis; allowances only rise, so rounds cannot run
/// in a circle. A round that is refused ends them: the one before stands. Where the land has no room for wider aisles,
/// they stay as they were, and RTE02 says what does not fit.
class Rounds {
 public:
  Rounds(const Run& run, Allowances allowances) : run_(run), allowances_(std::move(allowances)) {}

  Outcome<Design> go() {
    Outcome<Design> out;
    for (bool more = true; more;) {
      Outcome<Round> round = run_round(run_, catalog(), last_ ? &*last_ : nullptr, only_aisles_);
      if (!round.ok() && !last_) {
        out.findings = std::move(round.findings);
        return out;
      }
      more = round.ok() ? accept(std::move(*round.value)) : give_way();
    }
    out.value = std::move(last_->design);
    for (auto* remarks : {&last_->sizing_remarks, &last_->layout_remarks, &last_->remarks})
      append(out.findings, std::move(*remarks));
    out.value->convergence = result_;
    record_convergence(*out.value, out.value->catalog);
    if (!result_.converged) out.findings.push_back(not_converged(result_));
    return out;
  }

 private:
  const Catalog& catalog() {
    if (allowances_.empty()) return run_.catalog;
    raised_ = with_allowances(run_.catalog, run_.spec.project.jurisdiction, allowances_);
    return raised_;
  }

  /// The round stands; whether another is to follow.
  bool accept(Round round) {
    const Catalog& used = allowances_.empty() ? run_.catalog : raised_;
    last_ = std::move(round);
    last_->design.catalog = used_part(used, last_->design.sizing, run_.spec);
    const Excess excess = excess_of(last_->design, used);
    ++result_.rounds;
    result_.passes = last_->design.convergence.passes;
    result_.converged = last_->design.convergence.converged && excess.needed.empty();
    result_.last_change = excess.share;
    result_.raised.clear();
    for (const auto& [id, value] : allowances_) result_.raised.push_back(id);
    held_ = allowances_;
    const bool widen = !excess.aisles.empty() && may_widen_ && result_.rounds < kMostRounds - 2;
    if (result_.rounds == kMostRounds || (excess.needed.empty() && !widen)) return false;
    for (const auto& [id, value] : excess.needed) allowances_[id] = value;
    if (widen)
      for (const auto& [id, value] : excess.aisles) allowances_[id] = value;
    only_aisles_ = excess.needed.empty();
    return true;
  }

  /// A round was refused: once more without wider aisles, where those were asked for beside others.
  bool give_way() {
    const bool others = !only_aisles_;
    bool widened = false;
    for (const char* id : {kBlockAisle, kYardAisle}) {
      const auto before = held_.find(id), now = allowances_.find(id);
      if (now == allowances_.end() || (before != held_.end() && before->second == now->second)) continue;
      widened = true;
      if (before != held_.end())
        now->second = before->second;
      else
        allowances_.erase(now);
    }
    may_widen_ = only_aisles_ = false;
    return widened && others;
  }

  const Run& run_;
  Allowances allowances_, held_;  ///< of the round to come; of the last good one
  Catalog raised_;
  std::optional<Round> last_;
  Convergence result_;
  bool only_aisles_ = false, may_widen_ = run_.may_widen;
};

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
                        Until until, const Lay& lay, const KnownOutages& known, Kept kept = {}) {
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
    const Run run{spec, catalog, lay, kept.edges != nullptr ? *kept.edges : none, kept.edges == nullptr};
    result = Rounds(run, std::move(kept.allowances)).go();
    if (!result.ok()) return result;
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

/// Allowances that an earlier run raised.
Allowances raised_in(const Design& design) {
  Allowances out;
  for (const std::string& id : design.convergence.raised)
    if (const Limit* limit = design.catalog.limit(id, text(design.spec.project.jurisdiction))) out[id] = limit->si;
  return out;
}

}  // namespace

Outcome<Design> run_stages(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                           std::string engine, Until until, const LayoutEffort& effort, const KnownOutages& known) {
  return run_all(
      spec, catalog, std::move(inputs), std::move(engine), until,
      [&](const Sizing& sizing, const Catalog& used) { return lay_out(spec, used, sizing, effort); }, known);
}

Outcome<Design> keep_stages(const Design& edited, const Catalog& catalog, std::string engine, KeptChanges& changes,
                            Until until, const KnownOutages& known) {
  std::set<std::string> kept_edges;
  const Lay lay = [&](const Sizing& sizing, const Catalog& used) {
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
  return run_all(edited.spec, catalog, edited.inputs, std::move(engine), until, lay, known,
                 {&kept_edges, raised_in(edited)});
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
