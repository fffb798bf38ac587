// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authpath.h"
#include "authz/escalation.h"
#include "authz/fullpower.h"
#include "authz/roletemplate.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/naiveoracle.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 now = 1'900'000'000'000;
constexpr RuleSet Real = RuleSet::Real;
constexpr RuleSet Local = RuleSet::Local;

Person newPerson(bool isTool)
{
    auto key = SigningKey::generate();
    MemberId id = UserId::of(key.publicKey());
    if (isTool)
        id = ToolId::of(key.publicKey());
    return {std::move(key), id};
}

//! Two keys that somebody made up.
struct Newcomers
{
    Person user = newPerson(false);
    Person tool = newPerson(true);

    NewKeys keys() const { return {*UserId::parse(user.id.text()), *ToolId::parse(tool.id.text())}; }
};

QStringList withRole(const QString &role, const QList<Capability> &rights)
{
    QStringList lines{u"owner auth/users/$ada {}"_s, u"owner auth/roles/"_s + role + u" {}"_s};
    for (qsizetype i = 0; i < rights.size(); ++i)
        lines << u"owner auth/roles/%1/rights/r%2 right %3 %4"_s.arg(role).arg(i).arg(
            QString(nameOf(rights[i].operation)), rights[i].path);
    return lines << u"owner auth/users/$ada/roles/"_s + role + u" assign"_s;
}

QString inWords(const Escalation &way)
{
    QStringList steps;
    for (const auto &step : way.steps)
        steps << step.signer.toString() + u' ' + step.edit.path + u' ' + QString::fromUtf8(step.edit.value);
    return steps.join(u'\n');
}

//! Writes at random what some keys may write: as somebody would who tries their luck.
class Luck
{
public:
    Luck(const StateLog &log, RuleSet ruleSet, QList<MemberId> keys, quint32 seed)
        : m_log(log), m_authorizer(m_log, ruleSet), m_keys(std::move(keys)), m_random(seed)
    {}

    //! Whether one of the keys has full power now.
    bool isMet() const
    {
        return std::any_of(m_keys.begin(), m_keys.end(), [this](const MemberId &key) {
            return hasFullPower(m_authorizer, key, {.moment = m_log.size(), .nowMs = now});
        });
    }

    //! Whether it was a write that the server takes.
    bool step()
    {
        const auto signer = oneOf(m_keys);
        const auto edit = randomEdit();
        if (isSpent(signer))
            return false;
        Message message;
        message.type = edit.path.toUtf8();
        message.data = edit.value.toBase64();
        message.sender = signer.text();
        message.serverTimestamp = now + m_log.size();
        const Circumstances circumstances{.moment = m_log.size(), .nowMs = now};
        const auto resource = u"state/"_s + edit.path;
        const QList<AccessQuestion> writes{
            {Operation::Create, resource}, {Operation::Modify, resource}, {Operation::Delete, resource}};
        const auto rights = m_authorizer.accessMatrix({signer}, writes, circumstances);
        if (rights.whoMay(0).isEmpty() && rights.whoMay(1).isEmpty() && rights.whoMay(2).isEmpty())
            return false; // to judge it would be to explain it
        if (!m_authorizer.judgeStateWrite(signer, edit.path, message.data, circumstances).isAllowed())
            return false;
        m_told << signer.toString() + u' ' + edit.path + u' ' + QString::fromUtf8(edit.value);
        m_log.append(std::move(message), Seal::Good);
        return true;
    }

    //! What was written, for a person.
    QString told() const { return m_told.join(u'\n'); }

private:
    //! Counted from the first limit on.
    bool isSpent(const MemberId &signer) const
    {
        const auto tool = ToolId::parse(signer.text());
        const auto limit = tool ? m_authorizer.useLimit(*tool, m_log.size()) : std::optional<qint64>();
        if (!limit)
            return false;
        qint64 uses = 0;
        bool isCounting = false;
        for (qsizetype entry = 0; entry < m_log.size(); ++entry) {
            const auto &each = m_log.at(entry);
            uses += isCounting && each.message.sender == signer.text();
            isCounting |= each.path == entryPath(signer) && each.json && each.json->contains("use_limit"_L1);
        }
        return uses >= *limit;
    }

