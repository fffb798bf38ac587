// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filekinds.h"

#include "models/displaytext.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace reeeductio {

QString safeFileName(const FilePayload &file)
{
    auto name = displayFileName(file.fileName);
    name.replace(u'/', u'_');
    while (name.startsWith(u'.'))
        name.remove(0, 1); // hidden, or the folder itself
    return name.isEmpty() ? QString::fromLatin1(file.blob.text()) : name;
}

bool isSafeToOpen(const QString &fileName)
{
    // By the name alone: that is what a desktop goes by. Not by the type that its sender gave it.
    static const QSet<QString> suffixes{
        u"7z"_s,   u"aac"_s,  u"avi"_s,  u"bmp"_s,  u"csv"_s, u"docx"_s, u"epub"_s, u"flac"_s,
        u"gif"_s,  u"gz"_s,   u"heic"_s, u"jpeg"_s, u"jpg"_s, u"log"_s,  u"m4a"_s,  u"md"_s,
        u"mkv"_s,  u"mov"_s,  u"mp3"_s,  u"mp4"_s,  u"odp"_s, u"ods"_s,  u"odt"_s,  u"ogg"_s,
        u"opus"_s, u"pdf"_s,  u"png"_s,  u"pptx"_s, u"tar"_s, u"tif"_s,  u"tiff"_s, u"txt"_s,
        u"wav"_s,  u"webm"_s, u"webp"_s, u"xlsx"_s, u"zip"_s};
    const auto dot = fileName.lastIndexOf(u'.');
    return dot > 0 && suffixes.contains(fileName.sliced(dot + 1).toLower());
}

} // namespace reeeductio
