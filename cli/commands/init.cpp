// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/install.h"
#include "cli/render/table.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 256'000'000;
constexpr const char* kShared = "_common";  ///< files that every starter gets

/// A folder that a project may begin with. Starters are made for it; examples are those of the documentation.
struct Starter {
  std::string name, folder, summary;
  bool example = false;
};

/// The first line of a README below its heading: what the folder is.
std::string summary_of(const std::string& folder) {
  const auto readme = try_read(folder + "/README.md", kFileLimit);
  if (!readme) return "";
  bool below = false;
  for (const std::string& line : split(*readme, '\n')) {
    if (below && !trim(line).empty()) return std::string(trim(line));
    below = below || line.starts_with("# ");
  }
  return "";
}

void add_folder(const std::string& folder, bool example, std::vector<Starter>& all) {
  std::vector<Starter> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (exists(it->path() / "site.toml"))
      found.push_back({it->path().filename().string(), it->path().string(), summary_of(it->path().string()), example});
  std::sort(found.begin(), found.end(), [](const Starter& a, const Starter& b) { return a.name < b.name; });
  all.insert(all.end(), found.begin(), found.end());
}

std::string starters_dir() { return data_dir() + "/starters"; }

std::vector<Starter> starters() {
  std::vector<Starter> all;
  add_folder(starters_dir(), false, all);
  add_folder(data_dir() + "/examples", true, all);
  return all;
}

const Starter& starter_named(const std::vector<Starter>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Starter& starter) { return starter.name == name; });
  if (found != all.end()) return *found;
  if (all.empty())
    throw Stop(Exit::file_system, fmt::format("there are no starters in {}", starters_dir()), "install plinth again");
  std::vector<std::string> names;
  for (const Starter& starter : all) names.push_back(starter.name);
  const std::string near = nearest(name, names);
  throw Stop(Exit::usage, fmt::format("there is no starter `{}`", printable(name, 40)),
             near.empty() ? "`plinth init --list` names them" : fmt::format("did you mean `{}`?", near));
}

/// Every file below a folder, by path; of an example only its inputs, not the expected results in a folder below.
void add_files(const std::string& folder, bool only_top, std::vector<Artifact>& files) {
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (only_top && it->is_directory()) it.disable_recursion_pending();
    if (!it->is_regular_file()) continue;
    files.push_back(
        {it->path().lexically_relative(folder).generic_string(), read_bytes(it->path().string(), kFileLimit)});
  }
  if (error) throw Stop(Exit::file_system, fmt::format("cannot read folder {}: {}", folder, error.message()));
}

/// What the starter lays into a project; its own files before those that all share.
std::vector<Artifact> project_of(const Starter& starter) {
  std::vector<Artifact> files;
  add_files(starter.folder, starter.example, files);
  if (!starter.example && exists(starters_dir() + "/" + kShared)) {
    std::vector<Artifact> shared;
    add_files(starters_dir() + "/" + kShared, false, shared);
    for (Artifact& file : shared)
      if (std::none_of(files.begin(), files.end(), [&](const auto& own) { return own.file_name == file.file_name; }))
        files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.file_name < b.file_name; });
  return files;
}

Exit run(Context& context, const std::string& named, const std::string& starter) {
  const std::string dir = named.empty() ? "." : named;
  const std::vector<Starter> all = starters();
  const std::vector<Artifact> files = project_of(starter_named(all, starter.empty() ? "hello" : starter));
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
  const std::vector<Starter> all = starters();
  if (context.json()) {
    nlohmann::ordered_json names = nlohmann::ordered_json::array();
    for (const Starter& starter : all)
      names.push_back({{"name", starter.name}, {"summary", starter.summary}, {"example", starter.example}});
    context.out(nlohmann::ordered_json{{"schema", 1}, {"starters", names}}.dump(1) + "\n");
    return Exit::done;
  }
  Table table({"starter", "", "what it is"});
  for (const Starter& starter : all) table.add({starter.name, starter.example ? "example" : "", starter.summary});
  context.out(table.text());
  return Exit::done;
}

Run declare(Options& options) {
  const auto dir = options.positional("DIR", "where to write the project (default: .)", false);
  const auto starter = options.text("--starter,--from", "NAME", "what to begin with (default: hello)");
  const auto names = options.flag("--list", "name the starters");
  return [=](Context& context) { return *names ? list(context) : run(context, *dir, *starter); };
}

}  // namespace

extern constinit const Command init{
    .name = "init",
    .group = CommandGroup::design,
    .summary = "a project that can be designed as it stands, from a starter",
    .examples = {"plinth init hello", "plinth init campus --starter training-20mw"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
