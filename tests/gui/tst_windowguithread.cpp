// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The rule of the GUI thread (ARCHITECTURE.md "Threads") in the real window: while 50,000 messages come, are
// scrolled through and written to, no event costs it more than 16 ms of its CPU time, and it touches no file
// and no SQL.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "gui/chat/chatpage.h"
#include "gui/chat/messagelayout.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/noticearea.h"
#include "models/auditmodel.h"
#include "models/transferlistmodel.h"
#include "protocol/names.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/guithreadwatch.h"
#include "support/seeding.h"
#include "windowfixture.h"

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::chrono::nanoseconds mostPerEvent = 1h; // the sanitizer's cost is not what people get
#else
constexpr std::chrono::nanoseconds mostPerEvent = 16ms;
#endif

constexpr int manyMessages = 50'000;
constexpr int manyFiles = 3000;
constexpr int manyEvents = 10'000;
constexpr int manyPaths = 10'000;
constexpr int manyVersions = 300;
constexpr int longWaitMs = 200'000;

QByteArrayList manyReports()
{
    QByteArrayList payloads;
    for (int i = 0; i < manyFiles; ++i) {
        FilePayload file;
        file.blob = BlobId::of(sha256(QByteArray::number(i)));
        file.key = QByteArray(32, 'k');
        file.fileName = u"Report %1.pdf"_s.arg(i);
        file.size = 1000 + i * 7919 % 100'000;
        payloads << writePayload(file);
    }
    return payloads;
}

