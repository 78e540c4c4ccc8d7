// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace plinth::test {

/// An element as it was opened, with its own text.
struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
};

/// Elements in document order, entities resolved. `fault` says why a text is not well-formed XML (or uses what we never
/// write: DTDs, comments, CDATA).
struct XmlDocument {
  std::vector<XmlElement> elements;
  std::string fault;
};
[[nodiscard]] XmlDocument parse_xml(std::string_view xml);

}  // namespace plinth::test
