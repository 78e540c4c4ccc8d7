// SPDX-License-Identifier: Apache-2.0
#include "core/advice/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/model/differences.h"
#include "core/pipeline.h"

namespace plinth {
namespace {

constexpr std::size_t kMostFindings = 500;

Finding altered(std::string message, std::vector<std::string> tags) {
  Finding finding;
  finding.code = "AUD01";
  finding.severity = Severity::error;
  finding.message = std::move(message);
  finding.tags = std::move(tags);
  finding.hint =
      "change the site file and design it again; `plinth layout DESIGN --keep` takes over modules that were moved";
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

Finding by_hand(const Placement& is, const Placement& usual) {
  Finding finding;
  finding.code = "AUD02";
  finding.severity = Severity::info;
  finding.tags = {is.tag};
  const double away = 1e-3 * std::hypot(static_cast<double>(is.x - usual.x), static_cast<double>(is.y - usual.y));
  finding.message = is.rotation_deg == usual.rotation_deg
                        ? fmt::format("{} stands {:.2f} m from where the layout puts it", is.tag, away)
                        : fmt::format("{} stands {:.2f} m from where the layout puts it, turned by {} instead of {} "
                                      "degrees",
                                      is.tag, away, is.rotation_deg, usual.rotation_deg);
  finding.marks = {{usual.x, usual.y}, {is.x, is.y}};
  return finding;
}

/// How long the search was depends on what it could choose from, and the design keeps only what was chosen.
void forgive_search(std::vector<Difference>& found) {
  std::erase_if(found, [](Difference& d) {
    if (d.list != "objective") return false;
    std::erase_if(d.members, [](const ChangedMember& member) { return member.name == "how"; });
    return d.members.empty();
  });
}

/// The design that follows from site and catalog, with the modules where this one has them if that can be.
std::optional<Design> derived_with_places(const Design& design, const std::string& engine, Design fresh, bool moved) {
  if (!moved) return fresh;
  KeptChanges changes;
  Outcome<Design> kept = keep_stages(design, design.catalog, engine, changes);
  return kept.ok() ? std::move(kept.value) : std::move(fresh);
}

std::vector<Finding> findings_of(const Design& design, const std::string& engine) {
  Outcome<Design> fresh = run_stages(design.spec, design.catalog, design.inputs, engine, Until::layout);
  if (!fresh.ok()) {
    std::string why;
    for (const Finding& finding : fresh.findings)
      if (why.empty() && finding.severity == Severity::error) why = finding.code + ": " + finding.message;
    return {altered("site and catalog of this design give no design: " + why, {})};
  }
  std::vector<Finding> out;
  const auto moved = placed_by_hand(design, *fresh.value);
  for (const auto& [is, usual] : moved) out.push_back(by_hand(*is, *usual));
  const bool any_moved = !moved.empty();
  const std::optional<Design> derived = derived_with_places(design, engine, std::move(*fresh.value), any_moved);
  std::vector<Difference> found = differences(design, *derived);
  forgive_search(found);
  for (std::size_t i = 0; i < std::min(found.size(), kMostFindings); ++i)
    out.push_back(altered(sentence(found[i]), found[i].tags));
  if (found.size() > kMostFindings)
    out.push_back(altered(fmt::format("{} more records do not follow from site and catalog",
                                      found.size() - kMostFindings), {}));
  return out;
}

}  // namespace

Audit audit_design(const Design& design, const std::string& engine) {
  Audit audit;
  Verdict& verdict = audit.verdict;
  verdict.code = "AUD01";
  verdict.name = "altered-design";
  verdict.basis = "house rule: a design follows from its site and catalog";
  if (design.engine != engine) {
    verdict.why = fmt::format("the design was made by {}, this is {}", design.engine, engine);
    return audit;
  }
  audit.findings = findings_of(design, engine);
  const auto& graph = design.sizing.graph;
  verdict.measured = static_cast<int>(graph.nodes.size() + graph.edges.size() + design.layout.placements.size() +
                                      design.layout.routes.size());
  verdict.findings = static_cast<int>(audit.findings.size());
  const bool failed = has_errors(audit.findings);
  verdict.outcome = failed ? Outcomes::failed : Outcomes::passed;
  return audit;
}

}  // namespace plinth
