// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/install.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* starter_site =
    R"(# A Plinth site file. Five lines are enough for a whole design; the commented ones show what else may be said.
# Quantities are text with a unit, SI or US customary: "20 MW", "45 degC", "30 ft", "120 gpm".
schema = 1

[project]
name = "My first site"
# jurisdiction = "us"              # which rule packs apply: us, eu, cn, intl
# need_by = 2028-06-01             # makes order-by dates in the bill of materials

[site]
boundary = [[0, 0], [300, 0], [300, 200], [0, 200]]   # metres, x east, y north; or "parcel.geojson"
# setback = "10 m"

[site.utility]
voltage = "34.5 kV"
capacity = "20 MVA"

# [site.climate]
# dry_bulb = "39 degC"             # the design extreme for heat rejection
# wet_bulb = "26 degC"

[it]
load = "8 MW"
# rack = "gb300-nvl72"             # `plinth catalog list rack` names the racks

# [power]
# redundancy = "N+1"               # N, N+1, 2N, …
)";

constexpr const char* starter_readme = R"(# My first site

`site.toml` is the one input. From this folder:

    plinth design site.toml -o out         # everything: plan, STEP, bill of materials, checklists
    plinth why out/design.json demand.it   # where a number comes from

`plinth size site.toml` shows every default that was taken.
)";

std::string examples_dir() { return data_dir() + "/examples"; }

std::vector<std::string> starters() {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(examples_dir(), error), end; !error && it != end; it.increment(error))
    if (exists(it->path() / "site.toml")) names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The inputs of an example: its files, not its expected results.
std::vector<Artifact> example_files(const std::string& name) {
  constexpr std::size_t kLimit = 256'000'000;
  const std::vector<std::string> known = starters();
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const std::string near = nearest(name, known);
    throw Stop(Exit::usage, fmt::format("there is no starter `{}`", printable(name, 40)),
               near.empty() ? "starters: " + join(known, ", ") : fmt::format("did you mean `{}`?", near));
  }
  std::vector<Artifact> files;
  for (const auto& entry : fs::directory_iterator(examples_dir() + "/" + name))
    if (entry.is_regular_file())
      files.push_back({entry.path().filename().string(), read_bytes(entry.path().string(), kLimit)});
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.file_name < b.file_name; });
  return files;
}

Exit run(Context& context, const std::string& named, const std::string& from) {
  const std::string dir = named.empty() ? "." : named;
  const std::vector<Artifact> files =
      from.empty() ? std::vector<Artifact>{{"README.md", starter_readme}, {"site.toml", starter_site}}
                   : example_files(from);
  for (const Artifact& file : files)
    if (exists(in_folder(dir, file.file_name)))
      throw Stop(Exit::file_system, fmt::format("{} exists; init never overwrites", in_folder(dir, file.file_name)),
                 "name a new folder: plinth init DIR");
  write_delivery(dir, files);
  const std::string site = in_folder(dir, "site.toml");
  context.say(fmt::format("wrote {}; next: plinth design {} -o {}", site, site, in_folder(dir, "out")));
  return Exit::done;
}

Exit list(Context& context) {
  for (const std::string& name : starters()) context.out(name + "\n");
  return Exit::done;
}

Run declare(Options& options) {
  const auto dir = options.positional("DIR", "where to write site.toml and README.md (default: .)", false);
  const auto from = options.text("--from", "STARTER", "begin with an example instead of the smallest site");
  const auto names = options.flag("--list", "name the starters");
  return [=](Context& context) { return *names ? list(context) : run(context, *dir, *from); };
}

}  // namespace

extern constinit const Command init{
    .name = "init",
    .group = CommandGroup::design,
    .summary = "a site file that can be designed as it stands",
    .examples = {"plinth init hello", "plinth init campus --from campus-20mw"},
    .formats = "",
    .declare = declare,
};

}  // namespace plinth::commands
