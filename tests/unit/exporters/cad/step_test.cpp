// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "exporters/cad/cad_module.h"
#include "tests/support/sample_design.h"
#include "tests/unit/exporters/foreign_locale.h"
#include "tests/unit/exporters/plant.h"

using namespace plinth;
using namespace plinth::test;

namespace {

const CadModule& cad() {
  static const CadModule* const module = [] {
    void* library = ::dlopen(PLINTH_CAD_MODULE, RTLD_NOW | RTLD_LOCAL);
    REQUIRE_MESSAGE(library != nullptr, ::dlerror());
    const auto entry = reinterpret_cast<CadModuleEntry>(::dlsym(library, cad_module_entry));
    REQUIRE((entry != nullptr));
    return entry();
  }();
  return *module;
}

std::string step_of(const Design& design) {
  const auto artifacts = cad().exporters[0]->write(design, {"0.0.0", "2026-01-02T03:04:05Z"});
  REQUIRE(artifacts.size() == 1);
  CHECK(artifacts[0].file_name == "cad/site.step");
  return artifacts[0].bytes;
}

/// The plain-text check: names of the instances as they stand in the file, no reader involved.
std::map<std::string, int> instance_names(const std::string& step) {
  std::map<std::string, int> names;
  const std::string key = "=NEXT_ASSEMBLY_USAGE_OCCURRENCE('";
  for (std::size_t at = step.find(key); at != std::string::npos; at = step.find(key, at + 1)) {
    const std::size_t from = step.find("','", at) + 3;
    ++names[step.substr(from, step.find('\'', from) - from)];
  }
  return names;
}

struct Instance {
  int depth = 0;
  std::string name, product;
  int solids = 0;
  bool valid = true;
  std::vector<std::string> colours;
};

struct Census {
  int roots = 0;
  std::vector<Instance> instances;
  std::vector<double> box;
};

/// What OpenCASCADE's reader, in a process of its own, finds in the file.
Census census(const std::string& step) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("plinth-step-test-" + std::to_string(::getpid()) + ".step");
  std::ofstream(file, std::ios::binary) << step;
  std::FILE* pipe = ::popen((std::string(PLINTH_OCCT_CENSUS) + " " + file.string()).c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  const int status = ::pclose(pipe);
  std::filesystem::remove(file);
  REQUIRE(status == 0);
  Census result;
  for (const std::string& line : split(out, '\n')) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    if (word == "roots") in >> result.roots;
    if (word == "box")
      for (double v = 0; in >> v;) result.box.push_back(v);
    const std::size_t at = line.find(" instance ");
    if (at == std::string::npos) continue;
    const auto parts = split(line.substr(at + 10), '|');
    Instance i{std::stoi(word), std::string(trim(parts.at(0))), std::string(trim(parts.at(1))), 0, true, {}};
    if (parts.size() > 2) {
      std::istringstream looks(parts[2] + " " + parts.at(3));
      std::string solids, valid, verdict;
      looks >> solids >> i.solids >> valid >> verdict;
      i.valid = verdict == "true";
      for (std::string colour; looks >> colour;) i.colours.push_back(colour);
    }
    result.instances.push_back(i);
  }
  return result;
}

const Instance& instance(const Census& c, const std::string& name) {
  const auto found =
      std::find_if(c.instances.begin(), c.instances.end(), [&](const Instance& i) { return i.name == name; });
  REQUIRE_MESSAGE(found != c.instances.end(), name);
  return *found;
}

void check_against(const Design& design, const std::string& step) {
  const std::map<std::string, int> names = instance_names(step);
  for (const Placement& p : design.layout.placements) {
    const auto found = names.find(p.tag);
    CHECK_MESSAGE((found != names.end() && found->second == 1), p.tag);
  }
  const Census seen = census(step);
  CHECK(seen.roots == 1);
  std::map<std::string, int> tags;
  for (const Instance& i : seen.instances) {
    ++tags[i.name];
    CHECK_MESSAGE(i.valid, i.name);
  }
  std::map<std::string, std::string> product_of;
  for (const Instance& i : seen.instances) product_of[i.name] = i.product;
  for (const Placement& p : design.layout.placements) {
    CHECK_MESSAGE(tags[p.tag] == 1, p.tag);
    CHECK(product_of[p.tag] == p.module);
  }
}

}  // namespace

TEST_CASE("the module says what it is") {
  CHECK(cad().version == cad_module_version);
  REQUIRE(cad().count == 1);
  CHECK(cad().exporters[0]->name == "step");
  CHECK(cad().exporters[0]->in_delivery);
}

