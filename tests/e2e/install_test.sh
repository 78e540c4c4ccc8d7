#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# An installation runs from any place: install_test.sh PLINTH SOURCE_DIR BUILD_DIR
. "$(dirname "$0")/lib.sh"
build_dir=$3

# works ROOT: the program under ROOT/bin designs with what is beside it
works() {
  program=$1/bin/plinth
  run 0 "$program" --version
  run 0 "$program" version -v
  says "$1/share/plinth/catalog"
  run 0 "$program" catalog list rack
  run 0 "$program" init "$2" --from edge-1mw
  run 0 "$program" design "$2/site.toml" -o "$2/out"
  has "$2/out/cad/site.step"
  run 0 "$program" init "$2-campus" --from campus-20mw
  run 0 "$program" size "$2-campus/site.toml" # reads GeoJSON: loads the projection module
}

# Installed, moved elsewhere, and then without its catalog: it must not fall back on the build tree.
cmake --install "$build_dir" --prefix "$scratch/first" >/dev/null || fail "cmake --install"
mv "$scratch/first" "$scratch/moved"
works "$scratch/moved" installed
rm -r "$scratch/moved/share/plinth/catalog"
run 8 "$scratch/moved/bin/plinth" size installed/site.toml
says 'no catalog folder'
run 0 env PLINTH_CATALOG="$source_dir/catalog" "$scratch/moved/bin/plinth" size installed/site.toml
rm -r "$scratch/moved/lib/plinth"
run 7 "$scratch/moved/bin/plinth" export --list
says 'CAD module'
run 70 "$scratch/moved/bin/plinth" size installed-campus/site.toml --catalog "$source_dir/catalog"
says 'map projection module'

# The Debian package, unpacked.
if command -v dpkg-deb >/dev/null 2>&1; then
  (cd "$build_dir" && cpack -G DEB -B "$scratch/package" >"$scratch/cpack.txt" 2>&1) || fail "cpack: $(tail -3 cpack.txt)"
  package=$(find package -maxdepth 1 -name '*.deb')
  has "$package"
  dpkg-deb -x "$package" unpacked || fail "dpkg-deb -x"
  dpkg-deb -f "$package" Depends | grep -q libfmt || fail "the package names no dependencies"
  works "$scratch/unpacked/usr" packaged
fi
finish
