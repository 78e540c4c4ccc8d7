// SPDX-License-Identifier: Apache-2.0
#include "cli/modules.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

#include "cli/geo/geo_module.h"
#include "cli/install.h"
#include "cli/map/map_module.h"
#include "cli/map_process.h"
#include "cli/sheet/sheet_module.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "exporters/cad/cad_module.h"

namespace plinth {
namespace {

/// The entry point of a module, or the reason there is none. Modules stay loaded: their libraries leave statics behind.
template <class Entry>
Entry load_entry(const char* file, const char* name, std::string& reason) {
  const std::string path = module_dir() + "/" + file;
  void* module = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* entry = module ? ::dlsym(module, name) : nullptr;
  if (!entry) {
    const char* why = ::dlerror();
    reason = why ? why : "it has no entry point";
  }
  return reinterpret_cast<Entry>(entry);
}

const GeoModule& geo_module() {
  std::string reason;
  const auto entry = load_entry<GeoModuleEntry>(geo_module_file, geo_module_entry, reason);
  if (!entry)
    throw Stop(Exit::internal, fmt::format("the map projection module cannot be loaded: {}", reason),
               "install plinth again, or give the boundary in metres");
  const GeoModule* module = entry();
  if (module->version != geo_module_version)
    throw Stop(Exit::internal, "the map projection module is of another version; install both from one package");
  return *module;
}

/// nullptr, and why, where there is none that fits.
const MapModule* map_module(std::string& reason) {
  const auto entry = load_entry<MapModuleEntry>(map_module_file, map_module_entry, reason);
  if (!entry) return nullptr;
  const MapModule* module = entry();
  if (module->version == map_module_version) return module;
  reason = "it is of another version of plinth; install both from one package";
  return nullptr;
}

}  // namespace

std::vector<const Exporter*> linked_exporters() {
  const auto text = text_exporters(), drawing = drawing_exporters();
  std::vector<const Exporter*> all(text.begin(), text.end());
  all.insert(all.end(), drawing.begin(), drawing.end());
  return all;
}

std::vector<const Exporter*> cad_exporters() {
  std::string reason;
  const auto entry = load_entry<CadModuleEntry>(cad_module_file, cad_module_entry, reason);
  if (!entry) throw ExportError(fmt::format("the CAD module cannot be loaded: {}", reason));
  const CadModule* module = entry();
  if (module->version != cad_module_version)
    throw ExportError("the CAD module is of another version of plinth; install both from one package");
  return {module->exporters, module->exporters + module->count};
}

Projector projector() {
  return [](const std::string& crs, const std::vector<std::pair<double, double>>& points) {
    return geo_module().project(crs, points);
  };
}

Degrees degrees_reader() {
  return [](const std::string& crs, const std::vector<std::pair<double, double>>& points) {
    return geo_module().degrees(crs, points);
  };
}

CrsReader crs_reader() {
  return [](const std::string& crs) { return geo_module().facts(crs); };
}

MapReader map_reader() {
  return [](const std::vector<NamedBytes>& files) {
    return read_apart([&] {
      std::string reason;
      const MapModule* module = map_module(reason);
      return module != nullptr ? module->read(files) : MapLayers{{}, "the map module cannot be loaded: " + reason};
    });
  };
}

MapRepairer map_repairer() {
  return [](const std::vector<MapPolygon>& polygons) {
    std::string reason;
    const MapModule* module = map_module(reason);
    if (module == nullptr)
      throw Stop(Exit::internal, fmt::format("the map module cannot be loaded: {}", reason), "install plinth again");
    return module->repair(polygons);
  };
}

Sheet read_xlsx(const std::string& path, const std::string& name) {
  std::string reason;
  const auto entry = load_entry<SheetModuleEntry>(sheet_module_file, sheet_module_entry, reason);
  if (!entry)
    throw Stop(Exit::internal, fmt::format("the module that reads XLSX cannot be loaded: {}", reason),
               "save the list as CSV UTF-8, or install plinth with libexpat1 and libminizip1");
  const SheetModule* module = entry();
  if (module->version != sheet_module_version)
    throw Stop(Exit::internal, "the module that reads XLSX is of another version; install both from one package");
  XlsxSheet result = module->read(path, name);
  if (!result.error.empty())
    throw Stop(Exit::input_rejected, fmt::format("{} cannot be read: {}", printable(path), result.error));
  return std::move(result.sheet);
}

}  // namespace plinth
