// SPDX-License-Identifier: Apache-2.0
#include "cli/repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "cli/load.h"
#include "cli/modules.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/input/raw_boundary.h"

namespace plinth {
namespace {

constexpr std::size_t kSiteLimit = 16'000'000;

bool of_the_outline(const Finding& finding) {
  return finding.code == "SPC020" || finding.code == "SPC028" || finding.code == "SPC029";
}

/// In degrees, longitude first and without a jump at the date line.
void to_degrees(const SiteWorld& world, const std::string& crs, std::vector<MapPolygon>& polygons) {
  std::optional<double> first;
  for (MapPolygon& polygon : polygons)
    for (MapRing& ring : polygon.rings) {
      if (crs != "OGC:CRS84") {
        const Projected degrees = world.degrees(crs, ring.points);
        if (!degrees.error.empty()) throw Stop(Exit::input_rejected, "cannot be repaired: " + printable(degrees.error));
        ring.points = degrees.metres;
      }
      for (auto& [x, y] : ring.points) {
        if (!first) first = x;
        x = *first + std::remainder(x - *first, 360.0);
      }
    }
}

std::string beside(const std::string& folder, const std::string& source, const std::string& ending) {
  return in_folder(folder, std::filesystem::path(source).stem().string() + ending);
}

/// One area before and after; `file` is the new map file, empty for one that stands in the site file.
struct Repaired {
  RawArea area;
  std::vector<MapPolygon> after;
  std::string file;
};

/// "site.keep_out.1.area" -> "keep_out-1"
std::string short_key(const std::string& key) {
  std::string text = key.starts_with("site.") ? key.substr(5) : key;
  if (text.ends_with(".area")) text.resize(text.size() - 5);
  std::replace(text.begin(), text.end(), '.', '-');
  return text;
}

std::vector<Repaired> repaired_areas(const SiteWorld& world, const std::string& folder, std::vector<RawArea> faulty) {
  std::vector<Repaired> all;
  for (RawArea& area : faulty) {
    Repaired one{std::move(area), {}, {}};
    const bool local = one.area.crs == "local";
    if (!local) to_degrees(world, one.area.crs, one.area.polygons);
    one.after = map_repairer()(one.area.polygons);
    if (one.after.empty()) throw Stop(Exit::input_rejected, "nothing of `" + one.area.key + "` is left after a repair");
    if (!local) {
      one.file = beside(folder, one.area.source, ".repaired.geojson");
      if (std::any_of(all.begin(), all.end(), [&](const Repaired& r) { return r.file == one.file; }))
        one.file = beside(folder, one.area.source, "." + short_key(one.area.key) + ".repaired.geojson");
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// The site file with the repaired areas in it, or the names of their new files.
std::string repaired_site(const std::string& bytes, const std::vector<Repaired>& all) {
  std::vector<const Repaired*> last_first;
  for (const Repaired& one : all) last_first.push_back(&one);
  std::sort(last_first.begin(), last_first.end(),
            [](const Repaired* a, const Repaired* b) { return a->area.from > b->area.from; });
  std::string text = bytes;
  for (const Repaired* one : last_first)
    text.replace(one->area.from, one->area.to - one->area.from,
                 one->file.empty() ? boundary_toml(one->after) : "\"" + file_name(one->file) + "\"");
  return text;
}

/// Reads the repaired site before anything is written. Stop where an outline still is at fault.
void prove(Context& context, const std::string& text, const std::string& recorded, SiteWorld world,
           const std::vector<Repaired>& all, const PathNames& names) {
  const FileReader others = world.read_file;
  world.read_file = [&all, others](const std::string& path) -> std::optional<std::string> {
    for (const Repaired& one : all)
      if (!one.file.empty() && file_name(one.file) == path) return boundary_geojson(one.after);
    return others(path);
  };
  Outcome<SiteSpec> read = read_site(text, recorded, world, context.overrides());
  std::erase_if(read.findings, [](const Finding& f) { return !of_the_outline(f) || f.severity != Severity::error; });
  if (read.findings.empty()) return;
  context.report(read.findings, names);
  throw Stop(Exit::input_rejected, "a repair leaves these faults; nothing was written", "mend them by hand");
}

void write_new(Context& context, const std::string& path, const std::string& bytes) {
  write_file(path, bytes);
  context.out(path + "\n");
}

using Files = std::vector<std::pair<std::string, std::string>>;

std::string preview(const std::string& path) { return std::filesystem::path(path).replace_extension(".svg").string(); }

/// What is to be written: `copy` of the site file, empty where none of the areas stands in it, and the map files.
Files files_of(const std::vector<Repaired>& all, const std::string& copy, const std::string& text) {
  Files files;
  if (!copy.empty()) {
    std::vector<MapPolygon> before, after;
    for (const Repaired& one : all)
      if (one.file.empty()) {
        before.insert(before.end(), one.area.polygons.begin(), one.area.polygons.end());
        after.insert(after.end(), one.after.begin(), one.after.end());
      }
    files.emplace_back(preview(copy), boundary_svg(before, after, false));
    files.emplace_back(copy, text);
  }
  for (const Repaired& one : all)
    if (!one.file.empty()) {
      files.emplace_back(preview(one.file), boundary_svg(one.area.polygons, one.after, true));
      files.emplace_back(one.file, boundary_geojson(one.after));
    }
  return files;
}

}  // namespace

Exit repair_boundary(Context& context, const std::string& site, const std::string& output) {
  if (site == "-") throw Stop(Exit::usage, "--fix needs a site file by its name");
  const std::string bytes = read_bytes(site, kSiteLimit), folder = folder_of(site);
  const std::string recorded = std::filesystem::path(site).filename().string();
  std::vector<InputFile> inputs;
  PathNames names{{recorded, site}};
  const SiteWorld world = site_world(folder, inputs, names);
  Outcome<SiteSpec> read = read_site(bytes, recorded, world, context.overrides());
  std::vector<RawArea> faulty = read_raw_areas(bytes, recorded, world);
  if (std::none_of(faulty.begin(), faulty.end(), [](const RawArea& area) { return area.key == "site.boundary"; })) {
    context.report(read.findings, names);
    throw Stop(Exit::input_rejected, "the boundary cannot be read, so it cannot be repaired");
  }
  std::erase_if(read.findings, [](const Finding& f) { return !of_the_outline(f); });
  if (read.findings.empty()) {
    context.say("nothing to repair: every outline that can be read is sound");
    return Exit::done;
  }
  context.report(read.findings, names);
  std::erase_if(faulty, [&](const RawArea& area) {
    return std::none_of(read.findings.begin(), read.findings.end(),
                        [&](const Finding& f) { return is_about(f, area, bytes, recorded); });
  });
  if (faulty.empty()) throw Stop(Exit::input_rejected, "the outline cannot be read, so it cannot be repaired");
  std::vector<Repaired> all = repaired_areas(world, folder, std::move(faulty));
  const bool inside = std::any_of(all.begin(), all.end(), [](const Repaired& one) { return one.file.empty(); });
  if (!output.empty() && !inside && all.size() > 1)
    throw Stop(Exit::usage, fmt::format("-o names one file; {} are to be written", all.size()), "leave -o out");
  if (!output.empty() && !inside) all[0].file = output;
  const std::string text = repaired_site(bytes, all);
  prove(context, text, recorded, world, all, names);
  const std::string copy = !inside ? "" : output.empty() ? beside(folder, recorded, ".repaired.toml") : output;
  const Files files = files_of(all, copy, text);
  for (const auto& [path, content] : files)
    if (exists(path))
      throw Stop(Exit::file_system, fmt::format("{} exists; a repair never overwrites", printable(path)),
                 "name another file with -o, or remove it");
  for (const auto& [path, content] : files) write_new(context, path, content);
  for (const Repaired& one : all)
    if (!one.file.empty() && !inside)
      context.say(fmt::format("look at {}, then write {} = \"{}\"", printable(preview(one.file)), one.area.key,
                              printable(file_name(one.file))));
  return Exit::done;
}

}  // namespace plinth
