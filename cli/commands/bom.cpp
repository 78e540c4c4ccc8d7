// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/modules.h"
#include "cli/phase.h"
#include "core/base/assert.h"

namespace plinth::commands {
namespace {

/// One exporter for each format: the file of `plinth design` and this output are the same bytes.
Exit run(Context& context, const std::string& path, const std::string& output, const std::string& phase) {
  const Stamp stamp = context.stamp();
  Loaded loaded = load_design(context, path, Until::check);
  cut_to_phase(loaded.design, phase, PhaseView::added);
  const std::string wanted = "bom-" + context.options().format;
  for (const Exporter* exporter : linked_exporters()) {
    if (exporter->name != wanted) continue;
    for (const Artifact& artifact : exporter->write(loaded.design, stamp)) context.write(output, artifact.bytes);
    return Exit::done;
  }
  PLINTH_ASSERT(false, "no exporter " + wanted);
  return Exit::internal;
}

Run declare(Options& options) {
  const auto path = options.positional("DESIGN", "design.json, site.toml (designed first), or - for stdin");
  const auto output = options.text("-o,--output", "FILE", "write there instead of to stdout");
  const auto phase = options.text("--phase", "K", "only what phase K adds, its dates counted back from its ready_by");
  return [=](Context& context) { return run(context, *path, *output, *phase); };
}

}  // namespace

extern constinit const Command bom{
    .name = "bom",
    .group = CommandGroup::hand_over,
    .summary = "bill of materials with prices and order-by dates",
    .examples = {"plinth bom out/design.json", "plinth bom out/design.json --phase 1 --format md -o bom.md"},
    .formats = "csv json md",
    .declare = declare,
};

}  // namespace plinth::commands
