// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/render/findings.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/model/design_json.h"

namespace plinth::catalog_actions {
namespace {

/// Every remark about the catalog files in DIR, or in the catalog in use.
Exit run(Context& context, const std::string& named) {
  const std::string dir = named.empty() ? context.catalog_dir() : named;
  const std::vector<SourceFile> files = read_tree(dir);
  if (files.empty())
    throw Stop(Exit::input_rejected, fmt::format("the catalog {} holds no .toml file", printable(dir)));
  PathNames names;
  for (const SourceFile& file : files) names[file.path] = in_folder(dir, file.path);
  const std::vector<Finding> findings = read_catalog(files).findings;
  context.out(context.json() ? write_findings({findings, {}}) : findings_text(findings, {names, context.colour_out()}));
  return context.verdict(findings);
}

Run declare(Options& options) {
  const auto dir = options.positional("DIR", "a catalog folder (default: the catalog in use)", false);
  return [=](Context& context) { return run(context, *dir); };
}

}  // namespace

extern constinit const Command lint{
    .name = "lint",
    .group = CommandGroup::ask,
    .summary = "every fault of the catalog files, with file, line and column",
    .examples = {"plinth catalog lint", "plinth catalog lint my-catalog/ --fail-on warning"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
