// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is told of a row: whatever it is, it is there, with its verdict, in words too.

#include "models/messagetext.h"
#include "models/timelinemodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/storedtopic.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;
using Role = TimelineModel::Role;

namespace {

//! What a row has gone through before it was stored.
enum class Fate {
    Good,
    BadSignature,
    BadHash,
    ByStranger,
    OtherKey,
    NoBase64,
    Fork,
    Withheld, //!< its predecessor is
};

constexpr qint64 noon = 1'700'049'600'000; // a Wednesday's, UTC
constexpr qint64 minute = 60'000;

} // namespace

Q_DECLARE_METATYPE(Fate)

class TestTimelineRows : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server
    std::unique_ptr<StoredTopic> m_stored;
    std::unique_ptr<LiveSpace> m_space;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    bool show()
    {
        m_space = m_stored->open(m_nobody.services());
        if (!m_space)
            return false;
        QSignalSpy loaded(m_model.get(), &TimelineModel::loaded);
        m_model->show(m_space.get(), m_space->topic(m_stored->topic));
        return loaded.wait();
    }

    QVariant data(int row, Role role) const { return m_model->index(row).data(static_cast<int>(role)); }
    Verdict verdict(int row) const { return static_cast<Verdict>(data(row, Role::Verdict).toInt()); }

    //! One character a row: x where the role is true.
    QString marks(Role role) const
    {
        QString all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all += data(row, role).toBool() ? u'x' : u'-';
        return all;
    }

    bool storeOne(Fate fate, const Written &written)
    {
        m_stored->store({m_stored->write({.plaintext = "before", .time = noon})});
        auto row = written;
        const auto stranger = m_stored->stranger();
        auto otherRoot = m_stored->owner.clone();
        otherRoot.root = SymmetricKey::generate();
        switch (fate) {
        case Fate::Good:
            return m_stored->store({m_stored->write(row)});
        case Fate::BadSignature:
            return m_stored->store({m_stored->write(row)}, Seal::BadSignature);
        case Fate::BadHash:
            return m_stored->store({m_stored->write(row)}, Seal::BadHash);
        case Fate::ByStranger:
            row.author = &stranger;
            return m_stored->store({m_stored->write(row)});
        case Fate::OtherKey:
            row.author = &otherRoot;
            return m_stored->store({m_stored->write(row)});
        case Fate::NoBase64: {
            auto message = m_stored->write(row);
            message.data = "%%%";
            return m_stored->store({message});
        }
        case Fate::Fork: {
            const auto sibling = m_stored->write({.plaintext = "the other", .time = row.time});
            return m_stored->store({m_stored->writeBehind(sibling.prevHash, row)}) &&
                   m_stored->store({sibling});
        }
        case Fate::Withheld: {
            m_stored->write({.plaintext = "withheld", .time = row.time});
            return m_stored->store({m_stored->write(row)});
        }
        }
        Q_UNREACHABLE();
    }

