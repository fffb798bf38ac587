// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A program for tst_uploads to kill: takes a file to be sent, or takes up what an earlier life left, and ends
// once everything is on the server. Says on stdout when the file is durable.

#include "client/space.h"
#include "client/uploads.h"
#include "net/httpclient.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

class Sender : public QObject
{
public:
    Sender(Credentials credentials, const QString &file, const SymmetricKey &dataKey)
        : m_space(std::move(credentials), {m_http, m_sockets, m_pool, m_clock, {}, &m_filePool}),
          m_user(m_thread, file, dataKey), m_outbox(m_space.context(), m_space.messages(), m_user),
          m_uploads(m_space.context(), m_space.blobs(), m_outbox, m_user, m_atOnce)
    {
        connect(
            &m_outbox, &Outbox::itemSent, this, [this] { finishWhenEmpty(); }, Qt::QueuedConnection);
    }

    //! Empty: only what is there.
    void start(const QString &path)
    {
        m_user.open()
            .then(this, [this](const OpenReport &) { return m_outbox.load(); })
            .then(this, [this] { return m_uploads.load(); })
            .done(this, [this, path](const Result<void> &loaded) {
                if (!loaded)
                    return QCoreApplication::exit(1);
                if (!path.isEmpty())
                    return add(path);
                finishWhenEmpty();
            });
    }

private:
    void add(const QString &path)
    {
        FileToSend file{.path = path};
        file.described.fileName = QFileInfo(path).fileName();
        m_uploads.add(u"general"_s, file).done(this, [](const Result<qint64> &added) {
            if (!added)
                return QCoreApplication::exit(1);
            std::puts("durable");
            std::fflush(stdout);
        });
    }

    void finishWhenEmpty()
    {
        if (m_outbox.count() == 0 && m_uploads.items().isEmpty())
            QCoreApplication::exit(0);
    }

    WorkerPool m_pool{1};
    WorkerPool m_filePool{1};
    HttpClient m_http;
    WebSocketFactory m_sockets;
    SystemClock m_clock;
    SerialThread m_thread;
    TransferSlots m_atOnce{2};
    Space m_space;
    UserStore m_user;
    Outbox m_outbox;
    Uploads m_uploads;
};

} // namespace

//! FOLDER URL SEED ROOT DATA-KEY [FILE]; keys in hex.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 6)
        return 2;
    const auto bytes = [&arguments](int at) { return QByteArray::fromHex(arguments[at].toLatin1()); };
    auto owner = Credentials::owner(QUrl(arguments[2]), *SigningKey::fromSeed(bytes(3)),
                                    *SymmetricKey::fromBytes(bytes(4)));
    Sender sender(std::move(owner), QDir(arguments[1]).filePath(u"user.db"_s),
                  *SymmetricKey::fromBytes(bytes(5)));
    sender.start(arguments.value(6));
    return QCoreApplication::exec();
}
