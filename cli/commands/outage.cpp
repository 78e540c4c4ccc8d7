// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/outage.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/rules/outage/report.h"
#include "core/rules/outage/valve_sections.h"

namespace plinth::commands {
namespace {

[[noreturn]] void unknown(const CheckContext& context, const std::string& word) {
  std::vector<std::string> known;
  for (const NodeView& node : context.nodes) known.push_back(node.node->tag);
  const std::string near = nearest(word, known);
  throw Stop(Exit::usage, fmt::format("this design has no module, connection or bus `{}`", printable(word, 80)),
             near.empty() ? "a tag (MVS-01), an edge (E0001), a valve (E0001.V1) or an inlet of a pod (POD-01.lv_a)"
                          : fmt::format("did you mean `{}`?", near));
}

/// Takes in a tag, the id of an edge, or the inlet of a pod.
void take(const Services& services, const std::string& word, Removal& removal) {
  const CheckContext& context = services.context;
  if (const int node = context.node_of(word); node >= 0) return removal.nodes.push_back(node);
  for (std::size_t e = 0; e < context.edges.size(); ++e)
    if (context.edges[e].edge->id == word) return removal.edges.push_back(static_cast<int>(e));
  const ValveSections sections(context);
  const auto drain = [&](const Removal& section) {
    removal.nodes.insert(removal.nodes.end(), section.nodes.begin(), section.nodes.end());
    removal.edges.insert(removal.edges.end(), section.edges.begin(), section.edges.end());
  };
  for (const Valve& valve : isolation_valves(context.design))
    if (valve.tag == word) return drain(sections.of(valve));
  for (const Segment& segment : sections.segments())
    if (segment.name == word) return drain(segment.removal);
  if (const auto dot = word.rfind('.'); dot != std::string::npos)
    if (const int node = context.node_of(word.substr(0, dot)); node >= 0)
      if (const int bus = services.buses.bus_at(node, word.substr(dot + 1)); bus >= 0)
        return removal.buses.push_back(bus);
  unknown(context, word);
}

Exit run_one(Context& context, const CheckContext& view, const std::vector<std::string>& lists) {
  if (context.options().format == "csv") throw Stop(Exit::usage, "--remove has no CSV", "use --format json");
  if (view.edges.empty()) throw Stop(Exit::usage, "the design has no graph to take anything out of");
  Outages outages(view);
  AskedOutage asked;
  Removal removal;
  for (const std::string& list : lists)
    for (const std::string& word : split(list, ',')) {
      const std::string name(trim(word));
      if (name.empty() || std::find(asked.removed.begin(), asked.removed.end(), name) != asked.removed.end()) continue;
      take(outages.services(), name, removal);
      asked.removed.push_back(name);
    }
  if (asked.removed.empty()) throw Stop(Exit::usage, "--remove names nothing");
  asked.present = outages.consequence(removal, Grid::present, Detail::full);
  asked.has_backup = outages.services().backup.demand > 0.0;
  if (asked.has_backup) asked.away = outages.consequence(removal, Grid::away, Detail::it_only);
  asked.survivor = CordLoads(outages.services()).worst_without(removal, asked.present.on_gensets);
  context.out(context.json() ? asked_outage_json(outages, asked) : asked_outage_text(outages, asked));
  return Exit::done;
}

Exit run(Context& context, const std::string& path, const std::vector<std::string>& remove, bool pairs, bool all) {
  const Loaded loaded = load_design(context, path, Until::layout);
  const CheckContext view(loaded.design);
  if (!remove.empty()) return run_one(context, view, remove);
  const OutageView shown{view, outages_of(view), pairs, all};
  const std::string& format = context.options().format;
  context.out(format == "json" ? outage_json(shown) : format == "csv" ? outage_csv(shown) : outage_text(shown));
  return Exit::done;
}

Run declare(Options& options) {
  const auto path = options.positional("SITE|DESIGN", "site.toml (designed first), design.json, or - for stdin");
  const auto remove = options.texts(
      "--remove", "TAG[,TAG]",
      "take these out at once instead: tags, edges (E0001), valves (E0001.V1), inlets of pods (POD-01.lv_a)");
  const auto pairs = options.flag("--pairs", "also list pairs of which neither stops IT alone");
  const auto all = options.flag("--all", "list what stops no IT as well, with the survivors' loads");
  return [=](Context& context) { return run(context, *path, *remove, *pairs, *all); };
}

}  // namespace

extern constinit const Command outage{
    .name = "outage",
    .group = CommandGroup::ask,
    .summary = "every single outage: IT lost, single points of failure, derived class, availability",
    .examples = {"plinth outage out/design.json --pairs", "plinth outage site.toml --remove MVS-01,PWR-02"},
    .formats = "text json csv",
    .declare = declare,
};

}  // namespace plinth::commands
