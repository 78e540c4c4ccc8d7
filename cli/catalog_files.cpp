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

/// `below`: the folder of a catalog that the files stand for, with its slash; empty: they are a catalog.
void add_layer(const std::string& dir, const std::string& root, const std::string& below, CatalogFiles& into) {
  for (SourceFile& file : read_tree(dir)) {
    const std::string real = in_folder(dir, file.path);
    into.inputs.push_back({(root.empty() ? "catalog" : root) + "/" + file.path, sha256(file.bytes)});
    file.root = root;
    file.path = below + file.path;
    into.names[root.empty() ? file.path : root + "/" + file.path] = real;
    into.files.push_back(std::move(file));
  }
}

void add_folder(const std::string& folder, const std::string& named, const std::string& below, const char* what,
                CatalogFiles& into) {
  const std::string root = named.size() > 1 && named.ends_with('/') ? named.substr(0, named.size() - 1) : named;
  const std::string dir = in_folder(folder, root);
  std::error_code error;
  if (!std::filesystem::is_directory(dir, error))
    throw Stop(Exit::file_system, fmt::format("there is no {} folder {}", what, printable(dir)),
               "it is named relative to the site file");
  add_layer(dir, root, below, into);
}

}  // namespace

CatalogFiles catalog_files(Context& context, const std::string& folder, const std::vector<std::string>& overlays,
                           const std::vector<std::string>& packs) {
  const std::string dir = context.catalog_dir();
  CatalogFiles all;
  add_layer(dir, "", "", all);
  if (all.files.empty())
    throw Stop(Exit::input_rejected, fmt::format("the catalog {} holds no .toml file", printable(dir)),
               "name another with --catalog DIR, or leave it out to use the catalog that came with plinth");
  for (const std::string& overlay : overlays) add_folder(folder, overlay, "", "overlay", all);
  for (const std::string& pack : packs) add_folder(folder, pack, "rules/", "rule pack", all);
  return all;
}

LoadedCatalog load_catalog(Context& context, const std::string& folder, const std::vector<std::string>& overlays,
                           const std::vector<std::string>& packs) {
  LoadedCatalog loaded;
  loaded.source = catalog_files(context, folder, overlays, packs);
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
