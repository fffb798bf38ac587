// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <sys/types.h>

namespace reeeductio::test {

//! A call of this process into the C library that has to do with a file, or into SQLite.
struct FileCall
{
    enum class Kind {
        Open,
        Look,   //!< stat, access, opendir
        Change, //!< rename, unlink, mkdir, truncate
        Write,  //!< to a regular file; not to sockets, pipes and terminals
        Sync,
        Sql,
    };

    Kind kind;
    const char *function;
    const char *path = nullptr; //!< null for calls on a descriptor and to SQLite
    int descriptor = -1;
    const void *bytes = nullptr; //!< what is written
    size_t size = 0;
    off64_t offset = -1; //!< -1: where the file stands
    mode_t mode = 0;     //!< Open: the rights of a file that may be made
    bool isDone = false; //!< Sync is told twice: before, and when it is done
};

//! Called in the calling thread, before the call is made; its own calls are not told. Answers 0, or the errno
//! that the call shall fail with instead of being made. May end the process.
using FileHook = int (*)(const FileCall &call);

//! One for the process; null for none. A program that links test_filecalls exports names such as `open` and
//! `fdatasync`, so that Qt, SQLite and the rest call through here: nothing is preloaded.
void setFileHook(FileHook hook);

//! The file a descriptor stands for, as the system names it. Static: until this thread's next call.
const char *fileOf(int descriptor);

} // namespace reeeductio::test
