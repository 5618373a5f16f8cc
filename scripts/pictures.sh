#!/usr/bin/env bash
# Makes the pictures of the README from real screens of the program as it is now.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --profile fast --example picture

picture() {
    local name=$1 size=$2 keys=$3
    shift 3
    target/fast/examples/picture --size "$size" --keys "$keys" --out "docs/pictures/$name.svg" "$@"
    echo "docs/pictures/$name.svg"
}

picture reading 120x36 'enter ]' articles
picture columns 200x40 'enter z' articles
picture narrow 80x24 'enter d' articles
picture small 44x16 '2 d' articles
picture outline 100x28 'enter o' articles
picture search 100x28 'enter / d e enter' articles
picture card 100x32 'enter e I' articles
