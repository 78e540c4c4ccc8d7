// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/book.h"
#include "core/model/design.h"

namespace plinth {

/// Writes the score of the layout that won into the ledger: `score.<term>` what was measured, `score.<term>.cost` what
/// that is worth, and `score.total`.
void book_score(Book& book, const SiteSpec& spec, const Layout& layout);

}  // namespace plinth
