# SPDX-License-Identifier: Apache-2.0
# Sourced by every end-to-end test: a scratch folder, and words to say what is expected. A test fails at its end, with
# every fault told, not at the first one.
# shellcheck shell=sh
set -u
plinth=$1
source_dir=$2
unset PLINTH_CATALOG SOURCE_DATE_EPOCH NO_COLOR || true
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
cd "$scratch" || exit 1
faults=0

fail() {
  faults=$((faults + 1))
  printf 'FAILED: %s\n' "$*" >&2
}

# run CODE COMMAND…: the command must end with CODE; its output is left in stdout.txt and stderr.txt
run() {
  wanted=$1
  shift
  "$@" >stdout.txt 2>stderr.txt </dev/null
  code=$?
  [ "$code" -eq "$wanted" ] && return 0
  fail "exit code $code instead of $wanted: $*"
  head -c 2000 stderr.txt >&2
}

# says TEXT: the last command wrote it, to stdout or stderr
says() {
  grep -qF -- "$1" stdout.txt stderr.txt || {
    fail "did not say: $1"
    head -c 1000 stderr.txt >&2
  }
}

# has FILE: it is there and not empty
has() {
  [ -s "$1" ] || fail "missing or empty: $1"
}

# same A B: two files or folders hold the same bytes
same() {
  diff -rq "$1" "$2" >diff.txt 2>&1 || {
    fail "$1 and $2 differ:"
    head -20 diff.txt >&2
  }
}

# python_with MODULE: the first Python that has it; nothing where none has. What comes with the system need not be first.
python_with() {
  for candidate in /usr/bin/python3 python3; do
    "$candidate" -c "import $1" 2>/dev/null && printf '%s\n' "$candidate" && return 0
  done
  return 1
}

finish() {
  [ "$faults" -eq 0 ] || {
    printf '%s faults\n' "$faults" >&2
    exit 1
  }
  exit 0
}
