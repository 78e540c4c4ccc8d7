#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages of packages.txt that are missing. Asks dpkg first, so it is instant when all are there.
set -eu

here=$(dirname "$0")
wanted=$(grep -v '^#' "$here/packages.txt")

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "setup: this is not a Debian system; install what tools/packages.txt names by hand" >&2
  exit 0
fi

# shellcheck disable=SC2086  # one word a package
present=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | grep ' installed$' | cut -d' ' -f1 || true)
missing=
for package in $wanted; do
  echo "$present" | grep -qx "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root apt-get install -y -q --no-install-recommends $missing
