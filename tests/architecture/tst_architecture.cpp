// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What ARCHITECTURE.md and CONTRIBUTING.md promise about the sources, held against the sources; and each rule
// held against made-up ones, so that it is known to fail.

#include "rules.h"
#include "sourcetree.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio::test;

namespace {

//! Waits that have to be, each with its reason.
const QStringList allowedWaits{
    u"src/base/workerpool.cpp"_s, // the pool's destructor: the program ends, and running work with it
};

const QByteArray licence = "// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors\n"
                           "// SPDX-License-Identifier: Apache-2.0\n";

template <class Rule>
QStringList overAll(const QList<SourceFile> &files, Rule rule)
{
    QStringList complaints;
    for (const auto &file : files)
        complaints += rule(file);
    return complaints;
}

} // namespace

class TestArchitecture : public QObject
{
    Q_OBJECT

    QList<SourceFile> m_sources = filesBelow(u"src"_s, {u".h"_s, u".cpp"_s});
    QList<SourceFile> m_tests = filesBelow(u"tests"_s, {u".h"_s, u".cpp"_s});
    QList<SourceFile> m_lists = filesBelow(u"src"_s, {u"CMakeLists.txt"_s});
    QList<SourceFile> m_testLists = filesBelow(u"tests"_s, {u"CMakeLists.txt"_s});

    static void verifyNone(const QStringList &complaints)
    {
        QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
    }

private Q_SLOTS:
    void theSourcesAreFound()
    {
        QVERIFY(m_sources.size() > 100);
        QVERIFY(m_tests.size() > 40);
        QVERIFY(m_lists.size() > 10);
    }

    // The project.
    void everyArrowIsInTheTable() { verifyNone(overAll(m_sources, wrongArrows)); }
    void everyLinkIsInTheTable()
    {
        auto lists = m_lists;
        lists.removeIf([](const SourceFile &file) { return file.path == u"src/CMakeLists.txt"; });
        verifyNone(overAll(lists, wrongLinks));
    }
    void sodiumAndOpenSslAreSeenInCryptoOnly()
    {
        verifyNone(overAll(m_sources + m_tests, strayCryptoHeaders));
    }
    void boostAndCurlAreSeenInTwoFilesAtMost() { verifyNone(strayLibraryHeaders(m_sources + m_tests)); }
    void belowTheModelsThereAreNoWindows() { verifyNone(overAll(m_sources, strayGuiHeaders)); }
    void nothingWaits()
    {
        auto files = m_sources;
        files.removeIf([](const SourceFile &file) { return allowedWaits.contains(file.path); });
        verifyNone(overAll(files, waits));
    }
    void everyFileNamesItsLicence()
    {
        const auto cmake = filesBelow(u"cmake"_s, {u".cmake"_s});
        verifyNone(overAll(m_sources + m_tests + m_lists + m_testLists + cmake, missingLicence));
    }
    void noFileIsTooLong()
    {
        verifyNone(overAll(m_sources + m_tests, [](const SourceFile &file) { return tooLong(file); }));
    }
    void everyFileIsListed() { verifyNone(unlisted(m_sources + m_tests, m_lists + m_testLists)); }
    void everyAllowedWaitIsStillNeeded()
    {
        for (const auto &file : std::as_const(m_sources)) {
            if (allowedWaits.contains(file.path))
                QVERIFY2(!waits(file).isEmpty(), qPrintable(file.path));
        }
    }

