// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/cad_module.h"

#include <array>

namespace plinth::exporters {
extern const Exporter step;
}

extern "C" __attribute__((visibility("default"))) const plinth::CadModule* plinth_cad_module() {
  static constexpr std::array<const plinth::Exporter*, 1> exporters{&plinth::exporters::step};
  static constexpr plinth::CadModule module{plinth::cad_module_version, exporters.data(), exporters.size()};
  return &module;
}
