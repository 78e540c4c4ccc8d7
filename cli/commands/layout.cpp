// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/effort.h"
#include "cli/load.h"
#include "cli/phase.h"
#include "cli/render/stages.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/model/design_json.h"

namespace plinth::commands {
namespace {

/// At most a dozen, then how many more.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 12;
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, names.size())));
  return join(first, ", ") + (names.size() > kShown ? fmt::format(" and {} more", names.size() - kShown) : "");
}

Exit keep(Context& context, const std::string& path, const std::string& output) {
  const LoadedEdit edit = load_edit(context, path);
  context.progress("keeping places");
  KeptChanges changes;
  Outcome<Design> kept = keep_stages(edit.design, edit.catalog, engine_name(), changes);
  if (!kept.ok()) {
    context.report(kept.findings, edit.names);
    throw Stop(Exit::input_rejected, "this layout cannot be kept");
  }
  const Design& design = *kept.value;
  context.say(changes.moved.empty()
                  ? "moved: nothing"
                  : fmt::format("moved: {} ({} modules)", listed(changes.moved), changes.moved.size()));
  if (!changes.followed.empty()) context.say(fmt::format("followed inside them: {} modules", changes.followed.size()));
  context.say(fmt::format("re-routed: {} of {} connections{}", changes.rerouted.size(), design.layout.routes.size(),
                          changes.rerouted.empty() ? "" : ": " + listed(changes.rerouted)));
  context.report(design.report.findings, edit.names);
  context.write(output, context.json() ? write_design(design) : layout_text(design));
  return context.verdict(design.report.findings);
}

Exit run(Context& context, const std::string& path, const std::string& output, const LayoutEffort& effort,
         const std::string& phase) {
  Loaded loaded = load_design(context, path, Until::layout, effort);
  if (loaded.designed_here) context.report(loaded.shown, loaded.names);
  cut_to_phase(loaded.design, phase, PhaseView::built);
  context.write(output, context.json() ? write_design(loaded.design) : layout_text(loaded.design));
  return verdict(context, loaded);
}

Run declare(Options& options) {
  const auto path = options.positional("SITE|DESIGN", "site.toml, design.json, or - for stdin");
  const auto output = options.text("-o,--output", "FILE", "write there instead of to stdout");
  const auto kept = options.flag("--keep", "keep every module where the design has it; check and re-route what moved");
  const EffortOptions given = declare_effort(options);
  const auto phase = options.text("--phase", "K", "only what stands once phase K is built");
  return [=](Context& context) {
    const LayoutEffort effort = effort_of(given);
    if (*kept && effort.iterations > 0)
      throw Stop(Exit::usage, "--keep moves nothing, so there is nothing to search",
                 "leave --time and --iterations out");
    if (*kept && !phase->empty()) throw Stop(Exit::usage, "--keep keeps the whole layout", "leave --phase out");
    return *kept ? keep(context, *path, *output) : run(context, *path, *output, effort, *phase);
  };
}

}  // namespace

extern constinit const Command layout{
    .name = "layout",
    .group = CommandGroup::design,
    .summary = "sizing, placement and routes; json is a design.json without verdicts",
    .examples = {"plinth layout site.toml --time 5s --phase 1 --format json -o layout.json",
                 "plinth layout out/design.json --keep --format json -o moved.json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