TEST_CASE("a CAD program finds every tag once, with its product, and sound solids") {
  const Design design = plant(2);
  const std::string step = step_of(design);
  check_against(design, step);
  const Census seen = census(step);
  // the parcel is the widest thing, the gensets with 4 m the highest; slabs lie 200 mm deep
  const Rect parcel = bounding_box(design.spec.site.parcels[0].outer);
  REQUIRE(seen.box.size() == 6);
  CHECK(seen.box[0] == doctest::Approx(0).epsilon(0.1));
  CHECK(seen.box[2] == doctest::Approx(-200));
  CHECK(seen.box[3] == doctest::Approx(static_cast<double>(parcel.x1)));
  CHECK(seen.box[4] == doctest::Approx(static_cast<double>(parcel.y1)));
  CHECK(seen.box[5] == doctest::Approx(4000));
}

TEST_CASE("the tree is site, block or yard, module, contents") {
  const Census seen = census(step_of(plant(2)));
  CHECK(instance(seen, "Block 2").depth == 1);
  CHECK(instance(seen, "Generator yard").depth == 1);
  CHECK(instance(seen, "POD-05").depth == 2);
  CHECK(instance(seen, "POD-05.RACK-2").depth == 3);
  CHECK(instance(seen, "POD-05 enclosure").product == "pod-4 enclosure");
  CHECK(instance(seen, "Site context").depth == 1);
}

TEST_CASE("colours read back as the kind's") {
  const Design design = plant(1);
  const Census seen = census(step_of(design));
  for (const Placement& p : design.layout.placements) {
    const Instance& i = instance(seen, p.tag);
    if (i.solids == 0) continue;  // an assembly; its enclosure carries the colour
    const std::string& colour = design.catalog.kind(design.catalog.module(p.module)->kind)->colour;
    CHECK_MESSAGE(std::count(i.colours.begin(), i.colours.end(), colour) >= 1, p.tag);
    CHECK(static_cast<int>(i.colours.size()) == i.solids);
  }
  CHECK(instance(seen, "PWR-01 enclosure").colours.at(0) == "#F28E2B");
}

TEST_CASE("all kinds, all rotations") {
  Design design = sample_plan();
  int turn = 0;
  for (Placement& p : design.layout.placements)
    if (p.parent.empty()) p.rotation_deg = 90 * (turn++ % 4);
  check_against(design, step_of(design));
}

TEST_CASE("a child at its parent's corner keeps its own name") {
  Design design = plant(1);
  for (Placement& p : design.layout.placements)
    if (p.tag.ends_with(".RACK-1")) {
      const Placement& host = *design.layout.placement(p.parent);
      p.x = host.x, p.y = host.y, p.z = host.z;
    }
  check_against(design, step_of(design));
}

TEST_CASE("names beyond ASCII and quotes survive") {
  Design design = plant(1);
  design.spec.project.name = "Zürich 'Süd' \\ 北";
  for (ModuleType& t : design.catalog.modules) t.title = "Gerät 5′ 'neu'";
  for (Group& g : design.layout.groups)
    if (g.name == "Block 1") g.name = "Größe 'eins'; #7";
  const std::string step = step_of(design);
  CHECK(std::all_of(step.begin(), step.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  check_against(design, step);
  CHECK(instance(census(step), "Größe 'eins'; #7").depth == 1);
}

TEST_CASE("header comes from the stamp, and the bytes are the same again and in any locale") {
  const Design design = plant(3);
  const std::string step = step_of(design);
  CHECK(step.find("FILE_NAME('Test campus','2026-01-02T03:04:05Z',") != std::string::npos);
  CHECK(step.find("'plinth 0.0.0-test'") != std::string::npos);
  CHECK(step.find("Open CASCADE") == std::string::npos);
  CHECK(step_of(design) == step);
  const ForeignLocale foreign;
  CHECK(step_of(design) == step);
}

TEST_CASE("a thousand modules stay small") {
  Design design = plant(20);
  std::erase_if(design.layout.placements, [](const Placement& p) { return !p.parent.empty(); });
  std::vector<Placement> more = design.layout.placements;
  for (std::size_t i = 0; design.layout.placements.size() < 1000; ++i) {
    Placement copy = more[i % more.size()];
    copy.tag += "X" + std::to_string(i);
    copy.y += 1'000'000 * (1 + static_cast<Millimetres>(i / more.size()));
    design.layout.placements.push_back(copy);
  }
  CHECK(step_of(design).size() < 600'000);
}

TEST_CASE("a design that contradicts itself is refused") {
  Design design = plant(1);
  design.layout.placements[0].module = "nothing";
  CHECK_THROWS_AS(step_of(design), ExportError);
  design = plant(1);
  design.layout.placements[3].tag = design.layout.placements[4].tag;  // a tag twice
  CHECK_THROWS_AS(step_of(design), ExportError);
  design = plant(1);
  for (Placement& p : design.layout.placements)
    if (p.tag == "POD-01.RACK-1") p.parent = "POD-99";
  CHECK_THROWS_AS(step_of(design), ExportError);
}

TEST_CASE("an empty design gives an empty site, not a crash") {
  Design design;
  design.engine = "plinth 0";
  design.spec.project.name = "Empty";
  const std::string step = step_of(design);
  CHECK(step.find("PRODUCT('Site','Site','Empty'") != std::string::npos);
}
