// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/catalog/sheet.h"

namespace plinth {

/// What came of reading a sheet of an XLSX file.
struct XlsxSheet {
  Sheet sheet;
  std::vector<std::string> sheets;  ///< names of all, in their order
  std::string error;                ///< why there is no sheet; empty when there is one
};

/// What the module `plinth_sheet` hands to the program that loads it. Nothing of its libraries shows here.
struct SheetModule {
  int version;  ///< sheet_module_version of the build; refuse any other
  /// Reads the sheet of that name, the first where it is empty. Cells hold what the program that wrote the file last
  /// computed; formulas are not run. Numbers in a date format become ISO dates. Never throws.
  XlsxSheet (*read)(const std::string& path, const std::string& name);
};

/// Raised whenever SheetModule, XlsxSheet or Sheet change: the module and the program share their layout.
inline constexpr int sheet_module_version = 1;
/// File name of the module, in ../lib/plinth.
inline constexpr const char* sheet_module_file = "plinth_sheet.so";
/// For dlsym: a function without parameters that returns a `const SheetModule*`.
inline constexpr const char* sheet_module_entry = "plinth_sheet_module";
using SheetModuleEntry = const SheetModule* (*)();

}  // namespace plinth

extern "C" {
/// The entry point. Load with RTLD_NOW | RTLD_LOCAL.
const plinth::SheetModule* plinth_sheet_module();
}
