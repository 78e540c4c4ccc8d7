// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <tuple>

#include "cli/catalog_files.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/render/distances.h"
#include "cli/render/findings.h"
#include "cli/render/stages.h"
#include "cli/repair.h"
#include "core/advice/audit.h"
#include "core/base/text.h"
#include "core/catalog/carried.h"
#include "core/model/design_json.h"
#include "core/model/placement_text.h"
#include "core/rules/check_design.h"
#include "core/rules/outage/study.h"
#include "exporters/text/findings/formats.h"

namespace plinth::commands {
namespace {

using Places = std::map<std::string, PlacementText>;

/// What the design carries of its catalog against the catalog at hand (AUD03). Overlays are looked for beside the
/// design; where they are not there the comparison would blame the design for it, so there is none.
void add_catalog_audit(Context& context, const Design& design, const std::string& path, CheckReport& report) {
  Verdict verdict;
  verdict.code = "AUD03";
  verdict.name = "other-catalog";
  verdict.severity = Severity::warning;
  verdict.basis = "house rule: prices and properties are those of the catalog at hand";
  const std::string folder = path == "-" ? "." : folder_of(path);
  for (const std::string& overlay : design.spec.catalog.overlay)
    if (!std::filesystem::is_directory(in_folder(folder, overlay)))
      verdict.why = fmt::format("the overlay {} is not beside the design", printable(overlay, 60));
  if (verdict.why.empty()) {
    const Catalog present = load_catalog(context, folder, design.spec.catalog.overlay).catalog;
    const std::vector<Finding> found = carried_differences(design, present);
    verdict.measured = static_cast<int>(design.catalog.modules.size() + design.catalog.kinds.size() +
                                        design.catalog.limits.size() + design.catalog.tests.size());
    verdict.findings = static_cast<int>(found.size());
    verdict.outcome = found.empty() ? Outcomes::passed : Outcomes::failed;
    report.findings.insert(report.findings.end(), found.begin(), found.end());
  }
  report.verdicts.push_back(std::move(verdict));
}

/// The rules and the audit run anew, so that a design from elsewhere is not believed. Remarks of sizing and layout,
/// which no rule repeats, stay.
CheckReport examined(Context& context, const Design& design, const std::string& path) {
  const auto outages = std::make_shared<const OutageStudy>(sweep_outages(CheckContext(design)));
  CheckReport report = check_design(design, outages);
  add_catalog_audit(context, design, path, report);
  Audit audit = audit_design(design, engine_name(), outages);
  report.findings.insert(report.findings.end(), audit.findings.begin(), audit.findings.end());
  report.verdicts.insert(report.verdicts.begin(), std::move(audit.verdict));
  const auto by_rule = [&](const Finding& finding) {
    return std::any_of(report.verdicts.begin(), report.verdicts.end(),
                       [&](const Verdict& verdict) { return verdict.code == finding.code; });
  };
  for (const Finding& finding : design.report.findings)
    if (!by_rule(finding) && !finding.code.starts_with("AUD")) report.findings.push_back(finding);
  std::sort(report.verdicts.begin(), report.verdicts.end(),
            [](const Verdict& a, const Verdict& b) { return a.code < b.code; });
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags) < std::tie(b.code, b.tags);
  });
  return report;
}

std::string as_text(const CheckReport& report, const PathNames& names, bool colour) {
  return verdicts_text(report, colour) + "\n" + grouped_findings_text(report.findings, {names, colour});
}

/// The site file as the user wrote its path, or the design file: what annotations point at.
std::string shown_file(const Loaded& loaded, const std::string& path) {
  if (path == "-") return "stdin";
  if (loaded.designed_here) return path;
  return exporters::site_file_of(loaded.design);
}

/// Recorded names of files as the user can open them.
std::vector<Finding> with_paths(std::vector<Finding> findings, const PathNames& names) {
  for (Finding& finding : findings)
    if (const auto name = names.find(finding.origin.file); name != names.end()) finding.origin.file = name->second;
  return findings;
}

