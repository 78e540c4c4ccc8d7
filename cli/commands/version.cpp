// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/install.h"

namespace plinth::commands {
namespace {

Exit run(Context& context) {
  const std::string engine = engine_name(), number = engine.substr(engine.find(' ') + 1);
  const std::string catalog = context.catalog_dir(), modules = module_dir();
  if (context.json()) {
    const nlohmann::ordered_json json = {
        {"schema", 1}, {"name", "plinth"}, {"version", number}, {"catalog", catalog}, {"modules", modules}};
    context.out(json.dump(1) + "\n");
    return Exit::done;
  }
  context.out(engine + "\n");
  if (context.options().verbose) context.out(fmt::format("catalog {}\nmodules {}\n", catalog, modules));
  return Exit::done;
}

Run declare(Options&) {
  return [](Context& context) { return run(context); };
}

}  // namespace

extern constinit const Command version{
    .name = "version",
    .group = CommandGroup::ask,
    .summary = "the version; with -v where catalog and modules are",
    .examples = {"plinth version", "plinth version --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
