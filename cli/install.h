// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace plinth {

/// Where this program stands is found from its own executable, so that an unpacked package runs from any place. The
/// build tree has the same shape: bin/plinth, lib/plinth/*.so, share/plinth/{catalog,examples}.
[[nodiscard]] std::string data_dir();    ///< …/share/plinth
[[nodiscard]] std::string module_dir();  ///< …/lib/plinth

}  // namespace plinth
