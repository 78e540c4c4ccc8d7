// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

namespace plinth {

/// The parts of an XLSX file. Reads none larger than 200 MB unpacked: a bomb is refused, not unpacked.
class XlsxZip {
 public:
  explicit XlsxZip(const std::string& path);
  XlsxZip(const XlsxZip&) = delete;
  XlsxZip& operator=(const XlsxZip&) = delete;
  ~XlsxZip();
  [[nodiscard]] bool open() const { return file_ != nullptr; }
  /// Unpacked bytes of "xl/workbook.xml"; nullopt when there is no such part, or it is damaged or too large.
  [[nodiscard]] std::optional<std::string> part(const std::string& name) const;

 private:
  void* file_;
};

}  // namespace plinth
