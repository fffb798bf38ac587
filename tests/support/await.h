// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <QDeadlineTimer>
#include <QTest>

namespace reeeductio::test {

//! Runs the event loop until the result is there. For tests only: nothing in src/ waits.
template <class T>
Result<T> await(Pending<T> pending, int timeoutMs = 20'000)
{
    QObject context;
    std::optional<Result<T>> result;
    pending.done(&context, [&result](Result<T> r) { result = std::move(r); });
    const QDeadlineTimer deadline(timeoutMs);
    while (!result && !deadline.hasExpired())
        QTest::qWait(1);
    if (!result)
        return fail(ErrorKind::Internal, ErrorCode::TimedOut, QStringLiteral("the test waited in vain"));
    return *std::move(result);
}

//! "Kind/Code: detail", for a failing test's output.
inline QString describe(const Error &error)
{
    return nameOf(error.kind) + u'/' + nameOf(error.code) + QStringLiteral(": ") + error.detail;
}

//! The value of what a test only takes for granted; ends the program, with the error's words, when there is
//! none.
template <class T>
T granted(Result<T> result)
{
    if (!result)
        qFatal("not as the test needs it: %s", qPrintable(describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace reeeductio::test

// What comes at last: a second of a busy machine is no second of work, and only a failing test waits longer.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 20'000)
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT((expression), message, 20'000)
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), (expected), 20'000)

//! Fails the test, with the error's words, unless `expression` (a Result) holds a value.
#define VERIFY_OK(expression)                                                                                \
    do {                                                                                                     \
        const auto &verified = (expression);                                                                 \
        QVERIFY2(verified.has_value(),                                                                       \
                 verified ? "" : qPrintable(::reeeductio::test::describe(verified.error())));                \
    } while (false)
