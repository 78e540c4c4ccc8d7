// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/rules/check_context.h"

namespace plinth {

/// The liquid that a transformer, or a module with one inside, holds.
struct TransformerLiquid {
  std::string liquid;            ///< cooling class: "mineral-oil" or "ester"
  std::optional<Volume> volume;  ///< of the largest single transformer; nullopt when the catalog does not say
};

/// The liquid-filled transformer a module is or contains, the largest if several; nullopt when there is none.
[[nodiscard]] std::optional<TransformerLiquid> liquid_of(const CheckContext& context, const ModuleType& type);

/// The separation the volume class asks for, from the rows `transformer.class.<liquid>.<n>.from` and `.separation`.
struct LiquidClass {
  const Limit* separation = nullptr;  ///< nullptr: the volume is below the first class, nothing is required
  Millimetres required = 0;
  bool known = false;  ///< false: the standards hold no class for this liquid and jurisdiction
};
[[nodiscard]] LiquidClass class_of(const CheckContext& context, const std::string& liquid, Volume volume);

}  // namespace plinth
