"""Types into a shell on a terminal of its own, and prints what the terminal shows.

usage: completion.py SHELL FOLDER_OF_THE_PROGRAM COMPLETIONS
"""
import os, pty, re, select, sys, time

shell, folder, completions = sys.argv[1:4]
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"source {completions}/bash-completion/completions/plume\n"),
    "zsh": (["zsh", "-f", "-i"], f"fpath=({completions}/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D\n"),
    "fish": (["fish", "--no-config", "-i"], f"source {completions}/fish/vendor_completions.d/plume.fish\n"),
}
WORDS, SETUP = START[shell]


def read(master, until, seconds):
    """Until a pattern is shown, or nothing comes any more."""
    shown, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([master], [], [], 0.5)[0]:
            try:
                shown += os.read(master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        if re.search(until, shown):
            break
    return shown


try:
    pid, master = pty.fork()
except OSError as error:
    print(f"SKIPPED: {shell} cannot be typed into here: {error}")
    sys.exit(0)
if pid == 0:
    os.environ.update(PATH=folder + ":" + os.environ["PATH"], TERM="dumb", PS1="$ ", LC_ALL="C.UTF-8", HOME=os.getcwd())
    os.execvp(WORDS[0], WORDS)
os.write(master, SETUP.encode())
os.write(master, b"echo ready-$((40 + 2))\n" if shell != "fish" else b"echo ready-(math 40 + 2)\n")
read(master, r"ready-42", 60)
for typed, wanted in (("plume rep\t\t", r"report"), ("plume estimate --utili\t\t", r"--utilization")):
    os.write(master, b"\x15" + typed.encode())
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", read(master, wanted, 60))
    if not re.search(wanted, shown):
        sys.exit(f"FAILED: {shell}: TAB after {typed!r} does not give {wanted}: {shown!r}")
print(f"{shell}: TAB completes commands and options")
os.close(master)
