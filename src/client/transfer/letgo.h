// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/workerpool.h"

namespace reeeductio {

//! Shared by threads of which some must not wait for a disk: its end, where files are closed and removed,
//! comes on a thread of `files`, whoever lets go last.
template <class T>
std::shared_ptr<T> letGoIn(WorkerPool &files, std::unique_ptr<T> object)
{
    return std::shared_ptr<T>(object.release(), [&files](T *last) {
        auto owned = std::unique_ptr<T>(last);
        files.post([owned = std::move(owned)]() mutable { owned.reset(); });
    });
}

} // namespace reeeductio
