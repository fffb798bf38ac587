// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/fetchpages.h"
#include "client/space.h"
#include "support/await.h"
#include "support/cachefile.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/messagechain.h"
#include "support/scriptedtopic.h"

#include <QScopeGuard>

#include <semaphore>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

enum class Lie { SamePage, OtherEnd, SameTime, ShiftingTimes };

} // namespace

Q_DECLARE_METATYPE(Lie)

class TestFetchPages : public QObject, private CacheFile
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{2};
    ScriptedTopic m_server;
    std::unique_ptr<MessageChain> m_chain;
    std::unique_ptr<Space> m_space;

    Result<bool> fetch(MessageRange range)
    {
        auto *pages =
            new FetchPages(m_space->context(), m_space->messages(), *m_store, u"general"_s, range, this);
        return await(pages->start());
    }

    QList<QByteArray> stored() { return hashes(rowsOf(m_chain->space())); }

    qsizetype listCount() const
    {
        return std::count_if(m_transport.requests.begin(), m_transport.requests.end(), ScriptedTopic::isList);
    }

    static void addDirections()
    {
        QTest::addColumn<bool>("isBackward");
        QTest::newRow("forward") << false;
        QTest::newRow("backward") << true;
    }
    static MessageRange everything(bool isBackward)
    {
        return isBackward ? MessageRange::newest(10) : MessageRange{0, endOfTime, 10};
    }

private Q_SLOTS:
    void init()
    {
        m_server = {};
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return m_server.answer(request); };
        m_chain = std::make_unique<MessageChain>();
        VERIFY_OK(openNew());
        m_space = std::make_unique<Space>(
            Credentials::owner(QUrl(u"http://server"_s), m_chain->ownerKey().clone(), {}),
            ClientServices{m_transport, m_sockets, m_pool, m_clock});
    }
    void cleanup()
    {
        m_space.reset();
        close();
    }

    void allPagesAreStoredInOrder_data() { addDirections(); }
    void allPagesAreStoredInOrder()
    {
        QFETCH(bool, isBackward);
        m_server.messages = m_chain->appendMany(60);
        m_server.longestPage = 8;
        const auto done = fetch(everything(isBackward));
        VERIFY_OK(done);
        QVERIFY(*done);
        QCOMPARE(stored(), hashes(m_chain->messages()));
    }

    void anEmptyTopicIsOnePage_data() { addDirections(); }
    void anEmptyTopicIsOnePage()
    {
        QFETCH(bool, isBackward);
        VERIFY_OK(fetch(everything(isBackward)));
        QCOMPARE(listCount(), 1);
    }

    void messagesOfOneTimeThatFillAPageArePassed_data() { addDirections(); }
    void messagesOfOneTimeThatFillAPageArePassed()
    {
        QFETCH(bool, isBackward);
        auto messages = m_chain->appendMany(30);
        for (qsizetype i = 10; i < 20; ++i)
            messages[i].serverTimestamp = messages[10].serverTimestamp;
        m_server.messages = messages;
        m_server.longestPage = 5;
        VERIFY_OK(fetch(everything(isBackward)));
        const auto found = stored();
        for (qsizetype i = 0; i < 30; ++i) // what is passed over is fetched by its hash, elsewhere
            QVERIFY(found.contains(messages[i].hash) || (i >= 10 && i < 20));
    }

    void failuresOfTheServerEndIt()
    {
        m_server.messages = m_chain->appendMany(20);
        m_server.longestPage = 8;
        m_server.instead = [this](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (ScriptedTopic::isList(request) && listCount() > 1)
                return FakeTransport::detail(403, "No read permission");
            return std::nullopt;
        };
        QCOMPARE(fetch({0, endOfTime, 10}).error().kind, ErrorKind::Authorization);
    }

    // Whoever keeps what is told would never hear of it otherwise: the store has it.
    void whatIsBeingStoredWhenAPageFailsIsToldFirst()
    {
        m_server.messages = m_chain->appendMany(20);
        m_server.longestPage = 8;
        m_server.instead = [this](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (ScriptedTopic::isList(request) && listCount() > 2)
                return FakeTransport::detail(403, "No read permission");
            return std::nullopt;
        };
        bool isHeld = true;
        m_transport.holds = [&](const HttpRequest &request) {
            return isHeld && ScriptedTopic::isList(request) && listCount() > 2;
        };
        std::counting_semaphore<2> isStoreFree{0};
        const auto freed = qScopeGuard([&isStoreFree] { isStoreFree.release(); });
        m_thread->post([&isStoreFree] { isStoreFree.acquire(); });
        WorkerPool single(1);
        Space space(Credentials::owner(QUrl(u"http://server"_s), m_chain->ownerKey().clone(), {}),
                    ClientServices{m_transport, m_sockets, single, m_clock});
        auto *pages = new FetchPages(space.context(), space.messages(), *m_store, u"general"_s,
                                     {0, endOfTime, 8}, this);
        QList<QByteArray> told;
        connect(pages, &FetchPages::stored, this, [&told](const StoreOutcome &outcome) {
            for (const auto &row : outcome.added)
                told << row.message.hash;
        });
        auto failed = pages->start();
        QTRY_COMPARE(listCount(), 3);
        await(single.run([] {})); // both pages are read, and the first is on its way into the store
        isHeld = false;
        m_transport.release();
        QTest::qWait(20);
        isStoreFree.release();
        QCOMPARE(await(std::move(failed)).error().kind, ErrorKind::Authorization);
        const auto here = stored();
        QVERIFY(here.size() >= 8);
        QCOMPARE(told, here);
    }

    // It always says that there is more. Ranges move by a millisecond a page then, or back and forth.
    void aServerThatDoesNotGoOnIsNotAskedForEver_data()
    {
        QTest::addColumn<bool>("isBackward");
        QTest::addColumn<Lie>("lie");
        for (const bool isBackward : {false, true}) {
            const auto *way = isBackward ? "backward" : "forward";
            QTest::addRow("%s, the same page", way) << isBackward << Lie::SamePage;
            QTest::addRow("%s, from the other end", way) << isBackward << Lie::OtherEnd;
            QTest::addRow("%s, one time", way) << isBackward << Lie::SameTime;
            QTest::addRow("%s, the same at other times", way) << isBackward << Lie::ShiftingTimes;
        }
    }
    void aServerThatDoesNotGoOnIsNotAskedForEver()
    {
        QFETCH(bool, isBackward);
        QFETCH(Lie, lie);
        auto messages = m_chain->appendMany(5);
        if (isBackward)
            std::reverse(messages.begin(), messages.end());
        m_server.instead = [&](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (!ScriptedTopic::isList(request))
                return std::nullopt;
            const auto from = ScriptedTopic::number(request, u"from"_s);
            auto page = messages;
            if (lie == Lie::OtherEnd && listCount() > 2)
                std::reverse(page.begin(), page.end());
            for (auto &message : page) {
                if (lie == Lie::SameTime)
                    message.serverTimestamp = from;
                if (lie == Lie::ShiftingTimes)
                    message.serverTimestamp = from + (isBackward ? -1 : 1);
            }
            return ScriptedTopic::page(page, true);
        };
        const auto done = fetch(everything(isBackward));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Validation);
        QVERIFY2(listCount() < 10, qPrintable(QString::number(listCount())));
        QCoreApplication::processEvents();
        const auto asked = listCount();
        QTRY_VERIFY(children().isEmpty()); // it is gone
        QCOMPARE(listCount(), asked);
    }
};

QTEST_GUILESS_MAIN(TestFetchPages)
#include "tst_fetchpages.moc"
