// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "cli/files.h"
#include "cli/render/findings.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/input/lint_catalog.h"
#include "core/input/text_scan.h"
#include "core/model/design_json.h"

namespace plinth {
namespace {

/// The day ages are counted to: asked for, or that of the build; empty: the newest in the catalog, never the clock's.
LintDay day(Context& context, const std::string& as_of) {
  if (as_of.empty()) return {context.stamp().time_utc.substr(0, 10), false};
  if (!is_iso_date(as_of)) throw Stop(Exit::usage, "--as-of is not a date", "write it as 2026-11-20");
  return {as_of, true};
}

bool in_tree(const std::vector<SourceFile>& files, std::string_view folder) {
  return std::any_of(files.begin(), files.end(), [&](const SourceFile& f) { return f.path.starts_with(folder); });
}

/// What is linted, and what it leans on.
struct Linted {
  std::vector<SourceFile> files;
  PathNames names;
  std::set<std::string> own;  ///< paths in the folder asked about: findings elsewhere are not its fault
};

/// A folder without kinds/ is an overlay and leans on the catalog in use; one without lint/ borrows its bands.
Linted gather(Context& context, const std::string& dir) {
  Linted linted;
  std::vector<SourceFile> own = read_tree(dir);
  if (own.empty()) throw Stop(Exit::input_rejected, fmt::format("the catalog {} holds no .toml file", printable(dir)));
  for (const SourceFile& file : own) {
    linted.own.insert(file.path);
    linted.names[file.path] = in_folder(dir, file.path);
  }
  const bool overlay = !in_tree(own, "kinds/"), bare = !in_tree(own, "lint/");
  if (overlay || bare) {
    const std::string base = context.catalog_dir();
    for (SourceFile& file : read_tree(base)) {
      if (linted.own.contains(file.path) || (!overlay && !file.path.starts_with("lint/"))) continue;
      linted.names[file.path] = in_folder(base, file.path);
      linted.files.push_back(std::move(file));
    }
  }
  if (overlay)
    context.say(fmt::format("{} has no kinds/: read as an overlay of {}", printable(dir), context.catalog_dir()));
  std::move(own.begin(), own.end(), std::back_inserter(linted.files));
  return linted;
}

/// With -v: how much was looked at, so that "no findings" says something.
void tell_extent(Context& context, const LintReport& report) {
  int compared = 0;
  std::string idle;
  for (const auto& [id, count] : report.compared) {
    compared += count;
    if (count == 0) idle += (idle.empty() ? "" : ", ") + id;
  }
  context.detail(fmt::format("{} module types, {} plausibility records, {} comparisons; ages counted to {}",
                             report.modules, report.compared.size(), compared,
                             report.as_of.empty() ? "no date" : report.as_of));
  if (!idle.empty()) context.detail("records that no module type states the values for: " + idle);
}

}  // namespace

Exit lint_catalog_command(Context& context, const std::string& named, const std::string& as_of) {
  const Linted linted = gather(context, named.empty() ? context.catalog_dir() : named);
  LintReport report = lint_catalog(linted.files, day(context, as_of));
  std::erase_if(report.findings, [&](const Finding& finding) {
    return finding.origin.known() && !linted.own.contains(finding.origin.file);
  });
  context.out(context.json() ? write_findings({report.findings, {}})
                             : findings_text(report.findings, {linted.names, context.colour_out()}));
  tell_extent(context, report);
  return context.verdict(report.findings);
}

}  // namespace plinth
