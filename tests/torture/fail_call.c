/* Stands between a program and the system (LD_PRELOAD), and lets one call fail.
 *
 * PLUME_TORTURE_CALL: malloc, open, read, write, rename, fsync or close.
 * PLUME_TORTURE_AT: the number of the call that fails, from 1; 0 or absent: none.
 * PLUME_TORTURE_LIST: a file that gets "number stack" for each call that is the first of
 * its call stack, and at the end "calls N". PLUME_TORTURE_CRASH: a file that gets the
 * stack of a signal that ends the program.
 *
 * Memory fails with ENOMEM, all else with EIO. Not part of the program; built by
 * torture.sh. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { STACK_DEPTH = 24, SEEN_MAX = 1 << 16 };

static const char *call = "";
static unsigned long at, count;
static int list = -1, crash = -1;
static uint64_t seen[SEEN_MAX];
static int ready;
static __thread int inside;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- the system's own --- */

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

#define NEXT(type, name, ...)                                                            \
    static type (*next_##name)(__VA_ARGS__);                                             \
    if (next_##name == NULL)                                                             \
    next_##name = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* --- counting --- */

static int is_new(uint64_t hash)
{
    for (size_t i = hash % SEEN_MAX, n = 0; n < SEEN_MAX; i = (i + 1) % SEEN_MAX, n++) {
        if (seen[i] == hash)
            return 0;
        if (seen[i] == 0) {
            seen[i] = hash;
            return 1;
        }
    }
    return 0;
}

static void note_stack(void)
{
    void *frame[STACK_DEPTH];
    uint64_t hash = 1469598103934665603u;
    char line[64];
    int depth, length;

    depth = backtrace(frame, STACK_DEPTH);
    for (int i = 0; i < depth; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)frame[i]) * 1099511628211u;
    if (!is_new(hash | 1))
        return;
    length =
        snprintf(line, sizeof line, "%lu %016llx\n", count, (unsigned long long)hash);
    (void)!write(list, line, (size_t)length);
}

/* Whether this call is the one that fails. */
static int fails(const char *name)
{
    int now;

    if (!ready || inside || strcmp(name, call) != 0)
        return 0;
    inside = 1;
    pthread_mutex_lock(&lock);
    count++;
    now = count == at;
    if (list >= 0)
        note_stack();
    pthread_mutex_unlock(&lock);
    inside = 0;
    return now;
}

static void on_crash(int number)
{
    void *frame[STACK_DEPTH];

    inside = 1;
    if (crash >= 0)
        backtrace_symbols_fd(frame, backtrace(frame, STACK_DEPTH), crash);
    signal(number, SIG_DFL);
    raise(number);
}

static void at_end(void)
{
    char line[64];
    int length = snprintf(line, sizeof line, "calls %lu\n", count);

    inside = 1;
    if (list >= 0)
        (void)!write(list, line, (size_t)length);
}

static int file_of(const char *variable)
{
    const char *path = getenv(variable);

    return path == NULL ? -1
                        : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

__attribute__((constructor)) static void begin(void)
{
    void *frame[2];

    inside = 1;
    if (getenv("PLUME_TORTURE_CALL") != NULL)
        call = getenv("PLUME_TORTURE_CALL");
    if (getenv("PLUME_TORTURE_AT") != NULL)
        at = strtoul(getenv("PLUME_TORTURE_AT"), NULL, 10);
    list = file_of("PLUME_TORTURE_LIST");
    crash = file_of("PLUME_TORTURE_CRASH");
    (void)backtrace(frame, 2); /* loads what it needs before anything counts */
    signal(SIGSEGV, on_crash);
    signal(SIGBUS, on_crash);
    signal(SIGABRT, on_crash);
    signal(SIGFPE, on_crash);
    atexit(at_end);
    inside = 0;
    ready = 1;
}

/* --- memory --- */

void *malloc(size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(n, size);
}

void *realloc(void *block, size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(block, size);
}

/* --- files --- */

#define FAIL(name)                                                                       \
    if (fails(name)) {                                                                   \
        errno = EIO;                                                                     \
        return -1;                                                                       \
    }

int open(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    NEXT(int, open, const char *, int, ...);
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
    FAIL("open")
    return next_open(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    NEXT(int, open64, const char *, int, ...);
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
    FAIL("open")
    return next_open64(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    NEXT(int, openat, int, const char *, int, ...);
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
    FAIL("open")
    return next_openat(folder, path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    NEXT(FILE *, fopen, const char *, const char *);
    if (fails("open")) {
        errno = EIO;
        return NULL;
    }
    return next_fopen(path, mode);
}

ssize_t read(int file, void *buffer, size_t size)
{
    NEXT(ssize_t, read, int, void *, size_t);
    FAIL("read")
    return next_read(file, buffer, size);
}

ssize_t pread(int file, void *buffer, size_t size, off_t offset)
{
    NEXT(ssize_t, pread, int, void *, size_t, off_t);
    FAIL("read")
    return next_pread(file, buffer, size, offset);
}

ssize_t write(int file, const void *buffer, size_t size)
{
    NEXT(ssize_t, write, int, const void *, size_t);
    FAIL("write")
    return next_write(file, buffer, size);
}

int rename(const char *from, const char *to)
{
    NEXT(int, rename, const char *, const char *);
    FAIL("rename")
    return next_rename(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    NEXT(int, renameat, int, const char *, int, const char *);
    FAIL("rename")
    return next_renameat(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to,
              unsigned flags)
{
    NEXT(int, renameat2, int, const char *, int, const char *, unsigned);
    FAIL("rename")
    return next_renameat2(from_folder, from, to_folder, to, flags);
}

int fsync(int file)
{
    NEXT(int, fsync, int);
    FAIL("fsync")
    return next_fsync(file);
}

/* The descriptor is gone all the same, as on Linux. */
int close(int file)
{
    int result;

    NEXT(int, close, int);
    result = next_close(file);
    FAIL("close")
    return result;
}
