// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/verdict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWorstThatWasFound_data()
    {
        QTest::addColumn<RowFlags>("flags");
        QTest::addColumn<bool>("linkMayCome");
        QTest::addColumn<std::optional<bool>>("isEntitled");
        QTest::addColumn<bool>("isReadable");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, RowFlags flags, bool linkMayCome,
                            std::optional<bool> isEntitled, bool isReadable, const QString &expected) {
            QTest::newRow(name) << flags << linkMayCome << isEntitled << isReadable << expected;
        };
        constexpr bool first = true;
        constexpr bool notFirst = false;
        constexpr std::optional<bool> unknown;
        row("all holds", {}, notFirst, true, true, u"verified"_s);
        row("all holds, of the first", {}, first, true, true, u"verified"_s);
        row("another key", {}, notFirst, true, false, u"undecryptable"_s);
        row("no right", {}, notFirst, false, true, u"not-entitled"_s);
        row("no right, another key", {}, notFirst, false, false, u"not-entitled"_s);
        row("right not known", {}, notFirst, unknown, true, u"checking"_s);
        row("predecessor withheld", RowFlag::Unlinked, notFirst, true, true, u"broken-link"_s);
        row("predecessor withheld, no right", RowFlag::Unlinked, notFirst, false, true, u"broken-link"_s);
        row("predecessor may come", RowFlag::Unlinked, first, true, true, u"checking"_s);
        row("predecessor may come, no right", RowFlag::Unlinked, first, false, true, u"checking"_s);
        row("predecessor may come, another key", RowFlag::Unlinked, first, true, false, u"checking"_s);
        row("predecessor may come, a sibling has", RowFlag::Unlinked | RowFlag::Fork, first, true, true,
            u"fork"_s);
        row("a fork", RowFlag::Fork, notFirst, true, true, u"fork"_s);
        row("a fork without its predecessor", RowFlag::Unlinked | RowFlag::Fork, notFirst, true, true,
            u"broken-link"_s);
        row("bad signature", RowFlag::BadSignature | RowFlag::Unlinked, first, true, true,
            u"bad-signature"_s);
        row("bad hash", RowFlag::BadHash | RowFlag::Fork, first, unknown, true, u"bad-hash"_s);
    }
    void theWorstThatWasFound()
    {
        QFETCH(RowFlags, flags);
        QFETCH(bool, linkMayCome);
        QFETCH(std::optional<bool>, isEntitled);
        QFETCH(bool, isReadable);
        QTEST(QString(nameOf(verdictOn(flags, linkMayCome, isEntitled, isReadable))), "expected");
    }
};

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