//! A value at each of many paths in one branch, and one that was written often.
QList<Message> manyValues(const Credentials &owner)
{
    QList<Message> messages;
    std::optional<QByteArray> head;
    const auto write = [&](const QByteArray &path, const QByteArray &value) {
        messages << sealMessage(owner.space, owner.member, owner.key, {"state", path, head, toBase64(value)});
        head = messages.back().hash;
    };
    for (int i = 0; i < manyPaths; ++i)
        write("items/" + QByteArray::number(100'000 + i), "{\"n\":" + QByteArray::number(i) + '}');
    for (int i = 0; i < manyVersions; ++i)
        write("often", QByteArray(70'000, static_cast<char>('a' + i % 20))); // in one line
    return messages;
}

} // namespace

class TestWindowGuiThread : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    Credentials m_keeper = m_server.newOwner(); //!< of a space with much state

    //! Whether every row, out of sight too, has the height it needs at the view's width.
    static bool heightsFit(QListView &view)
    {
        QStyleOptionViewItem option;
        option.initFrom(&view);
        option.widget = &view;
        for (int row = 0; row < view.model()->rowCount(); ++row) {
            const auto index = view.model()->index(row, 0);
            const MessageLayout fresh(MessageLayout::contentOf(index), view.font(), view.viewport()->width());
            if (view.visualRect(index).height() != fresh.height())
                return false;
        }
        return true;
    }

    static void verifyKept(const GuiThreadWatch &watch)
    {
        QVERIFY(watch.eventCount() > 0);
        for (const auto &cost : watch.dearest().first(std::min<qsizetype>(3, watch.dearest().size())))
            qInfo() << cost.receiver << cost.type
                    << std::chrono::duration<double, std::milli>(cost.cpu).count() << "ms"
                    << cost.where.constData();
        const auto complaints = watch.complaints(mostPerEvent);
        if (!complaints.isEmpty())
            qWarning().noquote() << complaints; // QVERIFY2 cuts off
        QVERIFY(complaints.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_server.isForeign())
            QSKIP("seeds the embedded server");
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        auto owner = m_server.spaceFor(m_owner.clone());
        for (const auto &topic : {u"general"_s, u"papers"_s})
            VERIFY_OK(await(owner->state().setEncrypted(u"topics/"_s + topic, "{}")));
        owner.reset();
        m_keeper = m_server.newOwner();
        VERIFY_OK(await(m_server.spaceFor(m_keeper.clone())->session().authenticate()));
        m_server.stop();
        QVERIFY(m_server.seed(m_keeper.space, manyValues(m_keeper)));
        QVERIFY(m_server.seed(m_owner.space, chatMessages(m_owner, u"general"_s, manyTexts(manyMessages))));
        QVERIFY(m_server.seed(m_owner.space,
                              chatMessages(m_owner, u"papers"_s, manyReports(), {}, "file.upload")));
        QVERIFY(m_server.start());
    }

    void tenTransfersRunInTheWindow()
    {
        const QTemporaryDir folder;
        QImage photo(1600, 1200, QImage::Format_RGB32);
        for (int y = 0; y < photo.height(); ++y) {
            for (int x = 0; x < photo.width(); ++x)
                photo.setPixel(x, y, qRgb(x * y % 256, y % 256, x % 256));
        }
        QStringList files;
        for (int i = 0; i < 5; ++i) {
            files << folder.filePath(u"%1.png"_s.arg(i));
            QVERIFY(photo.save(files.back()));
            QFile file(files.back());
            QVERIFY(file.open(QIODevice::Append)); // what stands behind an image's end is nobody's business
            QVERIFY(file.write(QByteArray(20'000'000, 'x')) > 0);
        }
        WindowFixture gui;
        gui.start();
        CLICK(gui, "tryIt");
        QTRY_VERIFY(gui.find<QPlainTextEdit>("composerText"));
        QTRY_VERIFY(!gui.topics().isEmpty());

        const GuiThreadWatch watch;
        gui.dialogs.filesToOpen = files;
        const auto send = [&gui] {
            CLICK(gui, "attach");
            QTRY_VERIFY(gui.find<QDialog>("sendDialog"));
            QTRY_VERIFY(gui.find<QAbstractButton>("sendFilesButton")->isEnabled());
            CLICK(gui, "stripMetadata"); // what stands behind the pictures is what makes them large
            CLICK(gui, "sendFilesButton");
            QTRY_VERIFY(!gui.find<QDialog>("sendDialog"));
        };
        const auto statesOf = [&gui](TransferListModel::State state) {
            const auto *const view = gui.find<QListView>("transferList");
            int count = 0;
            for (int row = 0; view && row < view->model()->rowCount(); ++row) {
                const auto data =
                    view->model()->index(row, 0).data(static_cast<int>(TransferListModel::Role::State));
                count += data.toInt() == static_cast<int>(state) ? 1 : 0;
            }
            return count;
        };
        send();
        QTRY_COMPARE_WITH_TIMEOUT(gui.verifiedRows(), 5, longWaitMs);
        int mostAtOnce = 0;
        const auto lookAgain = [&mostAtOnce, statesOf] {
            mostAtOnce = std::max(mostAtOnce, statesOf(TransferListModel::State::Running));
        };
        const auto *const transfers = gui.find<QListView>("transferList")->model();
        connect(transfers, &QAbstractItemModel::dataChanged, &gui.window(), lookAgain);
        connect(transfers, &QAbstractItemModel::rowsInserted, &gui.window(), lookAgain);
        // The same five once more, and the first five back.
        send();
        auto *const timeline = gui.find<QListView>("timeline");
        for (int row = 0; row < 5; ++row) {
            gui.dialogs.toSave = folder.filePath(u"back-%1.png"_s.arg(row));
            const auto file =
                timeline->model()->index(row, 0).data(static_cast<int>(TimelineModel::Role::File));
            Q_EMIT gui.window().chat().saveAsRequested(file.value<FilePayload>());
        }
        QTRY_VERIFY(mostAtOnce >= 4); // two up, three down
        QTRY_COMPARE_WITH_TIMEOUT(statesOf(TransferListModel::State::Done), 15, longWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(gui.verifiedRows(), 10, longWaitMs);
        // Looked at, one after the other.
        const auto first = timeline->model()->index(0, 0);
        Q_EMIT gui.window().chat().viewRequested(
            first.data(static_cast<int>(TimelineModel::Role::Hash)).toByteArray(),
            first.data(static_cast<int>(TimelineModel::Role::File)).value<FilePayload>());
        for (int image = 1; image <= 3; ++image) {
            QTRY_VERIFY_WITH_TIMEOUT(gui.find<QAbstractButton>("copyImage") &&
                                         gui.find<QAbstractButton>("copyImage")->isEnabled(),
                                     longWaitMs);
            for (const auto key : {Qt::Key_1, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0, Qt::Key_Right})
                QTest::keyClick(gui.find<QDialog>("imageViewer"), key);
        }
        QTest::keyClick(gui.find<QDialog>("imageViewer"), Qt::Key_Escape);
        verifyKept(watch);
        gui.close();
    }

    void aLargeImageIsPasted_data()
    {
        QTest::addColumn<bool>("isWritten");
        QTest::newRow("pixels") << false;
        QTest::newRow("as another program wrote it") << true;
    }
    void aLargeImageIsPasted()
    {
        QFETCH(bool, isWritten);
        QImage noise(2600, 2600, QImage::Format_RGB888); // nothing can be made smaller of it
        QRandomGenerator random(7);
        for (int y = 0; y < noise.height(); ++y)
            std::generate_n(noise.scanLine(y), noise.bytesPerLine(),
                            [&random] { return static_cast<uchar>(random.generate()); });
        auto data = std::make_unique<QMimeData>();
        if (isWritten) {
            QBuffer png;
            QVERIFY(png.open(QIODevice::WriteOnly) && noise.save(&png, "PNG"));
            data->setData(u"image/png"_s, png.data());
        } else {
            data->setImageData(noise);
        }
        QGuiApplication::clipboard()->setMimeData(data.release());
        WindowFixture gui;
        gui.start();
        CLICK(gui, "tryIt");
        QTRY_VERIFY(gui.find<QPlainTextEdit>("composerText"));
        QTRY_VERIFY(!gui.topics().isEmpty());

        const GuiThreadWatch watch;
        QTest::keySequence(gui.find<QPlainTextEdit>("composerText"), QKeySequence::Paste);
        QTRY_VERIFY(gui.find<QDialog>("sendDialog"));
        QTRY_VERIFY_WITH_TIMEOUT(gui.find<QAbstractButton>("sendFilesButton")->isEnabled(), longWaitMs);
        CLICK(gui, "sendFilesButton");
        QTRY_VERIFY_WITH_TIMEOUT(!gui.find<QDialog>("sendDialog"), longWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(gui.verifiedRows(), 1, longWaitMs);
        verifyKept(watch);
        gui.close();
    }

    void aLongTopicComesIntoTheWindow()
    {
        WindowFixture gui;
        gui.start();
        gui.prepareToConnectWith(m_owner);
        {
            const GuiThreadWatch watch;
            CLICK(gui, "connectButton");
            QTRY_VERIFY(gui.find<QPlainTextEdit>("composerText"));
            QTRY_VERIFY(gui.verifiedRows() >= 100);
            QTRY_VERIFY_WITH_TIMEOUT(gui.label("topicProgress").startsWith(QString::number(manyMessages)),
                                     longWaitMs);
            gui.say(u"written into a long topic"_s);
            QTRY_VERIFY(gui.rows().back().contains(u"written into a long topic"_s));
            verifyKept(watch);
        }
        {
            const GuiThreadWatch watch;
            auto *bar = gui.find<QListView>("timeline")->verticalScrollBar();
            for (int page = 0; page < 2000 && gui.rows().size() < 500; ++page) {
                QMetaObject::invokeMethod(
                    bar, [bar] { bar->triggerAction(QAbstractSlider::SliderPageStepSub); },
                    Qt::QueuedConnection);
                QTest::qWait(1);
            }
            QTRY_VERIFY(gui.find<QAbstractButton>("jumpToNewest"));
            QVERIFY(gui.rows().size() >= 400);
            for (const int width : {900, 1100, 840}) {
                gui.window().resize(width, 640);
                QTest::qWait(5);
            }
            QTRY_VERIFY(heightsFit(*gui.find<QListView>("timeline")));
            CLICK(gui, "jumpToNewest");
            QTRY_VERIFY(gui.rows().back().contains(u"written into a long topic"_s));
            gui.window().resize(800, 600);
            QTRY_COMPARE(bar->value(), bar->maximum());
            verifyKept(watch);
        }
        {
            const GuiThreadWatch watch;
            gui.trigger("actionFiles");
            QTRY_VERIFY(gui.find<QTreeView>("fileTable"));
            const auto *const files = gui.find<QTreeView>("fileTable")->model();
            QTRY_COMPARE_WITH_TIMEOUT(files->rowCount(), manyFiles, longWaitMs);
            for (const int column : {0, 1, 2, 3, 4})
                gui.find<QTreeView>("fileTable")->sortByColumn(column, Qt::AscendingOrder);
            QTest::keyClicks(gui.find<QLineEdit>("fileSearch"), u"report 49"_s);
            QTRY_VERIFY(files->rowCount() > 10 && files->rowCount() < manyFiles / 2);
            gui.find<QLineEdit>("fileSearch")->clear();
            QTRY_COMPARE(files->rowCount(), manyFiles);
            verifyKept(watch);
        }
        gui.close();
    }

    //! 200 members by 100 questions, and a way to power for half of them.
    void whoMayDoWhatIsShown()
    {
        const auto owner = m_server.newOwner();
        auto asOwner = m_server.spaceFor(owner.clone());
        const auto first = await(asOwner->state().setEncrypted(u"topics/general"_s, "{}"));
        VERIFY_OK(first);
        asOwner.reset();
        m_server.stop();
        QList<Message> messages;
        const auto write = [&](const QString &path, const QByteArray &value) {
            const auto head = messages.isEmpty() ? first->message.hash : messages.back().hash;
            messages << sealMessage(owner.space, owner.member, owner.key,
                                    {stateTopic.latin1(), path.toUtf8(), head, toBase64(value)});
        };
        for (int i = 0; i < 45; ++i)
            write(u"topics/topic-%1"_s.arg(i), "{}");
        for (int i = 0; i < 199; ++i) {
            const auto id = m_server.newUser(owner).member.toString();
            write(u"auth/users/"_s + id, "{}");
            write(u"profiles/"_s + id, u"{\"name\":\"Member %1\"}"_s.arg(i).toUtf8());
            write(u"auth/users/%1/rights/a"_s.arg(id), R"({"op":"read","path":"topics/{any}/messages"})");
            if (i % 2 == 0) // and with these two it can make itself a tool that gives it the rest
                write(u"auth/users/%1/rights/b"_s.arg(id),
                      R"({"op":"create","path":"state/auth/users/{any}/rights/{...}"})");
            if (i % 2 == 0)
                write(u"auth/users/%1/rights/c"_s.arg(id),
                      R"({"op":"create","path":"state/auth/tools/{...}"})");
        }
        QVERIFY(m_server.seed(owner.space, messages));
        QVERIFY(m_server.start());

        WindowFixture gui;
        gui.start();
        gui.prepareToConnectWith(owner);
        const GuiThreadWatch watch;
        CLICK(gui, "connectButton");
        QTRY_VERIFY(gui.find<QPlainTextEdit>("composerText"));
        gui.trigger("actionAccess");
        QTRY_VERIFY(gui.find<QTableView>("accessTable"));
        auto *const table = gui.find<QTableView>("accessTable");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 200, longWaitMs);
        QVERIFY(table->model()->columnCount() >= 100);
        const auto asAnEvent = [](auto what) {
            QMetaObject::invokeMethod(QCoreApplication::instance(), what, Qt::QueuedConnection);
            QTest::qWait(20);
        };
        for (const int row : {20, 60, 120, 199})
            asAnEvent([table, row] { table->setCurrentIndex(table->model()->index(row, row / 2)); });
        asAnEvent([table] { table->scrollToTop(); });
        asAnEvent([&gui] { gui.window().resize(1400, 900); });
        for (const auto &text : {u"member 12"_s, u"topic-12"_s, u"nothing like it"_s, QString()})
            asAnEvent([&gui, text] { gui.find<QLineEdit>("accessSearch")->setText(text); });
        QCOMPARE(table->model()->rowCount(), 200);
        asAnEvent([&gui] { gui.find<QTabWidget>("accessTabs")->setCurrentIndex(1); });
        QTRY_COMPARE_WITH_TIMEOUT(gui.find<QTreeView>("whoTable")->model()->rowCount(), 200, longWaitMs);
        asAnEvent([&gui] { gui.find<QTabWidget>("accessTabs")->setCurrentIndex(2); });
        QTRY_VERIFY_WITH_TIMEOUT(gui.label("powerAnswer").startsWith(u"100 "_s), longWaitMs);
        asAnEvent([&gui] { gui.find<QTreeView>("powerTree")->scrollToBottom(); });
        gui.dialogs.toSave = gui.folder() + u"/access.csv"_s;
        gui.trigger("exportMatrixCsv");
        const auto isSaved = [&gui] {
            const auto *const bar = gui.find<MessageBar>("accessBar");
            return bar && bar->text().contains(u"access.csv"_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaved(), longWaitMs);
        verifyKept(watch);
        gui.close();
    }

    //! Half of it by somebody who had no right to.
    void aLongStateIsAudited()
    {
        const auto owner = m_server.newOwner();
        const auto stranger = m_server.newUser(owner);
        auto asOwner = m_server.spaceFor(owner.clone());
        const auto first = await(asOwner->state().setEncrypted(u"topics/general"_s, "{}"));
        VERIFY_OK(first);
        asOwner.reset();
        m_server.stop();
        const auto texts = manyTexts(manyEvents / 2);
        const auto honest = chatMessages(owner, stateTopic, texts, first->message.hash, "notes/of-all-kinds");
        const auto others = chatMessages(stranger, stateTopic, texts, honest.back().hash, "notes/forged");
        QVERIFY(m_server.seed(owner.space, honest + others));
        QVERIFY(m_server.start());

        WindowFixture gui;
        gui.start();
        gui.prepareToConnectWith(owner);
        gui.dialogs.toSave = gui.folder() + u"/audit.json"_s;
        const GuiThreadWatch watch;
        CLICK(gui, "connectButton");
        QTRY_VERIFY(gui.find<QPlainTextEdit>("composerText"));
        gui.trigger("actionAudit");
        QTRY_VERIFY(gui.find<QTreeView>("findingTable"));
        const auto *const findings = gui.find<QTreeView>("findingTable")->model();
        QTRY_COMPARE_WITH_TIMEOUT(findings->rowCount(), AuditModel::mostListed, longWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(gui.label("pageAbout").contains(QLocale().toString(manyEvents / 2)),
                                 longWaitMs);
        QVERIFY(gui.find<QAbstractButton>("shield")->accessibleName().contains(u"not entitled"_s));
        QTRY_COMPARE(gui.window().notices().texts().filter(u"has no effect there"_s).size(), 1); // it is long
        const auto asAnEvent = [](auto what) {
            QMetaObject::invokeMethod(QCoreApplication::instance(), what, Qt::QueuedConnection);
            QTest::qWait(1);
        };
        auto *const table = gui.find<QTreeView>("findingTable");
        for (const int column : {0, 1, 2, 3, 4})
            asAnEvent([table, column] { table->sortByColumn(column, Qt::AscendingOrder); });
        QTest::keyClicks(gui.find<QLineEdit>("findingSearch"), u"no member"_s);
        QCOMPARE(findings->rowCount(), AuditModel::mostListed);
        asAnEvent([&gui] { gui.find<QLineEdit>("findingSearch")->setText(u"nothing like it"_s); });
        QCOMPARE(findings->rowCount(), 0);
        asAnEvent([&gui] { gui.find<QLineEdit>("findingSearch")->clear(); });
        asAnEvent([&gui] { gui.find<QComboBox>("findingRule")->setCurrentIndex(1); });
        asAnEvent([table] { table->scrollToBottom(); });
        CLICK(gui, "copyAudit");
        CLICK(gui, "exportAudit");
        QTRY_VERIFY_WITH_TIMEOUT(gui.find<MessageBar>("auditBar")->text().contains(u"audit.json"_s),
                                 longWaitMs);
        verifyKept(watch);
        gui.close();
    }

    void aLargeStateIsLookedThrough()
    {
        WindowFixture gui;
        gui.start();
        gui.prepareToConnectWith(m_keeper);
        const GuiThreadWatch watch;
        CLICK(gui, "connectButton");
        QTRY_VERIFY(gui.window().isShowingSpace());
        gui.trigger("actionState"); // while it is still coming
        QTRY_VERIFY_WITH_TIMEOUT(
            gui.label("pageAbout").startsWith(QString::number(manyPaths + 1)) &&
                gui.label("pageAbout").contains(QString::number(manyPaths + manyVersions)),
            longWaitMs);
        auto *const tree = gui.find<QTreeView>("stateTree");
        const auto items = tree->model()->index(0, 0);
        tree->setExpanded(items, true);
        for (int piece = 0; piece < tree->model()->rowCount(items); ++piece)
            tree->setExpanded(tree->model()->index(piece, 0, items), true);
        QTest::keyClicks(gui.find<QLineEdit>("stateSearch"), u"1002"_s);
        // 100200 to 100299, and 101002
        QTRY_COMPARE_WITH_TIMEOUT(tree->model()->rowCount(tree->model()->index(0, 0)), 101, longWaitMs);
        gui.find<QLineEdit>("stateSearch")->clear();
        QTRY_COMPARE_WITH_TIMEOUT(tree->model()->rowCount(), 2, longWaitMs);
        tree->setCurrentIndex(tree->model()->index(1, 0)); // written often
        QTRY_VERIFY_WITH_TIMEOUT(gui.find<QTreeView>("historyTable") &&
                                     gui.find<QTreeView>("historyTable")->model()->rowCount() == 200,
                                 longWaitMs);
        auto *const history = gui.find<QTreeView>("historyTable");
        for (const auto *look : {"lookHex", "lookChanges", "lookText"})
            CLICK(gui, look);
        for (int row = 0; row < 200; row += 20) {
            history->setCurrentIndex(history->model()->index(row, 0));
            QTest::qWait(20);
        }
        auto *const slider = gui.find<QSlider>("momentSlider");
        for (int moment = 0; moment <= slider->maximum(); moment += 97)
            slider->setValue(moment);
        slider->setValue(manyPaths / 2);
        QTRY_VERIFY_WITH_TIMEOUT(gui.label("pageAbout").startsWith(QString::number(manyPaths / 2)),
                                 longWaitMs);
        CLICK(gui, "showChanges");
        QTest::qWait(500);
        verifyKept(watch);
        gui.close();
    }
};

int main(int argc, char *argv[])
{
    WatchedApplication<QApplication> app(argc, argv);
    QTEST_SET_MAIN_SOURCE_PATH
    TestWindowGuiThread test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_windowguithread.moc"
