// SPDX-License-Identifier: Apache-2.0
#include "core/model/catalog.h"

#include <fmt/format.h>

#include "cli/catalog_lint.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/catalog_card.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

Exit list(Context& context, const std::string& kind) {
  const Catalog catalog = load_catalog(context);
  std::vector<std::string> kinds;
  for (const Kind& k : catalog.kinds) kinds.push_back(k.id);
  if (!kind.empty() && !catalog.kind(kind)) {
    const std::string near = nearest(kind, kinds);
    throw Stop(Exit::usage, fmt::format("the catalog has no kind `{}`", printable(kind, 40)),
               near.empty() ? "kinds: " + join(kinds, ", ") : fmt::format("did you mean `{}`?", near));
  }
  context.out(context.json() ? catalog_list_json(catalog, kind) : catalog_list(catalog, kind));
  return Exit::done;
}

Exit show(Context& context, const std::string& id) {
  const Catalog catalog = load_catalog(context);
  if (const ModuleType* type = catalog.module(id)) {
    context.out(context.json() ? module_card_json(catalog, *type) : module_card(catalog, *type));
    return Exit::done;
  }
  std::vector<std::string> ids;
  for (const ModuleType& type : catalog.modules) ids.push_back(type.id);
  const std::string near = nearest(id, ids);
  throw Stop(Exit::usage,
             id.empty() ? "which module?" : fmt::format("the catalog has no module `{}`", printable(id, 60)),
             near.empty() ? "`plinth catalog list` names them" : fmt::format("did you mean `{}`?", near));
}

Exit run(Context& context, const std::string& action, const std::string& what, const std::string& as_of) {
  if (action == "list" || action.empty()) return list(context, what);
  if (action == "show") return show(context, what);
  if (action == "lint") return lint_catalog_command(context, what, as_of);
  const std::vector<std::string> actions{"list", "show", "lint"};
  const std::string near = nearest(action, actions);
  throw Stop(Exit::usage, fmt::format("`plinth catalog` cannot `{}`", printable(action, 40)),
             near.empty() ? "list [KIND], show MODULE, or lint [DIR]" : fmt::format("did you mean `{}`?", near));
}

Run declare(Options& options) {
  const auto action = options.positional("ACTION", "list [KIND] | show MODULE | lint [DIR]", false);
  const auto what = options.positional("WHAT", "a kind, a module, or a folder", false);
  const auto as_of =
      options.text("--as-of", "DATE", "lint: the day ages are counted to (else the newest date there is)");
  return [=](Context& context) { return run(context, *action, *what, *as_of); };
}

}  // namespace

extern constinit const Command catalog{
    .name = "catalog",
    .group = CommandGroup::ask,
    .summary = "list module types, show one with its sources, lint the files",
    .examples = {"plinth catalog list cdu", "plinth catalog lint my-catalog/ --fail-on warning"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
