// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/fit.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/input/quantity_text.h"

namespace plinth::commands {
namespace {

FitQuestion question_of(const std::string& until, const std::string& by, const std::string& most) {
  FitQuestion question;
  if (until == "sizing")
    question.until = Until::sizing;
  else if (until == "check")
    question.until = Until::check;
  else if (until != "layout")
    throw Stop(Exit::usage, fmt::format("--until {}: there is sizing, layout and check", printable(until)));
  if (by == "pod")
    question.by = FitBy::pod;
  else if (by != "rack")
    throw Stop(Exit::usage, fmt::format("--by {}: there is rack and pod", printable(by)));
  if (most.empty()) return question;
  const auto power = parse_quantity(most, Dimension::power);
  const auto* read = std::get_if<ReadQuantity>(&power);
  if (read == nullptr || read->si <= 0)
    throw Stop(Exit::usage, fmt::format("--limit {}: not a power", printable(most)), "write it as \"30 MW\"");
  question.most = Power{read->si};
  return question;
}

Exit run(Context& context, const std::string& path, const FitQuestion& question) {
  const LoadedSite site = load_site(context, path, true);
  context.progress("looking for the largest load");
  Outcome<FitAnswer> fit = fit_site(site.spec, site.catalog, site.inputs, engine_name(), question);
  if (!fit.ok()) stop_refused(context, site, std::move(fit.findings));
  context.out(context.json() ? fit_json(*fit.value, site.spec) : fit_text(*fit.value, site.spec));
  const ObjectiveResult& objective = fit.value->design.sizing.objective;
  return objective.proved ? Exit::done : Exit::limit_reached;
}

Run declare(Options& options) {
  const auto site = options.positional("SITE", "site.toml, or - for stdin; its load is not looked at");
  const auto until = options.text("--until", "STAGE", "sizing, layout or check: what the load must pass", "layout");
  const auto by = options.text("--by", "STEP", "rack or pod: the load grows in whole ones", "rack");
  const auto most = options.text("--limit", "POWER", "look for no more IT than this, as in \"30 MW\"");
  return [=](Context& context) { return run(context, *site, question_of(*until, *by, *most)); };
}

}  // namespace

extern constinit const Command fit{
    .name = "fit",
    .group = CommandGroup::ask,
    .summary = "the largest IT load that parcel and grid connection take, and what binds it",
    .examples = {"plinth fit site.toml", "plinth fit site.toml --by pod --until check --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
