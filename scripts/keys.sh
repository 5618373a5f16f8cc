#!/usr/bin/env bash
# From a key to its frame in an article of 1 MB, through a pseudo-terminal, beside less in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --bin briefing
cargo run --quiet --profile fast --example speed -- keys "$@"
