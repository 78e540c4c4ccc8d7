// SPDX-License-Identifier: Apache-2.0
#include "cli/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

#include "cli/catalog_files.h"
#include "cli/files.h"
#include "cli/modules.h"
#include "cli/stop.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/model/design_json.h"

namespace plinth {
namespace {

constexpr std::size_t kSiteLimit = 16'000'000;       // a site file is typed by a person
constexpr std::size_t kNamedLimit = 256'000'000;     // parcels and load traces come out of other programs
constexpr std::size_t kDesignLimit = 2'000'000'000;  // our own, of a 1 GW campus

/// Only unreadable named files are wrong: the file system is at fault, not what the user wrote.
bool only_unreadable(const std::vector<Finding>& findings) {
  bool any = false;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::error) continue;
    if (finding.code != "SPC040") return false;
    any = true;
  }
  return any;
}

/// Sizing refuses what it cannot even begin with (an unknown rack) under SIZ001 to SIZ009, phases that
/// contradict the load under SIZ030 and SIZ031, layout a pin of a tag that is not there under LAY002; all else is
/// infeasible.
bool only_misnamed(const std::vector<Finding>& findings) {
  const auto misnamed = [](const Finding& f) {
    return f.code.starts_with("SIZ00") || f.code == "SIZ030" || f.code == "SIZ031" || f.code.starts_with("RUL") ||
           f.code == "LAY002" || f.code == "LAY031" || f.code == "LAY036" || f.severity != Severity::error;
  };
  return std::all_of(findings.begin(), findings.end(), misnamed);
}

/// How many characters the caret of a finding that only names a place should underline: a quoted text, or a word.
int caret_length(std::string_view line, int column) {
  if (column < 1 || static_cast<std::size_t>(column) > line.size()) return 1;
  const std::string_view rest = line.substr(static_cast<std::size_t>(column) - 1);
  const std::size_t end = rest.front() == '"' ? rest.find('"', 1) : rest.find_first_of(" \t=,#]}");
  const std::size_t length = end == std::string_view::npos ? rest.size() : end + (rest.front() == '"' ? 1 : 0);
  return std::max(1, static_cast<int>(length));
}

[[noreturn]] void stop_after(Context& context, const std::vector<Finding>& findings, const PathNames& names, Exit code,
                             const std::string& what) {
  if (context.json()) context.out(write_findings({findings, {}}));
  context.report(findings, names);
  throw Stop(code, what);
}

std::string first_character(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  const std::string_view rest = trim(bytes.substr(0, 4096));
  return std::string(rest.substr(0, 1));
}

bool is_design(const std::string& bytes) { return first_character(bytes) == "{"; }

/// Reads what the site names, relative to its own folder, and notes each file for the record.
struct SiteFiles {
  std::string folder;
  std::vector<InputFile>& inputs;
  PathNames& names;

  std::optional<std::string> operator()(const std::string& path) const {
    const std::string real = in_folder(folder, path);
    std::optional<std::string> bytes = try_read(real, kNamedLimit);
    if (!bytes) return bytes;
    names[path] = real;
    const auto same = [&](const InputFile& file) { return file.path == path; };
    if (std::none_of(inputs.begin(), inputs.end(), same)) inputs.push_back({path, sha256(*bytes)});
    return bytes;
  }
};

/// Overrides of an overlay stand among the results of every design made with it.
void tell_overrides(CheckReport& report, const std::vector<Finding>& overrides) {
  report.findings.insert(report.findings.end(), overrides.begin(), overrides.end());
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags) < std::tie(b.code, b.tags);
  });
}

/// The catalog of a site with its overlays, verified where --locked asks for it.
void add_catalog(Context& context, const std::string& folder, LoadedSite& site) {
  const std::vector<std::string>& overlays = site.spec.catalog.overlay;
  LoadedCatalog loaded = load_catalog(context, folder, overlays, pack_folders(site.spec));
  verify_lock(context, folder, lock_of(loaded.source, overlays));
  site.catalog = std::move(loaded.catalog);
  site.overrides = std::move(loaded.overrides);
  site.inputs.insert(site.inputs.end(), loaded.source.inputs.begin(), loaded.source.inputs.end());
  site.names.insert(loaded.source.names.begin(), loaded.source.names.end());
}

