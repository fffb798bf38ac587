// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/activity.h"
#include "models/righttext.h"
#include "models/warningtext.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

using Rule = RightWarning::Rule;

MemberId bea()
{
    return UserId::of(*PublicKey::fromBytes(QByteArray(32, 'b')));
}

} // namespace

class TestRightText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightsInWords_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("mustBeOwner");
        QTest::addColumn<QString>("may");
        QTest::addColumn<QString>("what");
        const auto row = [](Operation operation, const QString &path, const QString &may, const QString &what,
                            bool mustBeOwner = false) {
            const auto own = mustBeOwner ? " own"_L1 : ""_L1;
            QTest::newRow(qPrintable(nameOf(operation) + u' ' + path + own))
                << operation << path << mustBeOwner << may << what;
        };
        using enum Operation;
        row(Create, u"topics/{any}/messages"_s, u"post"_s, u"in every topic"_s);
        row(Read, u"topics/{any}/messages"_s, u"read"_s, u"every topic"_s);
        row(Write, u"topics/{...}"_s, u"read and post"_s, u"in every topic"_s);
        row(Read, u"topics/general/messages"_s, u"read"_s, u"#general"_s);
        row(Create, u"/topics/alerts/messages/"_s, u"post"_s, u"in #Red alerts"_s);
        row(Read, u"topics/general/{...}"_s, u"read"_s, u"#general"_s);
        row(Delete, u"topics/general/messages"_s, u"delete"_s, u"messages in #general"_s);
        row(Create, u"topics/{any}"_s, u"create"_s, u"topics/{any}"_s);
        row(Write, u"{...}"_s, u"do"_s, u"everything"_s);
        row(Read, u"{...}"_s, u"read"_s, u"everything"_s);
        row(Read, u"state/revoked"_s, u"do"_s, u"nothing: it was taken away"_s);
        row(Create, u"state/auth/users/{any}"_s, u"add"_s, u"members"_s);
        row(Modify, u"state/auth/users/{other}"_s, u"change"_s, u"members"_s);
        row(Delete, u"state/auth/tools/{any}"_s, u"remove"_s, u"tools"_s);
        row(Modify, u"state/auth/users/{self}"_s, u"change"_s, u"their own entry"_s);
        row(Write, u"state/auth/roles/{any}"_s, u"add, change and remove"_s, u"roles"_s);
        row(Create, u"state/auth/roles/editor"_s, u"add"_s, u"the role “editor”"_s);
        row(Write, u"state/auth/{...}"_s, u"administer"_s, u"members, roles and tools"_s);
        row(Write, u"state/auth/users/{...}"_s, u"administer"_s, u"members, with their roles and rights"_s);
        row(Create, u"state/auth/users/{any}/roles/{any}"_s, u"give"_s, u"any role"_s);
        row(Create, u"state/auth/users/{any}/roles/editor"_s, u"give"_s, u"the role “editor”"_s);
        row(Modify, u"state/auth/users/{self}/roles/{any}"_s, u"change and take away"_s,
            u"any role for themselves"_s);
        row(Create, u"state/auth/users/{any}/rights/{...}"_s, u"give"_s, u"rights for members"_s);
        row(Write, u"state/auth/roles/editor/rights/{any}"_s, u"give, change and take away"_s,
            u"rights for the role “editor”"_s);
        row(Create, u"state/auth/tools/{any}/rights/post"_s, u"give"_s, u"right “post” for tools"_s);
        row(Write, u"state/profiles/{self}"_s, u"change"_s, u"their own profile"_s);
        row(Modify, u"state/profiles/{any}"_s, u"change"_s, u"every profile"_s);
        row(Create, u"state/topics/{any}"_s, u"create"_s, u"topics"_s);
        row(Modify, u"state/topics/alerts"_s, u"rename"_s, u"#Red alerts"_s);
        row(Write, u"state/{...}"_s, u"read, create, change and delete"_s, u"all state"_s);
        row(Read, u"state/notes/{...}"_s, u"read"_s, u"all state below notes"_s);
        row(Delete, u"state/notes/{any}/{self}"_s, u"delete"_s,
            u"state at notes/(anything)/(their own id)"_s);
        row(Read, u"data/{...}"_s, u"read"_s, u"all data"_s);
        row(Read, u"data/a/{other}"_s, u"read"_s, u"data at a/(anything but their own id)"_s);
        row(Modify, u"{any}"_s, u"change"_s, u"data of a single name"_s);
        row(Read, u"blobs/{any}"_s, u"read"_s, u"blobs/{any}"_s);
        row(Read, u""_s, u"read"_s, u""_s);
        row(Modify, u"state/notes/{any}"_s, u"change"_s,
            u"state at notes/(anything), only what they wrote themselves"_s, true);
        row(Create, u"state/notes/{any}"_s, u"create"_s, u"state at notes/(anything)"_s, true);
        row(Read, u"x\u202Ey"_s, u"read"_s, u"xy"_s);
    }
    void rightsInWords()
    {
        QFETCH(Operation, operation);
        QFETCH(QString, path);
        QFETCH(bool, mustBeOwner);
        QFETCH(QString, may);
        QFETCH(QString, what);
        const Capability right{operation, path, mustBeOwner};
        const QHash<QString, QString> names{{u"alerts"_s, u"Red alerts"_s}};
        const auto words = rightWords(right, names);
        QCOMPARE(words.may, may);
        QCOMPARE(words.what, what);
        QCOMPARE(rightSentence(right, names), u"may %1 %2"_s.arg(may, what));
    }

    void asStored()
    {
        QCOMPARE(storedRight({Operation::Create, u"topics/{any}/messages"_s}),
                 u"create topics/{any}/messages"_s);
        QCOMPARE(storedRight({Operation::Modify, u"state/{...}"_s, true}),
                 u"modify state/{...} (must_be_owner)"_s);
    }

    //! Every rule has a sentence of its own, and the remedy behind it.
    void everyWarningHasItsWords()
    {
        const auto rules = QMetaEnum::fromType<Rule>();
        const Capability right{Operation::Create, u"topics/{any}"_s};
        QSet<QString> texts;
        for (int i = 0; i < rules.keyCount(); ++i) {
            RightWarning warning{.rule = Rule(rules.value(i)), .other = u"other-right"_s};
            const auto bare = warningText(warning, right);
            QVERIFY2(bare.endsWith(u'.'), rules.key(i));
            texts << bare;
            warning.fixed = Capability{Operation::Create, u"topics/{any}/messages"_s};
            const auto remedied = warningText(warning, right);
            if (warning.rule == Rule::PostingNeedsRead)
                QVERIFY(remedied.endsWith(u" Add “read topics/{any}”."_s));
            else
                QVERIFY2(remedied.endsWith(u" “create topics/{any}/messages” works."_s), rules.key(i));
            QVERIFY(!weightText(warning.weight()).isEmpty());
        }
        QCOMPARE(texts.size(), rules.keyCount());
    }

    void whatIsAskedForAnActivity_data()
    {
        QTest::addColumn<Activity>("activity");
        QTest::addColumn<QString>("object");
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QString>("resource");
        using enum Activity;
        QTest::newRow("read") << ReadTopic << u"alerts"_s << Operation::Read << u"topics/alerts/messages"_s;
        QTest::newRow("post") << PostToTopic << u"alerts"_s << Operation::Create
                              << u"topics/alerts/messages"_s;
        QTest::newRow("new topic") << CreateTopic << QString() << Operation::Create
                                   << u"state/topics/{any}"_s;
        QTest::newRow("rename") << RenameTopic << u"alerts"_s << Operation::Modify
                                << u"state/topics/alerts"_s;
        QTest::newRow("profile") << ChangeOwnProfile << QString() << Operation::Modify
                                 << u"state/profiles/"_s + bea().toString();
        QTest::newRow("add member") << AddMember << QString() << Operation::Create
                                    << u"state/auth/users/{any}"_s;
        QTest::newRow("remove member")
            << RemoveMember << QString() << Operation::Delete << u"state/auth/users/{any}"_s;
        QTest::newRow("add tool") << AddTool << QString() << Operation::Create << u"state/auth/tools/{any}"_s;
        QTest::newRow("add role") << AddRole << QString() << Operation::Create << u"state/auth/roles/{any}"_s;
        QTest::newRow("give role") << GiveRole << u"editor"_s << Operation::Create
                                   << u"state/auth/users/{any}/roles/editor"_s;
        QTest::newRow("give rights") << GiveRights << QString() << Operation::Create
                                     << u"state/auth/users/{any}/rights/{any}"_s;
    }
    void whatIsAskedForAnActivity()
    {
        QFETCH(Activity, activity);
        QFETCH(QString, object);
        QFETCH(Operation, operation);
        QFETCH(QString, resource);
        const auto asked = askedFor(activity, object, bea());
        QCOMPARE(asked.operation, operation);
        QCOMPARE(asked.resource, resource);
        QCOMPARE(activityOf(asked, bea()), (KnownActivity{activity, object}));
        QCOMPARE(objectOf(activity) == ActivityObject::Nothing, object.isEmpty());
    }

    void everyActivityHasItsWords()
    {
        QSet<QString> texts;
        for (const auto activity : allActivities())
            texts << activityText(activity);
        QCOMPARE(texts.size(), allActivities().size());
        QVERIFY(!texts.contains(QString()));
    }

    void whatIsNoActivity_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QString>("resource");
        QTest::newRow("other operation") << Operation::Delete << u"topics/alerts/messages"_s;
        QTest::newRow("deeper") << Operation::Read << u"topics/alerts/messages/x"_s;
        QTest::newRow("elsewhere") << Operation::Create << u"state/notes"_s;
        QTest::newRow("profile of another") << Operation::Modify << u"state/profiles/somebody"_s;
    }
    void whatIsNoActivity()
    {
        QFETCH(Operation, operation);
        QFETCH(QString, resource);
        QVERIFY(!activityOf({operation, resource}, bea()));
    }

    //! A question of one member in particular is the same activity.
    void aMemberOfTheQuestionIsAnyMember()
    {
        const auto path = u"state/auth/users/%1/roles/editor"_s.arg(bea().toString());
        QCOMPARE(activityOf({Operation::Create, path}, bea()),
                 (KnownActivity{Activity::GiveRole, u"editor"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRightText)
#include "tst_righttext.moc"
