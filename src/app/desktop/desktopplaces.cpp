// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/desktopplaces.h"

#include "app/profilefolder.h"

#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Made for this person only, whatever the umask; one that was there is somebody's choice, and stays as it
//! is.
QDir privateFolder(const QString &path)
{
    const QDir folder(QDir(path).absolutePath());
    if (!folder.exists() && folder.mkpath(u"."_s))
        QFile(folder.path())
            .setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return folder;
}

} // namespace

ProfilePlaces desktopPlaces(const QString &folder)
{
    if (!folder.isEmpty()) {
        const auto all = privateFolder(folder);
        return {.data = all, .cache = all};
    }
    return {.data = privateFolder(usualProfileFolder()),
            .cache = privateFolder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))};
}

QString settingsFile(const ProfilePlaces &places)
{
    return places.data.filePath(u"settings.json"_s);
}

QString serverFolder(const ProfilePlaces &places)
{
    return places.data.filePath(u"server"_s);
}

} // namespace reeeductio
