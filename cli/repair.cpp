// SPDX-License-Identifier: Apache-2.0
#include "cli/repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

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

/// In degrees, longitude first, for a file that everybody can read.
void to_degrees(const SiteWorld& world, const std::string& crs, std::vector<MapPolygon>& polygons) {
  if (crs == "OGC:CRS84") return;
  for (MapPolygon& polygon : polygons)
    for (MapRing& ring : polygon.rings) {
      const Projected degrees = world.degrees(crs, ring.points);
      if (!degrees.error.empty()) throw Stop(Exit::input_rejected, "cannot be repaired: " + printable(degrees.error));
      ring.points = degrees.metres;
    }
}

std::string beside(const std::string& folder, const std::string& source, const std::string& ending) {
  return in_folder(folder, std::filesystem::path(source).stem().string() + ".repaired" + ending);
}

void write_new(Context& context, const std::string& path, const std::string& bytes) {
  write_file(path, bytes);
  context.out(path + "\n");
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
  std::erase_if(read.findings, [](const Finding& f) { return !of_the_outline(f); });
  const Outcome<RawBoundary> raw = read_raw_boundary(bytes, recorded, world);
  if (!raw.ok()) {
    context.report(raw.findings, names);
    throw Stop(Exit::input_rejected, "the boundary cannot be read, so it cannot be repaired");
  }
  if (read.findings.empty()) {
    context.say("nothing to repair: the boundary is sound");
    return Exit::done;
  }
  context.report(read.findings, names);
  std::vector<MapPolygon> repaired = map_repairer()(raw.value->polygons);
  if (repaired.empty()) throw Stop(Exit::input_rejected, "nothing of the boundary is left after a repair");
  const bool local = raw.value->crs == "local";
  const std::string source = raw.value->source == "inline" ? recorded : raw.value->source;
  const std::string path =
      !output.empty() ? output : beside(folder, local ? recorded : source, local ? ".toml" : ".geojson");
  const std::string preview = (std::filesystem::path(path).replace_extension(".svg")).string();
  for (const std::string& file : {path, preview})
    if (exists(file))
      throw Stop(Exit::file_system, fmt::format("{} exists; a repair never overwrites", printable(file)),
                 "name another file with -o, or remove it");
  write_new(context, preview, boundary_svg(raw.value->polygons, repaired));
  if (local) {
    write_new(context, path, bytes.substr(0, raw.value->from) + boundary_toml(repaired) + bytes.substr(raw.value->to));
  } else {
    to_degrees(world, raw.value->crs, repaired);
    write_new(context, path, boundary_geojson(repaired));
    context.say(fmt::format("look at {}, then write site.boundary = \"{}\"", printable(preview),
                            printable(std::filesystem::path(path).filename().string())));
  }
  return Exit::done;
}

}  // namespace plinth
