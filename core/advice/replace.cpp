// SPDX-License-Identifier: Apache-2.0
#include "core/advice/replace.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/advice/why_not.h"
#include "core/base/text.h"

namespace plinth {
namespace {

using Answers = Replacement::Answers;

std::string service_of(const Catalog& catalog, const ModuleType& type) {
  const Kind* kind = catalog.kind(type.kind);
  return kind == nullptr || kind->service.empty() ? type.kind : kind->service;
}

bool same_job(const Catalog& catalog, const ModuleType& a, const ModuleType& b) {
  return a.kind == b.kind || service_of(catalog, a) == service_of(catalog, b);
}

/// Types beside `from` that the design chose for the same service.
std::vector<std::string> beside(const Sizing& sizing, const Catalog& catalog, const ModuleType& from) {
  std::set<std::string> others;
  for (const Selection& selection : sizing.selection) {
    const ModuleType* type = catalog.module(selection.module);
    if (type != nullptr && type->id != from.id && same_job(catalog, *type, from)) others.insert(type->id);
  }
  return {others.begin(), others.end()};
}

/// Types of the design that bring `type` along inside them.
std::vector<std::string> holders_of(const Design& design, const ModuleType& type) {
  std::set<std::string> holders;
  for (const Node& node : design.sizing.graph.nodes) {
    const Node* parent = node.module == type.id ? design.sizing.graph.node(node.parent) : nullptr;
    const ModuleType* outer = parent == nullptr ? nullptr : design.catalog.module(parent->module);
    if (outer != nullptr && std::any_of(outer->contains.begin(), outer->contains.end(),
                                        [&](const Contained& part) { return part.module == type.id; }))
      holders.insert(outer->id);
  }
  return {holders.begin(), holders.end()};
}

/// A type that comes inside another cannot be exchanged alone: what holds the new one would have to be.
std::vector<std::string> comes_inside(const Catalog& catalog, const std::vector<std::string>& holders,
                                      const ModuleType& from, const ModuleType& to) {
  std::vector<std::string> reasons{from.id + " is not chosen by itself: it comes inside " + join(holders, ", ")};
  std::vector<std::string> others;
  for (const ModuleType& type : catalog.modules)
    if (std::any_of(type.contains.begin(), type.contains.end(),
                    [&](const Contained& part) { return part.module == to.id; }))
      others.push_back(type.id);
  reasons.push_back(others.empty() ? "no type of the catalog holds " + to.id
                                   : to.id + " comes inside " + join(others, ", ") + ": preview that one instead");
  return reasons;
}

bool is_selected(const Sizing& sizing, const std::string& module) {
  return std::any_of(sizing.selection.begin(), sizing.selection.end(),
                     [&](const Selection& selection) { return selection.module == module; });
}

SiteSpec with_rack(const SiteSpec& spec, const std::string& from, const std::string& to) {
  SiteSpec changed = spec;
  if (changed.it.rack == from) changed.it.rack = to;
  for (RackGroup& group : changed.it.groups)
    if (group.rack == from) group.rack = to;
  return changed;
}

std::vector<std::string> messages_of(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings)
    if (finding.severity == Severity::error) lines.push_back(finding.message);
  return lines;
}

/// The site with the exchange made, in the order in which it is tried.
std::vector<SiteSpec> trials(const SiteSpec& spec, const Catalog& catalog, const Sizing& base, const ModuleType& from,
                             const ModuleType& to) {
  if (from.kind == "rack") return {with_rack(spec, from.id, to.id)};
  const std::vector<std::string> others = beside(base, catalog, from);
  std::vector<SiteSpec> all;
  if (!others.empty()) all.push_back(forced(spec, catalog, to, others));
  all.push_back(forced(spec, catalog, to));
  return all;
}

void refuse(Replacement& answer, Answers why, std::vector<std::string> reasons) {
  answer.answer = why;
  answer.reasons = std::move(reasons);
}

/// Why the exchange gives no design.
void explain_refusal(Replacement& answer, const SiteSpec& spec, const Catalog& catalog, const ModuleType& to,
                     const std::vector<Finding>& refusal) {
  if (to.kind == "rack") return refuse(answer, Answers::impossible, messages_of(refusal));
  const Outcome<WhyNot> why = why_not(spec, catalog, to);
  if (why.ok() && why.value->answer == WhyNot::Answers::unproved)
    return refuse(answer, Answers::unproved, why.value->reasons);
  std::vector<std::string> reasons = why.ok() ? why.value->reasons : std::vector<std::string>{};
  if (reasons.empty()) reasons = messages_of(refusal);
  refuse(answer, Answers::impossible, std::move(reasons));
}

void compare(Replacement& answer, const Design& before, const Design& after, const Costing& costing) {
  answer.installed_after = installed_of(after.sizing, answer.to);
  answer.after = measures_of(after, costing);
  answer.objective_after = after.sizing.objective;
  answer.swaps = swaps_between(before.sizing, after.sizing);
  answer.gained = gained_findings(before.report.findings, after.report.findings);
  answer.lost = gained_findings(after.report.findings, before.report.findings);
}

}  // namespace

Outcome<Replacement> replace_type(const SiteSpec& spec, const Catalog& catalog, const ModuleType& from,
                                  const ModuleType& to, Until until, const Costing& costing) {
  Outcome<Replacement> outcome;
  Outcome<Design> base = run_stages(spec, catalog, {}, "", until);
  if (!base.ok()) {
    outcome.findings = std::move(base.findings);
    return outcome;
  }
  Replacement answer;
  answer.from = from.id, answer.to = to.id;
  answer.before = measures_of(*base.value, costing);
  answer.objective_before = base.value->sizing.objective;
  answer.installed_before = installed_of(base.value->sizing, from.id);
  if (answer.installed_before == 0) {
    refuse(answer, Answers::not_chosen, {from.id + " is not part of the design"});
  } else if (!same_job(catalog, from, to)) {
    refuse(
        answer, Answers::other_service,
        {from.id + " supplies " + service_of(catalog, from) + ", " + to.id + " supplies " + service_of(catalog, to)});
  } else if (const auto holders = holders_of(*base.value, from); from.kind != "rack" && !holders.empty()) {
    refuse(answer, Answers::impossible, comes_inside(catalog, holders, from, to));
  } else if (from.kind != "rack" && !is_selected(base.value->sizing, from.id)) {
    refuse(answer, Answers::impossible, not_asked(catalog, from));
  } else {
    std::vector<Finding> refusal;
    bool found = false;
    for (const SiteSpec& trial : trials(spec, catalog, base.value->sizing, from, to)) {
      Outcome<Design> with = run_stages(trial, catalog, {}, "", until);
      if (with.ok() && installed_of(with.value->sizing, to.id) > 0) {
        compare(answer, *base.value, *with.value, costing);
        found = true;
        break;
      }
      refusal = std::move(with.findings);
    }
    if (!found) explain_refusal(answer, spec, catalog, to, refusal);
  }
  outcome.value = std::move(answer);
  return outcome;
}

}  // namespace plinth
