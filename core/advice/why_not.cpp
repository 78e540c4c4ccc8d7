// SPDX-License-Identifier: Apache-2.0
#include "core/advice/why_not.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/sizing/infeasible.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

/// The same site, where nothing but `module` can supply its service. What the site says against it is set aside.
SiteSpec forced(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module) {
  SiteSpec changed = spec;
  std::erase(changed.catalog.exclude, module.id);
  std::erase(changed.catalog.exclude, module.manufacturer);
  changed.catalog.prefer.clear();
  changed.catalog.max_lead_time.reset();
  changed.project.order_date.clear();
  // A kind that may serve elsewhere as well (chillers) is kept out of heat rejection by its own key.
  if (module.kind == "dry_cooler") changed.cooling.rejection = Rejection::dry;
  if (module.kind == "adiabatic_cooler") changed.cooling.rejection = Rejection::adiabatic;
  if (module.kind == "cooling_tower") changed.cooling.rejection = Rejection::tower;
  const auto service = [&](const ModuleType& type) {
    const Kind* kind = catalog.kind(type.kind);
    return kind == nullptr ? std::string() : kind->service;
  };
  for (const ModuleType& type : catalog.modules)
    if (type.id != module.id && (type.kind == module.kind || service(type) == service(module)))
      changed.catalog.exclude.push_back(type.id);
  return changed;
}

std::map<std::string, std::string> choices(const Sizing& sizing) {
  std::map<std::string, std::string> by_service;
  for (const Selection& selection : sizing.selection) {
    std::string& words = by_service[selection.service];
    words += (words.empty() ? "" : ", ") + std::to_string(selection.installed) + " x " + selection.module;
  }
  return by_service;
}

std::vector<Swap> swaps_between(const Sizing& before, const Sizing& after) {
  const auto a = choices(before), b = choices(after);
  std::set<std::string> services;
  for (const auto& [service, words] : a) services.insert(service);
  for (const auto& [service, words] : b) services.insert(service);
  std::vector<Swap> swaps;
  for (const std::string& service : services) {
    const auto was = a.find(service), is = b.find(service);
    Swap swap{service, was == a.end() ? "" : was->second, is == b.end() ? "" : is->second};
    if (swap.before != swap.after) swaps.push_back(std::move(swap));
  }
  return swaps;
}

int installed_of(const Sizing& sizing, const std::string& module) {
  int installed = 0;
  for (const Selection& selection : sizing.selection)
    if (selection.module == module) installed += selection.installed;
  if (installed == 0)
    for (const Node& node : sizing.graph.nodes) installed += node.module == module ? 1 : 0;
  return installed;
}

/// Why no service of this site chooses among types of the kind.
std::vector<std::string> not_asked(const Catalog& catalog, const ModuleType& module) {
  if (module.kind == "rack") return {"the racks of a site are given by it.rack and [[it.group]], not chosen"};
  std::vector<std::string> parents;
  for (const ModuleType& type : catalog.modules)
    if (std::any_of(type.contains.begin(), type.contains.end(),
                    [&](const Contained& part) { return part.module == module.id; }))
      parents.push_back(type.id);
  if (!parents.empty()) return {"it is not chosen by itself: it comes inside " + join(parents, ", ")};
  if (module.kind == "busway" || module.kind == "mv_cable" || module.kind == "pipe")
    return {"it is stock: each connection takes the size that its current or flow needs, and none needs this one"};
  return {"this site needs nothing of the kind `" + module.kind + "`"};
}

/// Everything that was held against the module, the services in order of name.
std::vector<std::string> refusals_of(const Refusals& refusals, const std::string& module) {
  std::vector<std::string> found;
  for (const auto& [service, reasons] : refusals.all())
    if (const auto why = reasons.find(module); why != reasons.end()) found.push_back("it " + why->second);
  return found;
}

}  // namespace

Outcome<WhyNot> why_not(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module) {
  Outcome<WhyNot> outcome;
  const Outcome<Sizing> best = size_site(spec, catalog);
  if (!best.ok()) {
    outcome.findings = best.findings;
    return outcome;
  }
  const Outcome<Problem> problem = read_problem(spec, catalog);
  Refusals asked;
  (void)solve(*problem.value, asked, {});
  WhyNot answer;
  answer.module = module.id, answer.kind = module.kind;
  answer.without = best.value->objective;
  answer.installed = installed_of(*best.value, module.id);
  if (answer.installed > 0) {
    outcome.value = std::move(answer);
    return outcome;
  }
  if (!problem.value->memo->candidates.contains(module.kind)) {
    answer.answer = WhyNot::Answers::not_asked;
    answer.reasons = not_asked(catalog, module);
    outcome.value = std::move(answer);
    return outcome;
  }
  if (const std::string why = not_offered(*problem.value, module); !why.empty()) answer.reasons.push_back("it " + why);
  const SiteSpec only = forced(spec, catalog, module);
  const Outcome<Problem> narrow = read_problem(only, catalog);
  Refusals refusals;
  const SearchResult result = solve(*narrow.value, refusals, {});
  const std::vector<std::string> held = refusals_of(result.solution ? asked : refusals, module.id);
  const Outcome<Sizing> with = size_site(only, catalog);
  if (with.ok() && installed_of(*with.value, module.id) > 0) {
    answer.with = with.value->objective;
    answer.swaps = swaps_between(*best.value, *with.value);
    const double more = answer.with->value - answer.without.value;
    answer.answer = more > 1e-9 * answer.without.value ? WhyNot::Answers::dearer : WhyNot::Answers::equal;
  } else {
    answer.answer = result.exhausted || result.solution ? WhyNot::Answers::impossible : WhyNot::Answers::unproved;
    answer.reasons.insert(answer.reasons.end(), held.begin(), held.end());
    if (!result.solution && held.empty())
      answer.reasons.push_back(explain(*narrow.value, refusals, result).front().message);
    if (result.solution) answer.reasons.push_back("even as the only type of its kind it is not taken");
  }
  outcome.value = std::move(answer);
  return outcome;
}

}  // namespace plinth
