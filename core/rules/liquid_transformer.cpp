// SPDX-License-Identifier: Apache-2.0
#include "core/rules/liquid_transformer.h"

#include <fmt/format.h>

namespace plinth {
namespace {

std::optional<TransformerLiquid> own_liquid(const ModuleType& type) {
  const std::string cooling = type.word("cooling_class");
  if (cooling != "mineral-oil" && cooling != "ester") return std::nullopt;
  TransformerLiquid found{cooling, std::nullopt};
  if (const std::optional<double> volume = type.number("liquid_volume")) found.volume = Volume{*volume};
  return found;
}

/// Unknown volumes come out on top: they must not hide behind a small known one.
bool larger(const TransformerLiquid& a, const TransformerLiquid& b) {
  if (!a.volume || !b.volume) return !a.volume && b.volume.has_value();
  return *a.volume > *b.volume;
}

}  // namespace

std::optional<TransformerLiquid> liquid_of(const CheckContext& context, const ModuleType& type) {
  std::optional<TransformerLiquid> largest = own_liquid(type);
  for (const Contained& part : type.contains) {
    const ModuleType* inner = context.module(part.module);
    if (inner == nullptr) continue;
    const std::optional<TransformerLiquid> found = own_liquid(*inner);
    if (found && (!largest || larger(*found, *largest))) largest = found;
  }
  return largest;
}

LiquidClass class_of(const CheckContext& context, const std::string& liquid, Volume volume) {
  LiquidClass found;
  for (int row = 1;; ++row) {
    const std::string prefix = fmt::format("transformer.class.{}.{}.", liquid, row);
    const Limit* from = context.limit(prefix + "from");
    const std::optional<Millimetres> required = context.limit_mm(prefix + "separation");
    if (from == nullptr || !required) return found;
    found.known = true;
    if (volume.si < from->si * (1.0 - 1e-9)) return found;
    found.separation = context.limit(prefix + "separation");
    found.required = *required;
  }
}

}  // namespace plinth
