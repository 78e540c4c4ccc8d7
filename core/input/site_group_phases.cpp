// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_group_phases.h"

#include <algorithm>

namespace plinth {
namespace {

void fault(SiteContext& context, std::string message, std::string hint, const Origin& origin) {
  Finding finding;
  finding.code = spc::conflict;
  finding.severity = Severity::error;
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  finding.origin = origin;
  context.findings.push_back(std::move(finding));
}

/// Where each group says its phase; where it begins, if it does not.
std::vector<Origin> origins_of(SiteContext& context, TomlTable& root) {
  std::vector<Origin> out;
  if (auto it = root.table("it"))
    for (TomlTable& group : it->tables("group"))
      out.push_back(context.document.origin(group.has("phase") ? group.key_span("phase") : group.header()));
  out.resize(context.spec.it.groups.size());
  return out;
}

std::string name_of(int number) { return "phase " + std::to_string(number); }

/// The first group of a phase, and where it says so.
std::optional<Origin> group_of(const SiteContext& context, const std::vector<Origin>& origins, int number) {
  const std::vector<RackGroup>& groups = context.spec.it.groups;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (groups[i].phase == number) return origins[i];
  return std::nullopt;
}

bool all_have_one(SiteContext& context, const std::vector<Origin>& origins) {
  const std::vector<RackGroup>& groups = context.spec.it.groups;
  bool all = true;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].phase > 0) continue;
    all = false;
    fault(context, "group " + std::to_string(i + 1) + " in [[it.group]] has no `phase`, others have one",
          "say for every group which phase builds it, or for none", origins[i]);
  }
  return all;
}

}  // namespace

bool groups_have_phases(const SiteSpec& spec) {
  return std::any_of(spec.it.groups.begin(), spec.it.groups.end(), [](const RackGroup& g) { return g.phase > 0; });
}

void join_group_phases(SiteContext& context, TomlTable& root) {
  const std::vector<Origin> origins = origins_of(context, root);
  if (!all_have_one(context, origins)) return;
  std::vector<Phase>& phases = context.spec.phases;
  int last = 0;
  for (const RackGroup& group : context.spec.it.groups) last = std::max(last, group.phase);
  for (const Phase& phase : phases) {
    if (phase.load || phase.racks > 0)
      fault(context,
            "the groups in [[it.group]] say what " + name_of(phase.number) + " builds, and [[phase]] says it again",
            "leave `load` and `racks` out of [[phase]], or `phase` out of the groups", phase.origin);
    if (phase.number > last)
      fault(context, "no group in [[it.group]] is built in " + name_of(phase.number),
            "give a group `phase = " + std::to_string(phase.number) + "`, or leave this [[phase]] out", phase.origin);
  }
  for (int number = 1; number <= last; ++number) {
    const auto at = std::lower_bound(phases.begin(), phases.end(), number,
                                     [](const Phase& phase, int n) { return phase.number < n; });
    const std::optional<Origin> group = group_of(context, origins, number);
    if (!group && (at == phases.end() || at->number != number))
      fault(context, "no group in [[it.group]] is built in " + name_of(number), "number phases 1, 2 … without a gap",
            *group_of(context, origins, last));
    else if (!group)
      fault(context, "no group in [[it.group]] is built in " + name_of(number),
            "give a group `phase = " + std::to_string(number) + "`, or leave this [[phase]] out", at->origin);
    else if (at == phases.end() || at->number != number) {
      Phase added;
      added.number = number;
      added.origin = *group;
      phases.insert(at, std::move(added));
    }
  }
}

void check_pin_phases(SiteContext& context) {
  const int last = context.spec.phases.empty() ? 0 : context.spec.phases.back().number;
  for (const Pin& pin : context.spec.pins)
    if (pin.phase > last)
      fault(context,
            "'" + pin.tag + "' is pinned for " + name_of(pin.phase) + ", " +
                (last == 0 ? "and the site has no phases" : "the last is " + name_of(last)),
            last == 0 ? "add [[phase]], or `phase` to the groups in [[it.group]]"
                      : "a phase from 1 to " + std::to_string(last),
            pin.origin);
}

}  // namespace plinth
