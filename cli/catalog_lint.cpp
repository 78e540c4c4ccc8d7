// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_lint.h"

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/render/findings.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/model/design_json.h"

namespace plinth {

Exit lint_catalog_command(Context& context, const std::string& named, const std::string&) {
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

}  // namespace plinth
