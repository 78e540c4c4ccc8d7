// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/sheet.h"
#include "core/input/read_site.h"
#include "exporters/exporter.h"

namespace plinth {

/// The exporters that are linked in: text, then drawing, each by file name.
[[nodiscard]] std::vector<const Exporter*> linked_exporters();
/// Those of the CAD module, loaded on the first call: OpenCASCADE would cost every start 50 ms. ExportError when the
/// module is not there.
[[nodiscard]] std::vector<const Exporter*> cad_exporters();
/// Projects map coordinates through the PROJ module, which is loaded when first asked. Stop(internal) without it.
[[nodiscard]] Projector projector();
/// Map coordinates to degrees through the same module.
[[nodiscard]] Degrees degrees_reader();
/// Unit and extent of coordinate systems through the same module.
[[nodiscard]] CrsReader crs_reader();
/// Map files of many formats through the GDAL module, loaded when the first of them is read; the outcome says when it
/// is not there.
[[nodiscard]] MapReader map_reader();
/// Repairs polygons through the same module. Stop(internal) without it.
[[nodiscard]] MapRepairer map_repairer();
/// A sheet of an XLSX file, the first where `name` is empty, through the sheet module, which is loaded then.
/// Stop(input_rejected) when it cannot be read, Stop(internal) without the module.
[[nodiscard]] Sheet read_xlsx(const std::string& path, const std::string& name);

}  // namespace plinth
