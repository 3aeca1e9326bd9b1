# Finds the tools the page is built and tested with, and installs those that are missing. To be sourced.
#
# What is on PATH is taken when its version fits. What has to be built goes to a cache of its own, never into the
# user's ~/.cargo/bin, so that a second clone finds it there.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

TRUNK=0.21.14
WASM_SPLIT=0.2.4
RUST=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
WASM_BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"/\1/p;}' Cargo.lock)
NODE=20
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/cf-init-designer
WASM=wasm32-unknown-unknown

export CARGO_TARGET_DIR="$PWD/target"
export RUST_BACKTRACE=0
# Trunk 0.21 takes this variable for a switch of its own and refuses any value but true and false.
[ -z "${NO_COLOR:-}" ] || export NO_COLOR=true
PATH="$PWD/node_modules/.bin:$PATH"
command -v cargo >/dev/null || PATH="$PATH:$HOME/.cargo/bin"

say() { printf '   %s\n' "$*"; }
fail() {
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# quietly COMMAND…: runs it and shows its output only if it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    tail -n 25 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# older A B: whether version A comes before version B.
older() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# apt_install PACKAGE…: installs with apt-get where that is allowed.
apt_install() {
  local sudo=
  has apt-get || return 1
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || return 1
    sudo=sudo
    if [ -n "${CI:-}" ] || [ ! -t 1 ]; then sudo="sudo -n"; fi
    $sudo true || return 1
  fi
  say "Installing $* with apt-get."
  quietly $sudo apt-get update || say "apt-get update did not succeed everywhere; going on with the lists there are."
  quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

need_rust() {
  has cargo && has rustc ||
    fail "Rust is missing. Install it as https://rustup.rs says, then run this again."
  local version
  version=$(rustc --version | cut -d ' ' -f 2)
  ! older "${version%%-*}" "$RUST" ||
    fail "Rust $RUST or newer is needed, and this is $version. Run \`rustup update stable\`, then run this again."
  has cc || apt_install gcc libc6-dev ||
    fail "A C compiler is missing, which Rust needs to link programs. Install gcc or clang, then run this again."
}

need_wasm_target() {
  [ -d "$(rustc --print sysroot)/lib/rustlib/$WASM/lib" ] && return
  has rustup ||
    fail "This Rust cannot build for the browser: its target $WASM is missing, and so is rustup, which would add it." \
      "Install Rust as https://rustup.rs says, or your system's package with that target, then run this again."
  say "Adding the Rust target $WASM."
  quietly rustup target add "$WASM" ||
    fail "rustup could not add the target $WASM. Run \`rustup target add $WASM\` to see why."
}

need_rust_component() { # NAME PROGRAM
  cargo "$2" --version >/dev/null 2>&1 && return
  say "Adding the Rust component $1."
  has rustup && quietly rustup component add "$1" ||
    fail "The Rust component $1 is missing and could not be added. Run \`rustup component add $1\` to see why."
}

# The crates in Cargo.lock: trunk itself builds without the network, so they are fetched before.
need_crates() {
  quietly cargo fetch --locked --target "$WASM" --target "$(rustc -vV | sed -n 's/^host: //p')" ||
    fail "Cargo could not fetch the crates in Cargo.lock. Check the network, then run this again."
}

need_node() {
  has node && has npm ||
    fail "Node.js is missing. Install Node.js $NODE or newer with npm (https://nodejs.org), then run this again."
  local version
  version=$(node -p process.versions.node)
  ! older "$version" "$NODE" ||
    fail "Node.js $NODE or newer is needed, and this is $version. Install a newer one, then run this again."
}

need_node_packages() { # [FOLDER]
  local folder=${1:-.} want list
  list=$([ "$folder" = . ] || printf '%s/' "$folder")package-lock.json
  want=$(cksum <"$list")
  [ "$(cat "$folder/node_modules/.stamp" 2>/dev/null)" = "$want" ] && return
  say "Installing the Node packages in $list."
  quietly npm ci --prefix "$folder" --loglevel=error --no-progress ||
    fail "npm could not install the packages in $list. Check the network, or run \`npm ci --prefix $folder\` to see why."
  printf '%s\n' "$want" >"$folder/node_modules/.stamp"
}

has_wasm_bindgen() {
  # The program has to match the library to the last digit.
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $WASM_BINDGEN" ]
}

has_trunk() {
  case "$(trunk --version 2>/dev/null)" in "trunk ${TRUNK%.*}."*) return ;; esac
  return 1
}

# The program that cuts the page's module into parts prints no version: only the one in the cache is known to fit.
has_wasm_split() { [ -x "$CACHE/wasm_split_cli_support-$WASM_SPLIT/bin/wasm-split-cli" ]; }

# install_tool NAME VERSION OPT_LEVEL [OPTION…]: what `cargo install` builds, kept in the cache. Without link-time
# optimisation and with little other: that takes a third of the time, and the tools mostly wait for others.
install_tool() {
  local name=$1 version=$2 level=$3 root="$CACHE/$1-$2"
  shift 3
  quietly env -u RUSTFLAGS CARGO_TARGET_DIR="$CACHE/build" CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" \
    cargo install "$name" --version "=$version" --root "$root" "$@" ||
    fail "Cargo could not build $name $version. Check the network, or run \`cargo install $name --version $version\` to see why."
}

# start_tools: looks for what the page is built with and begins to build what is missing, while other work goes on.
start_tools() {
  need_rust
  need_wasm_target
  need_node
  need_node_packages
  need_crates
  PATH="$CACHE/wasm-bindgen-cli-$WASM_BINDGEN/bin:$CACHE/wasm_split_cli_support-$WASM_SPLIT/bin:$CACHE/trunk-$TRUNK/bin:$PATH"
  tools=
  has_wasm_bindgen && has_wasm_split && has_trunk && return
  say "Building wasm-bindgen, wasm-split-cli and trunk, which takes some minutes once. They are kept in $CACHE."
  (
    # One after the other in one folder: each takes from those before what both are made of.
    has_wasm_bindgen || install_tool wasm-bindgen-cli "$WASM_BINDGEN" 1 --bin wasm-bindgen
    has_wasm_split || install_tool wasm_split_cli_support "$WASM_SPLIT" 1 --features build-binary
    has_trunk || install_tool trunk "$TRUNK" 0 --locked --no-default-features
    rm -rf "$CACHE/build"
  ) &
  tools=$!
}

# finish_tools PROFILE: compiles the page with a profile of Cargo.toml while tools are being built, then waits for them.
finish_tools() {
  [ -n "$tools" ] || return 0
  trap 'kill "$tools" 2>/dev/null; exit 130' INT TERM
  quietly cargo build --locked --profile "$1" --target "$WASM" --bin cf-init-designer ||
    fail "The page could not be compiled. What cargo said is above."
  wait "$tools" || exit 1
  trap - INT TERM
}

need_browser() {
  if ! CHROMIUM=$(node .ci/browser.mjs); then
    # Debian has the browser without its window as a package of its own; others may not.
    { apt_install chromium-headless-shell || apt_install chromium; } && CHROMIUM=$(node .ci/browser.mjs) ||
      fail "The tests need Chromium or Chrome, and none was found." \
        "Install it (on Debian: \`apt-get install chromium\`), or name it in the environment variable CHROMIUM, then run this again."
  fi
  export CHROMIUM
}

need_python() {
  local list=tests/acceptance/requirements.txt want
  want=$(cksum <"$list")
  if ! .venv/bin/python -c '' 2>/dev/null; then
    say "Making a Python environment in .venv."
    rm -rf .venv
    quietly python3 -m venv .venv 2>/dev/null ||
      { rm -rf .venv && apt_install python3 python3-venv && quietly python3 -m venv .venv; } ||
      fail "Python 3 with its venv module is missing. Install it (on Debian: \`apt-get install python3-venv\`), then run this again."
  fi
  [ "$(cat .venv/.stamp 2>/dev/null)" = "$want" ] && return
  say "Installing the Python packages in $list."
  quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$list" ||
    fail "pip could not install the packages in $list. Check the network, then run this again."
  printf '%s\n' "$want" >.venv/.stamp
}