/// `--timestamp` is the day that waivers and evidence are judged by; the clock never is.
void take_day(Context& context, SiteSpec& spec) {
  if (!context.options().timestamp.empty()) spec.project.date = context.stamp().time_utc.substr(0, 10);
}

/// Whether all that is wrong is that no load is given.
bool only_load_missing(const std::vector<Finding>& findings) {
  bool missing = false;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::error) continue;
    if (finding.code != "SPC009" || finding.message.find("`load` in [it]") == std::string::npos) return false;
    missing = true;
  }
  return missing;
}

LoadedSite site_bytes(Context& context, const std::string& site, const std::string& bytes, bool load_optional) {
  LoadedSite loaded;
  const bool piped = site == "-";
  const std::string folder = piped ? "." : folder_of(site);
  loaded.recorded = piped ? "stdin" : std::filesystem::path(site).filename().string();
  loaded.bytes = bytes;
  loaded.inputs = {{loaded.recorded, sha256(bytes)}};
  loaded.names[loaded.recorded] = piped ? "stdin" : site;

  context.progress("reading");
  const SiteWorld world = site_world(folder, loaded.inputs, loaded.names);
  std::vector<Override> overrides = context.overrides();
  Outcome<SiteSpec> spec = read_site(bytes, loaded.recorded, world, overrides);
  if (!spec.ok() && load_optional && only_load_missing(spec.findings)) {
    overrides.push_back({"it.load", "\"1 MW\""});
    spec = read_site(bytes, loaded.recorded, world, overrides);
  }
  if (!spec.ok()) {
    const Exit code = only_unreadable(spec.findings) ? Exit::file_system : Exit::input_rejected;
    stop_after(context, spec.findings, loaded.names, code, fmt::format("{} was rejected", printable(loaded.recorded)));
  }
  if (!spec.findings.empty()) context.report(spec.findings, loaded.names);
  loaded.spec = std::move(*spec.value);
  add_catalog(context, folder, loaded);
  take_day(context, loaded.spec);
  return loaded;
}

Loaded design_bytes(Context& context, const std::string& path, const std::string& bytes, Until until,
                    const LayoutEffort& effort) {
  LoadedSite site = site_bytes(context, path, bytes, false);
  context.progress("designing");
  Outcome<Design> design = design_site(site.spec, site.catalog, site.inputs, engine_name(), until, effort);
  if (!design.ok()) stop_refused(context, site, std::move(design.findings));
  Loaded loaded;
  loaded.designed_here = true;
  loaded.design = std::move(*design.value);
  tell_overrides(loaded.design.report, site.overrides);
  loaded.shown = with_excerpts(loaded.design.report.findings, site);
  loaded.names = std::move(site.names);
  return loaded;
}

Loaded read_back(Context& context, const std::string& path, std::string bytes) {
  if (context.options().locked)
    throw Stop(Exit::usage, fmt::format("--locked says nothing about a finished design; {} is one", printable(path)),
               "name the site file; a design lists what it was made of under `inputs`");
  const std::string recorded = path == "-" ? "stdin" : path;
  Outcome<Design> design = read_design(bytes, recorded);
  if (!design.ok())
    stop_after(context, design.findings, {}, Exit::input_rejected, fmt::format("{} was rejected", printable(recorded)));
  Loaded loaded;
  loaded.design = std::move(*design.value);
  take_day(context, loaded.design.spec);
  loaded.shown = loaded.design.report.findings;
  loaded.bytes = std::move(bytes);
  return loaded;
}

}  // namespace

std::vector<std::string> pack_folders(const SiteSpec& spec) {
  std::vector<std::string> folders;
  for (const std::string& pack : spec.rules.packs)
    if (pack.find('/') != std::string::npos) folders.push_back(pack);
  return folders;
}

