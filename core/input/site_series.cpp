// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_series.h"

#include "core/base/text.h"
#include "core/input/read_series.h"

namespace plinth {
namespace {

void read_one(SiteContext& context, TomlTable& storage, std::string_view key, const std::string& path, SeriesKind kind,
              Series& series) {
  if (path.empty()) return;  // absent, or faulty and reported
  const auto bytes = read_named_file(context, storage, key, path);
  if (!bytes) return;
  auto outcome = read_series(*bytes, path, kind);
  context.findings.insert(context.findings.end(), outcome.findings.begin(), outcome.findings.end());
  if (!outcome.value) return;
  const SeriesFile& file = *outcome.value;
  if (!file.unit_stated)
    context.use_default("storage." + std::string(key) + ".unit", file.unit,
                        "the header of " + file.column + " names no unit");
  const std::string& currency = context.spec.project.currency;
  if (!file.currency.empty() && lower(file.currency) != lower(currency))
    storage.fault_at(spc::conflict, key,
                     "the prices are in " + file.currency + ", the project is in " + printable(currency, 10),
                     "convert the file to " + printable(currency, 10));
  series = file.series;
}

}  // namespace

void read_storage_series(SiteContext& context, TomlTable& storage) {
  SiteSpec::Storage& spec = context.spec.storage;
  read_one(context, storage, "trace", spec.trace, SeriesKind::load, spec.trace_series);
  read_one(context, storage, "prices", spec.prices, SeriesKind::price, spec.price_series);
  read_one(context, storage, "generation", spec.generation, SeriesKind::generation, spec.generation_series);
}

}  // namespace plinth
