// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include "exporters/exporter.h"

namespace plinth {

/// What the module `plinth_cad` hands to the program that loads it. Nothing of OpenCASCADE shows here.
struct CadModule {
  int version;                       ///< cad_module_version of the build; refuse any other
  const Exporter* const* exporters;  ///< `count` exporters, in name order; live as long as the module is loaded
  std::size_t count;
};

/// Raised whenever CadModule, Exporter, Design or Stamp change: the module and the program share their layout.
inline constexpr int cad_module_version = 1;
/// File name of the module, next to the program or in ../lib/plinth.
inline constexpr const char* cad_module_file = "plinth_cad.so";
/// For dlsym: a function without parameters that returns a `const CadModule*`.
inline constexpr const char* cad_module_entry = "plinth_cad_module";
using CadModuleEntry = const CadModule* (*)();

}  // namespace plinth

extern "C" {
/// The entry point. Load with RTLD_NOW | RTLD_LOCAL and do not unload: OpenCASCADE leaves statics behind.
const plinth::CadModule* plinth_cad_module();
}
