#!/usr/bin/env bash
# Peak memory of the reader for articles/ and for long articles.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --bin briefing
cargo run --quiet --profile fast --example speed -- memory "${@:-articles}"
