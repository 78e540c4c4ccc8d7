// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/render/catalog_card.h"

namespace plinth::catalog_actions {
namespace {

Exit run(Context& context, const CatalogSource& source, const std::string& id) {
  const LoadedCatalog loaded = load_source(context, source);
  const ModuleType& type = module_named(loaded.catalog, id);
  const Finding* replaced = override_of(loaded.overrides, type);
  context.out(context.json() ? module_card_json(loaded.catalog, type, replaced)
                             : module_card(loaded.catalog, type, replaced));
  return Exit::done;
}

Run declare(Options& options) {
  const auto id = options.positional("MODULE", "a module type of the catalog");
  const CatalogSource source = declare_source(options);
  return [=](Context& context) { return run(context, source, *id); };
}

}  // namespace

extern constinit const Command show{
    .name = "show",
    .group = CommandGroup::ask,
    .summary = "one module type: ratings, curves, envelope, ports, price, each value with its status and source",
    .examples = {"plinth catalog show gb300-nvl72",
                 "plinth catalog show chl-maglev-1200 --site site.toml --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
