// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/derivation.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

/// The id nearest to a mistyped one: by edit distance, else the first that contains the word.
std::string likely(const Ledger& ledger, const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& [name, entry] : ledger.entries()) ids.push_back(name);
  if (std::string near = nearest(id, ids); !near.empty()) return near;
  for (const std::string& name : ids)
    if (name.find(lower(id)) != std::string::npos) return name;
  return "";
}

/// Not a whole id: the ids that begin with it, or who it might have been.
Exit list(Context& context, const Ledger& ledger, const std::string& prefix) {
  const std::string text = ledger_list(ledger, prefix);
  if (text.empty()) {
    const std::string near = likely(ledger, prefix);
    throw Stop(Exit::usage, fmt::format("this design has no figure `{}`", printable(prefix, 80)),
               near.empty() ? "`plinth why DESIGN` lists them" : fmt::format("did you mean `{}`?", near));
  }
  context.out(context.json() ? ledger_list_json(ledger, prefix) : text);
  return Exit::done;
}

Exit run(Context& context, const std::string& path, const std::string& id, int depth) {
  const Loaded loaded = load_design(context, path, Until::layout);
  const Ledger& ledger = loaded.design.sizing.ledger;
  if (id.empty() || !ledger.find(id)) return list(context, ledger, id);
  const int levels = depth == 0 ? -1 : depth;
  context.out(context.json() ? derivation_json(loaded.design, id, levels) : derivation_text(loaded.design, id, levels));
  return Exit::done;
}

Run declare(Options& options) {
  const auto path = options.positional("DESIGN", "design.json, site.toml (designed first), or - for stdin");
  const auto id = options.positional("ID", "a figure, or the beginning of some; none lists all", false);
  const auto depth = options.number("--depth", "N", "levels shown (0: all)", 0, 0, 400);
  return [=](Context& context) { return run(context, *path, *id, *depth); };
}

}  // namespace

extern constinit const Command why{
    .name = "why",
    .group = CommandGroup::ask,
    .summary = "where a number comes from, down to the lines of site and catalog",
    .examples = {"plinth why out/design.json selection.ups.installed", "plinth why out/design.json demand"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