std::vector<Finding> with_excerpts(std::vector<Finding> findings, const LoadedSite& site) {
  for (Finding& finding : findings) {
    if (finding.origin.file != site.recorded || finding.origin.line < 1 || !finding.excerpt.empty()) continue;
    finding.excerpt = std::string(line_of(site.bytes, finding.origin.line));
    finding.caret_length = caret_length(finding.excerpt, finding.origin.column);
  }
  return findings;
}

void stop_refused(Context& context, const LoadedSite& site, std::vector<Finding> findings) {
  const bool rejected = only_misnamed(findings);
  stop_after(context, with_excerpts(std::move(findings), site), site.names,
             rejected ? Exit::input_rejected : Exit::infeasible,
             rejected ? fmt::format("{} was rejected", printable(site.recorded)) : "no design satisfies this site");
}

LoadedSite load_site(Context& context, const std::string& site, bool load_optional) {
  const std::string bytes = read_bytes(site, kSiteLimit);
  if (is_design(bytes))
    throw Stop(Exit::input_rejected, fmt::format("{} is a finished design, not a site file", printable(site)),
               "name the site.toml it was made from");
  return site_bytes(context, site, bytes, load_optional);
}

LoadedSite load_question(Context& context, const std::string& path) {
  const std::string bytes = read_bytes(path, kDesignLimit);
  if (!is_design(bytes)) return site_bytes(context, path, bytes, false);
  Loaded read = read_back(context, path, bytes);
  LoadedSite loaded;
  loaded.spec = std::move(read.design.spec);
  loaded.recorded = path == "-" ? "stdin" : path;
  const std::string folder = path == "-" ? "." : folder_of(path);
  add_catalog(context, folder, loaded);
  return loaded;
}

SiteWorld site_world(const std::string& folder, std::vector<InputFile>& inputs, PathNames& names) {
  return {SiteFiles{folder, inputs, names}, projector(), degrees_reader(), map_reader(), crs_reader()};
}

LoadedEdit load_edit(Context& context, const std::string& path) {
  const std::string bytes = read_bytes(path, kDesignLimit);
  if (!is_design(bytes))
    throw Stop(Exit::input_rejected, fmt::format("{} is no design.json", printable(path)),
               "--keep re-routes a finished design: `plinth design` writes one");
  LoadedEdit loaded;
  loaded.design = read_back(context, path, bytes).design;
  LoadedCatalog catalog = load_catalog(context, path == "-" ? "." : folder_of(path), loaded.design.spec.catalog.overlay,
                                       pack_folders(loaded.design.spec));
  loaded.catalog = std::move(catalog.catalog);
  loaded.names.insert(catalog.source.names.begin(), catalog.source.names.end());
  return loaded;
}

Loaded design_from_site(Context& context, const std::string& site, Until until, const LayoutEffort& effort) {
  const std::string bytes = read_bytes(site, kSiteLimit);
  if (is_design(bytes))
    throw Stop(Exit::input_rejected, fmt::format("{} is a finished design, not a site file", printable(site)),
               "name the site.toml it was made from");
  return design_bytes(context, site, bytes, until, effort);
}

Loaded load_design(Context& context, const std::string& path, Until until, const LayoutEffort& effort) {
  const std::string bytes = read_bytes(path, kDesignLimit);
  if (is_design(bytes) && effort.iterations > 0)
    throw Stop(
        Exit::usage,
        fmt::format("{} is a finished design; only a layout that is being made can be improved", printable(path)),
        "name the site file");
  if (is_design(bytes)) return read_back(context, path, bytes);
  if (bytes.size() > kSiteLimit)
    throw Stop(Exit::input_rejected, fmt::format("{} is too large for a site file", printable(path)));
  return design_bytes(context, path, bytes, until, effort);
}

Exit verdict(Context& context, const Loaded& loaded) {
  const Exit exit = context.verdict(loaded.design.report.findings);
  const ObjectiveResult& objective = loaded.design.sizing.objective;
  if (exit != Exit::done || !loaded.designed_here || objective.proved) return exit;
  context.say(fmt::format("note: a limit of the search was reached; this is the best design so far, gap {} %: {}",
                          round_text(100 * objective.gap, 3), objective.how));
  return Exit::limit_reached;
}

}  // namespace plinth
