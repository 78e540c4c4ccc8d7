// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/input/lint_checks.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

/// The texts under a key with their places: one text, a list of texts, or a list of tables with `module`.
std::vector<std::pair<std::string, std::string>> named_under(const TomlNode& root, const std::string& path) {
  std::vector<std::pair<std::string, std::string>> named;
  const TomlNode* node = node_at(root, path);
  if (node == nullptr) return named;
  if (node->type == TomlNode::Types::text) named.emplace_back(node->text, path);
  if (node->type != TomlNode::Types::array) return named;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const std::string place = path + "." + std::to_string(i + 1);
    const TomlNode& item = node->items[i];
    if (item.type == TomlNode::Types::text) named.emplace_back(item.text, place);
    if (const TomlNode* module = item.find("module"); module != nullptr && module->type == TomlNode::Types::text)
      named.emplace_back(module->text, place + ".module");
  }
  return named;
}

class ReferenceCheck {
 public:
  ReferenceCheck(const LintView& view, std::vector<Finding>& findings) : view_(view), findings_(findings) {}

  void run() {
    for (const ModuleType& type : view_.catalog.modules) {
      const TomlDocument* document = view_.places.document(type.origin.file);
      if (document == nullptr) continue;
      for (const auto& [id, reference] : view_.records.references)
        if (in_scope(reference.head.scope, type)) follow(reference, *document);
    }
    check_part_numbers();
  }

 private:
  bool found(const NameReference& reference, const std::string& name) const {
    const ModuleType* type = view_.catalog.module(name);
    for (const std::string& to : reference.to) {
      if (type != nullptr && (to == "*" || to == type->kind)) return true;
      if (to == "kind" && view_.catalog.kind(name) != nullptr) return true;
    }
    return false;
  }

  void follow(const NameReference& reference, const TomlDocument& document) {
    const TomlNode& root = document.root();
    const std::string path = node_at(root, reference.key) != nullptr ? reference.key : value_path(root, reference.key);
    for (const auto& [name, place] : named_under(root, path)) {
      if (found(reference, name)) continue;
      std::vector<std::string> names;
      for (const ModuleType& type : view_.catalog.modules)
        if (std::any_of(reference.to.begin(), reference.to.end(),
                        [&](const std::string& to) { return to == "*" || to == type.kind; }))
          names.push_back(type.id);
      if (std::find(reference.to.begin(), reference.to.end(), "kind") != reference.to.end())
        for (const Kind& kind : view_.catalog.kinds) names.push_back(kind.id);
      const std::string near = nearest(name, names);
      Finding finding = document.fault(cat::unknown_reference,
                                       "`" + reference.key + "` names \"" + printable(name, 60) +
                                           "\", which is not in the catalog" + wanted(reference),
                                       span_at_path(root, place),
                                       near.empty() ? reference.head.says : "did you mean \"" + near + "\"?");
      finding.severity = reference.head.severity;
      findings_.push_back(std::move(finding));
    }
  }

  static std::string wanted(const NameReference& reference) {
    if (std::find(reference.to.begin(), reference.to.end(), "*") != reference.to.end()) return "";
    return " as a " + join(reference.to, " or ");
  }

  /// One thing that is bought must not have two lines in a bill of materials.
  void check_part_numbers() {
    std::map<std::pair<std::string, std::string>, const ModuleType*> parts;
    for (const ModuleType& type : view_.catalog.modules) {
      if (type.part_number.empty()) continue;
      const auto [place, fresh] = parts.emplace(std::pair(type.manufacturer, type.part_number), &type);
      if (fresh) continue;
      findings_.push_back(view_.places.finding(lint::part_twice, Severity::warning,
                                               "part number \"" + printable(type.part_number, 60) + "\" of " +
                                                   printable(type.manufacturer, 60) + " is that of \"" +
                                                   place->second->id + "\" too",
                                               type.origin.file, "part_number", "one part number, one module type"));
    }
  }

  const LintView& view_;
  std::vector<Finding>& findings_;
};

}  // namespace

void check_references(const LintView& view, std::vector<Finding>& findings) { ReferenceCheck(view, findings).run(); }

}  // namespace plinth
