// SPDX-License-Identifier: Apache-2.0
#include "cli/sheet/xlsx_zip.h"

#include <minizip/unzip.h>

#include <array>

namespace plinth {
namespace {

constexpr std::size_t kLargest = 200'000'000;

}  // namespace

XlsxZip::XlsxZip(const std::string& path) : file_(unzOpen64(path.c_str())) {}

XlsxZip::~XlsxZip() {
  if (file_ != nullptr) unzClose(file_);
}

std::optional<std::string> XlsxZip::part(const std::string& name) const {
  constexpr int kAnyCase = 2;  // some writers disagree with themselves about capitals
  if (unzLocateFile(file_, name.c_str(), kAnyCase) != UNZ_OK || unzOpenCurrentFile(file_) != UNZ_OK)
    return std::nullopt;
  std::string bytes;
  std::array<char, 1 << 16> buffer{};
  int got = 0;
  while ((got = unzReadCurrentFile(file_, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > kLargest) break;
  }
  const bool intact = unzCloseCurrentFile(file_) == UNZ_OK;  // it compares the checksum
  if (got != 0 || !intact) return std::nullopt;
  return bytes;
}

}  // namespace plinth
