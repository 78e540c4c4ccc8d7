// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/effort.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/modules.h"
#include "cli/render/distances.h"
#include "cli/render/summary.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/rules/check_design.h"

namespace plinth::commands {
namespace {

/// The exporters of a delivery. A missing CAD module is a failure of the CAD exports, not of the others.
std::vector<const Exporter*> delivery_exporters(std::vector<std::string>& failures) {
  std::vector<const Exporter*> all = linked_exporters();
  try {
    for (const Exporter* exporter : cad_exporters()) all.push_back(exporter);
  } catch (const ExportError& error) {
    failures.emplace_back(error.what());
  }
  std::erase_if(all, [](const Exporter* exporter) { return !exporter->in_delivery; });
  return all;
}

/// The files at the top by name, the folders with how many they hold.
std::string outputs_words(const std::string& dir, const std::vector<Artifact>& artifacts) {
  std::vector<std::string> parts;
  std::map<std::string, int> folders;
  for (const Artifact& artifact : artifacts) {
    const std::size_t slash = artifact.file_name.find('/');
    if (slash == std::string::npos)
      parts.push_back(artifact.file_name);
    else
      ++folders[artifact.file_name.substr(0, slash)];
  }
  for (const auto& [folder, number] : folders) parts.push_back(fmt::format("{}/ ({})", folder, number));
  return fmt::format("{} files in {}: {}", artifacts.size(), dir, join(parts, ", "));
}

void print_result(Context& context, const Design& design, const std::string& dir, const std::vector<Artifact>& files) {
  if (!context.json()) {
    std::vector<SummaryLine> lines = summary_of(design, Until::check);
    for (SummaryLine& line : lines)
      if (line.key == "findings" && !design.report.findings.empty())
        line.words += fmt::format(" (all of them: plinth check {})", in_folder(dir, "design.json"));
    lines.push_back({"outputs", outputs_words(dir, files)});
    return context.out(in_columns(lines));
  }
  std::vector<std::string> names;
  for (const Artifact& file : files) names.push_back(file.file_name);
  context.out(summary_json(design, names));
}

/// What rules measured, as drawing and as table: exporters know no rules, so the command hands it over.
void add_clearances(Delivery& delivery, const Design& design, const Stamp& stamp) {
  const std::vector<MeasuredDistance> distances = measured_distances(design);
  delivery.artifacts.push_back({"drawings/clearances.csv", distances_csv(distances)});
  for (Artifact& sheet : clearance_drawing(design, stamp, distances)) delivery.artifacts.push_back(std::move(sheet));
  std::sort(delivery.artifacts.begin(), delivery.artifacts.end(),
            [](const Artifact& a, const Artifact& b) { return a.file_name < b.file_name; });
}

Exit run(Context& context, const std::string& site, const std::string& dir, const LayoutEffort& effort) {
  const Stamp stamp = context.stamp();
  const Loaded loaded = design_from_site(context, site, Until::check, effort);
  context.progress("exporting");
  std::vector<std::string> failures;
  const std::vector<const Exporter*> exporters = delivery_exporters(failures);
  Delivery delivery = run_exporters(exporters, loaded.design, stamp, context.threads());
  failures.insert(failures.end(), delivery.failures.begin(), delivery.failures.end());
  add_clearances(delivery, loaded.design, stamp);
  delivery.artifacts.push_back({"manifest.json", manifest_of(loaded.design, delivery.artifacts)});

  context.progress("writing");
  const std::vector<std::string> edited = remove_stale(dir, delivery.artifacts);
  write_delivery(dir, delivery.artifacts);

  context.report_grave(loaded.shown, loaded.names);
  for (const std::string& name : edited)
    context.say(
        fmt::format("note: {} is of an earlier run and was edited since; it is left as it is", in_folder(dir, name)));
  print_result(context, loaded.design, dir, delivery.artifacts);
  if (failures.empty()) return verdict(context, loaded);
  throw Stop(Exit::export_failed, "some outputs are missing: " + join(failures, "; "));
}

Run declare(Options& options) {
  const auto site = options.positional("SITE", "site.toml, or - for stdin");
  const auto dir = options.text("-o,--output", "DIR", "where to write (default: out)", "out");
  const EffortOptions given = declare_effort(options);
  return [=](Context& context) { return run(context, *site, *dir, effort_of(given)); };
}

}  // namespace

extern constinit const Command design{
    .name = "design",
    .group = CommandGroup::design,
    .summary = "size, lay out, check and write everything",
    .examples = {"plinth design site.toml -o out",
                 "plinth design site.toml -o out --set it.load=\"12 MW\" --fail-on warning"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