    // The rules.
    void arrows_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("complaints");
        const auto row = [](const char *name, const char *path, const char *text, int complaints) {
            QTest::newRow(name) << QString::fromLatin1(path) << QByteArray(text) << complaints;
        };
        row("own layer", "src/base/a.cpp", "#include \"base/a.h\"\n", 0);
        row("allowed", "src/client/a.cpp", "#include \"net/b.h\"\n#include <QUrl>\n", 0);
        row("upward", "src/base/a.h", "#include \"crypto/b.h\"\n", 1);
        row("sideward", "src/net/a.h", "#include \"store/b.h\"\n", 1);
        row("over two", "src/models/a.h", "#include \"store/b.h\"\n", 1);
        row("gui below a feature", "src/gui/chat/a.cpp", "#include \"models/b.h\"\n", 0);
        row("gui to gui", "src/gui/chat/a.cpp", "#include \"gui/shared/b.h\"\n", 0);
        row("gui to crypto", "src/gui/chat/a.cpp", "\n#include \"crypto/b.h\"\n", 1);
        row("gui to store", "src/gui/chat/a.cpp", "#include \"store/b.h\"\n", 1);
        row("cli to gui", "src/cli/a.cpp", "#include \"gui/shared/b.h\"\n", 1);
        row("server to client", "src/localserver/a.cpp", "#include \"client/b.h\"\n", 1);
        row("app to all", "src/app/a.cpp", "#include \"localserver/b.h\"\n#include \"gui/x/b.h\"\n", 0);
        row("spaces about", "src/base/a.h", "  #  include   \"net/b.h\"\n", 1);
        row("angle brackets", "src/base/a.h", "#include <base/b.h>\n", 1);
        row("no layer named", "src/base/a.cpp", "#include \"a.h\"\n", 1);
        row("of tests", "src/base/a.cpp", "#include \"support/await.h\"\n", 1);
        row("moc", "src/base/a.cpp", "#include \"a.moc\"\n", 0);
        row("uic", "src/gui/chat/a.cpp", "#include \"ui_a.h\"\n", 0);
        row("commented out", "src/base/a.cpp", "// #include \"net/b.h\"\n", 0);
        row("unknown folder", "src/misc/a.cpp", "", 1);
        row("no folder", "src/a.cpp", "", 1);
    }
    void arrows()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, text);
        QTEST(static_cast<int>(wrongArrows({path, text}).size()), "complaints");
    }

    void cryptoHeaders_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isWrong");
        QTest::newRow("at home") << u"src/crypto/a.cpp"_s << QByteArray("#include <sodium.h>") << false;
        QTest::newRow("in a header") << u"src/crypto/a.h"_s << QByteArray("#include <openssl/evp.h>") << true;
        QTest::newRow("elsewhere") << u"src/store/a.cpp"_s << QByteArray("#include <sodium.h>") << true;
        QTest::newRow("argon2") << u"src/client/a.cpp"_s << QByteArray("#include <argon2.h>") << true;
        QTest::newRow("argon2 at home")
            << u"src/crypto/opaque/a.cpp"_s << QByteArray("#include <argon2.h>") << false;
        QTest::newRow("ours") << u"src/protocol/a.cpp"_s << QByteArray("#include \"crypto/sodium.h\"")
                              << false;
        QTest::newRow("in tests") << u"tests/unit/a.cpp"_s << QByteArray("#include <openssl/sha.h>") << true;
    }
    void cryptoHeaders()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, text);
        QTEST(!strayCryptoHeaders({path, text}).isEmpty(), "isWrong");
    }

    void libraryHeaders()
    {
        const QByteArray text = "#include <boost/asio.hpp>\n#include <boost/beast.hpp>\n";
        const SourceFile one{u"src/localserver/a.cpp"_s, text};
        const SourceFile two{u"src/localserver/b.cpp"_s, text};
        const SourceFile three{u"src/localserver/c.h"_s, text};
        QVERIFY(strayLibraryHeaders({one, two}).isEmpty());
        QCOMPARE(strayLibraryHeaders({one, two, three}).size(), 1);
        QCOMPARE(strayLibraryHeaders({one, {u"src/net/a.cpp"_s, text}}).size(), 2);
        const SourceFile curl{u"src/net/a.cpp"_s, "#include <curl/curl.h>"};
        QVERIFY(strayLibraryHeaders({one, curl}).isEmpty());
        QCOMPARE(strayLibraryHeaders({{u"src/client/a.cpp"_s, curl.text}}).size(), 1);
    }

    void windows_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("isWrong");
        QTest::newRow("widget") << u"src/client/a.cpp"_s << QByteArray("QWidget") << true;
        QTest::newRow("application") << u"src/base/a.cpp"_s << QByteArray("QGuiApplication") << true;
        QTest::newRow("module") << u"src/models/a.cpp"_s << QByteArray("QtWidgets/QLabel") << true;
        QTest::newRow("view") << u"src/models/a.cpp"_s << QByteArray("QListView") << true;
        QTest::newRow("bytes") << u"src/base/a.h"_s << QByteArray("QByteArrayView") << false;
        QTest::newRow("core") << u"src/base/a.h"_s << QByteArray("QCoreApplication") << false;
        QTest::newRow("at home") << u"src/gui/chat/a.h"_s << QByteArray("QListView") << false;
    }
    void windows()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, header);
        QTEST(!strayGuiHeaders({path, "#include <" + header + ">\n"}).isEmpty(), "isWrong");
    }

    void links_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("libraries");
        QTest::addColumn<bool>("isWrong");
        QTest::newRow("in order") << u"src/client/CMakeLists.txt"_s << QByteArray("Reeeductio::net Qt6::Core")
                                  << false;
        QTest::newRow("upward") << u"src/net/CMakeLists.txt"_s << QByteArray("Reeeductio::client") << true;
        QTest::newRow("widgets") << u"src/client/CMakeLists.txt"_s << QByteArray("Qt6::Widgets") << true;
        QTest::newRow("gui") << u"src/store/CMakeLists.txt"_s << QByteArray("PUBLIC Qt6::Gui)") << true;
        QTest::newRow("models and gui") << u"src/models/CMakeLists.txt"_s << QByteArray("Qt6::Gui") << false;
        QTest::newRow("models and widgets")
            << u"src/models/CMakeLists.txt"_s << QByteArray("Qt6::Widgets") << true;
        QTest::newRow("at home") << u"src/gui/CMakeLists.txt"_s << QByteArray("Qt6::Widgets") << false;
        QTest::newRow("said only") << u"src/net/CMakeLists.txt"_s << QByteArray("# no Qt6::Widgets") << false;
    }
    void links()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, libraries);
        QTEST(!wrongLinks({path, libraries}).isEmpty(), "isWrong");
    }

    void waiting_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("complaint");
        const auto found = [](int line, const QString &what) {
            return u"src/a/a.cpp:%1: no nested loop, no blocking wait: "_s.arg(line) + what;
        };
        QTest::newRow("a loop") << QByteArray("\nQEventLoop loop;\n") << found(2, u"QEventLoop"_s);
        QTest::newRow("pumping") << QByteArray("qApp->processEvents();") << found(1, u"processEvents"_s);
        QTest::newRow("a wait") << QByteArray("a();\n/* why\n*/ reply->waitForReadyRead(5);")
                                << found(3, u"waitForReadyRead"_s);
        QTest::newRow("blocking call")
            << QByteArray("Qt::BlockingQueuedConnection") << found(1, u"BlockingQueuedConnection"_s);
        QTest::newRow("a comment") << QByteArray("// QEventLoop\n/* processEvents\n waitForX */")
                                   << QString();
        QTest::newRow("a text") << QByteArray(
                                       "f(\"\\\"QEventLoop\", u\"waitForX\"_s, '\"', R\"(QEventLoop)\");")
                                << QString();
        QTest::newRow("digits with marks")
            << QByteArray("100'000; QEventLoop x; 'a'") << found(1, u"QEventLoop"_s);
        QTest::newRow("another word") << QByteArray("waitFor(); waitFormally();") << QString();
    }
    void waiting()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, complaint);
        QCOMPARE(waits({u"src/a/a.cpp"_s, text}).join(u'\n'), complaint);
    }

    void licences()
    {
        QVERIFY(missingLicence({u"src/a.h"_s, licence + "\n#pragma once\n"}).isEmpty());
        QVERIFY(!missingLicence({u"src/a.h"_s, '\n' + licence}).isEmpty());
        QVERIFY(!missingLicence({u"src/a.h"_s, licence.left(60)}).isEmpty());
        QVERIFY(!missingLicence({u"src/CMakeLists.txt"_s, licence}).isEmpty());
        auto cmake = licence;
        QVERIFY(missingLicence({u"src/CMakeLists.txt"_s, cmake.replace("//", "#")}).isEmpty());
    }

    void lengths()
    {
        QVERIFY(tooLong({u"src/a.h"_s, QByteArray(600, '\n')}).isEmpty());
        QVERIFY(!tooLong({u"src/a.h"_s, QByteArray(601, '\n')}).isEmpty());
    }

    void lists()
    {
        const QList<SourceFile> lists{
            {u"src/base/CMakeLists.txt"_s, "layer(base\n    a.cpp a.h\n    clock.h)\n"},
            {u"src/gui/CMakeLists.txt"_s, "layer(gui chat/view.cpp)"},
            {u"tests/unit/CMakeLists.txt"_s, "unit_test(pending)\nunit_test(json x)"}};
        const auto isListed = [&lists](const char *path) {
            return unlisted({{QString::fromLatin1(path), {}}}, lists).isEmpty();
        };
        for (const auto *path : {"src/base/a.cpp", "src/base/clock.h", "src/gui/chat/view.cpp",
                                 "tests/unit/tst_pending.cpp", "tests/unit/tst_json.cpp"})
            QVERIFY2(isListed(path), path);
        for (const auto *path :
             {"src/base/b.cpp", "src/base/lock.h", "src/gui/view.cpp", "src/gui/chat/a.cpp", "src/new/a.cpp",
              "tests/unit/tst_js.cpp", "tests/unit/json.cpp"})
            QVERIFY2(!isListed(path), path);
        QCOMPARE(unlisted({}, {{u"src/a/CMakeLists.txt"_s, "file(GLOB sources *.cpp)"}}).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
