"""The test programs of a build: which of them reach a function, and what they say of a mutant."""
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import sys
import time

# What shell scripts ask, in this order; others are slow, or tell of no figure.
SCRIPTS = ["tests/cases/test_cases.sh", "tests/golden/test_told_three_times.sh",
           "tests/golden/test_slurm_sweep.sh", "tests/golden/test_tried_again.sh",
           "tests/golden/test_cli.sh"]
SLOWEST_S = 10
# Notes the functions of an object that is compiled with -finstrument-functions as they are entered.
PROBE = r"""
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
extern char __executable_start;
enum { MOST = 1 << 14 };
static uintptr_t seen[MOST];
#define PLAIN __attribute__((no_instrument_function))
PLAIN void __cyg_profile_func_enter(void *function, void *caller)
{
    uintptr_t at = (uintptr_t)function;

    (void)caller;
    for (size_t i = at / 16 % MOST;; i = (i + 1) % MOST) {
        if (seen[i] == at)
            return;
        if (seen[i] == 0) {
            FILE *file;

            seen[i] = at;
            file = fopen(getenv("PLUME_REACHED"), "a");
            if (file != NULL) {
                fprintf(file, "%lx\n", (unsigned long)(at - (uintptr_t)&__executable_start));
                fclose(file);
            }
            return;
        }
    }
}
PLAIN void __cyg_profile_func_exit(void *function, void *caller)
{
    (void)function;
    (void)caller;
}
"""


def limited(seconds):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))
    return limit


