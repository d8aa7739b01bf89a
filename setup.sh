#!/usr/bin/env bash
# Sets Vela up: system packages, a virtual environment, Python packages. Called by the Makefile; asks nothing.
#
#   setup.sh         what running needs
#   setup.sh test    and what the tests need
#
# requirements-alone.txt holds packages of which only a file is used: they are installed without what they ask for.
# Each requirements file leaves a stamp named after its hash, so that a second call does nothing and takes milliseconds.
# constraints.txt pins what the requirements stand on.
# Knows the requirements files, and nothing of Vela's code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

purpose=${1:-run}
venv=${VENV:-.venv}
pip_files=(requirements.txt)
alone=requirements-alone.txt
apt_files=(requirements.apt)
if [ "$purpose" = test ]; then
    pip_files+=(requirements-test.txt)
    apt_files+=(requirements-test.apt)
fi

say() { printf 'setup: %s\n' "$*"; }

# --- system packages -------------------------------------------------------------------------------------------------
# Lines of requirements.apt: `package  # what does not work without it`.

apt_lines() { sed -E '/^[[:space:]]*(#|$)/d' "${apt_files[@]}"; }

installed() { [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

can_be_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

# A lock held by another program is waited for.
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q -y "$@" >>"$apt_log" 2>&1; }

# The package lists may be old or absent. One source that cannot be reached says nothing about the others.
update_apt() { apt update || true; }

install_with_apt() { apt install --no-install-recommends "$@"; }

system_packages() {
    local missing=() line package reason
    if ! command -v dpkg-query >/dev/null; then
        say "this system has no apt; Vela needs what these Debian packages hold, from your own package manager:"
        apt_lines | sed 's/^/setup:   /'
        return 0
    fi
    while IFS= read -r package; do
        installed "$package" || missing+=("$package")
    done < <(apt_lines | sed -E 's/[[:space:]]*#.*//')
    [ ${#missing[@]} -gt 0 ] || return 0

    apt_log=$(mktemp)
    if can_be_root && command -v apt-get >/dev/null; then
        say "installing system packages: ${missing[*]}"
        update_apt
        if install_with_apt "${missing[@]}"; then rm -f "$apt_log"; return 0; fi
        # One package that this release does not have must not keep the others out.
        for package in "${missing[@]}"; do install_with_apt "$package" || true; done
    fi
    for package in "${missing[@]}"; do
        installed "$package" && continue
        line=$(apt_lines | grep -E "^$package([[:space:]]|$)" | head -n 1)
        reason=${line#*#}
        say "the system package $package is missing;$reason"
    done
    say "everything else works. To add what is missing: sudo apt-get install ${missing[*]}"
    [ -s "$apt_log" ] && say "apt's own last words: $(grep -E '^(E|W):' "$apt_log" | tail -n 1)"
    rm -f "$apt_log"
    return 0
}

# --- python ----------------------------------------------------------------------------------------------------------

is_python_311() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python "${HOME:-}"/.pyenv/versions/3.11*/bin/python "${HOME:-}"/.local/share/uv/python/cpython-3.11*/bin/python; do
        if is_python_311 "$candidate"; then command -v "$candidate"; return 0; fi
        if [ "$candidate" = "${PYTHON:-}" ]; then say "PYTHON=$PYTHON is not a Python 3.11 with the venv module; looking for another" >&2; fi
    done
    return 1
}

python_311() {
    find_python && return 0
    if command -v apt-get >/dev/null && can_be_root; then
        say "no Python 3.11 found; installing it with apt" >&2
        apt_log=$(mktemp)
        update_apt
        install_with_apt python3.11 python3.11-venv || true
        rm -f "$apt_log"
        find_python && return 0
    fi
    say "Vela needs Python 3.11 with its venv module, and none was found. Install it (Debian 12 and Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv; elsewhere: pyenv install 3.11, or uv python install 3.11), or name it: make setup PYTHON=/path/to/python3.11" >&2
    return 1
}

python_packages() {
    local python pip_args=(-c constraints.txt) file
    if ! is_python_311 "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then  # one that was interrupted in the making may lack pip
        python=$(python_311)
        say "making the virtual environment $venv with $python"
        "$python" -m venv --clear "$venv"
    fi
    for file in "${pip_files[@]}"; do pip_args+=(-r "$file"); done
    say "installing Python packages (a few GB the first time)"
    # shellcheck disable=SC2086  # PIP_FLAGS is a list of flags
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check ${PIP_FLAGS:-} "${pip_args[@]}" | { grep -v '^Requirement already satisfied' || true; }; then
        say "pip could not install everything (its reason is above). Nothing is lost: run the same command again once it is mended." >&2
        return 1
    fi
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check -q ${PIP_FLAGS:-} --no-deps -r "$alone"; then
        say "pip could not install what $alone lists (its reason is above); everything works without it, a little less well: each line there says how."
    fi
}

# --- both, once for each state of the files ----------------------------------------------------------------------------

stamp_of() { printf '%s/.vela-%s-%s' "$venv" "$1" "$(sha256sum <"$1" | cut -c1-16)"; }

stamped() {
    local file
    for file in "$@"; do [ -e "$(stamp_of "$file")" ] || return 1; done
}

stamp() {
    local file
    for file in "$@"; do touch "$(stamp_of "$file")"; done
}

changed=
if ! stamped "${apt_files[@]}"; then changed=1; system_packages; fi
if ! stamped "${pip_files[@]}" constraints.txt $alone || ! [ -x "$venv/bin/python" ]; then changed=1; python_packages; fi
if [ -n "$changed" ]; then
    stamp "${pip_files[@]}" constraints.txt $alone "${apt_files[@]}"
    say "done"
fi
