// SPDX-License-Identifier: Apache-2.0
#include "core/advice/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/remark.h"
#include "core/model/differences.h"
#include "core/pipeline.h"

namespace plinth {
namespace {

constexpr std::size_t kMostFindings = 500;

Finding altered(std::string message, std::vector<std::string> tags) {
  Finding finding = remark(
      "AUD01", Severity::error, std::move(message),
      "change the site file and design it again; `plinth layout DESIGN --keep` takes over modules that were moved");
  finding.tags = std::move(tags);
  return finding;
}

std::string sentence(const Difference& d) {
  if (!d.in_second) return fmt::format("{} in `{}` does not follow from site and catalog", d.key, d.list);
  if (!d.in_first) return fmt::format("{} is missing in `{}`: site and catalog ask for it", d.key, d.list);
  const std::string where = d.key == d.list ? fmt::format("`{}`", d.list) : fmt::format("{} in `{}`", d.key, d.list);
  std::string text = fmt::format("{}: {} is {}, but {} follows from site and catalog", where, d.members.front().name,
                                 d.members.front().first, d.members.front().second);
  for (std::size_t i = 1; i < d.members.size(); ++i)
    text += fmt::format("; {} is {}, not {}", d.members[i].name, d.members[i].first, d.members[i].second);
  return text;
}

/// Modules on the ground that stand elsewhere in `design` than in `derived`.
std::vector<std::pair<const Placement*, const Placement*>> placed_by_hand(const Design& design, const Design& derived) {
  std::vector<std::pair<const Placement*, const Placement*>> moved;
  for (const Placement& is : design.layout.placements) {
    if (!is.parent.empty()) continue;
    const Placement* usual = derived.layout.placement(is.tag);
    if (usual != nullptr && usual->parent.empty() && usual->module == is.module &&
        (usual->x != is.x || usual->y != is.y || usual->rotation_deg != is.rotation_deg))
      moved.emplace_back(&is, usual);
  }
  return moved;
}

/// `stale`: how many records are still those of the place where the layout puts it.
Finding by_hand(const Placement& is, const Placement& usual, std::size_t stale) {
  Finding finding;
  finding.code = "AUD02";
  finding.severity = stale > 0 ? Severity::error : Severity::info;
  finding.tags = {is.tag};
  const double away = 1e-3 * std::hypot(static_cast<double>(is.x - usual.x), static_cast<double>(is.y - usual.y));
  finding.message = fmt::format("{} stands {:.3f} m from where the layout puts it", is.tag, away);
  if (is.rotation_deg != usual.rotation_deg)
    finding.message += fmt::format(", turned to {} instead of {} degrees", is.rotation_deg, usual.rotation_deg);
  if (stale > 0) {
    finding.message += fmt::format("; {} records of routes, cables and pipes have not followed what moved", stale);
    finding.hint = "`plinth layout DESIGN --keep` takes over modules that were moved";
  }
  finding.marks = {{usual.x, usual.y}, {is.x, is.y}};
  return finding;
}

/// How long the search was depends on what it could choose from, and the design keeps only what was chosen: types,
/// the grid angle, allowances of the last round.
void forgive_search(std::vector<Difference>& found) {
  const auto forgiven = [](const Difference& d, const std::string& member) {
    return (d.list == "objective" && member == "how") || (d.list == "layout" && member == "candidates");
  };
  std::erase_if(found, [&](Difference& d) {
    if (d.list == "convergence" || d.key.starts_with("convergence.")) return true;
    if (d.members.empty()) return false;
    std::erase_if(d.members, [&](const ChangedMember& member) { return forgiven(d, member.name); });
    return d.members.empty();
  });
}

bool same_record(const Difference& a, const Difference& b) { return a.list == b.list && a.key == b.key; }

/// What does not follow once the modules are where the design has them. Records that fit the usual places are left to
/// their modules: `stale` counts them.
std::vector<Difference> unfounded(const Design& design, const Design& fresh, const std::string& engine,
                                  const KnownOutages& known, std::size_t& stale) {
  std::vector<Difference> against_usual = differences(design, fresh);
  KeptChanges changes;
  const Outcome<Design> kept = keep_stages(design, design.catalog, engine, changes, Until::layout, known);
  if (!kept.ok()) return against_usual;
  std::vector<Difference> found = differences(design, *kept.value);
  if (changes.moved.empty() && changes.rerouted.empty() && changes.followed.empty()) {
    // Routes have followed the modules: names of passages and the order of groups depend on the way there.
    std::erase_if(found, [](const Difference& d) {
      return d.list != "demand" && d.list != "selection" && d.list != "graph/nodes" && d.list != "placements";
    });
    return found;
  }
  stale = std::erase_if(found, [&](const Difference& d) {
    return std::none_of(against_usual.begin(), against_usual.end(),
                        [&](const Difference& usual) { return same_record(usual, d); });
  });
  return found;
}

std::vector<Finding> findings_of(const Design& design, const std::string& engine, const KnownOutages& known) {
  const Outcome<Design> fresh = run_stages(design.spec, design.catalog, design.inputs, engine, Until::layout,
                                           {design.layout.search.iterations, design.layout.search.seed, {}}, known);
  if (!fresh.ok()) {
    std::string why;
    for (const Finding& finding : fresh.findings)
      if (why.empty() && finding.severity == Severity::error) why = finding.code + ": " + finding.message;
    return {altered("site and catalog of this design give no design: " + why, {})};
  }
  const auto moved = placed_by_hand(design, *fresh.value);
  std::size_t stale = 0;
  std::vector<Difference> found =
      moved.empty() ? differences(design, *fresh.value) : unfounded(design, *fresh.value, engine, known, stale);
  forgive_search(found);
  std::vector<Finding> out;
  for (const auto& [is, usual] : moved) out.push_back(by_hand(*is, *usual, stale));
  for (std::size_t i = 0; i < std::min(found.size(), kMostFindings); ++i)
    out.push_back(altered(sentence(found[i]), found[i].tags));
  if (found.size() > kMostFindings) {
    const std::size_t more = found.size() - kMostFindings;
    out.push_back(altered(fmt::format("{} more records do not follow from site and catalog", more), {}));
  }
  return out;
}

}  // namespace

Audit audit_design(const Design& design, const std::string& engine, std::shared_ptr<const OutageStudy> outages) {
  Audit audit;
  Verdict& verdict = audit.verdict;
  verdict.code = "AUD01";
  verdict.name = "altered-design";
  verdict.basis = "house rule: a design follows from its site and catalog";
  if (design.engine != engine) {
    verdict.why = fmt::format("the design was made by {}, this is {}", design.engine, engine);
    return audit;
  }
  audit.findings = findings_of(design, engine, {&design, std::move(outages)});
  const auto& graph = design.sizing.graph;
  verdict.measured = static_cast<int>(graph.nodes.size() + graph.edges.size() + design.layout.placements.size() +
                                      design.layout.routes.size());
  verdict.findings = static_cast<int>(audit.findings.size());
  const bool failed = has_errors(audit.findings);
  verdict.outcome = failed ? Outcomes::failed : Outcomes::passed;
  return audit;
}

}  // namespace plinth
