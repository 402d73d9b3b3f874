/* Delays everything that asks for a path under $DEAD_PREFIX: a network drive that is gone. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

static void hang(const char *path) {
    const char *prefix = getenv("DEAD_PREFIX");
    if (path && prefix && strncmp(path, prefix, strlen(prefix)) == 0)
        for (int slept = 0; slept < 600; slept++) usleep(1000000);
}
#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define MODE(last) mode_t mode = 0; va_list rest; va_start(rest, last); if (last & (O_CREAT | O_TMPFILE)) mode = va_arg(rest, mode_t); va_end(rest)

int open(const char *path, int flags, ...) { MODE(flags); hang(path); REAL(open); return real(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags); hang(path); REAL(open64); return real(path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags); hang(path); REAL(openat); return real(at, path, flags, mode); }
int stat(const char *path, struct stat *found) { hang(path); REAL(stat); return real(path, found); }
int stat64(const char *path, struct stat64 *found) { hang(path); REAL(stat64); return real(path, found); }
int lstat(const char *path, struct stat *found) { hang(path); REAL(lstat); return real(path, found); }
int lstat64(const char *path, struct stat64 *found) { hang(path); REAL(lstat64); return real(path, found); }
int fstatat(int at, const char *path, struct stat *found, int how) { hang(path); REAL(fstatat); return real(at, path, found, how); }
int statx(int at, const char *restrict path, int how, unsigned int mask, struct statx *restrict found) { hang(path); REAL(statx); return real(at, path, how, mask, found); }
int access(const char *path, int how) { hang(path); REAL(access); return real(path, how); }
DIR *opendir(const char *path) { hang(path); REAL(opendir); return real(path); }
int inotify_add_watch(int at, const char *path, uint32_t mask) { hang(path); REAL(inotify_add_watch); return real(at, path, mask); }
