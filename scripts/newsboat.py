#!/usr/bin/env python3
"""From start to the first screen and the memory then, of newsboat on N items and of briefing on a library of N articles.

Usage: scripts/newsboat.py N [FOLDER STORE], after `cargo build --release`. The items have the words of one sample
article. FOLDER and STORE are a library that `cargo bench --bench library` made. BRIEFING names another program. Skips
what is not installed.
"""

import fcntl
import os
import pathlib
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNS = 5


def feed(folder, count):
    """A feed of so many items of 600 words each, and newsboat's files for it."""
    words = (ROOT / "articles/nachtzug.txt").read_text().split()
    body = " ".join((words * (600 // len(words) + 1))[:600]).replace("&", "&amp;").replace("<", "&lt;")
    with open(folder / "feed.xml", "w") as out:
        out.write('<rss version="2.0"><channel><title>Nachtzug</title><link>http://localhost/</link>')
        for i in range(count):
            out.write(f"<item><title>Item {i}</title><link>http://localhost/{i}</link><guid>g{i}</guid>")
            out.write(f"<description>{body}</description></item>")
        out.write("</channel></rss>")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("")


def start(argv, env, shown):
    """Seconds to the screen with these words, and the memory of the program then, in MB."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(env)
        os.chdir(env["HOME"])
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        os.execvp(argv[0], argv)
    seen = b""
    while shown not in seen:
        ready, _, _ = select.select([terminal], [], [], 60)
        if not ready:
            break
        try:
            seen += os.read(terminal, 1 << 16)
        except OSError:
            break
    taken = time.perf_counter() - begun
    time.sleep(0.5)
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    memory = next((int(l.split()[1]) for l in status.splitlines() if l.startswith("VmRSS")), 0) / 1024
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    if shown not in seen:
        sys.exit(f"{argv[0]} never showed {shown!r}")
    return taken, memory


def figures(name, argv, env, shown):
    env = {"TERM": "xterm-256color", **env}
    runs = [start(argv, env, shown) for _ in range(RUNS)]
    taken = statistics.median(t for t, _ in runs)
    print(f"{name}: {taken * 1e3:.1f} ms to the first screen at the median of {RUNS}, {runs[-1][1]:.0f} MB")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        home = {"HOME": str(folder), **{f"XDG_{k}_HOME": str(folder / k) for k in ("CONFIG", "DATA", "STATE")}}
        if shutil.which("newsboat"):
            feed(folder, count)
            argv = ["newsboat", "-u", folder / "urls", "-c", folder / "cache.db", "-C", folder / "config"]
            argv = [str(a) for a in argv]
            begun = time.perf_counter()
            subprocess.run([*argv, "-x", "reload"], check=True, env={**os.environ, **home}, stdout=subprocess.DEVNULL)
            taken = time.perf_counter() - begun
            size = (folder / "cache.db").stat().st_size / (folder / "feed.xml").stat().st_size
            print(f"newsboat reads {count} items at {count / taken:.0f} a second; its cache is {size:.2f} of the feed")
            figures(f"newsboat, {count} items", argv, home, b"Nachtzug")
        else:
            print("skipped: newsboat is not installed")
        program = pathlib.Path(os.environ.get("BRIEFING", ROOT / "target/release/briefing"))
        if len(sys.argv) < 4 or not program.exists():
            print("skipped: no library was named, or target/release/briefing is not built")
            return
        articles, store = (str(pathlib.Path(path).resolve()) for path in sys.argv[2:4])
        figures("briefing", [str(program.resolve()), articles, "--store", store], home, b"unread")


main()
