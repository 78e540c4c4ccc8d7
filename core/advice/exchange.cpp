// SPDX-License-Identifier: Apache-2.0
#include "core/advice/exchange.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"

namespace plinth {
namespace {

std::map<std::string, std::string> choices(const Sizing& sizing) {
  std::map<std::string, std::string> by_service;
  for (const Selection& selection : sizing.selection) {
    std::string& words = by_service[selection.service];
    words += (words.empty() ? "" : ", ") + std::to_string(selection.installed) + " x " + selection.module;
  }
  return by_service;
}

}  // namespace

SiteSpec forced(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module,
                const std::vector<std::string>& also) {
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
    if (type.id != module.id && std::find(also.begin(), also.end(), type.id) == also.end() &&
        (type.kind == module.kind || service(type) == service(module)))
      changed.catalog.exclude.push_back(type.id);
  return changed;
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

std::vector<std::string> not_asked(const Catalog& catalog, const ModuleType& module) {
  if (module.kind == "rack") return {"the racks of a site are given by it.rack and [[it.group]], not chosen"};
  std::vector<std::string> parents;
  for (const ModuleType& type : catalog.modules)
    if (std::any_of(type.contains.begin(), type.contains.end(),
                    [&](const Contained& part) { return part.module == module.id; }))
      parents.push_back(type.id);
  if (!parents.empty()) return {"it is not chosen by itself: it comes inside " + join(parents, ", ")};
  if (module.kind == "valve") return {"it is stock: a pipe takes the cheapest valve of its size"};
  if (module.kind == "busway" || module.kind == "mv_cable" || module.kind == "pipe")
    return {"it is stock: each connection takes the size that its current or flow needs, and none needs this one"};
  return {"this site needs nothing of the kind `" + module.kind + "`"};
}

}  // namespace plinth
