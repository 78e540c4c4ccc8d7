// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/ledger_list.h"
#include "cli/render/stages.h"

namespace plinth::commands {
namespace {

std::string shown(const std::string& format, const Design& design) {
  return format == "json" ? sizing_json(design) : format == "csv" ? ledger_csv(design) : sizing_text(design);
}

Exit run(Context& context, const std::string& site, const std::string& output) {
  const Loaded loaded = design_from_site(context, site, Until::sizing);
  context.report(loaded.shown, loaded.names);
  context.write(output, shown(context.options().format, loaded.design));
  return verdict(context, loaded);
}

Run declare(Options& options) {
  const auto site = options.positional("SITE", "site.toml, or - for stdin");
  const auto output = options.text("-o,--output", "FILE", "write there instead of to stdout");
  return [=](Context& context) { return run(context, *site, *output); };
}

}  // namespace

extern constinit const Command size{
    .name = "size",
    .group = CommandGroup::design,
    .summary = "demand, whole numbers of modules and every figure behind them; nothing placed",
    .examples = {"plinth size site.toml", "plinth size site.toml --set power.redundancy=2N --format json"},
    .formats = "text json csv",
    .declare = declare,
};

}  // namespace plinth::commands
