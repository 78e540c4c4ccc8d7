// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/stages.h"
#include "core/model/design_json.h"

namespace plinth::commands {
namespace {

Exit run(Context& context, const std::string& path, const std::string& output) {
  const Loaded loaded = load_design(context, path, Until::layout);
  if (loaded.designed_here) context.report(loaded.shown, loaded.names);
  context.write(output, context.json() ? write_design(loaded.design) : layout_text(loaded.design));
  return verdict(context, loaded);
}

Run declare(Options& options) {
  const auto path = options.positional("SITE|DESIGN", "site.toml, design.json, or - for stdin");
  const auto output = options.text("-o,--output", "FILE", "write there instead of to stdout");
  return [=](Context& context) { return run(context, *path, *output); };
}

}  // namespace

extern constinit const Command layout{
    .name = "layout",
    .group = CommandGroup::design,
    .summary = "sizing, placement and routes; json is a design.json without verdicts",
    .examples = {"plinth layout site.toml", "plinth layout site.toml --format json -o layout.json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
