// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/fulldisk.h"

#include "support/filecalls.h"

#include <QByteArray>

#include <atomic>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace reeeductio::test {

namespace {

QByteArray theFolder;
std::atomic<int> refused = 0;

bool isOnDisk(int descriptor)
{
    // A file that has no name yet (QSaveFile's) is in no folder that could be told: it counts.
    const QByteArrayView path(fileOf(descriptor));
    return path.startsWith(theFolder) || path.endsWith(" (deleted)");
}

int refuse(const FileCall &call)
{
    if (call.kind != FileCall::Kind::Write || !isOnDisk(call.descriptor))
        return 0;
    struct stat status = {};
    if (::fstat(call.descriptor, &status) != 0)
        return 0;
    const auto at = call.offset < 0 ? ::lseek(call.descriptor, 0, SEEK_CUR) : call.offset;
    if (at + static_cast<off_t>(call.size) <= status.st_size)
        return 0; // what is there already can be written over
    ++refused;
    return ENOSPC;
}

} // namespace

FullDisk::FullDisk(const QString &folder)
{
    theFolder = folder.toUtf8() + '/';
    refused = 0;
    setFileHook(refuse);
}

FullDisk::~FullDisk()
{
    setFileHook(nullptr);
}

int FullDisk::refusals() const
{
    return refused;
}

} // namespace reeeductio::test
