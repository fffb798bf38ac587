// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QIODevice>
#include <QProcessEnvironment>

namespace reeeductio {

//! Where a command reads and writes, and what its surroundings tell it: the process's own in the program,
//! buffers in tests. All of it outlives the commands.
struct Terminal
{
    QIODevice &in;
    QIODevice &out;
    QIODevice &err;
    bool isErrTerminal = false; //!< a person reads stderr: warnings make sense
    QProcessEnvironment environment = {};
};

} // namespace reeeductio
