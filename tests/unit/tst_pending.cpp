// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The contract of DESIGN.md "Pending", a test a sentence. Run under ASan it also proves that nothing outlives
// its owner.

#include "base/pending.h"
#include "base/workerpool.h"

#include <QTest>

#include <thread>

using namespace reeeductio;

namespace {

const Error someError{ErrorKind::NotFound, ErrorCode::NotFoundOnServer, QStringLiteral("x"), 404};

} // namespace

class TestPending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMoveOnly()
    {
        static_assert(!std::is_copy_constructible_v<Pending<int>>);
        static_assert(!std::is_copy_constructible_v<Completer<int>>);
        static_assert(std::is_nothrow_move_constructible_v<Pending<int>>);
        auto pending = Pending<int>::resolved(1);
        auto moved = std::move(pending);
        QVERIFY(moved.isValid());
        QVERIFY(!pending.isValid());
    }

    void deliversThroughTheEventLoopNeverInsideThen()
    {
        QObject context;
        int seen = 0;
        Pending<int>::resolved(42).done(&context, [&](Result<int> result) { seen = *result; });
        QCOMPARE(seen, 0);
        QTRY_COMPARE(seen, 42);
    }

    void deliversWhenCompletedLater()
    {
        QObject context;
        PendingPair<int> pair;
        int seen = 0;
        pair.pending.done(&context, [&](Result<int> result) { seen = *result; });
        QCoreApplication::processEvents();
        QCOMPARE(seen, 0);
        pair.completer.complete(7);
        QTRY_COMPARE(seen, 7);
    }

    void deliversInTheContextsThreadFromAnyOther()
    {
        QObject context;
        PendingPair<int> pair;
        QThread *where = nullptr;
        pair.pending.done(&context, [&](Result<int>) { where = QThread::currentThread(); });
        std::thread producer([completer = std::move(pair.completer)]() mutable { completer.complete(1); });
        producer.join();
        QTRY_COMPARE(where, QThread::currentThread());
    }

    void completesExactlyOnce()
    {
        QObject context;
        PendingPair<int> pair;
        QList<int> seen;
        pair.pending.done(&context, [&](Result<int> result) { seen << *result; });
        pair.completer.complete(1);
        QVERIFY(!pair.completer);
        pair.completer.complete(2);
        QTRY_COMPARE(seen.size(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(seen, QList<int>{1});
    }

    void dropsTheContinuationWhenTheContextDies()
    {
        auto context = std::make_unique<QObject>();
        PendingPair<int> pair;
        bool called = false;
        bool cancelled = false;
        auto alive = std::make_shared<int>(0);
        std::weak_ptr<int> captured = alive;
        pair.completer.onCancel([&] { cancelled = true; });
        pair.pending.done(context.get(), [&called, keep = std::move(alive)](Result<int>) { called = true; });
        context.reset();
        QVERIFY(cancelled);
        QVERIFY(captured.expired());
        pair.completer.complete(1);
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void dropsTheContinuationWhenTheContextDiesBetweenPostAndDelivery()
    {
        auto context = std::make_unique<QObject>();
        bool called = false;
        Pending<int>::resolved(1).done(context.get(), [&](Result<int>) { called = true; });
        context.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void theContinuationMayDeleteItsContext()
    {
        auto *context = new QObject;
        bool called = false;
        Pending<int>::resolved(1).done(context, [&](Result<int>) {
            delete context;
            called = true;
        });
        QTRY_VERIFY(called);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void droppingAnUnfinishedHandleCancelsTheProducer()
    {
        PendingPair<int> pair;
        int cancelled = 0;
        pair.completer.onCancel([&] { ++cancelled; });
        QVERIFY(!pair.completer.isCancelled());
        pair.pending = {};
        QCOMPARE(cancelled, 1);
        QVERIFY(pair.completer.isCancelled());
    }

    void droppingAFinishedHandleCancelsNothing()
    {
        PendingPair<int> pair;
        bool cancelled = false;
        pair.completer.onCancel([&] { cancelled = true; });
        pair.completer.complete(1);
        pair.pending = {};
        QVERIFY(!cancelled);
    }

    void aHandlerSetTooLateIsCalledAtOnce()
    {
        PendingPair<int> pair;
        pair.pending = {};
        bool cancelled = false;
        pair.completer.onCancel([&] { cancelled = true; });
        QVERIFY(cancelled);
    }

    void aDroppedCompleterYieldsCancelled()
    {
        QObject context;
        PendingPair<int> pair;
        Result<int> seen = 0;
        pair.pending.done(&context, [&](Result<int> result) { seen = std::move(result); });
        pair.completer = {};
        QTRY_VERIFY(!seen.has_value());
        QCOMPARE(seen.error().kind, ErrorKind::Cancelled);
    }

    void thenTakesAValueAResultAPendingOrNothing()
    {
        QObject context;
        QString seen;
        Pending<int>::resolved(1)
            .then(&context, [](int value) { return value + 1; })
            .then(&context, [](int value) -> Result<int> { return value * 10; })
            .then(&context, [](int value) { return Pending<int>::resolved(value + 3); })
            .then(&context, [&](int value) { seen = QString::number(value); })
            .then(&context, [&] { return seen + u'!'; })
            .done(&context, [&](Result<QString> result) { seen = *result; });
        QTRY_COMPARE(seen, QStringLiteral("23!"));
    }

    void anErrorSkipsToTheEnd()
    {
        QObject context;
        int skipped = 0;
        Error seen;
        Pending<int>::resolved(1)
            .then(&context, [](int) -> Result<int> { return fail(someError); })
            .then(&context, [&](int) { ++skipped; })
            .then(&context, [&] { return Pending<int>::resolved(++skipped); })
            .done(&context, [&](Result<int> result) { seen = result.error(); });
        QTRY_COMPARE(seen, someError);
        QCOMPARE(skipped, 0);
    }

    void droppingTheEndOfAChainCancelsItsBeginning()
    {
        QObject context;
        PendingPair<int> pair;
        bool cancelled = false;
        bool called = false;
        pair.completer.onCancel([&] { cancelled = true; });
        {
            auto end = pair.pending.then(&context, [&](int) { called = true; }).then(&context, [] {});
            QVERIFY(!cancelled);
        }
        QVERIFY(cancelled);
        pair.completer.complete(1);
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void droppingTheEndCancelsAnInnerPendingUnderWay()
    {
        QObject context;
        PendingPair<int> inner;
        bool cancelled = false;
        bool begun = false;
        inner.completer.onCancel([&] { cancelled = true; });
        auto end = Pending<int>::resolved(1).then(&context, [&](int) {
            begun = true;
            return std::move(inner.pending);
        });
        QTRY_VERIFY(begun);
        QVERIFY(!cancelled);
        end = {};
        QVERIFY(cancelled);
    }

    void aContextThatDiesMidChainYieldsCancelledBelow()
    {
        QObject outer;
        auto middle = std::make_unique<QObject>();
        PendingPair<int> pair;
        Result<int> seen = 0;
        pair.pending.then(middle.get(), [](int value) { return value; })
            .done(&outer, [&](Result<int> result) { seen = std::move(result); });
        middle.reset();
        QTRY_VERIFY(!seen.has_value());
        QVERIFY(seen.error().isCancelled());
        QVERIFY(pair.completer.isCancelled());
    }

    void shareFeedsEveryHandle()
    {
        QObject context;
        PendingPair<int> pair;
        auto second = pair.pending.share();
        auto third = second.share();
        QList<int> seen;
        for (auto *handle : {&pair.pending, &second, &third})
            handle->done(&context, [&](Result<int> result) { seen << *result; });
        pair.completer.complete(5);
        QTRY_COMPARE(seen, (QList<int>{5, 5, 5}));
    }

    void shareWorksOnAFinishedHandle()
    {
        QObject context;
        auto first = Pending<int>::resolved(5);
        auto second = first.share();
        auto third = first.share();
        int sum = 0;
        for (auto *handle : {&first, &second, &third})
            handle->done(&context, [&](Result<int> result) { sum += *result; });
        QTRY_COMPARE(sum, 15);
    }

    void oneWaitersCancellingSparesTheOthers()
    {
        QObject context;
        PendingPair<int> pair;
        bool cancelled = false;
        pair.completer.onCancel([&] { cancelled = true; });
        auto second = pair.pending.share();
        int seen = 0;
        second.done(&context, [&](Result<int> result) { seen = *result; });
        pair.pending = {};
        QVERIFY(!cancelled);
        pair.completer.complete(9);
        QTRY_COMPARE(seen, 9);
    }

    void theLastWaitersCancellingCancelsTheProducer()
    {
        PendingPair<int> pair;
        bool cancelled = false;
        pair.completer.onCancel([&] { cancelled = true; });
        auto second = pair.pending.share();
        pair.pending = {};
        QVERIFY(!cancelled);
        second = {};
        QVERIFY(cancelled);
    }

    void thePoolRunsAndNeverBeginsWhatNobodyWaitsFor()
    {
        QObject context;
        WorkerPool pool(1);
        std::atomic<bool> hold = true;
        std::atomic<int> ran = 0;
        auto first = pool.run([&] {
            while (hold)
                QThread::yieldCurrentThread();
            return ++ran;
        });
        auto second = pool.run([&] { return ++ran; });
        auto third = pool.run([&]() -> Result<int> { return fail(someError); });
        second = {};
        hold = false;
        bool finished = false;
        Error seen;
        first.done(&context, [&](Result<int> result) { finished = *result == 1; });
        third.done(&context, [&](Result<int> result) { seen = result.error(); });
        QTRY_VERIFY(finished);
        QTRY_COMPARE(seen, someError);
        QCOMPARE(ran.load(), 1);
    }

    void survivesAContextDyingWhileAnotherThreadCompletes()
    {
        for (int round = 0; round < 500; ++round) {
            PendingPair<int> pair;
            auto context = std::make_unique<QObject>();
            pair.pending.then(context.get(), [](int value) { return value; })
                .done(context.get(), [](Result<int>) {});
            std::thread producer(
                [completer = std::move(pair.completer)]() mutable { completer.complete(1); });
            if (round % 2 == 0)
                QCoreApplication::processEvents();
            context.reset();
            producer.join();
        }
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"
