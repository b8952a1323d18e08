/* Lets the n-th call on a file below a folder fail, or do half of what was asked; or ends the
 * process before the n-th call that writes (kill), or in the middle of the n-th write (torn). */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

static int below(const char *path) {
    const char *folder = getenv("HOSTILE_BELOW");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is(const char *how) {
    const char *wanted = getenv("HOSTILE_HOW");
    return wanted && strcmp(wanted, how) == 0;
}

/* How many calls were counted so far. */
int hostile_calls(void) { return calls; }

static int its_turn(void) {
    const char *at = getenv("HOSTILE_AT");
    return at && ++calls == atoi(at);
}

/* Count a call that changes a file in one step; end the process if it is its turn. */
static void may_end(int counts) {
    if (counts && is("kill") && its_turn()) kill(getpid(), SIGKILL);
}

static int of(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return below(path);
}

static int turn_of(int file) { return !is("kill") && !is("torn") && of(file) && its_turn(); }

/* What is below a folder can be away: at the n-th call and later, or while there is a file. */
static int gone;

static int is_away(int counts) {
    const char *error = getenv("HOSTILE_AWAY"), *flag = getenv("HOSTILE_FLAG");
    if (!error || !counts) return 0;
    if (flag ? syscall(SYS_access, flag, F_OK) == 0 : (gone = gone || its_turn())) {
        errno = atoi(error);
        return 1;
    }
    return 0;
}

/* The number of bytes to ask for; -1 if the call fails. */
static ssize_t allowed(size_t size) {
    const char *how = getenv("HOSTILE_HOW");
    if (how && strcmp(how, "short") == 0) return size > 1 ? size / 2 : size;
    errno = how && strcmp(how, "full") == 0 ? ENOSPC : EIO;
    return -1;
}

/* A write is ended before its first byte, or in the middle. */
#define MAY_END_WRITE(half)                                                                     \
    if ((is("kill") || is("torn")) && of(file) && its_turn()) {                                 \
        if (is("torn")) (void)!(half);                                                          \
        kill(getpid(), SIGKILL);                                                                \
    }

#define TRANSFER(name, buffer, end)                                                                  \
    ssize_t name(int file, buffer data, size_t size) {                                          \
        static ssize_t (*real)(int, buffer, size_t);                                            \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (is_away(of(file))) return -1;                                                       \
        end(real(file, data, size / 2))                                                         \
        if (turn_of(file)) {                                                                    \
            ssize_t most = allowed(size);                                                       \
            return most < 0 ? -1 : real(file, data, most);                                      \
        }                                                                                       \
        return real(file, data, size);                                                          \
    }

#define TRANSFER_AT(name, buffer, end)                                                               \
    ssize_t name(int file, buffer data, size_t size, off_t at) {                                \
        static ssize_t (*real)(int, buffer, size_t, off_t);                                     \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (is_away(of(file))) return -1;                                                       \
        end(real(file, data, size / 2, at))                                                     \
        if (turn_of(file)) {                                                                    \
            ssize_t most = allowed(size);                                                       \
            return most < 0 ? -1 : real(file, data, most, at);                                  \
        }                                                                                       \
        return real(file, data, size, at);                                                      \
    }

#define SYNC(name)                                                                              \
    int name(int file) {                                                                        \
        static int (*real)(int);                                                                \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (is_away(of(file))) return -1;                                                       \
        may_end(of(file));                                                                      \
        return turn_of(file) && allowed(2) < 0 ? -1 : real(file);                               \
    }

#define ONLY_READS(half)

TRANSFER(read, void *, ONLY_READS)
TRANSFER(write, const void *, MAY_END_WRITE)
TRANSFER_AT(pread, void *, ONLY_READS)
TRANSFER_AT(pread64, void *, ONLY_READS)
TRANSFER_AT(pwrite, const void *, MAY_END_WRITE)
TRANSFER_AT(pwrite64, const void *, MAY_END_WRITE)
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    if (is_away(below(to))) return -1;
    may_end(below(to));
    if (is("kill") || is("torn")) return real(from, to);
    return below(to) && its_turn() && allowed(2) < 0 ? -1 : real(from, to);
}

/* These fail in no way here: they are only places to be ended at. */
#define ENDING(name, counts, parameters, ...)                                                   \
    int name parameters {                                                                       \
        static int(*real) parameters;                                                           \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (is_away(counts)) return -1;                                                         \
        may_end(counts);                                                                        \
        return real(__VA_ARGS__);                                                               \
    }

/* Reading names and states of files. */
#define LOOKING(type, none, name, parameters, ...)                                              \
    type name parameters {                                                                      \
        static type(*real) parameters;                                                          \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (is_away(below(path))) return none;                                                  \
        return real(__VA_ARGS__);                                                               \
    }

LOOKING(int, -1, stat, (const char *path, struct stat *found), path, found)
LOOKING(int, -1, stat64, (const char *path, struct stat64 *found), path, found)
LOOKING(int, -1, lstat, (const char *path, struct stat *found), path, found)
LOOKING(int, -1, lstat64, (const char *path, struct stat64 *found), path, found)
LOOKING(int, -1, access, (const char *path, int mode), path, mode)
LOOKING(DIR *, NULL, opendir, (const char *path), path)

ENDING(unlink, below(path), (const char *path), path)
ENDING(link, below(to), (const char *from, const char *to), from, to)
ENDING(mkdir, below(path), (const char *path, mode_t mode), path, mode)
ENDING(ftruncate, of(file), (int file, off_t size), file, size)
ENDING(ftruncate64, of(file), (int file, off_t size), file, size)

#define OPENING(name)                                                                           \
    int name(const char *path, int flags, ...) {                                                \
        static int (*real)(const char *, int, ...);                                             \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        va_list rest;                                                                           \
        va_start(rest, flags);                                                                  \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                               \
        va_end(rest);                                                                           \
        if (is_away(below(path))) return -1;                                                    \
        may_end(flags & (O_CREAT | O_TRUNC) && below(path));                                    \
        return real(path, flags, mode);                                                         \
    }

OPENING(open)
OPENING(open64)