    template <class List>
    typename List::value_type oneOf(const List &list)
    {
        return list[static_cast<qsizetype>(m_random() % static_cast<unsigned>(list.size()))];
    }

    QString holder()
    {
        static const QStringList roles{u"member"_s, u"mod"_s, u"user"_s, u"fresh"_s};
        const auto key = oneOf(m_keys);
        return m_random() % 3 == 0 ? roleEntryPath(oneOf(roles)) : entryPath(key);
    }

    StateEdit randomEdit()
    {
        static const QStringList roles{u"member"_s, u"mod"_s, u"user"_s, u"fresh"_s};
        static const QStringList tails{u"/rights/c%1"_s, u"/rights/c%1/deep"_s, u"/rights"_s,
                                       u"/rights/"_s,    u"/rightsX"_s,         u"/rights-/c%1"_s,
                                       u"/rights/c1"_s,  u"/rights/first"_s,    u"/rights/c%1"_s};
        static const QStringList patterns{
            u"{...}"_s,
            u"state/{...}"_s,
            u"state/auth/{...}"_s,
            u"state/auth/users/{any}/rights/{...}"_s,
            u"state/auth/users/{any}/rights/{any}"_s,
            u"state/auth/users/{any}/roles/{...}"_s,
            u"state/auth/roles/{...}"_s,
            u"state/auth/users/{other}/{...}"_s,
            u"state/auth/tools/{any}"_s,
            u"state/auth/users/{any}"_s,
        };
        static const QStringList operations{u"write"_s, u"write"_s, u"create"_s, u"modify"_s};
        const auto holderPath = holder();
        const auto kind = m_random() % 8;
        if (kind == 0)
            return {holderPath, m_random() % 5 == 0 ? QByteArray() : QByteArray("{}")};
        if (kind <= 2 && holderPath.startsWith("auth/users/"_L1)) {
            const auto role = oneOf(roles);
            const auto user = holderPath.section(u'/', 2);
            return {holderPath + u"/roles/"_s + (m_random() % 3 == 0 ? QString() : role),
                    compactJson({{u"user_id"_s, user}, {u"role_id"_s, role}})};
        }
        auto tail = oneOf(tails);
        if (tail.contains(u'%'))
            tail = tail.arg(m_random() % 5);
        if (m_random() % 20 == 0)
            return {holderPath + tail, {}};
        return {holderPath + tail, compactJson({{u"op"_s, oneOf(operations)}, {u"path"_s, oneOf(patterns)}})};
    }

    StateLog m_log;
    Authorizer m_authorizer;
    QList<MemberId> m_keys;
    std::mt19937 m_random;
    QStringList m_told;
};

} // namespace

class TestEscalation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownWays_data();
    void knownWays();
    void whatIsToldIsOneThatServersTake();
    void whereNoneIsToldLuckFindsNone_data();
    void whereNoneIsToldLuckFindsNone();
    void aToolsUsesAreCounted();
    void theMapNamesEverybodyOnce();
    void whatIsDormant();
};

