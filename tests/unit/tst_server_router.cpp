// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/router.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio::localserver;

class TestServerRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("route");
        QTest::addColumn<QStringList>("parameters");
        const auto row = [](const char *method, const QString &path, int kind, int route,
                            const QStringList &parameters) {
            QTest::addRow("%s %s", method, qPrintable(path))
                << QString::fromLatin1(method) << path << kind << route << parameters;
        };
        const auto found = [&row](const char *method, const QString &path, int route,
                                  const QStringList &parameters) {
            row(method, path, RouteMatch::Found, route, parameters);
        };
        const auto lost = [&row](const char *method, const QString &path, RouteMatch::Kind kind) {
            row(method, path, kind, -1, {});
        };
        found("GET", u"/health"_s, 0, {});
        found("GET", u"/spaces/S/topics/t/messages"_s, 1, {u"S"_s, u"t"_s});
        found("POST", u"/spaces/S/topics/t/messages"_s, 2, {u"S"_s, u"t"_s});
        found("GET", u"/spaces/S/topics/t/messages/M"_s, 3, {u"S"_s, u"t"_s, u"M"_s});
        found("GET", u"/spaces/S/state"_s, 4, {u"S"_s});
        found("GET", u"/spaces/S/state/"_s, 5, {u"S"_s, u""_s});
        found("GET", u"/spaces/S/state/a/../b"_s, 5, {u"S"_s, u"a/../b"_s});
        found("GET", u"/spaces/S/state//a//b/"_s, 5, {u"S"_s, u"/a//b/"_s});
        found("GET", u"/spaces/../topics/a b/messages"_s, 1, {u".."_s, u"a b"_s});

        lost("PATCH", u"/spaces/S/topics/t/messages"_s, RouteMatch::WrongMethod);
        lost("get", u"/health"_s, RouteMatch::WrongMethod);
        lost("GET", u"/health/"_s, RouteMatch::SlashAstray);
        lost("DELETE", u"/spaces/S/topics/t/messages/"_s, RouteMatch::SlashAstray);
        lost("GET", u"/spaces/S/data"_s, RouteMatch::SlashAstray);

        lost("GET", u"/"_s, RouteMatch::NotFound);
        lost("GET", u""_s, RouteMatch::NotFound);
        lost("GET", u"health"_s, RouteMatch::NotFound);
        lost("GET", u"//health"_s, RouteMatch::NotFound);
        lost("GET", u"/spaces//state"_s, RouteMatch::NotFound);
        lost("GET", u"/spaces/S/topics/t"_s, RouteMatch::NotFound);
        lost("GET", u"/spaces/S/topics/a/b/messages"_s, RouteMatch::NotFound);
    }
    void matches()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(int, kind);
        QFETCH(int, route);
        QFETCH(QStringList, parameters);
        Router router;
        router.add(u"GET"_s, u"/health"_s);
        router.add(u"GET"_s, u"/spaces/{}/topics/{}/messages"_s);
        router.add(u"POST"_s, u"/spaces/{}/topics/{}/messages"_s);
        router.add(u"GET"_s, u"/spaces/{}/topics/{}/messages/{}"_s);
        router.add(u"GET"_s, u"/spaces/{}/state"_s);
        router.add(u"GET"_s, u"/spaces/{}/state/{...}"_s);
        router.add(u"GET"_s, u"/spaces/{}/data/{...}"_s);

        const auto match = router.match(method, path);
        QCOMPARE(static_cast<int>(match.kind), kind);
        QCOMPARE(static_cast<int>(match.route), route);
        QCOMPARE(match.parameters, parameters);
    }

    void aWrongMethodIsToldTheRightOnes()
    {
        Router router;
        router.add(u"GET"_s, u"/blobs/{}"_s);
        router.add(u"PUT"_s, u"/blobs/{}"_s);
        router.add(u"POST"_s, u"/other/{}"_s);
        QCOMPARE(router.match(u"PATCH"_s, u"/blobs/B"_s).allowed, QStringList({u"GET"_s, u"PUT"_s}));
    }
};

QTEST_GUILESS_MAIN(TestServerRouter)
#include "tst_server_router.moc"
