// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/filetext.h"

#include "gui/shared/errortext.h"
#include "models/displaytext.h"
#include "models/pastedimage.h"

#include <QCoreApplication>

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::FileText)
};

QString tooLarge(qint64 size, qint64 largest)
{
    if (size <= 0 || largest <= 0)
        return Words::tr("The file is larger than this space takes.");
    return Words::tr("This file is %1; this space takes up to %2.").arg(sizeText(size), sizeText(largest));
}

} // namespace

QString fileProblem(const Error &error, qint64 largest)
{
    switch (error.code) {
    case ErrorCode::BlobTooLarge:
        return tooLarge(error.detail.toLongLong(), largest);
    case ErrorCode::CannotOpen:
        return Words::tr("It is not there any more, or you may not read it.");
    case ErrorCode::DiskFull:
        return Words::tr("There is not enough space on the disk. Nothing was saved.");
    case ErrorCode::CannotWrite:
        return Words::tr("It cannot be saved there. Nothing was saved.");
    case ErrorCode::AlreadyExists:
        return Words::tr("There is a file of that name already. It was left alone.");
    case ErrorCode::HashMismatch:
        return Words::tr("What the server gave is not what was sent. It was not saved.");
    case ErrorCode::CannotDecrypt:
        return error.kind == ErrorKind::Storage
                   ? Words::tr("It was prepared with another vault's key. Send it anew.")
                   : Words::tr("The key that came with it does not open it. It was not saved.");
    case ErrorCode::NotFoundOnServer:
        return Words::tr("The server does not have it any more.");
    default:
        return errorText(error).what;
    }
}

QString pastedImageProblem(const Error &error, qint64 largest)
{
    if (error.code == ErrorCode::CannotRead)
        return Words::tr("This is no image that can be read.");
    if (error.code == ErrorCode::BlobTooLarge && largest == largestPastedImage)
        return Words::tr("This image is %1; up to %2 can be pasted.")
            .arg(sizeText(error.detail.toLongLong()), sizeText(largest));
    return fileProblem(error, largest);
}

} // namespace reeeductio
