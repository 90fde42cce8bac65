# Shell functions that the Makefile's scripts share: what they need is found or installed, and long steps say so.
# Sourced, from the top of the repository.

tools=$PWD/target/tools

# What is happening now, and how long it may take.
say() { printf '\n\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
  printf '\n\033[1m%s\033[0m\n' "$*" >&2
  exit 1
}

# need WHY PACKAGE…: installs Debian packages as root; tells others what to ask for, and fails.
need() {
  local why=$1
  shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $* ($why; under a minute)"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"; } >/dev/null ||
      return 1
  else
    printf '\n%s\n    %s\n' "Missing: $why. Install on Debian as root:" \
      "apt-get update && apt-get install -y --no-install-recommends $*" >&2
    return 1
  fi
}

# Rust and a C compiler, without which nothing goes.
need_rust() {
  command -v cargo >/dev/null || fail "Rust is missing: https://rustup.rs installs it (1.95 or newer)."
  command -v cc >/dev/null || need "a C compiler, for SQLite" gcc libc6-dev || exit 1
}

need_node() {
  command -v npm >/dev/null || need "Node and npm, for the browser tests" nodejs npm
}

# The packages of end2end/, without what they would download or run on their own.
need_browser_packages() {
  need_node || return 1
  if [ ! end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]; then
    say "Fetching the browser tests' packages (seconds)"
    (cd end2end && npm ci --ignore-scripts --no-audit --no-fund)
  fi
}

# Exports WASM_CARGO, WASM_CLIPPY and what they need to compile for wasm32. Takes rustup's toolchain if it has the
# target or can fetch it, else Debian's, whose standard library for wasm is then compiled once into target/tools.
need_wasm_rust() {
  WASM_CARGO=cargo WASM_CLIPPY="cargo clippy"
  if [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then return; fi
  # After a first fallback it is not asked for again: where it can't be reached, that may take long.
  if [ ! -d "$tools/debian-wasm" ] && command -v rustup >/dev/null; then
    say "Fetching Rust's standard library for wasm (seconds; given up after two minutes)"
    if timeout 120 rustup target add wasm32-unknown-unknown >/dev/null 2>&1; then return; fi
    say "Not to be had; taking Debian's Rust instead"
  fi
  if ! { [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo-clippy ] && [ -d /usr/lib/rustlib/src/rust/library ] &&
    command -v wasm-ld-22 >/dev/null; }; then
    need "a Rust that compiles for wasm" rustc-web cargo-web libstd-rust-web-dev rust-web-src rust-web-clippy lld-22 ||
      return 1
  fi
  export RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
  WASM_CARGO=/usr/bin/cargo WASM_CLIPPY="env CARGO=/usr/bin/cargo /usr/bin/cargo-clippy clippy"
  local sysroot
  sysroot=$tools/debian-wasm/$(/usr/bin/rustc --version | cut -d' ' -f2)
  [ -d "$sysroot" ] || build_wasm_std "$sysroot" || return 1
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot $sysroot"
}

# build_wasm_std SYSROOT: compiles Debian's sources of the standard library, with bitcode for the sake of `lto`.
build_wasm_std() {
  say "Compiling Rust's standard library for wasm, once (about a minute)"
  local work=$tools/debian-wasm/work part=$1.part
  rm -rf "$work" "$part"
  mkdir -p "$work/src" "$part/lib/rustlib/wasm32-unknown-unknown/lib"
  printf '[package]\nname = "empty"\nedition = "2024"\n[workspace]\n' >"$work/Cargo.toml"
  echo '#![no_std]' >"$work/src/lib.rs"
  (cd "$work" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes /usr/bin/cargo build --quiet --release \
    --target-dir "$work/target" --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,proc_macro,test) || return 1
  find "$work/target/wasm32-unknown-unknown/release/deps" -name '*.rlib' ! -name 'libempty-*' \
    -exec cp {} "$part/lib/rustlib/wasm32-unknown-unknown/lib/" \;
  ln -s /usr/lib/rustlib/*-linux-gnu "$part/lib/rustlib/"
  rm -rf "$work"
  # Whole or not at all: an interrupted run leaves no half of it.
  mv "$part" "$1"
}

# Prints the path of a Chromium; a file, for this function has the same name.
chromium() {
  local found
  for found in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$found" ] && type -P "$found"; then return; fi
  done
  need "Chromium, for the browser tests" chromium && type -P chromium
}
