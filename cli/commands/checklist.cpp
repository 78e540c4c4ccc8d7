// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/modules.h"
#include "cli/phase.h"
#include "cli/stop.h"
#include "core/base/assert.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

/// One file a tag, as `plinth design` writes them.
std::vector<Artifact> sheets(const Design& design, const Stamp& stamp, const std::string& format) {
  for (const Exporter* exporter : linked_exporters())
    if (exporter->name == "checklist-" + format) return exporter->write(design, stamp);
  PLINTH_ASSERT(false, "no exporter checklist-" + format);
  return {};
}

std::string stem(const Artifact& artifact) { return std::filesystem::path(artifact.file_name).stem().string(); }

/// The sheets of the wanted tags, in the order asked; all of them when none is named.
std::vector<Artifact> wanted(std::vector<Artifact> all, const std::vector<std::string>& tags) {
  if (tags.empty()) return all;
  std::vector<std::string> names;
  for (const Artifact& sheet : all) names.push_back(stem(sheet));
  std::vector<Artifact> chosen;
  for (const std::string& tag : tags) {
    const auto it = std::find(names.begin(), names.end(), tag);
    if (it != names.end()) {
      chosen.push_back(all[static_cast<std::size_t>(it - names.begin())]);
      continue;
    }
    const std::string near = nearest(tag, names);
    throw Stop(Exit::usage, fmt::format("there is no checklist for `{}`", printable(tag, 60)),
               near.empty() ? "tags are as on the plan, as in CDU-01" : fmt::format("did you mean `{}`?", near));
  }
  return chosen;
}

Exit run(Context& context, const std::string& path, const std::vector<std::string>& tags, const std::string& dir,
         const std::string& phase) {
  const Stamp stamp = context.stamp();
  Loaded loaded = load_design(context, path, Until::check);
  cut_to_phase(loaded.design, phase, PhaseView::added);
  const std::vector<Artifact> chosen = wanted(sheets(loaded.design, stamp, context.options().format), tags);
  if (dir.empty() || dir == "-") {
    for (const Artifact& sheet : chosen) context.out(sheet.bytes);
    return Exit::done;
  }
  write_delivery(dir, chosen);
  context.say(fmt::format("wrote {} checklists to {}", chosen.size(), dir));
  return Exit::done;
}

Run declare(Options& options) {
  const auto path = options.positional("DESIGN", "design.json, site.toml (designed first), or - for stdin");
  const auto tags = options.positionals("TAG", "modules, as CDU-01; none means all");
  const auto dir = options.text("-o,--output", "DIR", "write there instead of to stdout");
  const auto phase = options.text("--phase", "K", "only the modules that phase K adds");
  return [=](Context& context) { return run(context, *path, *tags, *dir, *phase); };
}

}  // namespace

extern constinit const Command checklist{
    .name = "checklist",
    .group = CommandGroup::hand_over,
    .summary = "factory test sheets with the limits of this design",
    .examples = {"plinth checklist out/design.json CDU-01", "plinth checklist out/design.json -o sheets"},
    .formats = "md",
    .declare = declare,
};

}  // namespace plinth::commands
