// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/httpmessage.h"
#include "localserver/requestfields.h"

#include <QTest>

using namespace reeeductio::localserver;

class TestServerHttpMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranges_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("length");
        const auto row = [](const char *field, quint64 size, ByteRange::Kind kind, quint64 offset,
                            quint64 length) {
            QTest::addRow("%s of %llu", field, size)
                << QByteArray(field) << size << int(kind) << offset << length;
        };
        const auto part = [&row](const char *field, quint64 offset, quint64 length) {
            row(field, 1000, ByteRange::Part, offset, length);
        };
        part("bytes=0-0", 0, 1);
        part("bytes=0-499", 0, 500);
        part("bytes=500-999", 500, 500);
        part("bytes=500-", 500, 500);
        part("bytes=-1", 999, 1);
        part("bytes=-5000", 0, 1000);
        part("bytes=999-99999", 999, 1);
        part("bytes=0-18446744073709551615", 0, 1000);
        for (const char *field :
             {"", "bytes=", "bytes=-", "bytes=a-b", "bytes=1", "bytes=5-4", "bytes=0-1,5-6", "bytes= 0-1",
              "bytes=0x1-2", "lines=0-1", "bytes=-1-2", "bytes=0-18446744073709551616"})
            row(field, 1000, ByteRange::Whole, 0, 1000);
        row("bytes=1000-", 1000, ByteRange::Unsatisfiable, 0, 0);
        row("bytes=18446744073709551615-", 1000, ByteRange::Unsatisfiable, 0, 0);
        row("bytes=-0", 1000, ByteRange::Unsatisfiable, 0, 0);
        row("bytes=0-", 0, ByteRange::Unsatisfiable, 0, 0);
        row("bytes=-5", 0, ByteRange::Unsatisfiable, 0, 0);
    }
    void ranges()
    {
        QFETCH(QByteArray, field);
        QFETCH(quint64, size);
        QFETCH(int, kind);
        QFETCH(quint64, offset);
        QFETCH(quint64, length);
        const auto range = resolveRange(field.toStdString(), size);
        QCOMPARE(static_cast<int>(range.kind), kind);
        QCOMPARE(quint64(range.offset), offset);
        QCOMPARE(quint64(range.length), length);
    }

    void percentDecoding_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("decoded");
        QTest::newRow("plain") << QByteArray("/a/b") << QByteArray("/a/b");
        QTest::newRow("slash") << QByteArray("a%2Fb%2fc") << QByteArray("a/b/c");
        QTest::newRow("NUL") << QByteArray("a%00b") << QByteArray("a\0b", 3);
        QTest::newRow("once only") << QByteArray("%2541") << QByteArray("%41");
        QTest::newRow("cut off") << QByteArray("a%4") << QByteArray("a%4");
        QTest::newRow("not hex") << QByteArray("%zz%4g%") << QByteArray("%zz%4g%");
        QTest::newRow("plus stays") << QByteArray("a+b") << QByteArray("a+b");
    }
    void percentDecoding()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, decoded);
        QCOMPARE(QByteArray::fromStdString(percentDecoded(text.toStdString())), decoded);
    }

    void targetsAreSplit_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("no query") << QByteArray("/a") << QByteArray("/a") << QByteArray("none");
        QTest::newRow("query") << QByteArray("/a?x=1&token=t%2Bu+v&y") << QByteArray("/a")
                               << QByteArray("t+u v");
        QTest::newRow("the last counts")
            << QByteArray("/a?token=1&token=2") << QByteArray("/a") << QByteArray("2");
        QTest::newRow("empty value") << QByteArray("/a?token=") << QByteArray("/a") << QByteArray("");
        QTest::newRow("only ampersands") << QByteArray("/a?&&&") << QByteArray("/a") << QByteArray("none");
        QTest::newRow("absolute") << QByteArray("http://h:1/a/b?token=t") << QByteArray("/a/b")
                                  << QByteArray("t");
        QTest::newRow("absolute without path")
            << QByteArray("http://h") << QByteArray("/") << QByteArray("none");
        QTest::newRow("a URL as a path")
            << QByteArray("/http://h/") << QByteArray("/http://h/") << QByteArray("none");
    }
    void targetsAreSplit()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, token);
        const HttpRequest request{"GET", target.toStdString(), {}, {}};
        QCOMPARE(QByteArray::fromStdString(std::string(request.path())), path);
        QCOMPARE(QByteArray::fromStdString(queryParameter(request.query(), "token").value_or("none")), token);
    }

    void headsAreWritten()
    {
        const HttpResponse response{206, {{"etag", "\"B\""}}, "abc"};
        QCOMPARE(serializeHead(response, true, "today"),
                 std::string("HTTP/1.1 206 Partial Content\r\ndate: today\r\netag: \"B\"\r\n"
                             "content-length: 3\r\nconnection: keep-alive\r\n\r\n"));
        QCOMPARE(serializeHead({204, {}, {}}, false, "today"),
                 std::string("HTTP/1.1 204 No Content\r\ndate: today\r\nconnection: close\r\n\r\n"));
    }

    void datesAreWritten_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("date");
        QTest::newRow("the RFC's") << qint64(784'111'777) << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT");
        QTest::newRow("the first") << qint64(0) << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT");
        QTest::newRow("a leap day") << qint64(1'709'164'800) << QByteArray("Thu, 29 Feb 2024 00:00:00 GMT");
        QTest::newRow("a year's end") << qint64(1'735'689'599) << QByteArray("Tue, 31 Dec 2024 23:59:59 GMT");
    }
    void datesAreWritten()
    {
        QFETCH(qint64, seconds);
        QTEST(QByteArray::fromStdString(httpDate(seconds)), "date");
    }

    void bearers_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("bearer") << QByteArray("Bearer a.b.c") << QByteArray("a.b.c");
        QTest::newRow("case of the scheme") << QByteArray("bEARER a") << QByteArray("a");
        QTest::newRow("another scheme") << QByteArray("Basic a") << QByteArray();
        QTest::newRow("no token") << QByteArray("Bearer ") << QByteArray();
        QTest::newRow("no space") << QByteArray("Bearera") << QByteArray();
    }
    void bearers()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, token);
        QCOMPARE(bearerOf({"GET", "/", {{"AUTHORIZATION", field.toStdString()}}, {}}), token);
    }

    void hosts_data()
    {
        QTest::addColumn<bool>("isOurs");
        for (const char *host : {"localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:1", "127.1.2.3:80",
                                 "[::1]", "[::1]:8000"})
            QTest::newRow(host) << true;
        for (const char *host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80",
                                 "192.168.1.2", "[2001:db8::1]:80", ":80"})
            QTest::newRow(host) << false;
    }
    void hosts()
    {
        QFETCH(bool, isOurs);
        QCOMPARE(isForLoopback({"GET", "/", {{"host", QTest::currentDataTag()}}, {}}), isOurs);
    }

    void jsonBodies_data()
    {
        QTest::addColumn<bool>("isJsonBody");
        for (const char *type :
             {"application/json", "Application/JSON; charset=utf-8", "application/ld+json"})
            QTest::newRow(type) << true;
        for (const char *type : {"text/plain", "application/jsonx", "text/x+json", ""})
            QTest::newRow(type) << false;
    }
    void jsonBodies()
    {
        QFETCH(bool, isJsonBody);
        QCOMPARE(isJson({"POST", "/", {{"content-type", QTest::currentDataTag()}}, {}}), isJsonBody);
    }
    void withoutATypeABodyIsJson() { QVERIFY(isJson({"POST", "/", {}, {}})); }
};

QTEST_GUILESS_MAIN(TestServerHttpMessage)
#include "tst_server_httpmessage.moc"
