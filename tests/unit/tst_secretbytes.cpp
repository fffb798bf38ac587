// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secretbytes.h"

#include <QTest>

using namespace reeeductio;

class TestSecretBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesAndLeavesNothingBehind()
    {
        auto first = SecretBytes::copyOf("abc");
        const auto *where = first.data();
        SecretBytes second = std::move(first);
        QCOMPARE(second.data(), where);
        QVERIFY(first.isEmpty());
        QVERIFY(second.equals("abc"));
    }

    void takingWipesTheSource()
    {
        QByteArray source("top secret");
        auto secret = SecretBytes::takeFrom(std::move(source));
        QVERIFY(source.isEmpty());
        QCOMPARE(secret.exposeUnwiped(), QByteArray("top secret"));
    }

    void wipeOverwrites()
    {
        std::array<char, 4> memory{'a', 'b', 'c', 'd'};
        wipeMemory(memory.data(), memory.size());
        QCOMPARE(memory, (std::array<char, 4>{}));
    }

    void equalsLooksAtSizeAndBytes()
    {
        const auto secret = SecretBytes::copyOf("abcd");
        QVERIFY(secret.equals("abcd"));
        QVERIFY(!secret.equals("abce"));
        QVERIFY(!secret.equals("abc"));
        QVERIFY(SecretBytes().equals(""));
    }

    void cannotBeCopiedByAccident()
    {
        static_assert(!std::is_copy_constructible_v<SecretBytes>);
        static_assert(!std::is_copy_assignable_v<SecretBytes>);
        const auto original = SecretBytes::copyOf("abcd");
        const auto clone = original.clone();
        QVERIFY(clone.data() != original.data());
        QVERIFY(clone.equals(original.view()));
    }
};

QTEST_GUILESS_MAIN(TestSecretBytes)
#include "tst_secretbytes.moc"
