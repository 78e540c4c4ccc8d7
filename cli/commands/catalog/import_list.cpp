// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/modules.h"
#include "cli/render/findings.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/catalog/import.h"
#include "core/model/design_json.h"

namespace plinth::catalog_actions {
namespace {

constexpr std::size_t kMapLimit = 4'000'000, kListLimit = 200'000'000;

struct Asked {
  Given<std::string> list, map, output;
  Given<bool> partial, force;
};

[[noreturn]] void refuse(Context& context, const std::vector<Finding>& findings, const PathNames& names,
                         const std::string& what) {
  if (context.json()) context.out(write_findings({findings, {}}));
  context.report(findings, names);
  throw Stop(Exit::input_rejected, what + "; nothing was written");
}

Sheet read_list(Context& context, const std::string& path, const ImportMap& map) {
  const std::string bytes = read_bytes(path, kListLimit);
  if (bytes.starts_with("PK\x03\x04")) return read_xlsx(path, map.sheet);
  if (lower(path).ends_with(".xls"))
    throw Stop(Exit::input_rejected, fmt::format("{} is an old binary workbook", printable(path)),
               "save it as XLSX or CSV");
  Outcome<Sheet> sheet = read_csv_sheet(bytes, path, map.delimiter);
  if (!sheet.ok()) refuse(context, sheet.findings, {}, fmt::format("{} was rejected", printable(path)));
  return std::move(*sheet.value);
}

/// Files of the sound types, those that are there already with the same content left out.
std::vector<Artifact> new_files(const std::vector<ImportedType>& types, const std::string& dir, bool force) {
  std::vector<Artifact> files;
  std::vector<std::string> there;
  for (const ImportedType& type : types) {
    if (!type.sound) continue;
    const auto bytes = try_read(in_folder(dir, type.path), kMapLimit);
    if (bytes && *bytes == type.toml) continue;
    if (bytes && !force) there.push_back(in_folder(dir, type.path));
    files.push_back({type.path, type.toml});
  }
  if (!there.empty())
    throw Stop(Exit::file_system,
               fmt::format("{} {} and differ{} from the list; nothing was written", join(there, ", "),
                           there.size() == 1 ? "exists" : "exist", there.size() == 1 ? "s" : ""),
               "--force writes over them");
  return files;
}

Exit run(Context& context, const CatalogSource& source, const Asked& asked) {
  if (asked.map->empty())
    throw Stop(Exit::usage, "--map is missing: which column is which value?", "docs/catalog.md shows a mapping file");
  const std::string dir = asked.output->empty() ? "vendor" : *asked.output;
  const LoadedCatalog loaded = load_catalog(context, ".", *source.overlays);
  Outcome<ImportMap> map = read_import_map(read_bytes(*asked.map, kMapLimit), *asked.map, loaded.catalog);
  if (!map.ok()) refuse(context, map.findings, {}, fmt::format("{} was rejected", printable(*asked.map)));
  const Sheet sheet = read_list(context, *asked.list, *map.value);
  const Imported imported = import_types(*map.value, sheet, *asked.list, loaded.source.files);
  const auto sound =
      std::count_if(imported.types.begin(), imported.types.end(), [](const auto& type) { return type.sound; });
  const bool faulty = has_errors(imported.findings);
  if (faulty && (!*asked.partial || sound == 0))
    refuse(context, imported.findings, {}, fmt::format("{} of {} rows can be taken", sound, imported.rows));
  const std::vector<Artifact> files = new_files(imported.types, dir, *asked.force);
  write_delivery(dir, files);
  if (context.json()) context.out(write_findings({imported.findings, {}}));
  context.report(imported.findings, {});
  context.say(fmt::format("{} of {} rows, {} files written to {}; next: plinth catalog list --overlay {}", sound,
                          imported.rows, files.size(), dir, dir));
  return faulty ? Exit::findings : context.verdict(imported.findings);
}

Run declare(Options& options) {
  const Asked asked{options.positional("FILE", "the vendor's list: CSV (UTF-8) or XLSX"),
                    options.text("--map", "MAP.toml", "which column is which value, unit, constants (docs/catalog.md)"),
                    options.text("-o,--output", "DIR", "catalog folder or overlay to write into (default: vendor)"),
                    options.flag("--partial", "write the rows without a fault although others have one"),
                    options.flag("--force", "write over files that differ")};
  const CatalogSource source{
      options.texts("--overlay", "DIR", "kinds and types of this overlay count as known (repeatable)"),
      std::make_shared<const std::string>()};
  return [=](Context& context) { return run(context, source, asked); };
}

}  // namespace

extern constinit const Command import_list{
    .name = "import",
    .group = CommandGroup::ask,
    .summary = "module types from a vendor's CSV or XLSX list through a mapping file; every fault with its cell",
    .examples = {"plinth catalog import prices.xlsx --map chillers.map.toml -o vendor",
                 "plinth catalog import prices.csv --map chillers.map.toml --partial"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
