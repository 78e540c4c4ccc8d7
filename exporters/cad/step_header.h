// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <StepData_StepModel.hxx>

#include "exporters/exporter.h"

namespace plinth::cad {

/// Fills the header section from the stamp and the project (no clock, no user or host name), and splits the product
/// labels into the id, name and description a STEP product has.
void complete_model(const Handle(StepData_StepModel) & model, const Design& design, const Stamp& stamp);

}  // namespace plinth::cad