void TestEscalation::knownWays_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("onReal"); // steps; 0 for no way
    QTest::addColumn<int>("onLocal");

    for (const auto &each : RoleTemplate::all()) {
        const auto lines = withRole(each.suggestedRole(), each.rights(u"general"_s));
        QTest::addRow("template %s", qPrintable(each.suggestedRole())) << lines << u"ada"_s << 0 << 0;
    }
    const auto delegated = withRole(u"admin"_s, RoleTemplate{RoleTemplate::Kind::DelegatedAdmin}.rights());
    QTest::addRow("who gives roles, where a role has full power")
        << delegated + QStringList{u"owner auth/roles/boss {}"_s,
                                   u"owner auth/roles/boss/rights/all right write {...}"_s}
        << u"ada"_s << 1 << 0;
    QTest::addRow("onboard gives role mod, which may write auth")
        << QStringList{u"owner auth/tools/$bot {}"_s, u"owner auth/roles/mod {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
                       u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/roles/{...}"_s,
                       u"owner auth/roles/mod/rights/all right write state/auth/{...}"_s}
        << u"bot"_s << 2 << 0; // a new user, and `…/roles/` past the check
    QTest::addRow("a tool that hands out rights")
        << QStringList{u"owner auth/tools/$bot {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/tools/{any}/rights/{any}"_s}
        << u"bot"_s << 1 << 1;
    QTest::addRow("a tool that adds users and hands out rights")
        << QStringList{u"owner auth/tools/$bot {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
                       u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/rights/{any}"_s}
        << u"bot"_s << 2 << 2;
    QTest::addRow("an empty role, given and then filled")
        << QStringList{u"owner auth/tools/$bot {}"_s,
                       u"owner auth/users/$ada {}"_s,
                       u"owner auth/roles/mod {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
                       u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/roles/mod"_s,
                       u"owner auth/tools/$bot/rights/c right create state/auth/roles/mod/rights/{any}"_s}
        << u"bot"_s << 3 << 3;
    QTest::addRow("who may grant, on a published server")
        << QStringList{u"owner auth/users/$ada {}"_s,
                       u"owner auth/users/$ada/rights/a right create state/auth/users/{any}/rights/{...}"_s}
        << u"ada"_s << 1 << 0;
    QTest::addRow("who may grant and make tools")
        << QStringList{u"owner auth/users/$ada {}"_s,
                       u"owner auth/users/$ada/rights/a right create state/auth/users/{any}/rights/{...}"_s,
                       u"owner auth/users/$ada/rights/b right create state/auth/tools/{...}"_s}
        << u"ada"_s << 1 << 3;
    QTest::addRow("who made a tool that has power")
        << QStringList{u"owner auth/users/$ada {}"_s,
                       u"owner auth/users/$ada/rights/a right create state/auth/tools/{any}"_s,
                       u"ada auth/tools/$bot {}"_s, u"owner auth/tools/$bot/rights/all right write {...}"_s}
        << u"ada"_s << 1 << 1;
    QTest::addRow("only what is one's own may be changed")
        << QStringList{u"owner auth/tools/$bot {}"_s,
                       u"owner auth/tools/$bot/rights/a right owned modify state/auth/{...}"_s}
        << u"bot"_s << 0 << 0;
    QTest::addRow("a right with a name of its own, which may be emptied but not changed")
        << QStringList{u"owner auth/tools/$bot {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/tools/$bot/rights/b"_s,
                       u"owner auth/tools/$bot/rights/b right read topics/{any}/messages"_s,
                       u"owner auth/tools/$bot/rights/c right delete state/auth/tools/{any}/rights/b"_s}
        << u"bot"_s << 0 << 2;
    QTest::addRow("full power already")
        << QStringList{u"owner auth/users/$ada {}"_s,
                       u"owner auth/users/$ada/rights/all right write state/auth/{...}"_s}
        << u"ada"_s << 0 << 0;
    QTest::addRow("a stranger") << QStringList{} << u"eve"_s << 0 << 0;
}

void TestEscalation::knownWays()
{
    QFETCH(QStringList, lines);
    QFETCH(QString, who);
    QFETCH(int, onReal);
    QFETCH(int, onLocal);
    const Scene scene(lines);
    const auto keys = NewKeys::nobodys(scene.log().space());
    for (const auto &[ruleSet, expected] : {std::pair(Real, onReal), std::pair(Local, onLocal)}) {
        const Authorizer authorizer(scene.log(), ruleSet);
        const auto way =
            findEscalation(scene.log(), authorizer, ruleSet, scene.member(who), Scene::now, keys);
        const auto told = way ? inWords(*way) : QString();
        QVERIFY2((way ? way->steps.size() : 0) == expected,
                 qPrintable(u"%1 rules, %2 expected:\n%3"_s.arg(ruleSet == Real ? u"real"_s : u"local"_s)
                                .arg(expected)
                                .arg(told)));
        if (way)
            QCOMPARE(way->member, scene.member(who));
    }
}

