// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the engine says against what a server does, asked over HTTP: random spaces built through the server,
// and random questions. REEEDUCTIO_REAL_SERVER=http://127.0.0.1:PORT asks that server instead of the embedded
// one, under the rules of the real one. It must make spaces by itself, and hold none of ours yet.

#include "agreement/servedspace.h"
#include "support/testspace.h"

#include <QTest>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr quint32 spaces = 200;
constexpr int questionsEach = 50;
constexpr int attemptsEach = 30;

//! Where engine and server may disagree: faults that PROTOCOL 12 names, and that no state tells.
struct KnownFault
{
    const char *name;
    RuleSet ruleSet;
    bool (*explains)(const Asked &asked);
    int count = 0;
};

//! The server fails at a right without `op` or `path`, and at a value that is no object where one belongs.
//! Nobody gets anything that way.
bool itFailsInsteadOfRefusing(const Asked &asked)
{
    return !asked.foretold.allowed && asked.status / 100 == 5;
}

//! What the server once found trusted stays so until it restarts.
bool trustIsRemembered(const Asked &asked)
{
    return asked.foretold.reason == Reason::TrustBroken && asked.answer == Asked::Answer::Yes;
}

} // namespace

class TestAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QUrl real(qEnvironmentVariable("REEEDUCTIO_REAL_SERVER"));
        if (real.isValid() && !real.isEmpty()) {
            m_ruleSet = RuleSet::Real;
            m_connection = std::make_unique<KeptConnection>(real.port(80), QHostAddress(real.host()));
        } else {
            m_server = std::make_unique<TestServer>();
            m_connection = std::make_unique<KeptConnection>(m_server->port());
        }
        QCOMPARE(m_connection->exchange({.target = "/health"}).status, 200);
    }

    void engineAndServerAgree_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= spaces; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void engineAndServerAgree()
    {
        QFETCH(quint32, seed);
        m_disagreements.clear();
        ServedSpace space(seed, m_ruleSet, *m_connection, [this](const Asked &asked) { note(asked); });
        space.build(attemptsEach);
        for (int i = 0; i < questionsEach; ++i)
            space.ask();
        QVERIFY2(m_disagreements.isEmpty(), qPrintable(m_disagreements.join(u'\n')));
        for (qsizetype entry = 0; entry < space.log().size(); ++entry)
            QVERIFY2(space.authorizer().wasEntitled(entry), qPrintable(space.log().at(entry).path));
    }

    //! What was asked was worth asking.
    void bothAnswersWereHeard()
    {
        for (const auto kind : {Asked::Kind::SignIn, Asked::Kind::Write, Asked::Kind::Question}) {
            const auto &[yes, no] = m_heard[static_cast<size_t>(kind)];
            qInfo("%s: %d yes, %d no", kindNames[static_cast<size_t>(kind)], yes, no);
            QVERIFY(yes > 100 && no > 100);
        }
        for (const auto &fault : m_knownFaults) {
            qInfo("%s: %d", fault.name, fault.count);
            QCOMPARE(fault.count > 0, fault.ruleSet == m_ruleSet);
        }
        const auto &[yes, no] = m_heard[static_cast<size_t>(Asked::Kind::Question)];
        QCOMPARE(yes + no, int(spaces) * questionsEach);
    }

private:
    static constexpr const char *kindNames[]{"sign-ins", "writes", "questions"};

    void note(const Asked &asked)
    {
        auto &[yes, no] = m_heard[static_cast<size_t>(asked.kind)];
        ++(asked.answer == Asked::Answer::Yes ? yes : no);
        if (asked.isAgreed())
            return;
        for (auto &fault : m_knownFaults) {
            if (fault.ruleSet == m_ruleSet && fault.explains(asked)) {
                ++fault.count;
                return;
            }
        }
        m_disagreements << u"%1 We say %2, the server %3 %4"_s.arg(
            asked.words, asked.foretold.allowed ? u"yes"_s : u"no"_s, QString::number(asked.status),
            asked.detail);
    }

    RuleSet m_ruleSet = RuleSet::Local;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<KeptConnection> m_connection;
    QStringList m_disagreements;
    std::array<std::pair<int, int>, 3> m_heard{};
    std::array<KnownFault, 2> m_knownFaults{
        KnownFault{"it fails instead of refusing (12.7)", RuleSet::Real, itFailsInsteadOfRefusing},
        KnownFault{"trust is remembered (12.13)", RuleSet::Real, trustIsRemembered},
    };
};

QTEST_GUILESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
