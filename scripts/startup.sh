#!/usr/bin/env bash
# From start to the first complete screen of one article, beside less and bat in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --bin briefing
cargo run --quiet --profile fast --example speed -- start "$@"
