// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/modules.h"
#include "cli/phase.h"
#include "cli/render/table.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

Exit list(Context& context) {
  Table table({"format", "with design", "what"});
  std::vector<const Exporter*> all = linked_exporters();
  for (const Exporter* exporter : cad_exporters()) all.push_back(exporter);
  for (const Exporter* exporter : all)
    table.add({std::string(exporter->name), exporter->in_delivery ? "yes" : "no", std::string(exporter->summary)});
  context.out(table.text());
  return Exit::done;
}

const Exporter* find(const std::vector<const Exporter*>& exporters, const std::string& name) {
  const auto it = std::find_if(exporters.begin(), exporters.end(), [&](const Exporter* e) { return e->name == name; });
  return it == exporters.end() ? nullptr : *it;
}

/// The CAD module is loaded only when a format is not among those linked in.
std::vector<const Exporter*> chosen(const std::vector<std::string>& formats) {
  std::vector<const Exporter*> known = linked_exporters(), wanted;
  bool cad = false;
  for (const std::string& format : formats) {
    if (!find(known, format) && !std::exchange(cad, true))
      for (const Exporter* exporter : cad_exporters()) known.push_back(exporter);
    const Exporter* exporter = find(known, format);
    std::vector<std::string> names;
    for (const Exporter* e : known) names.emplace_back(e->name);
    const std::string near = nearest(format, names);
    if (!exporter)
      throw Stop(Exit::usage, fmt::format("there is no format `{}`", printable(format, 40)),
                 near.empty() ? "`plinth export --list` names them" : fmt::format("did you mean `{}`?", near));
    if (std::find(wanted.begin(), wanted.end(), exporter) == wanted.end()) wanted.push_back(exporter);
  }
  return wanted;
}

Exit run(Context& context, const std::string& path, const std::vector<std::string>& formats, const std::string& dir,
         const std::string& phase) {
  if (path.empty() || formats.empty())
    throw Stop(Exit::usage, "export needs a design and a format", "`plinth export --list` names the formats");
  const std::vector<const Exporter*> exporters = chosen(formats);
  const Stamp stamp = context.stamp();
  Loaded loaded = load_design(context, path, Until::check);
  cut_to_phase(loaded.design, phase, PhaseView::built);
  context.progress("exporting");
  const Delivery delivery = run_exporters(exporters, loaded.design, stamp, context.threads());
  if (dir == "-") {
    if (delivery.artifacts.size() > 1)
      throw Stop(Exit::usage, "several files cannot all go to stdout", "name a folder with -o DIR");
    for (const Artifact& artifact : delivery.artifacts) context.out(artifact.bytes);
  } else {
    write_delivery(dir, delivery.artifacts);
    for (const Artifact& artifact : delivery.artifacts) context.say("wrote " + in_folder(dir, artifact.file_name));
  }
  if (!delivery.failures.empty()) throw Stop(Exit::export_failed, join(delivery.failures, "; "));
  return Exit::done;
}

Run declare(Options& options) {
  const auto path = options.positional("DESIGN", "design.json, site.toml (designed first), or - for stdin", false);
  const auto formats = options.positionals("FORMAT", "one or more of `plinth export --list`");
  const auto dir =
      options.text("-o,--output", "DIR", "where to write (default: .); - sends a single file to stdout", ".");
  const auto names = options.flag("--list", "name the formats");
  const auto phase = options.text("--phase", "K", "only what stands once phase K is built");
  return [=](Context& context) { return *names ? list(context) : run(context, *path, *formats, *dir, *phase); };
}

}  // namespace

extern constinit const Command export_formats{
    .name = "export",
    .group = CommandGroup::hand_over,
    .summary = "write chosen formats of a finished design",
    .examples = {"plinth export out/design.json step plan-svg -o cad", "plinth export --list"},
    .formats = "",
    .declare = declare,
};

}  // namespace plinth::commands