private Q_SLOTS:
    void init()
    {
        m_stored = std::make_unique<StoredTopic>();
        QVERIFY(m_stored->machine.open());
        m_model = std::make_unique<TimelineModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_space.reset();
        m_stored.reset();
    }

    void whateverItIsItIsShownAndSaid_data()
    {
        QTest::addColumn<Fate>("fate");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("plaintext");
        QTest::addColumn<Verdict>("expected");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, Fate fate, const char *type, const QByteArray &plaintext,
                            Verdict expected, const QString &text) {
            QTest::newRow(name) << fate << QByteArray(type) << plaintext << expected << text;
        };
        const QByteArray hello = R"({"text":"hello"})";
        const QByteArray blob(44, 'B');
        row("text", Fate::Good, "chat.text", "hello", Verdict::Verified, u"hello"_s);
        row("text as JSON", Fate::Good, "chat.text", hello, Verdict::Verified, u"hello"_s);
        row("unknown type, text", Fate::Good, "poll.vote", "yes", Verdict::Verified, u"“poll.vote”:\nyes"_s);
        row("unknown type, bytes", Fate::Good, "x/y", QByteArray("\xff\0\x01", 3), Verdict::Verified,
            u"“x/y” that this program does not know"_s);
        row("no type", Fate::Good, "", "x", Verdict::Verified, u"x"_s);
        row("no text", Fate::Good, "chat.text", "", Verdict::Verified, QString());
        row("bad signature", Fate::BadSignature, "chat.text", "hello", Verdict::BadSignature, u"hello"_s);
        row("bad hash", Fate::BadHash, "chat.text", "hello", Verdict::BadHash, u"hello"_s);
        row("no right", Fate::ByStranger, "chat.text", "hello", Verdict::NotEntitled, u"hello"_s);
        row("another key", Fate::OtherKey, "chat.text", "hello", Verdict::Undecryptable,
            u"written with another key"_s);
        row("no base64", Fate::NoBase64, "chat.text", "hello", Verdict::Undecryptable,
            u"written with another key"_s);
        row("fork", Fate::Fork, "chat.text", "hello", Verdict::Fork, u"hello"_s);
        row("predecessor withheld", Fate::Withheld, "chat.text", "hello", Verdict::BrokenLink, u"hello"_s);
    }
    void whateverItIsItIsShownAndSaid()
    {
        QFETCH(Fate, fate);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, plaintext);
        QFETCH(Verdict, expected);
        QFETCH(QString, text);
        QVERIFY(storeOne(fate, {.plaintext = plaintext, .type = type, .time = noon + minute}));
        VERIFY_OK(await(m_stored->machine.messages().markComplete(m_stored->owner.space, u"general"_s)));
        QVERIFY(show());
        QVERIFY(m_model->rowCount() >= 2);
        int at = 1;
        while (fate == Fate::Fork && data(at, Role::Text).toString() != text)
            ++at;
        QTRY_COMPARE(verdict(at), expected);
        QVERIFY2(data(at, Role::Text).toString().contains(text), qPrintable(data(at, Role::Text).toString()));
        QCOMPARE(data(at, Role::Text), m_model->index(at).data(Qt::DisplayRole));
        QCOMPARE(data(at, Role::TypeName).toString(), QString::fromUtf8(type));
        QCOMPARE(data(at, Role::Delivery).toInt(), static_cast<int>(TimelineModel::Delivery::Stored));
        QCOMPARE(data(at, Role::Key), data(at, Role::Hash));
        QCOMPARE(m_model->rowOf(data(at, Role::Key).toString()), at);
        QCOMPARE(data(at, Role::IsOwn).toBool(), fate != Fate::ByStranger);

        const auto spoken = m_model->index(at).data(Qt::AccessibleTextRole).toString();
        const auto time =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(noon + minute).time(), QLocale::ShortFormat);
        for (const auto &part : {data(at, Role::SenderName).toString(), time, data(at, Role::Text).toString(),
                                 verdictTitle(expected)})
            QVERIFY2(spoken.contains(part), qPrintable(spoken + u" lacks "_s + part));
        QVERIFY(!data(at, Role::SenderName).toString().isEmpty());
        QCOMPARE(verdict(0) == Verdict::Verified, true); // its neighbour is none the worse for it
    }

    void everyVerdictHasWords()
    {
        QSet<QString> titles;
        for (auto verdict = static_cast<int>(Verdict::Checking);
             verdict <= static_cast<int>(Verdict::BadHash); ++verdict) {
            titles << verdictTitle(static_cast<Verdict>(verdict));
            const bool isGood = verdict <= static_cast<int>(Verdict::Verified);
            QCOMPARE(verdictExplanation(static_cast<Verdict>(verdict)).isEmpty(), isGood);
        }
        QCOMPARE(titles.size(), static_cast<int>(Verdict::BadHash) + 1);
    }

    void daysAndBreaths_data()
    {
        QTest::addColumn<QString>("who"); // o: the owner, s: a stranger, w: the owner with another key
        QTest::addColumn<QList<qint64>>("minutes");
        QTest::addColumn<QString>("days");
        QTest::addColumn<QString>("continued");
        constexpr qint64 day = 24 * 60;
        using Minutes = QList<qint64>;
        QTest::newRow("one breath") << u"ooo"_s << Minutes{0, 1, 5} << u"x--"_s << u"-xx"_s;
        QTest::newRow("five minutes") << u"oo"_s << Minutes{0, 5} << u"x-"_s << u"--"_s;
        QTest::newRow("taking turns") << u"oso"_s << Minutes{0, 1, 2} << u"x--"_s << u"---"_s;
        QTest::newRow("days") << u"oooo"_s << Minutes{0, day, day + 1, 3 * day} << u"xx-x"_s << u"--x-"_s;
        QTest::newRow("the accused stand alone") << u"sss"_s << Minutes{0, 1, 2} << u"x--"_s << u"---"_s;
        QTest::newRow("the closed do not") << u"ww"_s << Minutes{0, 1} << u"x-"_s << u"-x"_s;
    }
    void daysAndBreaths()
    {
        QFETCH(QString, who);
        QFETCH(QList<qint64>, minutes);
        const auto stranger = m_stored->stranger();
        auto otherRoot = m_stored->owner.clone();
        otherRoot.root = SymmetricKey::generate();
        for (qsizetype i = 0; i < who.size(); ++i) {
            const Credentials *author = who[i] == u's' ? &stranger : who[i] == u'w' ? &otherRoot : nullptr;
            QVERIFY(m_stored->store(
                {m_stored->write({.plaintext = "x", .time = noon + minutes[i] * minute, .author = author})}));
        }
        QVERIFY(show());
        QTEST(marks(Role::BeginsDay), "days");
        QTEST(marks(Role::ContinuesSender), "continued");
    }

    void whatIsNewBegins_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<int>("read"); // up to this row; -1: nothing is known
        QTest::addColumn<QString>("begins");
        QTest::newRow("others'") << u"ssss"_s << 1 << u"--x-"_s;
        QTest::newRow("all read") << u"ssss"_s << 3 << u"----"_s;
        QTest::newRow("the first look") << u"ssss"_s << -1 << u"----"_s;
        QTest::newRow("one's own is no news") << u"ssos"_s << 1 << u"----"_s;
    }
    void whatIsNewBegins()
    {
        QFETCH(QString, who);
        QFETCH(int, read);
        const auto stranger = m_stored->stranger();
        for (const auto author : who) {
            const auto message =
                m_stored->write({.plaintext = "x", .author = author == u's' ? &stranger : nullptr});
            QVERIFY(m_stored->store({message}));
            if (read-- == 0) // its position of another time: the hash counts
                VERIFY_OK(await(m_stored->machine.user().setRead(m_stored->owner.space, u"general"_s,
                                                                 {message.hash, 7'000'000, 1})));
        }
        m_space = m_stored->open(m_nobody.services());
        QVERIFY(m_space);
        auto *topic = m_space->topic(u"general"_s);
        QFETCH(QString, begins);
        QTRY_COMPARE(topic->readMark().has_value(), read != -1 - who.size());
        m_model->show(m_space.get(), topic);
        QTRY_COMPARE(m_model->rowCount(), who.size());
        QCOMPARE(marks(Role::BeginsUnread), begins);
    }

    void rolesHaveTheirNames()
    {
        const auto names = m_model->roleNames();
        QCOMPARE(names.value(static_cast<int>(Role::BeginsUnread)), QByteArray("BeginsUnread"));
        QCOMPARE(names.value(Qt::DisplayRole), QByteArray("display"));
        QVERIFY(!m_model->index(0).data().isValid());
        QCOMPARE(m_model->rowOf(u"M"_s), -1);
    }
};

QTEST_GUILESS_MAIN(TestTimelineRows)
#include "tst_timelinerows.moc"
