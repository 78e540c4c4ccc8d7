// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <tuple>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/distances.h"
#include "cli/render/findings.h"
#include "cli/render/stages.h"
#include "cli/repair.h"
#include "core/advice/audit.h"
#include "core/model/design_json.h"
#include "core/rules/check_design.h"
#include "core/rules/outage/study.h"
#include "exporters/text/findings/formats.h"

namespace plinth::commands {
namespace {

/// The rules and the audit run anew, so that a design from elsewhere is not believed. Remarks of sizing and layout,
/// which no rule repeats, stay.
CheckReport examined(const Design& design) {
  const auto outages = std::make_shared<const OutageStudy>(sweep_outages(CheckContext(design)));
  CheckReport report = check_design(design, outages);
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

std::string rendered(Context& context, const Loaded& loaded, const CheckReport& report, const CheckReport& shown,
                     const std::string& path, bool colour) {
  const std::string& format = context.options().format;
  if (format == "json") return write_findings(report);
  if (format == "csv") return distances_csv(measured_distances(loaded.design));
  if (format == "svg")
    return clearance_drawing(loaded.design, context.stamp(), measured_distances(loaded.design)).front().bytes;
  if (format == "text") return as_text(shown, loaded.names, colour);
  const CheckReport named{with_paths(shown.findings, loaded.names), shown.verdicts};
  const SiteSpec spec = with_paths(loaded.design.spec, loaded.names);
  const exporters::FindingsSource source{named, spec, shown_file(loaded, path), loaded.design.engine};
  return format == "sarif" ? sarif_of(source) : format == "junit" ? junit_of(source) : github_of(source);
}

Exit run(Context& context, const std::string& path, const std::string& output) {
  const Loaded loaded = load_design(context, path, Until::check);
  const CheckReport report = loaded.designed_here ? loaded.design.report : examined(loaded.design);
  const bool colour = context.colour_out() && (output.empty() || output == "-");
  const CheckReport shown{loaded.designed_here ? loaded.shown : report.findings, report.verdicts};
  context.write(output, rendered(context, loaded, report, shown, path, colour));
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
