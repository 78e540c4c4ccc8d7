// SPDX-License-Identifier: Apache-2.0
#include "core/advice/replace.h"

#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/costing.h"
#include "cli/load.h"
#include "cli/render/replace.h"
#include "cli/stop.h"

namespace plinth::catalog_actions {
namespace {

struct Asked {
  Given<std::string> from, to, path;
  Given<bool> preview;
};

Exit run(Context& context, const Asked& asked) {
  if (!*asked.preview)
    throw Stop(Exit::usage, "replace changes no file: say --preview to see the effect",
               "to make it so, write catalog.exclude and catalog.prefer into the site file");
  const LoadedSite site = load_question(context, *asked.path);
  const ModuleType &from = module_named(site.catalog, *asked.from), &to = module_named(site.catalog, *asked.to);
  if (from.id == to.id) throw Stop(Exit::usage, "a type cannot replace itself");
  context.progress("comparing");
  Outcome<Replacement> answer = replace_type(site.spec, site.catalog, from, to, Until::check, likely_cost);
  if (!answer.ok()) stop_refused(context, site, std::move(answer.findings));
  context.out(context.json() ? replacement_json(*answer.value) : replacement_text(*answer.value));
  return Exit::done;
}

Run declare(Options& options) {
  const Asked asked{options.positional("A", "the module type that goes"),
                    options.positional("B", "the one that takes its place"),
                    options.positional("SITE|DESIGN", "site.toml, design.json, or - for stdin"),
                    options.flag("--preview", "show the effect; no file is changed")};
  return [=](Context& context) { return run(context, asked); };
}

}  // namespace

extern constinit const Command replace{
    .name = "replace",
    .group = CommandGroup::ask,
    .summary = "what becomes of a design with type B where A is chosen, or why B cannot take its place",
    .examples = {"plinth catalog replace genset-3000-60 genset-2500-60 site.toml --preview",
                 "plinth catalog replace dry-vbank-1500 dry-en1048-1000 out/design.json --preview --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
