// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/base/finding.h"
#include "core/input/toml_document.h"

namespace plinth {

/// The documents of a catalog by file, so that a finding about several files can still point at a line. Holds
/// references: the documents live longer.
class CatalogPlaces {
 public:
  /// A document of the same file name hides the one before: that of an overlay.
  void add(const TomlDocument& document) { documents_[document.file()] = &document; }

  [[nodiscard]] const TomlDocument* document(const std::string& file) const;
  /// A finding at the value under a dotted path ("contains.2.module"; items of a list are counted from 1), or at the
  /// nearest table around it that is there. Without the document: at the file as a whole.
  [[nodiscard]] Finding finding(std::string_view code, Severity severity, std::string message, const std::string& file,
                                std::string_view path, std::string hint = {}) const;

 private:
  std::map<std::string, const TomlDocument*> documents_;
};

/// The value under a dotted path; nullptr when there is none.
[[nodiscard]] const TomlNode* node_at(const TomlNode& root, std::string_view path);
/// The place of that value, or of the nearest table around it that is written down; the file as a whole when none is.
[[nodiscard]] TextSpan span_at_path(const TomlNode& root, std::string_view path);

}  // namespace plinth
