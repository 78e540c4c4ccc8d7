// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/model/design.h"
#include "exporters/exporter.h"

namespace plinth::test {

// Pieces of small designs, written down as one reads them.
[[nodiscard]] Attribute number(double value, const char* unit, Dimension dimension,
                               Status status = Status::representative);
[[nodiscard]] Attribute word(const char* value);
[[nodiscard]] Attribute curve(std::vector<std::pair<double, double>> points, Dimension x, Dimension y);
/// A type of id "<kind>-x".
[[nodiscard]] ModuleType type_of(const char* kind, std::map<std::string, Attribute> attributes);
[[nodiscard]] Kind kind_of(const char* id, std::vector<std::string> families, std::vector<AttributeRule> rules = {});
/// A hold point at the factory.
[[nodiscard]] TestItem item(const char* id, const char* family, const char* acceptance,
                            std::map<std::string, std::string> limits, const char* when = "");
[[nodiscard]] Edge edge(const char* id, Medium medium, const char* path, EdgeEnd from, EdgeEnd to, const char* unit,
                        double normal, double worst, const char* voltage = "");
[[nodiscard]] Node node(const char* tag, const char* module, const char* kind, const char* parent = "");

/// Two CDUs in one pod feed two racks: 100 L/min each in service, 180 when the other CDU is out.
[[nodiscard]] Design cdu_pod();
/// One module, X-01, of its own with these attributes, no tests, no connections.
[[nodiscard]] Design alone(const char* kind, std::map<std::string, Attribute> attributes,
                           std::vector<AttributeRule> rules = {});

[[nodiscard]] const Exporter& checklist_exporter();

}  // namespace plinth::test
