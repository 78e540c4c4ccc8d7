// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "cli/command.h"
#include "cli/render/stages.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/model/design_json.h"

namespace plinth::commands {
namespace {

struct Described {
  const char* name;
  std::string (*schema)();
};

constexpr std::array<Described, 3> kDescribed{{
    {"design", design_schema},
    {"size", sizing_schema},
    {"ledger", ledger_schema},
}};

Exit run(Context& context, const std::string& what) {
  std::vector<std::string> names;
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
      "WHAT", "design: design.json; size: what `plinth size --format json` prints; ledger: its list of figures");
  return [=](Context& context) { return run(context, *what); };
}

}  // namespace

extern constinit const Command schema{
    .name = "schema",
    .group = CommandGroup::ask,
    .summary = "the JSON Schema of what the program writes",
    .examples = {"plinth schema design", "plinth schema ledger"},
    .formats = "json",
    .declare = declare,
};

}  // namespace plinth::commands
