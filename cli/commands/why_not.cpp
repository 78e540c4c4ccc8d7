// SPDX-License-Identifier: Apache-2.0
#include "core/advice/why_not.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/why_not.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

const ModuleType& module_named(const Catalog& catalog, const std::string& id) {
  if (const ModuleType* type = catalog.module(id)) return *type;
  std::vector<std::string> ids;
  for (const ModuleType& type : catalog.modules) ids.push_back(type.id);
  const std::string near = nearest(id, ids);
  throw Stop(Exit::usage, fmt::format("the catalog has no module type `{}`", printable(id, 80)),
             near.empty() ? "`plinth catalog list` shows them" : fmt::format("did you mean `{}`?", near));
}

Exit run(Context& context, const std::string& module, const std::string& path) {
  const LoadedSite site = load_question(context, path);
  context.progress("comparing");
  Outcome<WhyNot> answer = plinth::why_not(site.spec, site.catalog, module_named(site.catalog, module));
  if (!answer.ok()) stop_refused(context, site, std::move(answer.findings));
  context.out(context.json() ? why_not_json(*answer.value) : why_not_text(*answer.value));
  return Exit::done;
}

Run declare(Options& options) {
  const auto module = options.positional("MODULE", "a module type of the catalog");
  const auto path = options.positional("DESIGN", "design.json, site.toml, or - for stdin");
  return [=](Context& context) { return run(context, *module, *path); };
}

}  // namespace

extern constinit const Command why_not{
    .name = "why-not",
    .group = CommandGroup::ask,
    .summary = "what keeps a module type out of the best design: a constraint, or what it would cost more",
    .examples = {"plinth why-not genset-3000-60 site.toml",
                 "plinth why-not dry-vbank-1500 out/design.json --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
