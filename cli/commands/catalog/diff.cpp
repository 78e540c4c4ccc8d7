// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/diff.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/render/catalog_diff.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::catalog_actions {
namespace {

bool is_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

Catalog catalog_in(Context& context, const std::string& dir) {
  CatalogFiles files;
  for (SourceFile& file : read_tree(dir)) {
    files.names[dir + "/" + file.path] = in_folder(dir, file.path);
    file.root = dir;
    files.files.push_back(std::move(file));
  }
  Outcome<Catalog> catalog = read_catalog(files.files);
  if (catalog.ok()) return std::move(*catalog.value);
  context.report(catalog.findings, files.names);
  throw Stop(Exit::input_rejected, fmt::format("the catalog {} was rejected", printable(dir)));
}

Exit between_folders(Context& context, const std::string& a, const std::string& b) {
  const Catalog before = catalog_in(context, a), after = catalog_in(context, b);
  const std::vector<RecordChange> changes = catalog_changes(before, after);
  context.out(context.json() ? catalog_diff_json(changes) : catalog_diff_text(changes));
  return Exit::done;
}

Exit run(Context& context, const CatalogSource& source, const std::string& a, const std::string& b) {
  if (is_folder(a) && is_folder(b)) return between_folders(context, a, b);
  if (is_folder(a) || is_folder(b))
    throw Stop(Exit::usage, "one is a folder, the other is none", "compare two module types, or two catalog folders");
  const LoadedCatalog loaded = load_source(context, source);
  const ModuleType &first = module_named(loaded.catalog, a), &second = module_named(loaded.catalog, b);
  const std::vector<ValueChange> changes =
      value_changes(fields_of(first), fields_of(second), context.options().verbose);
  context.out(context.json() ? type_diff_json(first, second, changes) : type_diff_text(first, second, changes));
  return Exit::done;
}

Run declare(Options& options) {
  const auto a = options.positional("A", "a module type, or a catalog folder");
  const auto b = options.positional("B", "another");
  const CatalogSource source = declare_source(options);
  return [=](Context& context) { return run(context, source, *a, *b); };
}

}  // namespace

extern constinit const Command diff{
    .name = "diff",
    .group = CommandGroup::ask,
    .summary = "two module types value by value (-v: sources too), or two catalog folders record by record",
    .examples = {"plinth catalog diff chl-maglev-600 chl-maglev-1200", "plinth catalog diff old/catalog ./catalog"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
