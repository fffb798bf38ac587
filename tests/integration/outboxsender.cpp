// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A program for tst_outbox_crash: puts texts into an outbox, sends them, and kills itself at a point named by
// its arguments. Before it sends anything all texts are in the outbox, and then one thing follows from the
// other: the n-th request, write or sync is the same one in every run. Says on stdout which texts are
// durable, and at its end how many points there were.

#include "client/outbox.h"
#include "client/space.h"
#include "net/httpclient.h"
#include "support/filecalls.h"

#include <QCoreApplication>
#include <QDir>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <deque>
#include <memory>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

//! What is counted, and at which count of what this program ends.
struct Points
{
    QByteArray kind;
    int number = 0;
    std::atomic<int> requests = 0;
    std::atomic<int> syncs = 0;
    std::atomic<int> writes = 0;
    std::atomic<bool> isCounting = false; //!< the stores are open

    bool isAt(const char *wanted, int count) const { return kind == wanted && count == number; }
};

Points points;

int look(const FileCall &call)
{
    if (!points.isCounting)
        return 0;
    if (call.kind == FileCall::Kind::Sync && !call.isDone) {
        if (points.isAt("before-sync", ++points.syncs))
            die();
    } else if (call.kind == FileCall::Kind::Sync) {
        if (points.isAt("after-sync", points.syncs))
            die();
    } else if (call.kind == FileCall::Kind::Write && points.isAt("amid-write", ++points.writes)) {
        ::syscall(SYS_pwrite64, call.descriptor, call.bytes, call.size / 2, call.offset);
        die();
    }
    return 0;
}

//! Real HTTP, held back until open(), with an end before a request leaves or after its answer came.
class MortalTransport final : public HttpTransport
{
public:
    Pending<HttpResponse> send(HttpRequest request) override
    {
        if (!m_isOpen) {
            PendingPair<HttpResponse> pair;
            m_held.emplace_back(std::move(request), std::move(pair.completer));
            return std::move(pair.pending);
        }
        const int count = ++points.requests;
        if (points.isAt("before-request", count))
            die();
        return m_http.send(std::move(request)).then(&m_http, [count](HttpResponse response) {
            if (points.isAt("after-answer", count)) // the server has it, nobody here knows
                die();
            return response;
        });
    }

    void open()
    {
        m_isOpen = true;
        for (auto &[request, completer] : std::exchange(m_held, {}))
            send(std::move(request)).forwardTo(std::move(completer));
    }

private:
    HttpClient m_http;
    std::deque<std::pair<HttpRequest, Completer<HttpResponse>>> m_held;
    bool m_isOpen = false;
};

void say(const QByteArray &line)
{
    std::fputs(line.constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

//! Fills the outbox, lets it send, and ends when nothing is left in it.
class Sender : public QObject
{
public:
    Sender(Credentials credentials, const QString &file, const SymmetricKey &dataKey, int texts)
        : m_space(std::move(credentials), {m_transport, m_sockets, m_pool, m_clock}),
          m_user(m_thread, file, dataKey), m_outbox(m_space.context(), m_space.messages(), m_user),
          m_texts(texts)
    {
        // Queued: the item is removed from the store behind this signal.
        connect(
            &m_outbox, &Outbox::itemSent, this, [this] { finishWhenEmpty(); }, Qt::QueuedConnection);
    }

    void start()
    {
        m_user.open()
            .then(this,
                  [this](const OpenReport &) {
                      points.isCounting = true;
                      return m_outbox.load();
                  })
            .done(this, [this](const Result<void> &loaded) {
                if (!loaded)
                    return end(loaded.error());
                addNext();
            });
    }

private:
    void addNext()
    {
        if (m_added == m_texts) {
            m_transport.open();
            return finishWhenEmpty();
        }
        const auto text = QByteArray::number(++m_added);
        m_outbox.add(u"general"_s, "chat.text", text)
            .done(this, [this, text](const Result<OutboxItem> &item) {
                if (!item)
                    return end(item.error());
                say("durable " + text);
                addNext();
            });
    }

    void finishWhenEmpty()
    {
        if (m_outbox.count() > 0)
            return;
        // Behind the last removal, in the store thread's order.
        m_user.outbox(m_space.id()).done(this, [](const Result<QList<OutboxItem>> &left) {
            if (!left || !left->isEmpty())
                return end({ErrorKind::Internal, ErrorCode::Unexpected, u"not empty"_s});
            say("points " + QByteArray::number(points.requests) + ' ' + QByteArray::number(points.syncs) +
                ' ' + QByteArray::number(points.writes));
            QCoreApplication::exit(0);
        });
    }

    static void end(const Error &error)
    {
        say("failed " + nameOf(error.code).toUtf8());
        QCoreApplication::exit(1);
    }

    MortalTransport m_transport;
    WebSocketFactory m_sockets;
    WorkerPool m_pool{1};
    SystemClock m_clock;
    SerialThread m_thread;
    Space m_space;
    UserStore m_user;
    Outbox m_outbox;
    int m_texts;
    int m_added = 0;
};

} // namespace

//! FOLDER URL SEED ROOT DATA-KEY TEXTS POINT NUMBER; keys in hex.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 9)
        return 2;
    const auto bytes = [&arguments](int at) { return QByteArray::fromHex(arguments[at].toLatin1()); };
    points.kind = arguments[7].toLatin1();
    points.number = arguments[8].toInt();
    setFileHook(look);
    auto credentials = Credentials::owner(QUrl(arguments[2]), *SigningKey::fromSeed(bytes(3)),
                                          *SymmetricKey::fromBytes(bytes(4)));
    Sender sender(std::move(credentials), QDir(arguments[1]).filePath(u"user.db"_s),
                  *SymmetricKey::fromBytes(bytes(5)), arguments[6].toInt());
    sender.start();
    return QCoreApplication::exec();
}
