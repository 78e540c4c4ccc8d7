// SPDX-License-Identifier: Apache-2.0
#include "core/advice/rfi.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/costing.h"
#include "cli/load.h"
#include "cli/render/rfi.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::catalog_actions {
namespace {

struct Asked {
  Given<std::string> path, until, stale_before, only, output;
  Given<int> top;
};

Until until_of(const std::string& word) {
  if (word == "sizing") return Until::sizing;
  if (word == "check") return Until::check;
  throw Stop(Exit::usage, fmt::format("--until cannot be `{}`", printable(word, 40)), "sizing or check");
}

std::string date_of(const std::string& word) {
  constexpr std::string_view shape = "dddd-dd-dd";
  bool sound = word.empty() || word.size() == shape.size();
  for (std::size_t i = 0; sound && i < word.size(); ++i)
    sound = shape[i] == 'd' ? word[i] >= '0' && word[i] <= '9' : word[i] == '-';
  if (!sound) throw Stop(Exit::usage, "--stale-before is no date", "write it as 2025-01-31");
  return word;
}

Exit run(Context& context, const Asked& asked) {
  RfiQuestion question;
  question.until = until_of(*asked.until);
  question.stale_before = date_of(*asked.stale_before);
  question.only = *asked.only;
  question.threads = context.threads();
  question.costing = likely_cost;
  question.progress = [&](int done, int all) { context.progress(fmt::format("{} of {} values", done, all)); };
  const LoadedSite site = load_question(context, *asked.path);
  Outcome<Rfi> rfi = rfi_of(site.spec, site.catalog, question);
  if (!rfi.ok()) stop_refused(context, site, std::move(rfi.findings));
  const auto top = static_cast<std::size_t>(*asked.top);
  const std::string& format = context.options().format;
  context.write(*asked.output, format == "json"  ? rfi_json(*rfi.value, top)
                               : format == "csv" ? rfi_csv(*rfi.value, top)
                               : format == "md"  ? rfi_md(*rfi.value, top)
                                                 : rfi_text(*rfi.value, top));
  return Exit::done;
}

Run declare(Options& options) {
  constexpr int kTop = 20, kMost = 1'000'000;
  const Asked asked{options.positional("SITE|DESIGN", "site.toml, design.json, or - for stdin"),
                    options.text("--until", "STAGE", "sizing (quick: no area, no rules) or check (default)", "check"),
                    options.text("--stale-before", "DATE", "ask about confirmed values too when older than this"),
                    options.text("--only", "TEXT", "only values whose id holds this: `cost_mid`, `gb300`"),
                    options.text("-o,--output", "FILE", "write there instead of to stdout"),
                    options.number("--top", "N", "how many values (default 20; 0: all)", kTop, 0, kMost)};
  return [=](Context& context) { return run(context, asked); };
}

}  // namespace

extern constinit const Command rfi{
    .name = "rfi",
    .group = CommandGroup::ask,
    .summary = "which unconfirmed catalog values move the design most, and the questions to send to vendors",
    .examples = {"plinth catalog rfi site.toml --top 10",
                 "plinth catalog rfi out/design.json --format md -o questions.md"},
    .formats = "text md csv json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
