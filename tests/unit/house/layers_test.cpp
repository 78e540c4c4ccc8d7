// SPDX-License-Identifier: Apache-2.0
// Who may include whom. The table is the architecture: base <- {physics, geometry} <- model <- {input, sizing, layout,
// distribution, routing, rules, study} <- pipeline <- cli; exporters see only the model and below.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/unit/house/source_tree.h"

using plinth::test::Include;
using plinth::test::includes_of;
using plinth::test::Source;
using plinth::test::sources_below;

namespace {

using Names = std::vector<std::string>;

/// What the files of a folder may include. The longest folder that fits a file counts.
struct Layer {
  std::string folder;
  Names ours;        ///< starts of "quoted" includes
  Names theirs;      ///< starts of <third-party> includes, anywhere
  Names theirs_cpp;  ///< … in .cpp files only: they cost compile time or hide behind our own types
};

const Names model_and_below{"core/base/", "core/geometry/", "core/model/"};
Names with(Names names, const std::string& more) {
  names.push_back(more);
  return names;
}

const Names physics_and_below = with(model_and_below, "core/physics/");

const std::vector<Layer>& layers() {
  static const std::vector<Layer> all{
      {"core/base/", {"core/base/"}, {"fmt/"}, {}},
      {"core/physics/", {"core/base/", "core/physics/"}, {"fmt/"}, {}},
      {"core/geometry/", {"core/base/", "core/geometry/"}, {"fmt/"}, {"boost/"}},
      {"core/model/", physics_and_below, {"fmt/"}, {"nlohmann/"}},
      {"core/input/", with(physics_and_below, "core/input/"), {"fmt/"}, {"toml++/", "nlohmann/", "boost/"}},
      // The one header around the TOML library, seen by its .cpp files alone.
      {"core/input/toml_document.h", with(physics_and_below, "core/input/"), {"fmt/", "toml++/"}, {}},
      // The parts of the two schemas of input files, seen by their .cpp files alone.
      {"core/input/json_schema_parts.h", with(physics_and_below, "core/input/"), {"nlohmann/"}, {}},
      {"core/catalog/", with(with(physics_and_below, "core/input/"), "core/catalog/"), {"fmt/"}, {}},
      {"core/sizing/", with(physics_and_below, "core/sizing/"), {"fmt/"}, {}},
      {"core/layout/", with(physics_and_below, "core/layout/"), {"fmt/"}, {"boost/"}},
      {"core/distribution/", with(physics_and_below, "core/distribution/"), {"fmt/"}, {}},
      {"core/routing/", with(model_and_below, "core/routing/"), {"fmt/"}, {}},
      {"core/civil/", with(physics_and_below, "core/civil/"), {"fmt/"}, {}},
      {"core/rules/", with(physics_and_below, "core/rules/"), {"fmt/"}, {"boost/"}},
      {"core/study/", with(physics_and_below, "core/study/"), {"fmt/"}, {}},
      {"core/advice/", {"core/"}, {"fmt/"}, {}},
      {"core/pipeline.h", {"core/"}, {}, {}},
      {"core/pipeline.cpp", {"core/"}, {"fmt/"}, {}},
      {"core/allowances.", {"core/"}, {"fmt/"}, {}},
      {"core/rounds.", {"core/"}, {"fmt/"}, {}},
      {"exporters/", with(model_and_below, "exporters/"), {"fmt/"}, {"nlohmann/"}},
      {"exporters/text/", with(model_and_below, "exporters/"), {"fmt/"}, {"nlohmann/", "xlsxwriter", "qrencode"}},
      {"exporters/drawing/",
       with(model_and_below, "exporters/"),
       {"fmt/"},
       {"boost/", "dxflib/", "dl_", "cairo", "pango/"}},
      {"exporters/cad/", with(model_and_below, "exporters/"), {"fmt/", "occt:"}, {"ifcpp/"}},
      {"cli/", {"core/", "exporters/", "cli/"}, {"fmt/", "posix:"}, {"CLI/", "nlohmann/", "valijson/"}},
      {"cli/geo/", {"core/base/", "core/geometry/", "core/input/", "cli/geo/"}, {"fmt/"}, {"proj"}},
      {"cli/map/", {"core/base/", "core/geometry/", "core/input/", "cli/map/"}, {"fmt/"}, {"gdal", "ogr", "cpl_"}},
      {"cli/sheet/", {"core/base/", "core/catalog/", "cli/sheet/"}, {"fmt/"}, {"expat", "minizip/"}},
  };
  return all;
}

const Layer* layer_of(const std::string& path) {
  const Layer* best = nullptr;
  for (const Layer& layer : layers())
    if (path.starts_with(layer.folder) && (best == nullptr || layer.folder.size() > best->folder.size())) best = &layer;
  return best;
}

bool is_posix(const std::string& header) {
  static const std::set<std::string> names{"unistd.h", "fcntl.h", "signal.h", "dlfcn.h", "poll.h", "termios.h"};
  return names.contains(header) || header.starts_with("sys/");
}

/// Standard headers have neither a folder nor an extension.
bool is_standard(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

/// Disk, clock and console belong to the command line.
bool touches_the_world(const std::string& header) {
  static const std::set<std::string> names{"filesystem", "fstream", "iostream", "ctime", "cstdio", "csignal"};
  return names.contains(header);
}

bool allowed_third_party(const Layer& layer, const std::string& path, const std::string& header) {
  const auto fits = [&](const std::string& start) {
    if (start == "occt:") return header.ends_with(".hxx");
    if (start == "posix:") return is_posix(header);
    return header.starts_with(start);
  };
  return std::any_of(layer.theirs.begin(), layer.theirs.end(), fits) ||
         (path.ends_with(".cpp") && std::any_of(layer.theirs_cpp.begin(), layer.theirs_cpp.end(), fits));
}

/// Why the include may not stand in this file; empty when it may.
std::string objection(const Layer& layer, const std::string& path, const Include& include) {
  if (include.quoted) {
    const bool ours = std::any_of(layer.ours.begin(), layer.ours.end(),
                                  [&](const std::string& start) { return include.what.starts_with(start); });
    return ours ? "" : "\"" + include.what + "\" is out of reach of " + layer.folder;
  }
  if (is_standard(include.what)) {
    const bool may = path.starts_with("cli/") || path.starts_with("exporters/cad/");
    return touches_the_world(include.what) && !may ? "<" + include.what + "> reaches for the world outside" : "";
  }
  return allowed_third_party(layer, path, include.what) ? "" : "<" + include.what + "> is not for " + layer.folder;
}

/// "file:line: objection" for every include that crosses a border.
Names breaches(const std::vector<Source>& sources) {
  Names found;
  for (const Source& source : sources) {
    const Layer* layer = layer_of(source.path);
    if (layer == nullptr) {
      found.push_back(source.path + ":1: no layer is declared for this folder");
      continue;
    }
    for (const auto& [line, include] : includes_of(source))
      if (const std::string why = objection(*layer, source.path, include); !why.empty())
        found.push_back(source.path + ":" + std::to_string(line) + ": " + why);
  }
  return found;
}

/// Headers that start slowly and must be reached through a module loaded on first use.
bool is_heavy(const std::string& header) {
  return header.ends_with(".hxx") || header.starts_with("gdal") || header.starts_with("ogr") ||
         header.starts_with("cpl_") || header.starts_with("proj");
}

/// "file includes header" for every file of the plain program that reaches a heavy header, however indirectly.
Names heavy_reach(const std::vector<Source>& sources) {
  std::map<std::string, const Source*> by_path;
  for (const Source& source : sources) by_path[source.path] = &source;
  Names found;
  for (const Source& start : sources) {
    const bool module = start.path.starts_with("cli/geo/") || start.path.starts_with("cli/map/");
    if (!start.path.starts_with("cli/") || module) continue;
    std::set<std::string> seen{start.path};
    Names waiting{start.path};
    while (!waiting.empty()) {
      const auto at = by_path.find(waiting.back());
      waiting.pop_back();
      if (at == by_path.end()) continue;
      for (const auto& [line, include] : includes_of(*at->second)) {
        if (!include.quoted && is_heavy(include.what)) found.push_back(start.path + " reaches " + include.what);
        if (include.quoted && seen.insert(include.what).second) waiting.push_back(include.what);
      }
    }
  }
  return found;
}

std::string joined(const Names& names) {
  std::string all;
  for (const std::string& name : names) all += "\n  " + name;
  return all;
}

const std::vector<Source>& product() {
  static const std::vector<Source> all = sources_below({"core", "exporters", "cli"});
  return all;
}

}  // namespace

TEST_CASE("no file includes what its layer may not see") {
  REQUIRE(product().size() > 50);  // else the tree was not found
  const Names found = breaches(product());
  CHECK_MESSAGE(found.empty(), joined(found));
}

TEST_CASE("the program reaches no heavy library but through a module") {
  const Names found = heavy_reach(product());
  CHECK_MESSAGE(found.empty(), joined(found));
}

TEST_CASE("the checks above can fail") {
  struct Case {
    const char *path, *line, *breach;
  };
  const Case cases[] = {
      {"core/base/x.cpp", "#include \"core/model/design.h\"", "\"core/model/design.h\" is out of reach of core/base/"},
      {"core/model/x.cpp", "#include \"core/input/read_site.h\"",
       "\"core/input/read_site.h\" is out of reach of core/model/"},
      {"core/sizing/x.cpp", "  #  include \"core/layout/lay_out.h\"",
       "\"core/layout/lay_out.h\" is out of reach of core/sizing/"},
      {"exporters/text/x.cpp", "#include \"core/rules/rule.h\"",
       "\"core/rules/rule.h\" is out of reach of exporters/text/"},
      {"core/rules/x.cpp", "#include \"rule.h\"", "\"rule.h\" is out of reach of core/rules/"},
      {"core/model/x.h", "#include <nlohmann/json.hpp>", "<nlohmann/json.hpp> is not for core/model/"},
      {"core/layout/x.cpp", "#include <toml++/toml.h>", "<toml++/toml.h> is not for core/layout/"},
      {"core/layout/x.cpp", "#include <TopoDS.hxx>", "<TopoDS.hxx> is not for core/layout/"},
      {"core/rules/x.cpp", "#include <unistd.h>", "<unistd.h> is not for core/rules/"},
      {"core/rules/x.cpp", "#include <fstream>", "<fstream> reaches for the world outside"},
      {"cli/commands/x.cpp", "#include <gdal.h>", "<gdal.h> is not for cli/"},
      {"cli/commands/x.cpp", "#include <proj.h>", "<proj.h> is not for cli/"},
      {"core/new/x.cpp", "", "no layer is declared for this folder"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(breaches({{c.path, {c.line}}}) == Names{std::string(c.path) + ":1: " + c.breach});
  }
  CHECK(breaches({{"core/model/x.cpp",
                   {"// SPDX", "#include \"core/model/x.h\"", "#include <nlohmann/json.hpp>", "#include <vector>",
                    "// #include \"core/rules/rule.h\"", "#include \"core/geometry/plan.h\""}}})
            .empty());
  CHECK(heavy_reach({{"cli/a.cpp", {"#include \"exporters/b.h\""}}, {"exporters/b.h", {"#include <gp_Pnt.hxx>"}}}) ==
        Names{"cli/a.cpp reaches gp_Pnt.hxx"});
}
