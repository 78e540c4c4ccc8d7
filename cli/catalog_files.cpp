// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/files.h"
#include "cli/stop.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/model/design_json.h"

namespace plinth {
namespace {

constexpr std::size_t kLockLimit = 16'000'000;

void add_layer(const std::string& dir, const std::string& root, CatalogFiles& into) {
  for (SourceFile& file : read_tree(dir)) {
    file.root = root;
    into.inputs.push_back({(root.empty() ? "catalog" : root) + "/" + file.path, sha256(file.bytes)});
    into.names[root.empty() ? file.path : root + "/" + file.path] = in_folder(dir, file.path);
    into.files.push_back(std::move(file));
  }
}

void add_overlay(const std::string& folder, const std::string& overlay, CatalogFiles& into) {
  const std::string root = overlay.ends_with('/') ? overlay.substr(0, overlay.size() - 1) : overlay;
  const std::string dir = in_folder(folder, root);
  std::error_code error;
  if (!std::filesystem::is_directory(dir, error))
    throw Stop(Exit::file_system, fmt::format("there is no overlay folder {}", printable(dir)),
               "overlays are named relative to the site file");
  add_layer(dir, root, into);
}

}  // namespace

CatalogFiles catalog_files(Context& context, const std::string& folder, const std::vector<std::string>& overlays) {
  const std::string dir = context.catalog_dir();
  CatalogFiles all;
  add_layer(dir, "", all);
  if (all.files.empty())
    throw Stop(Exit::input_rejected, fmt::format("the catalog {} holds no .toml file", printable(dir)),
               "name another with --catalog DIR, or leave it out to use the catalog that came with plinth");
  for (const std::string& overlay : overlays) add_overlay(folder, overlay, all);
  return all;
}

LoadedCatalog load_catalog(Context& context, const std::string& folder, const std::vector<std::string>& overlays) {
  LoadedCatalog loaded;
  loaded.source = catalog_files(context, folder, overlays);
  Outcome<Catalog> catalog = read_catalog(loaded.source.files);
  if (!catalog.ok()) {
    if (context.json()) context.out(write_findings({catalog.findings, {}}));
    context.report(catalog.findings, loaded.source.names);
    throw Stop(Exit::input_rejected, "the catalog was rejected");
  }
  std::vector<Finding> others;
  for (Finding& finding : catalog.findings)
    (finding.code == "CAT008" ? loaded.overrides : others).push_back(std::move(finding));
  if (context.options().verbose) context.report(others, loaded.source.names);
  loaded.catalog = std::move(*catalog.value);
  return loaded;
}

Lock lock_of(const CatalogFiles& files, const std::vector<std::string>& overlays) {
  Lock lock;
  lock.engine = engine_name();
  lock.overlays = overlays;
  for (const InputFile& file : files.inputs) lock.files[file.path] = file.sha256;
  return lock;
}

void verify_lock(Context& context, const std::string& folder, const Lock& present) {
  if (!context.options().locked) return;
  const std::string path = in_folder(folder, "plinth.lock");
  const PathNames names{{"plinth.lock", path}};
  if (!exists(path))
    throw Stop(Exit::mismatch, fmt::format("--locked, and there is no {}", printable(path)),
               "`plinth lock SITE` writes it");
  const Outcome<Lock> locked = read_lock(read_bytes(path, kLockLimit), "plinth.lock");
  if (!locked.ok()) {
    context.report(locked.findings, names);
    throw Stop(Exit::mismatch, fmt::format("{} cannot be read", printable(path)), "`plinth lock SITE` writes it anew");
  }
  const std::vector<Finding> found = lock_differences(*locked.value, present, "plinth.lock");
  if (found.empty()) return;
  if (context.json()) context.out(write_findings({found, {}}));
  context.report(found, names);
  throw Stop(Exit::mismatch, fmt::format("catalog or engine differ from {}", printable(path)),
             "if that is meant, check the results and run `plinth lock SITE` again");
}

}  // namespace plinth
