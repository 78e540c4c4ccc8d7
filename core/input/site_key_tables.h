// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>

#include "core/base/assert.h"
#include "core/input/site_keys.h"

namespace plinth {

/// The two halves of site_keys(): project, site, climate and IT; then power, storage, cooling and the choice.
[[nodiscard]] std::span<const SiteKey> site_site_keys();
[[nodiscard]] std::span<const SiteKey> plant_site_keys();

/// The enumerator whose text() is `word`; asserts that there is one, since the choices were checked before.
template <class Enum>
Enum named_choice(const std::string& word, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (text(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  PLINTH_ASSERT(false, "a choice without an enumerator: " + word);
}

}  // namespace plinth