//! Judged by the rules as they were read a second time, from signed messages.
void TestEscalation::whatIsToldIsOneThatServersTake()
{
    int ways = 0;
    int steps = 0;
    const Newcomers newcomers;
    for (quint32 seed = 900; seed < 940; ++seed) {
        RandomSpace::Options options;
        options.oddTimestamps = false;
        RandomSpace space(seed, options);
        space.fill(40);
        const auto log = space.log();
        const Authorizer authorizer(log, Real);
        for (const auto &person : space.people()) {
            const auto way = findEscalation(log, authorizer, Real, person.id, now, newcomers.keys());
            if (!way)
                continue;
            ++ways;
            auto state = space.state();
            for (const auto &step : way->steps) {
                ++steps;
                const Person *signer = step.signer == newcomers.user.id ? &newcomers.user : &newcomers.tool;
                for (const auto &other : space.people()) {
                    if (other.id == step.signer)
                        signer = &other;
                }
                const auto told = qPrintable(u"seed %1:\n%2"_s.arg(seed).arg(inWords(*way)));
                const NaiveOracle oracle(space.id(), state, now);
                QVERIFY2(
                    oracle.allows(step.signer, QString(nameOf(step.operation)), u"state/"_s + step.edit.path),
                    told);
                if (grantPathOf(step.edit.path).kind != AuthKind::None) {
                    const auto value = parseJsonObject(step.edit.value);
                    QVERIFY(value);
                    QVERIFY2(oracle.allowsGrant(step.signer, step.edit.path, *value), told);
                }
                auto message = space.seal({signer, step.edit.path, toBase64(step.edit.value)});
                message.serverTimestamp = state.back().serverTimestamp + 10;
                state << message;
            }
            const NaiveOracle oracle(space.id(), state, now);
            for (const auto &path : {u"state/auth/users/x"_s, u"state/auth/roles/x/rights/y"_s}) {
                QVERIFY(oracle.allows(way->administrator, u"create"_s, path));
                QVERIFY(oracle.allows(way->administrator, u"modify"_s, path));
            }
        }
    }
    qInfo("%d ways of %d steps were gone", ways, steps);
    QVERIFY(ways > 20);
    QVERIFY(steps > ways);
}

void TestEscalation::whereNoneIsToldLuckFindsNone_data()
{
    QTest::addColumn<RuleSet>("ruleSet");
    QTest::newRow("real") << Real;
    QTest::newRow("local") << Local;
}

void TestEscalation::whereNoneIsToldLuckFindsNone()
{
    QFETCH(RuleSet, ruleSet);
#ifdef __SANITIZE_ADDRESS__
    constexpr int wanted = 500; // the whole search is another build's: here it would take minutes
#else
    constexpr int wanted = 5000; // under each of two sets of rules
#endif
    int taken = 0;
    int tried = 0;
    int searches = 0;
    int lucky = 0;
    const Newcomers newcomers;
    for (quint32 seed = 1; taken < wanted; ++seed) {
        QVERIFY2(seed < 3000, "the spaces leave nobody anything to write");
        RandomSpace space(seed);
        space.fill(seed % 3 == 0 ? 0 : 25);
        const auto log = space.log();
        const Authorizer authorizer(log, ruleSet);
        for (const auto &person : space.people()) {
            const Circumstances today{.moment = log.size(), .nowMs = now};
            if (hasFullPower(authorizer, person.id, today))
                continue;
            const auto held = authorizer.heldRights(person.id, today);
            if (std::none_of(held.begin(), held.end(),
                             [](const HeldRight &right) { return mayWriteAuth(right.capability); }))
                continue; // has nothing to try
            const auto way = findEscalation(log, authorizer, ruleSet, person.id, now, newcomers.keys());
            if (way) {
                ++lucky;
                continue;
            }
            Luck luck(log, ruleSet, {person.id, newcomers.user.id, newcomers.tool.id}, seed);
            int mine = 0;
            for (int i = 0; i < 100 || (mine > i / 50 && i < 1500); ++i) { // while it is worth it
                ++tried;
                if (!luck.step())
                    continue;
                ++mine;
                QVERIFY2(!luck.isMet(),
                         qPrintable(u"seed %1, %2:\n%3"_s.arg(seed).arg(person.id.toString(), luck.told())));
            }
            taken += mine;
            searches += mine > 0;
        }
    }
    qInfo("%d writes of %d tried were taken, by %d members without a way; %d others have one", taken, tried,
          searches, lucky);
    QVERIFY(lucky > wanted / 250);
}

