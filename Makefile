# The face of the build; the work is in CMakePresets.json. `make help` lists what there is.
JOBS ?= 2
export CTEST_PARALLEL_LEVEL ?= $(JOBS)
export JOBS

.PHONY: help demo check bench format tidy asan fuzz bless docs clean setup package
help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: ## install the Debian packages that are missing
	@sh tools/setup.sh

demo: setup ## build and design the 20 MW campus into out/
	@sh tools/build.sh release plinth
	./build/release/bin/plinth design examples/campus-20mw/site.toml -o out
	@printf '\nlook at   out/drawings/*.svg   out/cad/*.step   out/bom.csv   out/checklists/\n'
	@printf 'ask       build/release/bin/plinth why out/design.json selection\n'

check: setup ## build with debug checks and run every test
	@sh tools/build.sh dev
	ctest --preset dev

bench: setup ## build with optimisation and run the benchmarks
	@sh tools/build.sh release
	@for b in build/release/bench/*_bench; do echo "$$b"; $$b || exit 1; done

format: ## clang-format every source file in place
	git ls-files '*.h' '*.cpp' '*.cc' | xargs clang-format -i

tidy: setup ## clang-tidy with the allow-list of .clang-tidy
	@sh tools/build.sh tidy

asan: setup ## every test with address and undefined-behaviour sanitizers
	@sh tools/build.sh asan
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 ctest --preset asan

fuzz: setup ## build the fuzz targets and run each for a minute
	@sh tools/build.sh fuzz
	@for f in build/fuzz/tests/*_fuzz; do $$f -max_total_time=60 || exit 1; done

bless: setup ## accept the present results as the expected ones
	@sh tools/build.sh dev plinth unit_rules_test unit_hand_test
	sh tests/e2e/bless.sh build/dev/bin/plinth
	PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_rules_test >/dev/null
	PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_hand_test >/dev/null
	git status --short examples catalog/rules docs

docs: setup ## write docs/rules.md and docs/verification.md anew
	@sh tools/build.sh dev unit_rules_test unit_hand_test
	PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_rules_test >/dev/null
	PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_hand_test >/dev/null
	git status --short docs

package: setup ## a Debian package in build/release
	@sh tools/build.sh release plinth
	cd build/release && cpack -G DEB

clean: ## remove build and out
	rm -rf build out