class Tests:
    def __init__(self, root, build, work, paths):
        self.root, self.build, self.work = root, build, work
        self.compile = {pathlib.Path(entry["file"]): entry for entry in
                        json.loads((build / "compile_commands.json").read_text())
                        if "plume_objects" in entry["command"]}
        names = sorted(p.stem for folder in ("unit", "worked", "mustache", "properties")
                       for p in (root / "tests" / folder).rglob("test_*.c")
                       if p.stem != "test_memory")  # it counts calls of malloc, the probe's too
        self.link = {name: self.command_of(name) for name in names}
        self.library = self.command_of("libplume.so")
        self.seconds, self.functions = {}, {}
        self.find_reached(paths)

    # --- building ---

    def command_of(self, target):
        said = subprocess.run(["ninja", "-C", self.build, "-t", "commands", target], text=True,
                              capture_output=True, check=True).stdout
        return [line for line in said.splitlines() if " -o " in line and "ar qc" not in line][-1]

    def compiled(self, path, source, made, *more):
        """Compiles SOURCE as PATH is compiled."""
        words = shlex.split(self.compile[path]["command"])
        words = words[next(i for i, w in enumerate(words) if w.endswith(("cc", "gcc", "clang"))):]
        words = [w for w in words if w != "-Werror" and w != "-MD"]
        for option in ("-o", "-MT", "-MF"):
            if option in words:
                del words[words.index(option):words.index(option) + 2]
        words[words.index("-c"):] = ["-w", "-iquote", str(path.parent), *more, "-o", str(made), "-c", str(source)]
        return subprocess.run(words, cwd=self.build, stderr=subprocess.DEVNULL).returncode == 0

    def optimized(self, path, source, made):
        """The code that an optimiser makes of it: mutants with equal code are equal."""
        if not self.compiled(path, source, made, "-O2", "-g0"):
            return None
        return made.read_bytes()

    def linked(self, command, made, objects, instead_of=None):
        """instead_of: the source whose own object is left out, where objects are linked one by one."""
        words = shlex.split(command)
        words = words[words.index(":") + 2:] if words[0] == ":" else words
        words = words[:words.index("&&")] if "&&" in words else words
        at = words.index("-o")
        words[at + 1] = str(made)
        words[at:at] = [str(o) for o in objects]
        if instead_of is not None:
            own = f"/{instead_of.relative_to(self.root)}.o"
            words = [word for word in words if not word.endswith(own)]
        return subprocess.run(words, cwd=self.build, stderr=subprocess.PIPE)

    # --- running ---

    def ran(self, words, folder, seconds, **variables):
        environment = {**os.environ, "PLUME_SOURCE_DIR": str(self.root),
                       "PLUME_BUILD_DIR": str(self.build), "PLUME_PROGRAM": str(self.build / "bin/plume"),
                       "PLUME_SCORE_OF": str(self.build / "tests/score_of"), **variables}
        environment.pop("PLUME_DATA", None)
        try:
            return subprocess.run(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=60 + 10 * seconds,
                                  preexec_fn=limited(seconds)).returncode
        except subprocess.TimeoutExpired:
            return 1

    def passes(self, test, mutant, folder):
        made = folder / test
        said = self.linked(self.link[test], made, [mutant])
        if said.returncode != 0:
            sys.exit(f"mutate: {test} cannot be linked: {said.stderr.decode()[:400]}")
        code = self.ran([made], folder, int(3 + 10 * self.seconds[test]))
        made.unlink()
        return code == 0

    def script_that_fails(self, mutant, path, folder):
        said = self.linked(self.library, folder / "libplume.so.0", [mutant], path)
        if said.returncode != 0:
            sys.exit(f"mutate: libplume.so cannot be linked: {said.stderr.decode()[:400]}")
        for script in SCRIPTS:
            if self.ran(["bash", self.root / script], folder, 300, LD_LIBRARY_PATH=str(folder)) != 0:
                return pathlib.Path(script).stem
        return None

    # --- which test reaches which function ---

    def find_reached(self, paths):
        (self.work / "probe.c").write_text(PROBE)
        subprocess.run(["cc", "-O1", "-fPIC", "-c", self.work / "probe.c", "-o", self.work / "probe.o"], check=True)
        objects = [self.work / "probe.o"]
        for i, path in enumerate(paths):
            objects.append(self.work / f"reached{i}.o")
            if not self.compiled(path, path, objects[-1], "-finstrument-functions"):
                sys.exit(f"mutate: {path} does not compile")
            self.functions[path] = self.functions_of(objects[-1])
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            reached = dict(pool.map(lambda name: (name, self.reached_by(name, objects)), self.link))
        slow = sorted(name for name in reached if self.seconds[name] > SLOWEST_S)
        print(f"not asked, since they take more than {SLOWEST_S} s: {', '.join(slow) or 'none'}", flush=True)
        self.reached = {name: self.entered(places) for name, places in reached.items() if name not in slow}

    def entered(self, places):
        """The functions (path, first line) of the lines that the probe noted, which are of their braces."""
        found = set()
        for path in self.functions:
            relative = str(path.relative_to(self.root))
            for noted, number in places:
                if noted.endswith("/" + relative):
                    found.add((path, self.function_at(path, number)))
        return found

    def function_at(self, path, number):
        """The line at which the function of a line begins; 0: it stands before all of them."""
        return max((n for n in self.functions[path] if n <= number), default=0)

    def functions_of(self, made):
        """The lines at which functions begin, of the debugger's table."""
        said = subprocess.run(["nm", "-l", "--defined-only", made], text=True, capture_output=True).stdout
        return sorted({int(m.group(1)) for m in re.finditer(r" [tT] .*:(\d+)$", said, re.M)})

    def reached_by(self, name, objects):
        folder = self.work / f"run-{name}"
        folder.mkdir()
        made, noted = folder / name, folder / "reached"
        if self.linked(self.link[name], made, objects).returncode != 0:
            sys.exit(f"mutate: {name} cannot be linked with the probe")
        began = time.time()
        if self.ran([made], folder, 600, PLUME_REACHED=str(noted)) != 0:
            sys.exit(f"mutate: {name} fails as it is")
        self.seconds[name] = time.time() - began
        if not noted.exists():
            return set()
        addresses = sorted(set(noted.read_text().split()))
        said = subprocess.run(["addr2line", "-e", made, *addresses], text=True, capture_output=True).stdout
        made.unlink()
        places = set()
        for line in said.splitlines():
            path, _, number = line.split(" ")[0].rpartition(":")
            if number.isdigit():
                places.add((path, int(number)))
        return places

    def reaching(self, path, number):
        """The tests that enter the function at a line, counted from 0; of the file, at no function."""
        start = self.function_at(path, number + 1)
        return [name for name, entered in self.reached.items()
                if any(p == path and start in (0, first) for p, first in entered)]
