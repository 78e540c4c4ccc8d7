// SPDX-License-Identifier: Apache-2.0
#include "cli/deliver.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <utility>

#include "cli/files.h"
#include "core/base/assert.h"
#include "core/base/hash.h"

namespace plinth {
namespace {

struct Job {
  std::vector<Artifact> artifacts;
  std::string failure;
  std::exception_ptr bug;
};

Job run_one(const Exporter& exporter, const Design& design, const Stamp& stamp) {
  Job job;
  try {
    job.artifacts = exporter.write(design, stamp);
  } catch (const ExportError& error) {
    job.failure = fmt::format("{}: {}", exporter.name, error.what());
  } catch (...) {
    job.bug = std::current_exception();
  }
  return job;
}

/// Name and hash of each file an earlier manifest lists; nothing when it is not one of ours.
std::vector<std::pair<std::string, std::string>> listed_outputs(const std::string& dir) {
  constexpr std::size_t kLimit = 100'000'000;
  std::vector<std::pair<std::string, std::string>> files;
  const auto bytes = try_read(in_folder(dir, "manifest.json"), kLimit);
  if (!bytes) return files;
  const auto manifest = nlohmann::json::parse(*bytes, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("outputs") || !manifest["outputs"].is_array()) return files;
  for (const auto& output : manifest["outputs"]) {
    if (!output.is_object()) continue;
    const auto path = output.find("path"), hash = output.find("sha256");
    if (path == output.end() || hash == output.end() || !path->is_string() || !hash->is_string()) continue;
    if (safe_name(path->get<std::string>())) files.emplace_back(path->get<std::string>(), hash->get<std::string>());
  }
  return files;
}

}  // namespace

Delivery run_exporters(const std::vector<const Exporter*>& exporters, const Design& design, const Stamp& stamp,
                       int threads) {
  std::vector<Job> jobs(exporters.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < exporters.size(); i = next++) jobs[i] = run_one(*exporters[i], design, stamp);
  };
  {
    const std::size_t extra =
        std::min(exporters.size(), static_cast<std::size_t>(std::max(1, threads))) - (exporters.empty() ? 0 : 1);
    std::vector<std::jthread> crew;
    for (std::size_t i = 0; i < extra; ++i) crew.emplace_back(work);
    work();
  }
  Delivery delivery;
  for (Job& job : jobs) {
    if (job.bug) std::rethrow_exception(job.bug);
    if (!job.failure.empty()) delivery.failures.push_back(std::move(job.failure));
    for (Artifact& artifact : job.artifacts) delivery.artifacts.push_back(std::move(artifact));
  }
  auto& files = delivery.artifacts;
  std::sort(files.begin(), files.end(), [](const Artifact& a, const Artifact& b) { return a.file_name < b.file_name; });
  const auto same = [](const Artifact& a, const Artifact& b) { return a.file_name == b.file_name; };
  PLINTH_ASSERT(std::adjacent_find(files.begin(), files.end(), same) == files.end(), "two exporters write one file");
  for (const Artifact& file : files) PLINTH_ASSERT(safe_name(file.file_name), "unsafe file name " + file.file_name);
  return delivery;
}

std::string manifest_of(const Design& design, const std::vector<Artifact>& artifacts) {
  nlohmann::ordered_json inputs = nlohmann::ordered_json::array(), outputs = inputs;
  for (const InputFile& file : design.inputs) inputs.push_back({{"path", file.path}, {"sha256", file.sha256}});
  for (const Artifact& file : artifacts)
    outputs.push_back({{"path", file.file_name}, {"sha256", sha256(file.bytes)}, {"bytes", file.bytes.size()}});
  const nlohmann::ordered_json manifest = {
      {"schema", 1}, {"engine", design.engine}, {"inputs", inputs}, {"outputs", outputs}};
  return manifest.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::vector<std::string> remove_stale(const std::string& dir, const std::vector<Artifact>& artifacts) {
  constexpr std::size_t kLimit = 2'000'000'000;
  std::set<std::string> written;
  for (const Artifact& artifact : artifacts) written.insert(artifact.file_name);
  std::vector<std::string> edited;
  for (const auto& [name, hash] : listed_outputs(dir)) {
    if (written.contains(name)) continue;
    const std::string path = in_folder(dir, name);
    const auto bytes = try_read(path, kLimit);
    if (!bytes) continue;
    if (sha256(*bytes) != hash) {
      edited.push_back(name);
      continue;
    }
    std::error_code ignored;  // a file that will not go is no reason to fail a finished delivery
    std::filesystem::remove(path, ignored);
    std::filesystem::remove(folder_of(path), ignored);  // only succeeds when empty
  }
  return edited;
}

}  // namespace plinth
