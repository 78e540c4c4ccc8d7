// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plinth::cad {

/// Puts OpenCASCADE into the state our files need: its messages to the terminal off, its STEP translator set up once,
/// every setting that shapes the bytes stated by us instead of taken from the environment.
void prepare_occt();

}  // namespace plinth::cad
