// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/random.h"
#include "crypto/secretbox.h"
#include "crypto/signingkey.h"
#include "protocol/link.h"

#include "crypto/hash.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestLink : public QObject
{
    Q_OBJECT

    const SpaceId m_space = SpaceId::of(SigningKey::generate().publicKey());
    const UserId m_inviter = UserId::of(SigningKey::generate().publicKey());

private Q_SLOTS:
    void openLinksRoundTrip()
    {
        OpenLink link{.server = QUrl(u"https://lab.example.org:8443/x?y=1&z=2"_s),
                      .space = m_space,
                      .topic = {},
                      .message = {}};
        auto parsed = std::get<OpenLink>(*parseLink(toString(link)));
        QCOMPARE(parsed.server, link.server);
        QCOMPARE(parsed.space, m_space);
        QVERIFY(parsed.topic.isEmpty());
        link.topic = u"general"_s;
        link.message = MessageId::of(sha256("x"));
        parsed = std::get<OpenLink>(*parseLink(toString(link)));
        QCOMPARE(parsed.topic, link.topic);
        QCOMPARE(parsed.message, link.message);
    }

    void joinLinksRoundTripInBothForms()
    {
        for (const bool wrapped : {false, true}) {
            JoinLink link;
            link.server = QUrl(u"http://127.0.0.1:5"_s);
            link.space = m_space;
            link.form = wrapped ? JoinLink::Form::User : JoinLink::Form::Tool;
            link.keySeed = randomSecret(32);
            link.inviter = m_inviter;
            link.role = u"member"_s;
            (wrapped ? link.wrappedRoot : link.root) = randomSecret(wrapped ? 32 + secretbox::Overhead : 32);
            const auto parsed = parseLink(QString::fromLatin1(toSecretText(link).view()));
            QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
            const auto &join = std::get<JoinLink>(*parsed);
            QVERIFY(join.form == link.form);
            QVERIFY(join.keySeed.equals(link.keySeed.view()));
            QVERIFY(join.root.equals(link.root.view()));
            QVERIFY(join.wrappedRoot.equals(link.wrappedRoot.view()));
            QCOMPARE(join.inviter, m_inviter);
            QCOMPARE(join.role, u"member"_s);
        }
    }

    void whatProgramsDoToLinksIsForgiven()
    {
        const auto base = toString(OpenLink{QUrl(u"http://h"_s), m_space, u"general"_s, {}});
        for (auto text : {u"  "_s + base + u"\n"_s,
                          QString(base).replace("reeeductio:open#"_L1, "reeeductio://open/#"_L1),
                          base + u"&later=1"_s, QString(base).replace("reeeductio:"_L1, "REEEDUCTIO:"_L1)})
            QVERIFY2(parseLink(text).has_value(), qPrintable(text));
    }

    void badLinksNameTheKey_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        const auto s = m_space.toString();
        const auto row = [](const char *name, const QString &text, const QString &named) {
            QTest::newRow(name) << text << named;
        };
        row("empty", u""_s, u"reeeductio:"_s);
        row("another scheme", u"https://x#v=1"_s, u"reeeductio:"_s);
        row("no fragment", u"reeeductio:open?v=1"_s, u"#"_s);
        row("no version", u"reeeductio:open#u=http://h&s="_s + s, u"v"_s);
        row("newer version", u"reeeductio:open#v=2&u=http://h&s="_s + s, u"2"_s);
        row("no server", u"reeeductio:open#v=1&s="_s + s, u"u"_s);
        row("server a file", u"reeeductio:open#v=1&u=file:///etc/passwd&s="_s + s, u"u"_s);
        row("server with a password", u"reeeductio:open#v=1&u=http://a:b@h&s="_s + s, u"u"_s);
        row("no space", u"reeeductio:open#v=1&u=http://h"_s, u"s"_s);
        row("space a user", u"reeeductio:open#v=1&u=http://h&s="_s + m_inviter.toString(), u"s"_s);
        row("topic", u"reeeductio:open#v=1&u=http://h&t=Bad!&s="_s + s, u"t"_s);
        row("message", u"reeeductio:open#v=1&u=http://h&t=ab&m=M&s="_s + s, u"m"_s);
        row("action", u"reeeductio:format#v=1&u=http://h&s="_s + s, u"format"_s);
        row("twice", u"reeeductio:open#v=1&v=1&u=http://h&s="_s + s, u"v"_s);
        const auto join = u"reeeductio:join#v=1&u=http://h&s="_s + s;
        row("form", join, u"f"_s);
        row("key", join + u"&f=a&k=short"_s, u"k"_s);
        const auto seed = u"&f=a&k="_s + QString(42, u'A') + u"A"_s;
        row("inviter", join + seed, u"i"_s);
        row("role", join + seed + u"&i="_s + m_inviter.toString() + u"&r=a/b"_s, u"r"_s);
        row("no root", join + seed + u"&i="_s + m_inviter.toString() + u"&r=member"_s, u"w"_s);
        row("root", join + seed + u"&i="_s + m_inviter.toString() + u"&r=member&x=AA"_s, u"x"_s);
    }
    void badLinksNameTheKey()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        const auto parsed = parseLink(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Validation);
        QCOMPARE(parsed.error().detail, named);
    }

    void hugeLinksAreRefusedUnread()
    {
        QCOMPARE(parseLink(QString(10'000, u'x')).error().code, ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