void TestEscalation::aToolsUsesAreCounted()
{
    const QStringList rights{
        u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
        u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/rights/{any}"_s,
        u"owner auth/tools/$bot/rights/c right create state/x"_s};
    const auto hasWay = [&](const QStringList &lines) {
        const Scene scene(lines);
        const Authorizer authorizer(scene.log(), Local);
        return findEscalation(scene.log(), authorizer, Local, scene.member(u"bot"_s), Scene::now,
                              NewKeys::nobodys(scene.log().space()))
            .has_value();
    };
    QVERIFY(hasWay(QStringList{u"owner auth/tools/$bot {}"_s} + rights));
    QVERIFY(hasWay(QStringList{u"owner auth/tools/$bot {\"use_limit\":2}"_s} + rights));
    QVERIFY(!hasWay(QStringList{u"owner auth/tools/$bot {\"use_limit\":1}"_s} + rights));
    QVERIFY(!hasWay(QStringList{u"owner auth/tools/$bot {\"use_limit\":2}"_s} + rights +
                    QStringList{u"bot state x"_s}));
}

void TestEscalation::theMapNamesEverybodyOnce()
{
    const Scene scene({u"owner auth/users/$ada {}"_s, u"owner auth/users/$bob {}"_s,
                       u"owner auth/users/$eve {}"_s, u"owner auth/tools/$bot {}"_s,
                       u"owner auth/users/$ada/rights/all right write {...}"_s,
                       u"owner auth/users/$bob/rights/a right create state/auth/users/{any}/rights/{...}"_s,
                       u"owner auth/users/$bob/rights/b right create state/auth/tools/{...}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/tools/{any}/rights/{any}"_s,
                       u"owner auth/users/$eve/rights/a right write topics/{...}"_s});
    const Authorizer authorizer(scene.log(), Local);
    const auto map = escalationMapOf(scene.log(), authorizer, Local, Scene::now);
    QCOMPARE(map.administrators, (QList{scene.member(u"owner"_s), scene.member(u"ada"_s)}));
    QCOMPARE(map.ways.size(), 2);
    QCOMPARE(map.ways[0].member, scene.member(u"bot"_s));
    QCOMPARE(map.ways[0].steps.size(), 1);
    QCOMPARE(map.ways[1].member, scene.member(u"bob"_s));
    QCOMPARE(map.ways[1].steps.size(), 3);
}

void TestEscalation::whatIsDormant()
{
    using Kind = DormantPower::Kind;
    const Scene scene({u"owner auth/tools/$bot {}"_s, u"owner auth/users/$ada {}"_s,
                       u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
                       u"owner auth/roles/boss/rights/a right create state/{...}"_s,
                       u"owner auth/roles/boss/rights/b right modify state/auth/{...}"_s,
                       u"owner auth/roles/reader/rights/a right read {...}"_s});
    const auto bot = scene.member(u"bot"_s);
    const auto dormant = [](const Scene &space) {
        const Authorizer authorizer(space.log(), Local);
        return dormantPowers(space.log(), authorizer, Scene::now);
    };
    QCOMPARE(dormant(scene), (QList<DormantPower>{{.kind = Kind::UnlimitedTool, .tool = bot},
                                                  {.kind = Kind::UnusedInvitation, .tool = bot},
                                                  {.kind = Kind::UnheldRole, .role = u"boss"_s}}));
    auto later = scene;
    later.write(u"owner auth/tools/$bot {\"use_limit\":1}"_s);
    later.write(u"owner auth/users/$ada/roles/boss assign"_s);
    QCOMPARE(dormant(later), (QList<DormantPower>{{.kind = Kind::UnusedInvitation, .tool = bot}}));
    later.write(u"bot auth/users/$eve {}"_s);
    QVERIFY(dormant(later).isEmpty());
}

QTEST_GUILESS_MAIN(TestEscalation)
#include "tst_escalation.moc"
