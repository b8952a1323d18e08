/* Lets the n-th call on a file below a folder fail, or do half of what was asked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

static int below(const char *path) {
    const char *folder = getenv("HOSTILE_BELOW");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int its_turn(void) {
    const char *at = getenv("HOSTILE_AT");
    return at && ++calls == atoi(at);
}

static int turn_of(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return below(path) && its_turn();
}

/* The number of bytes to ask for; -1 if the call fails. */
static ssize_t allowed(size_t size) {
    const char *how = getenv("HOSTILE_HOW");
    if (how && strcmp(how, "short") == 0) return size > 1 ? size / 2 : size;
    errno = how && strcmp(how, "full") == 0 ? ENOSPC : EIO;
    return -1;
}

#define TRANSFER(name, buffer)                                                                  \
    ssize_t name(int file, buffer data, size_t size) {                                          \
        static ssize_t (*real)(int, buffer, size_t);                                            \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (turn_of(file)) {                                                                    \
            ssize_t most = allowed(size);                                                       \
            return most < 0 ? -1 : real(file, data, most);                                      \
        }                                                                                       \
        return real(file, data, size);                                                          \
    }

#define TRANSFER_AT(name, buffer)                                                               \
    ssize_t name(int file, buffer data, size_t size, off_t at) {                                \
        static ssize_t (*real)(int, buffer, size_t, off_t);                                     \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
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
        return turn_of(file) && allowed(2) < 0 ? -1 : real(file);                               \
    }

TRANSFER(read, void *)
TRANSFER(write, const void *)
TRANSFER_AT(pread, void *)
TRANSFER_AT(pread64, void *)
TRANSFER_AT(pwrite, const void *)
TRANSFER_AT(pwrite64, const void *)
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    return below(to) && its_turn() && allowed(2) < 0 ? -1 : real(from, to);
}
