// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "cli/catalog_files.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/stages.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/input/catalog_json_schema.h"
#include "core/input/site_json_schema.h"
#include "core/model/design_json.h"

namespace plinth::commands {
namespace {

struct Described {
  const char* name;
  std::string (*schema)();
};

constexpr std::array<Described, 5> kDescribed{{
    {"site", site_schema},
    {"design", design_schema},
    {"findings", findings_schema},
    {"size", sizing_schema},
    {"ledger", ledger_schema},
}};

std::string schema_of_catalog(Context& context, const std::string& kind) {
  const Catalog catalog = load_catalog(context).catalog;
  if (kind.empty() || catalog.kind(kind) != nullptr) return catalog_schema(catalog, kind);
  std::vector<std::string> kinds;
  for (const Kind& one : catalog.kinds) kinds.push_back(one.id);
  const std::string near = nearest(kind, kinds);
  throw Stop(Exit::usage, fmt::format("the catalog has no kind `{}`", printable(kind, 40)),
             near.empty() ? "kinds: " + join(kinds, ", ") : fmt::format("did you mean `{}`?", near));
}

Exit run(Context& context, const std::string& what, const std::string& kind) {
  if (what == "catalog") {
    context.out(schema_of_catalog(context, kind));
    return Exit::done;
  }
  if (!kind.empty()) throw Stop(Exit::usage, "only `plinth schema catalog` takes a kind");
  std::vector<std::string> names{"catalog"};
  for (const auto& [name, schema] : kDescribed) {
    if (what == name) {
      context.out(schema());
      return Exit::done;
    }
    names.emplace_back(name);
  }
  const std::string near = nearest(what, names);
  throw Stop(Exit::usage, fmt::format("there is no schema `{}`", printable(what, 40)),
             near.empty() ? "it has " + join(names, ", ") : fmt::format("did you mean `{}`?", near));
}

Run declare(Options& options) {
  const auto what = options.positional(
      "WHAT",
      "site: site.toml; catalog: module, rack and kind files; design: design.json; findings: findings.json; size: what "
      "`plinth size --format json` prints; ledger: its list of figures");
  const auto kind = options.positional("KIND", "catalog: module files of one kind alone", false);
  return [=](Context& context) { return run(context, *what, *kind); };
}

}  // namespace

extern constinit const Command schema{
    .name = "schema",
    .group = CommandGroup::ask,
    .summary = "the JSON Schema of site and catalog files, and of what the program writes",
    .examples = {"plinth schema site > site.schema.json", "plinth schema catalog > catalog.schema.json"},
    .formats = "json",
    .declare = declare,
};

}  // namespace plinth::commands
