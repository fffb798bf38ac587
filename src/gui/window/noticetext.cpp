// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/noticetext.h"

#include <QCoreApplication>

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::NoticeText)
};

} // namespace

QString noticeText(const ProfileNotice &notice)
{
    switch (notice.kind) {
    case ProfileNotice::Kind::CacheRebuilt:
        return Words::tr("The local copy of messages was damaged and is being fetched again from the server. "
                         "Nothing you wrote is lost.");
    case ProfileNotice::Kind::UserFileSetAside:
        return Words::tr("The file of unsent messages and reading positions was damaged. It was kept as %1, "
                         "and a new one was begun.")
            .arg(notice.file);
    case ProfileNotice::Kind::CacheReadOnly:
        return Words::tr(
            "A newer version of this program wrote the local copy of messages. New ones are shown, "
            "but not kept; update this program.");
    case ProfileNotice::Kind::UserFileReadOnly:
        return Words::tr("A newer version of this program wrote your unsent messages and reading positions. "
                         "They are left as they are; update this program to send.");
    case ProfileNotice::Kind::JoinBrokenOff:
        return Words::tr(
                   "Joining a space on %1 was not finished. Open its invitation again: it goes on where "
                   "it stopped, and is not used twice.")
            .arg(notice.file);
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
