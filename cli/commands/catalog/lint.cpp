// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_lint.h"
#include "cli/command.h"

namespace plinth::catalog_actions {
namespace {

Run declare(Options& options) {
  const auto dir = options.positional("DIR", "a catalog folder (default: the catalog in use)", false);
  const auto as_of = options.text("--as-of", "DATE", "the day ages are counted to (else the newest date there is)");
  return [=](Context& context) { return lint_catalog_command(context, *dir, *as_of); };
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