SiteSpec with_paths(SiteSpec spec, const PathNames& names) {
  for (auto& [key, origin] : spec.origins)
    if (const auto name = names.find(origin.file); name != names.end()) origin.file = name->second;
  return spec;
}

/// Findings about a module or its place: the line of the design that places it, with the caret
/// under its tag.
std::vector<Finding> placed_in_text(std::vector<Finding> findings, const std::string& text, const std::string& file,
                                    const Places& places) {
  constexpr std::size_t kLongestLine = 2000;  // of a file that is one single line nobody wants to see one
  for (Finding& finding : findings) {
    // What lies with the place of a module is mended here, whatever line of a site file once put it there.
    if (finding.tags.empty() || (finding.origin.known() && finding.marks.empty())) continue;
    const auto at = places.find(finding.tags.front());
    if (at == places.end() || at->second.tag.line < 1) continue;
    const TextPlace& tag = at->second.tag;
    finding.origin = {file, tag.line, tag.column};
    finding.caret_length = tag.length;
    if (const std::string_view line = line_of(text, tag.line); line.size() <= kLongestLine) finding.excerpt = line;
  }
  return findings;
}

std::string rendered(Context& context, const Loaded& loaded, const CheckReport& report, const CheckReport& shown,
                     const std::string& path, const Places& places, bool colour) {
  const std::string& format = context.options().format;
  if (format == "json") return write_findings(report);
  if (format == "csv") return distances_csv(measured_distances(loaded.design));
  if (format == "svg")
    return clearance_drawing(loaded.design, context.stamp(), measured_distances(loaded.design)).front().bytes;
  if (format == "text") return as_text(shown, loaded.names, colour);
  const CheckReport named{with_paths(shown.findings, loaded.names), shown.verdicts};
  const SiteSpec spec = with_paths(loaded.design.spec, loaded.names);
  exporters::FindingsSource source{named, spec, shown_file(loaded, path), loaded.design.engine};
  if (!loaded.designed_here) source.design_file = path == "-" ? "stdin" : path, source.placements = places;
  return format == "sarif" ? sarif_of(source) : format == "junit" ? junit_of(source) : github_of(source);
}

Exit run(Context& context, const std::string& path, const std::string& output) {
  const Loaded loaded = load_design(context, path, Until::check);
  CheckReport report = loaded.designed_here ? loaded.design.report : examined(context, loaded.design, path);
  Places places;
  if (!loaded.designed_here) {
    places = placement_texts(loaded.bytes);
    report.findings = placed_in_text(std::move(report.findings), loaded.bytes, path == "-" ? "stdin" : path, places);
  }
  const bool colour = context.colour_out() && (output.empty() || output == "-");
  const CheckReport shown{loaded.designed_here ? loaded.shown : report.findings, report.verdicts};
  context.write(output, rendered(context, loaded, report, shown, path, places, colour));
  return context.verdict(report.findings);
}

Run declare(Options& options) {
  const auto path = options.positional("SITE|DESIGN", "site.toml (designed first), design.json, or - for stdin");
  const auto output = options.text("-o,--output", "FILE", "write there instead of to stdout");
  const auto fix = options.flag("--fix", "write a repaired copy of a broken site boundary, with a preview");
  return
      [=](Context& context) { return *fix ? repair_boundary(context, *path, *output) : run(context, *path, *output); };
}

}  // namespace

extern constinit const Command check{
    .name = "check",
    .group = CommandGroup::design,
    .summary = "run every rule: passed, failed or not checked",
    .examples = {"plinth check site.toml --fail-on warning --format sarif -o findings.sarif",
                 "plinth check site.toml --fix"},
    .formats = "text json sarif junit github csv svg",
    .declare = declare,
};

}  // namespace plinth::commands
