// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A person's own messages on their way: sending, sent, stored; each shown once, whatever comes first.

#include "models/timelinemodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"
#include "support/relaytransport.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;
using Role = TimelineModel::Role;
using Delivery = TimelineModel::Delivery;

class TestTimelineOutbox : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<RelayTransport> m_wire;
    std::unique_ptr<Machine> m_machine;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<LiveSpace> m_space;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QStringList m_seen; //!< what was shown each time the event loop was reached, without repetitions

    LiveSpace &open(const Credentials &credentials)
    {
        auto services = m_server.services();
        const ClientServices relayed{*m_wire, services.sockets, services.pool, services.clock};
        m_space = std::make_unique<LiveSpace>(credentials.clone(), relayed, m_machine->services(),
                                              m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        m_space->start();
        m_space->addTopicByHand(u"general"_s);
        return *m_space;
    }

    bool show(const Credentials &credentials)
    {
        open(credentials);
        m_model->show(m_space.get(), m_space->topic(u"general"_s));
        auto *topic = m_space->topic(u"general"_s);
        return QTest::qWaitFor([this, topic] {
            return m_space->connection() == Stream::Status::Connected && topic->progress().isCaughtUp &&
                   !topic->progress().isWorking && !m_model->isLoading();
        });
    }

    //! "hello+ one~": a text and how far it is, a row each.
    QString shown() const
    {
        QStringList rows;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const auto index = m_model->index(row);
            constexpr QLatin1StringView signs("+^~!"); // Stored, Sent, Sending, Failed
            rows << index.data().toString() + signs[index.data(static_cast<int>(Role::Delivery)).toInt()];
        }
        return rows.join(u' ');
    }

    void look()
    {
        if (m_seen.isEmpty() || m_seen.back() != shown())
            m_seen << shown();
    }

    void send(const QByteArray &text)
    {
        m_space->outbox().add(u"general"_s, "chat.text", text).done(m_space.get(), [](const auto &) {});
    }

    Credentials memberWithout(Operation missing)
    {
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.toString());
        auto owner = m_server.spaceFor(m_owner.clone());
        const bool done = await(owner->members().addUser(user)).has_value();
        Q_ASSERT(done);
        Q_UNUSED(done);
        if (missing == Operation::Create) [[maybe_unused]]
            const auto granted = await(
                owner->members().grantToUser(user, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s}));
        return credentials;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_wire = std::make_unique<RelayTransport>(m_http);
        m_machine = std::make_unique<Machine>();
        QVERIFY(m_machine->open());
        m_model = std::make_unique<TimelineModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_seen.clear();
        const auto lookLater = [this] { look(); };
        for (const auto signal : {&QAbstractItemModel::modelReset})
            connect(m_model.get(), signal, this, lookLater, Qt::QueuedConnection);
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, lookLater, Qt::QueuedConnection);
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, lookLater, Qt::QueuedConnection);
        connect(m_model.get(), &QAbstractItemModel::dataChanged, this, lookLater, Qt::QueuedConnection);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_space.reset();
        m_machine.reset();
    }

    void oneMessageIsOneRowAllTheWay()
    {
        QVERIFY(show(m_owner));
        m_seen.clear();
        send("hello");
        QTRY_COMPARE(shown(), u"hello+"_s);
        QTRY_COMPARE(m_space->outbox().count(), 0);
        look();
        // Sent may be over before it can be seen.
        m_seen.removeAll(u"hello^"_s);
        QCOMPARE(m_seen, (QStringList{u"hello~"_s, u"hello+"_s}));
        QCOMPARE(m_model->index(0).data(static_cast<int>(Role::OutboxId)), QVariant());
    }

    void manyKeepTheirOrder()
    {
        QVERIFY(show(m_owner));
        m_seen.clear();
        QStringList expected;
        for (int i = 0; i < 20; ++i) {
            send(QByteArray::number(i));
            expected << QString::number(i) + u'+';
        }
        QTRY_COMPARE(shown(), expected.join(u' '));
        for (const auto &state : std::as_const(m_seen)) {
            QStringList texts;
            for (const auto &row : state.split(u' ', Qt::SkipEmptyParts))
                texts << row.chopped(1);
            for (qsizetype i = 0; i < texts.size(); ++i)
                QVERIFY2(texts[i] == QString::number(i), qPrintable(state));
        }
    }

    void theStreamMayBeFasterThanTheAnswer()
    {
        QVERIFY(show(m_owner));
        m_seen.clear();
        m_wire->holds = RelayTransport::isPost;
        send("hello");
        QTRY_COMPARE(m_wire->heldCount(), 1);
        QTRY_COMPARE(shown(), u"hello+"_s);
        m_wire->release();
        QTRY_COMPARE(m_space->outbox().count(), 0);
        QCOMPARE(shown(), u"hello+"_s);
        QCOMPARE(m_seen, (QStringList{u"hello~"_s, u"hello+"_s}));
    }

    void othersComeBetweenWhatIsStoredAndWhatIsPending()
    {
        QVERIFY(show(m_owner));
        send("mine");
        QTRY_COMPARE(shown(), u"mine+"_s);
        m_wire->holds = RelayTransport::isPost;
        m_wire->alter = [this](const HttpRequest &request, HttpResponse &response) {
            if (RelayTransport::isPost(request) && m_wire->holds(request)) // as if it had not come through
                response = {.status = 503};
        };
        send("waiting");
        QTRY_COMPARE(m_wire->heldCount(), 1);
        auto other = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(other->messages().postEncrypted(u"general"_s, "chat.text", "other")));
        QTRY_VERIFY(shown().startsWith(u"mine+"));
        QTRY_VERIFY(shown().contains(u"other+"));
        m_wire->release();
        QTRY_COMPARE(m_space->outbox().count(), 0);
        QTRY_COMPARE(shown().count(u"waiting+"_s), 1);
        QCOMPARE(m_model->rowCount(), 3);
    }

    void whatWaitsIsShownFromTheStart()
    {
        m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        open(m_owner);
        VERIFY_OK(await(m_space->outbox().add(u"general"_s, "chat.text", "one")));
        VERIFY_OK(await(m_space->outbox().add(u"general"_s, "chat.text", R"({"text":"two"})")));
        m_space.reset();
        open(m_owner);
        m_model->show(m_space.get(), m_space->topic(u"general"_s));
        QTRY_COMPARE(shown(), u"one~ two~"_s);
        const auto first = m_model->index(0);
        QVERIFY(first.data(static_cast<int>(Role::Key)).toString().startsWith(u"outbox-"));
        QVERIFY(first.data(static_cast<int>(Role::IsOwn)).toBool());
        QVERIFY(first.data(static_cast<int>(Role::Hash)).toString().isEmpty());
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(u"one. Being sent"));
        QVERIFY(m_model->index(1).data(static_cast<int>(Role::ContinuesSender)).toBool());
        m_wire->failure.reset();
        m_space->retryNow();
        QTRY_COMPARE(shown(), u"one+ two+"_s);
    }

    void whatFailedWaitsForThePerson_data()
    {
        QTest::addColumn<bool>("retried");
        QTest::newRow("sent again") << true;
        QTest::newRow("given up") << false;
    }
    void whatFailedWaitsForThePerson()
    {
        QFETCH(bool, retried);
        const auto bea = memberWithout(Operation::Create);
        QVERIFY(show(bea));
        send("may I");
        QTRY_COMPARE(shown(), u"may I!"_s);
        const auto row = m_model->index(0);
        QCOMPARE(row.data(static_cast<int>(Role::Failure)).value<Error>().code, ErrorCode::PermissionDenied);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Not sent"));
        const auto id = row.data(static_cast<int>(Role::OutboxId)).toLongLong();
        if (!retried) {
            m_space->outbox().discard(id);
            QTRY_COMPARE(m_model->rowCount(), 0);
            return;
        }
        auto owner = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(owner->members().grantToUser(*UserId::parse(bea.member.toString()), u"c"_s,
                                                     {Operation::Create, u"topics/{any}/messages"_s})));
        m_seen.clear();
        m_space->outbox().retry(id);
        QTRY_COMPARE(shown(), u"may I+"_s);
        QCOMPARE(m_seen.value(0), u"may I~"_s);
    }

    void whatIsSentStaysThoughTheWindowBeginsAnew()
    {
        QVERIFY(show(m_owner));
        m_seen.clear();
        // In the moment between the answer and the store.
        connect(&m_space->outbox(), &Outbox::itemSent, m_model.get(), [this] { m_model->showNewest(); });
        for (int i = 0; i < 10; ++i) {
            send("x");
            QTRY_COMPARE(m_model->rowCount(), i + 1);
            QTRY_COMPARE(m_space->outbox().count(), 0);
        }
        QTRY_COMPARE(shown().count(u'+'), 10);
        qsizetype before = 0;
        for (const auto &state : std::as_const(m_seen)) {
            const auto rows = state.isEmpty() ? 0 : state.count(u' ') + 1;
            QVERIFY2(rows >= before && rows <= before + 1, qPrintable(m_seen.join(u'\n')));
            before = rows;
        }
    }
};

QTEST_GUILESS_MAIN(TestTimelineOutbox)
#include "tst_timelineoutbox.moc"
