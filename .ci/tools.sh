# Finds the tools the page is built and tested with, and installs those that are missing. To be sourced.
#
# What is on PATH is taken when its version fits. What has to be built goes to a cache of its own, never into the
# user's ~/.cargo/bin, so that a second clone finds it there.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

TRUNK=0.21.14
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

need_node_packages() {
  local want
  want=$(cksum <package-lock.json)
  [ "$(cat node_modules/.stamp 2>/dev/null)" = "$want" ] && return
  say "Installing the Node packages in package-lock.json."
  quietly npm ci --loglevel=error --no-progress ||
    fail "npm could not install the packages in package-lock.json. Check the network, or run \`npm ci\` to see why."
  printf '%s\n' "$want" >node_modules/.stamp
}

# need_cargo_tool NAME VERSION PROGRAM [VARIABLE=VALUE…]: what `cargo install` builds, kept in the cache.
need_cargo_tool() {
  local name=$1 version=$2 program=$3 root="$CACHE/$1-$2"
  shift 3
  if [ ! -x "$root/bin/$program" ]; then
    say "Building $name $version, which takes a few minutes once. It is kept in $root."
    quietly env -u CARGO_TARGET_DIR -u RUSTFLAGS "$@" cargo install "$name" --version "=$version" --root "$root" ${LOCKED:-} ||
      fail "Cargo could not build $name $version. Check the network, or run \`cargo install $name --version $version\` to see why."
  fi
  PATH="$root/bin:$PATH"
}

need_wasm_bindgen() {
  # The program has to match the library to the last digit.
  if has wasm-bindgen-test-runner && [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $WASM_BINDGEN" ]; then return; fi
  need_cargo_tool wasm-bindgen-cli "$WASM_BINDGEN" wasm-bindgen-test-runner
}

need_trunk() {
  case "$(trunk --version 2>/dev/null)" in "trunk ${TRUNK%.*}."*) return ;; esac
  # Trunk mostly waits for others: built without optimisation it is there in a third of the time.
  LOCKED="--locked --no-default-features" need_cargo_tool trunk "$TRUNK" trunk \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_OPT_LEVEL=0
}

need_page_tools() {
  need_rust
  need_wasm_target
  need_node
  need_node_packages
  need_wasm_bindgen
  need_trunk
  need_crates
}

major() { "$1" --version 2>/dev/null | sed -n 's/[^0-9]*\([0-9][0-9]*\)\..*/\1/p' | head -n 1; }

# find_browser: sets CHROMIUM and CHROMEDRIVER to two that belong together.
find_browser() {
  CHROMIUM=$(node .ci/browser.mjs) || return 1
  CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)} || return 1
  [ -n "$(major "$CHROMIUM")" ] && [ "$(major "$CHROMIUM")" = "$(major "$CHROMEDRIVER")" ]
}

need_browser() {
  if ! find_browser; then
    apt_install chromium chromium-driver && unset CHROMIUM CHROMEDRIVER && find_browser ||
      fail "The tests need Chromium or Chrome and a chromedriver of the same version, and they were not found." \
        "Install both (on Debian: \`apt-get install chromium chromium-driver\`), or name them in the environment" \
        "variables CHROMIUM and CHROMEDRIVER, then run this again."
  fi
  export CHROMIUM CHROMEDRIVER
  # The runner of the wasm tests has no other way to be told which browser to take.
  mkdir -p target
  export WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/target/webdriver.json"
  node -e '
    const settings = JSON.parse(require("node:fs").readFileSync(".ci/webdriver.json", "utf8"));
    settings["goog:chromeOptions"].binary = process.env.CHROMIUM;
    console.log(JSON.stringify(settings));' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
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
