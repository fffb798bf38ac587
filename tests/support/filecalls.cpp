// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#undef _FORTIFY_SOURCE // its inline forms of these functions are not what is replaced here

#include "support/filecalls.h"

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

struct sqlite3_stmt;

namespace reeeductio::test {

namespace {

std::atomic<FileHook> theHook = nullptr;
thread_local bool isInHook = false;

int tell(const FileCall &call)
{
    const auto hook = theHook.load(std::memory_order_acquire);
    if (!hook || isInHook)
        return 0;
    isInHook = true;
    const int error = hook(call);
    isInHook = false;
    return error;
}

bool isRegular(int descriptor)
{
    struct stat status = {};
    return theHook.load(std::memory_order_relaxed) && ::fstat(descriptor, &status) == 0 &&
           S_ISREG(status.st_mode);
}

//! The function that would have been called without us.
template <class F>
F *next(const char *name)
{
    return reinterpret_cast<F *>(::dlsym(RTLD_NEXT, name));
}

//! The same for SQLite, which Qt's plugin brings along for itself alone.
template <class F>
F *inSqlite(const char *name)
{
    return reinterpret_cast<F *>(::dlsym(::dlopen("libsqlite3.so.0", RTLD_LAZY), name));
}

} // namespace

void setFileHook(FileHook hook)
{
    theHook.store(hook, std::memory_order_release);
}

const char *fileOf(int descriptor)
{
    thread_local char path[4096];
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const auto length = ::readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    return path;
}

} // namespace reeeductio::test

// Under names of our own, so that the headers' declarations do not matter; the linker sees the true ones.
using namespace reeeductio::test;
using Kind = FileCall::Kind;

#define SEEN(Result, name, ...)                                                                              \
    extern "C" [[gnu::visibility("default")]] Result seen_##name(__VA_ARGS__) asm(#name);                    \
    extern "C" Result seen_##name(__VA_ARGS__)

//! Tells of the call, and fails it if the hook says so.
#define TELL(failed, ...)                                                                                    \
    if (const int error = tell(__VA_ARGS__)) {                                                               \
        errno = error;                                                                                       \
        return failed;                                                                                       \
    }

