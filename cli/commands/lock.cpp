// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/lock.h"

#include <fmt/format.h>

#include "cli/catalog_files.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/stop.h"

namespace plinth::commands {
namespace {

Exit run(Context& context, const std::string& site) {
  if (site == "-") throw Stop(Exit::usage, "a lock is written beside the site file; stdin has no place");
  const LoadedSite loaded = load_site(context, site, true);
  const std::string folder = folder_of(site);
  const CatalogFiles files = catalog_files(context, folder, loaded.spec.catalog.overlay, pack_folders(loaded.spec));
  const std::string path = in_folder(folder, "plinth.lock");
  write_file(path, lock_text(lock_of(files, loaded.spec.catalog.overlay)));
  context.say(fmt::format("wrote {}: {}, {} catalog files; `--locked` holds every command to it", path, engine_name(),
                          files.inputs.size()));
  return Exit::done;
}

Run declare(Options& options) {
  const auto site = options.positional("SITE", "site.toml; plinth.lock is written beside it");
  return [=](Context& context) { return run(context, *site); };
}

}  // namespace

extern constinit const Command lock{
    .name = "lock",
    .group = CommandGroup::design,
    .summary = "pin engine, catalog, overlays and rule limits in plinth.lock, for --locked",
    .examples = {"plinth lock site.toml", "plinth lock site.toml && plinth design site.toml --locked"},
    .formats = "",
    .declare = declare,
};

}  // namespace plinth::commands
