// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/input/read_catalog.h"
#include "exporters/exporter.h"

namespace plinth {

/// How files recorded in a design are spelled for the user: recorded name -> path from the working directory.
using PathNames = std::map<std::string, std::string>;

/// Reads a whole file, or stdin for "-". Stop(file_system) with the system's reason; Stop(input_rejected) above
/// `limit`.
[[nodiscard]] std::string read_bytes(const std::string& path, std::size_t limit);
/// As above, nullopt when it cannot be read or is larger than `limit`.
[[nodiscard]] std::optional<std::string> try_read(const std::string& path, std::size_t limit);
/// Every *.toml under `dir`, by path relative to it, sorted. Stop(file_system) when the folder is not there.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::string& dir);

/// Writes one file under a temporary name in its folder, then renames it.
void write_file(const std::string& path, std::string_view bytes);
/// Writes all files under temporary names first and renames them only when every one is complete, so that a failure
/// leaves the earlier delivery whole. Creates folders as needed.
void write_delivery(const std::string& dir, const std::vector<Artifact>& artifacts);
/// Writes everything to an open descriptor; Stop(file_system) on a closed pipe or a full disk.
void write_all(int descriptor, std::string_view bytes, const std::string& name);

/// A name an exporter or a manifest may give: relative, not empty, without "..".
[[nodiscard]] bool safe_name(std::string_view relative);
/// Folder part of a path ("." when there is none) and joining of two.
[[nodiscard]] std::string folder_of(const std::string& path);
[[nodiscard]] std::string in_folder(const std::string& folder, const std::string& name);
[[nodiscard]] bool exists(const std::string& path);

}  // namespace plinth