#define PASS_ON(name, ...)                                                                                   \
    static auto *const real = next<decltype(seen_##name)>(#name);                                            \
    return real(__VA_ARGS__)

//! The third argument of open() and its like, which is there only when a file may be made.
#define MODE_OF(flags)                                                                                       \
    mode_t mode = 0;                                                                                         \
    if ((O_CREAT & (flags)) != 0 || (O_TMPFILE & (flags)) == O_TMPFILE) {                                    \
        va_list more;                                                                                        \
        va_start(more, flags);                                                                               \
        mode = va_arg(more, mode_t);                                                                         \
        va_end(more);                                                                                        \
    }

SEEN(int, open, const char *path, int flags, ...)
{
    MODE_OF(flags)
    TELL(-1, {.kind = Kind::Open, .function = "open", .path = path, .mode = mode})
    PASS_ON(open, path, flags, mode);
}

SEEN(int, open64, const char *path, int flags, ...)
{
    MODE_OF(flags)
    TELL(-1, {.kind = Kind::Open, .function = "open", .path = path, .mode = mode})
    PASS_ON(open64, path, flags, mode);
}

SEEN(int, __open_2, const char *path, int flags)
{
    TELL(-1, {.kind = Kind::Open, .function = "open", .path = path})
    PASS_ON(__open_2, path, flags);
}

SEEN(int, __open64_2, const char *path, int flags)
{
    TELL(-1, {.kind = Kind::Open, .function = "open", .path = path})
    PASS_ON(__open64_2, path, flags);
}

SEEN(int, openat, int folder, const char *path, int flags, ...)
{
    MODE_OF(flags)
    TELL(-1, {.kind = Kind::Open, .function = "openat", .path = path, .mode = mode})
    PASS_ON(openat, folder, path, flags, mode);
}

SEEN(int, openat64, int folder, const char *path, int flags, ...)
{
    MODE_OF(flags)
    TELL(-1, {.kind = Kind::Open, .function = "openat", .path = path, .mode = mode})
    PASS_ON(openat64, folder, path, flags, mode);
}

SEEN(void *, fopen, const char *path, const char *mode)
{
    TELL(nullptr, {.kind = Kind::Open, .function = "fopen", .path = path})
    PASS_ON(fopen, path, mode);
}

SEEN(void *, fopen64, const char *path, const char *mode)
{
    TELL(nullptr, {.kind = Kind::Open, .function = "fopen", .path = path})
    PASS_ON(fopen64, path, mode);
}

SEEN(void *, opendir, const char *path)
{
    TELL(nullptr, {.kind = Kind::Look, .function = "opendir", .path = path})
    PASS_ON(opendir, path);
}

SEEN(int, access, const char *path, int mode)
{
    TELL(-1, {.kind = Kind::Look, .function = "access", .path = path})
    PASS_ON(access, path, mode);
}

SEEN(int, stat, const char *path, void *status)
{
    TELL(-1, {.kind = Kind::Look, .function = "stat", .path = path})
    PASS_ON(stat, path, status);
}

SEEN(int, stat64, const char *path, void *status)
{
    TELL(-1, {.kind = Kind::Look, .function = "stat", .path = path})
    PASS_ON(stat64, path, status);
}

SEEN(int, lstat64, const char *path, void *status)
{
    TELL(-1, {.kind = Kind::Look, .function = "lstat", .path = path})
    PASS_ON(lstat64, path, status);
}

SEEN(int, statx, int folder, const char *path, int flags, unsigned mask, void *status)
{
    TELL(-1, {.kind = Kind::Look, .function = "statx", .path = path})
    PASS_ON(statx, folder, path, flags, mask, status);
}

SEEN(int, mkdir, const char *path, mode_t mode)
{
    TELL(-1, {.kind = Kind::Change, .function = "mkdir", .path = path})
    PASS_ON(mkdir, path, mode);
}

SEEN(int, rename, const char *from, const char *to)
{
    TELL(-1, {.kind = Kind::Change, .function = "rename", .path = from})
    PASS_ON(rename, from, to);
}

SEEN(int, renameat2, int fromFolder, const char *from, int toFolder, const char *to, unsigned flags)
{
    TELL(-1, {.kind = Kind::Change, .function = "renameat2", .path = from})
    PASS_ON(renameat2, fromFolder, from, toFolder, to, flags);
}

SEEN(int, unlink, const char *path)
{
    TELL(-1, {.kind = Kind::Change, .function = "unlink", .path = path})
    PASS_ON(unlink, path);
}

SEEN(int, ftruncate64, int descriptor, off64_t size)
{
    TELL(-1, {.kind = Kind::Change, .function = "ftruncate", .descriptor = descriptor})
    PASS_ON(ftruncate64, descriptor, size);
}

SEEN(ssize_t, write, int descriptor, const void *bytes, size_t size)
{
    if (isRegular(descriptor))
        TELL(-1, {.kind = Kind::Write,
                  .function = "write",
                  .descriptor = descriptor,
                  .bytes = bytes,
                  .size = size})
    PASS_ON(write, descriptor, bytes, size);
}

SEEN(ssize_t, pwrite64, int descriptor, const void *bytes, size_t size, off64_t offset)
{
    TELL(-1, {.kind = Kind::Write,
              .function = "pwrite",
              .descriptor = descriptor,
              .bytes = bytes,
              .size = size,
              .offset = offset})
    PASS_ON(pwrite64, descriptor, bytes, size, offset);
}

SEEN(int, fsync, int descriptor)
{
    static auto *const real = next<decltype(seen_fsync)>("fsync");
    TELL(-1, {.kind = Kind::Sync, .function = "fsync", .descriptor = descriptor})
    const auto result = real(descriptor);
    std::ignore = tell({.kind = Kind::Sync, .function = "fsync", .descriptor = descriptor, .isDone = true});
    return result;
}

SEEN(int, fdatasync, int descriptor)
{
    static auto *const real = next<decltype(seen_fdatasync)>("fdatasync");
    TELL(-1, {.kind = Kind::Sync, .function = "fdatasync", .descriptor = descriptor})
    const auto result = real(descriptor);
    std::ignore =
        tell({.kind = Kind::Sync, .function = "fdatasync", .descriptor = descriptor, .isDone = true});
    return result;
}

SEEN(int, sqlite3_step, sqlite3_stmt *statement)
{
    static auto *const real = inSqlite<decltype(seen_sqlite3_step)>("sqlite3_step");
    std::ignore = tell({.kind = Kind::Sql, .function = "sqlite3_step"});
    return real(statement);
}

SEEN(int, sqlite3_prepare16_v2, void *database, const void *sql, int size, sqlite3_stmt **statement,
     const void **tail)
{
    static auto *const real = inSqlite<decltype(seen_sqlite3_prepare16_v2)>("sqlite3_prepare16_v2");
    std::ignore = tell({.kind = Kind::Sql, .function = "sqlite3_prepare16_v2"});
    return real(database, sql, size, statement, tail);
}
