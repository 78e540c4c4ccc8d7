// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack_attempt.h"
#include "core/layout/strategy.h"

namespace plinth::layout_strategies {
namespace {

using namespace layout;

std::vector<Packed> propose(const Field& field, bool any_shape, PackFailure& failure) {
  Shortlist best(field, 4, failure);
  for (const Filling& filling : fillings(field, any_shape))
    best.attempt(
        filling, [](Attempt& attempt) { return attempt.run(); }, words_of(filling));
  return best.take();
}

}  // namespace

extern constinit const LayoutStrategy rows{
    "rows", "parallel rows of blocks and yards from one side of the land to the other", propose};

}  // namespace plinth::layout_strategies
