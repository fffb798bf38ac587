// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/blobpeer.h"

#include "crypto/encoding.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

QString toText(const SecretBytes &bytes)
{
    return QString::fromLatin1(toBase64(bytes.view()));
}

} // namespace

BlobPeer::BlobPeer(Task task, QObject *parent) : AsyncOperation(parent), m_task(std::move(task))
{
    connect(&m_process, &QProcess::finished, this, &BlobPeer::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(ErrorKind::Internal, ErrorCode::Unexpected, m_process.errorString()));
    });
}

void BlobPeer::run()
{
    QFile script(u":/bench/blobpeer.py"_s);
    if (!script.open(QIODevice::ReadOnly))
        return finish(fail(ErrorKind::Internal, ErrorCode::Unexpected, script.fileName()));
    const auto &credentials = m_task.credentials;
    const QJsonObject task{{u"space_id"_s, credentials.space.toString()},
                           {u"member_id"_s, credentials.member.toString()},
                           {u"key"_s, toText(credentials.key.seed())},
                           {u"root"_s, toText(credentials.root->bytes())},
                           {u"url"_s, credentials.server.toString()},
                           {u"file"_s, m_task.file},
                           {u"back"_s, m_task.back}};
    m_process.start(m_task.interpreter, {u"-c"_s, QString::fromUtf8(script.readAll())});
    m_process.write(QJsonDocument(task).toJson(QJsonDocument::Compact));
    m_process.closeWriteChannel();
}

void BlobPeer::ended()
{
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        return finish(fail(ErrorKind::Internal, ErrorCode::Unexpected,
                           QString::fromUtf8(m_process.readAllStandardError().right(500))));
    const auto told = QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    finish(PeerFigures{told.value(u"up_s"_s).toDouble(), told.value(u"down_s"_s).toDouble(),
                       told.value(u"growth_mib"_s).toDouble()});
}

} // namespace reeeductio::bench
