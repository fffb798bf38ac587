// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/blobpeer.h"

#include "crypto/encoding.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr int patienceMs = 120'000;

QString toText(const SecretBytes &bytes)
{
    return QString::fromLatin1(toBase64(bytes.view()));
}

} // namespace

Result<PeerFigures> measurePeer(const QString &interpreter, const Credentials &credentials,
                                const QString &file, const QString &back)
{
    QFile script(u":/bench/blobpeer.py"_s);
    if (!script.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, ErrorCode::Unexpected, script.fileName());
    const QJsonObject task{{u"space_id"_s, credentials.space.toString()},
                           {u"member_id"_s, credentials.member.toString()},
                           {u"key"_s, toText(credentials.key.seed())},
                           {u"root"_s, toText(credentials.root->bytes())},
                           {u"url"_s, credentials.server.toString()},
                           {u"file"_s, file},
                           {u"back"_s, back}};
    QProcess process;
    process.start(interpreter, {u"-c"_s, QString::fromUtf8(script.readAll())});
    process.write(QJsonDocument(task).toJson(QJsonDocument::Compact));
    process.closeWriteChannel();
    const bool hasEnded = process.waitForFinished(patienceMs);
    if (!hasEnded || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorKind::Internal, ErrorCode::Unexpected,
                    process.errorString() + u": "_s +
                        QString::fromUtf8(process.readAllStandardError().right(500)));
    const auto told = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    return PeerFigures{told.value(u"up_s"_s).toDouble(), told.value(u"down_s"_s).toDouble(),
                       told.value(u"growth_mib"_s).toDouble()};
}

} // namespace reeeductio::bench
