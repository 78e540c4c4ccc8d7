// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/job.h"

namespace plinth::layout {

/// Gives groups and roads the phase that first needs them: a group that of its first module, a road the first one that
/// has a group beside it or whose groups are reached from a gate along it, by the fewest roads.
void assign_phases(const Job& job, Layout& layout);

}  // namespace plinth::layout
