// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files in the window: brought in, looked over, sent, seen by the topic, saved again.

#include "gui/chat/composer.h"
#include "gui/chat/messagelayout.h"
#include "gui/files/filetext.h"
#include "models/timelinemodel.h"
#include "models/transferlistmodel.h"
#include "support/sqlfile.h"
#include "windowfixture.h"

#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QImage drawing()
{
    QImage image(800, 600, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 255 / 800, y * 255 / 600, 120));
    }
    return image;
}

//! What a program may put into the clipboard.
enum Brought { Nothing = 0, Text = 1, Pixels = 2, Png = 4, Files = 8 };

std::unique_ptr<QMimeData> mimeDataOf(int brought)
{
    auto data = std::make_unique<QMimeData>();
    if (brought & Text)
        data->setText(u"just words"_s);
    if (brought & Pixels)
        data->setImageData(drawing());
    if (brought & Png) {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        drawing().save(&buffer, "PNG");
        data->setData(u"image/png"_s, png);
    }
    if (brought & Files)
        data->setUrls({QUrl::fromLocalFile(u"/somewhere/a.png"_s)});
    return data;
}

void paste(QWidget *into, int brought)
{
    QGuiApplication::clipboard()->setMimeData(mimeDataOf(brought).release());
    QTest::keySequence(into, QKeySequence::Paste);
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    QTemporaryDir m_folder;
    WindowFixture &gui() { return *m_fixture; }

    QString place(const QString &name) const { return m_folder.filePath(name); }
    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(place(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }
    QByteArray read(const QString &name) const
    {
        QFile file(place(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }
    QString photo() const
    {
        return drawing().save(place(u"photo.png"_s)) ? place(u"photo.png"_s) : QString();
    }

    //! What the rows of a list say to a screen reader.
    QStringList rowsOf(const char *list)
    {
        QStringList rows;
        const auto *const view = gui().find<QListView>(list);
        for (int row = 0; view && row < view->model()->rowCount(); ++row)
            rows << view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return rows;
    }

    //! A click on that part of the last message.
    void clickLast(QRect (MessageLayout::*link)() const)
    {
        auto *const view = gui().find<QListView>("timeline");
        const auto index = view->model()->index(view->model()->rowCount() - 1, 0);
        view->scrollTo(index);
        const MessageLayout layout(MessageLayout::contentOf(index), view->font(), view->viewport()->width());
        const auto spot = (layout.*link)().translated(view->visualRect(index).topLeft()).center();
        QVERIFY(!(layout.*link)().isEmpty());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, spot);
    }

    //! Of this profile's user.db, as another program would.
    bool change(const QString &sql) { return runSql(QDir(gui().folder()).filePath(u"user.db"_s), {sql}); }

    void drag(QEvent::Type type, const QMimeData &data)
    {
        auto *const chat = gui().find<QWidget>("chatPage");
        const QPoint middle = chat->rect().center();
        if (type == QEvent::DragEnter) {
            QDragEnterEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(chat, &event);
            return;
        }
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(chat, &event);
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        CLICK(gui(), "tryIt");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTRY_VERIFY(!gui().topics().isEmpty());
    }
    void cleanup() { m_fixture.reset(); }

    void whatIsAttachedArrivesAndCanBeSaved()
    {
        gui().dialogs.filesToOpen = {written(u"notes.txt"_s, "ten bytes!"), photo()};
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        QCOMPARE(gui().find<QAbstractButton>("sendFilesButton")->text(), u"Send 2 files"_s);
        QVERIFY(gui().label("sendTarget").startsWith(u"To #"_s));
        QCOMPARE(rowsOf("filesToSend").front(), u"notes.txt, 10 bytes"_s);

        // Others see another name than this computer does.
        auto *const list = gui().find<QListView>("filesToSend");
        list->setCurrentIndex(list->model()->index(0, 0));
        CLICK(gui(), "renameFile");
        QTRY_VERIFY(gui().find<QLineEdit>("fileNameEdit"));
        auto *const name = gui().find<QLineEdit>("fileNameEdit");
        QTRY_COMPARE(name->selectedText(), u"notes"_s);
        QTest::keyClicks(name, u"minutes"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(rowsOf("filesToSend").front(), u"minutes.txt, 10 bytes"_s);
        gui().find<QLineEdit>("caption")->setText(u"From today"_s);
        gui().picture(u"files-1-sheet"_s, gui().find<QDialog>("sendDialog"));
        gui().trigger("actionDark");
        gui().picture(u"files-1-sheet-dark"_s, gui().find<QDialog>("sendDialog"));
        gui().trigger("actionLight");

        CLICK(gui(), "sendFilesButton");
        QTRY_VERIFY(!gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(gui().verifiedRows(), 3);
        QVERIFY(gui().rows()[0].contains(u"From today"_s));
        QVERIFY(gui().rows()[1].contains(u"minutes.txt"_s));
        QVERIFY(gui().rows()[1].contains(u"10 bytes"_s));
        QVERIFY(gui().rows()[2].contains(u"photo.png"_s));
        QTRY_COMPARE(rowsOf("transferList"), (QStringList{u"minutes.txt, sent"_s, u"photo.png, sent"_s}));
        gui().picture(u"files-2-sent"_s);

        gui().dialogs.toSave = place(u"again.png"_s);
        clickLast(&MessageLayout::saveAsLink);
        QTRY_COMPARE(rowsOf("transferList").back(), u"photo.png, saved"_s);
        QCOMPARE(read(u"again.png"_s), read(u"photo.png"_s));
        gui().picture(u"files-3-saved"_s);
        gui().trigger("actionDark");
        gui().picture(u"files-3-saved-dark"_s);
        gui().trigger("actionLight");
        CLICK(gui(), "clearTransfers");
        QTRY_VERIFY(!gui().find<QListView>("transferList"));
    }

    void aPastedImageArrives_data()
    {
        QTest::addColumn<int>("brought");
        QTest::newRow("pixels") << int(Pixels);
        QTest::newRow("as another program wrote it") << int(Png);
    }
    void aPastedImageArrives()
    {
        QFETCH(int, brought);
        paste(gui().find<QPlainTextEdit>("composerText"), brought);
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QVERIFY(gui().label("sendTarget").startsWith(u"To #"_s));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        static const QRegularExpression named(
            uR"(^Pasted image \d{4}-\d\d-\d\d \d\d\.\d\d\.png, [\d.]+ .?B$)"_s);
        QVERIFY2(named.match(rowsOf("filesToSend").join(u'|')).hasMatch(),
                 qPrintable(rowsOf("filesToSend").join(u'|')));
        QVERIFY(!gui().find<QAbstractButton>("stripMetadata"));
        gui().picture(u"files-7-pasted"_s, gui().find<QDialog>("sendDialog"));
        CLICK(gui(), "sendFilesButton");
        QTRY_VERIFY(!gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QVERIFY(gui().rows().back().contains(u"Pasted image "_s));
        auto *const timeline = gui().find<QListView>("timeline")->model();
        const auto file =
            timeline->index(0, 0).data(static_cast<int>(TimelineModel::Role::File)).value<FilePayload>();
        QVERIFY(file.isImage);
        QCOMPARE(QSize(file.width, file.height), QSize(800, 600));
        QCOMPARE(QImage::fromData(file.thumbnail).size(), QSize(320, 240));
        gui().picture(u"files-8-pasted-sent"_s);
        gui().dialogs.toSave = place(u"back.png"_s);
        clickLast(&MessageLayout::saveAsLink);
        QTRY_COMPARE(rowsOf("transferList").back().right(7), u", saved"_s);
        QCOMPARE(QImage(place(u"back.png"_s)).convertToFormat(QImage::Format_RGB32), drawing());
    }

    void aTextThatBringsItsPictureIsPastedAsText()
    {
        auto *const composer = gui().find<QPlainTextEdit>("composerText");
        paste(composer, Text | Pixels | Png);
        QCOMPARE(composer->toPlainText(), u"just words"_s);
        QVERIFY(!gui().window().findChild<QDialog *>(u"sendDialog"_s));
    }

    void whatTheComposerHandsOut_data()
    {
        QTest::addColumn<int>("brought");
        QTest::addColumn<bool>("mayPost");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("files");
        QTest::addColumn<int>("images");
        QTest::newRow("nothing") << int(Nothing) << true << QString() << 0 << 0;
        QTest::newRow("a text") << int(Text) << true << u"just words"_s << 0 << 0;
        QTest::newRow("pixels") << int(Pixels) << true << QString() << 0 << 1;
        QTest::newRow("a PNG") << int(Png) << true << QString() << 0 << 1;
        QTest::newRow("a text and its picture") << (Text | Pixels) << true << u"just words"_s << 0 << 0;
        QTest::newRow("a text and its PNG") << (Text | Png) << true << u"just words"_s << 0 << 0;
        QTest::newRow("a file and its picture") << (Files | Pixels | Png) << true << QString() << 1 << 0;
        QTest::newRow("an image, where one may not write") << int(Pixels) << false << QString() << 0 << 0;
    }
    void whatTheComposerHandsOut()
    {
        QFETCH(int, brought);
        QFETCH(bool, mayPost);
        QFETCH(int, files);
        QFETCH(int, images);
        Composer composer;
        composer.setMayPost(mayPost);
        const QSignalSpy filesPasted(&composer, &Composer::filesPasted);
        const QSignalSpy imagePasted(&composer, &Composer::imagePasted);
        paste(composer.findChild<QPlainTextEdit *>(u"composerText"_s), brought);
        QTEST(composer.text(), "text");
        QCOMPARE(filesPasted.size(), files);
        QCOMPARE(imagePasted.size(), images);
        if (images == 0)
            return;
        const auto image = imagePasted.front().front().value<PastedImage>();
        QCOMPARE(image.png.isEmpty(), (brought & Png) == 0); // not decoded here when it need not be
        QCOMPARE(image.decoded().convertToFormat(QImage::Format_RGB32), drawing());
    }

    void aDroppedImageIsAskedForToo()
    {
        const auto data = mimeDataOf(Pixels);
        drag(QEvent::DragEnter, *data);
        QVERIFY(gui().label("dropHint").startsWith(u"Drop to send to #"_s));
        drag(QEvent::Drop, *data);
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        QCOMPARE(rowsOf("filesToSend").size(), 1);
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(gui().verifiedRows(), 1);
    }

    void whyAPastedImageCannotBeSent_data()
    {
        QTest::addColumn<Error>("problem");
        QTest::addColumn<qint64>("largest");
        QTest::addColumn<QString>("words");
        const Error tooLarge{ErrorKind::Blob, ErrorCode::BlobTooLarge, u"40000000"_s};
        QTest::newRow("for a pasted one")
            << tooLarge << largestPastedImage << u"This image is 38.1 MB; up to 32.0 MB can be pasted."_s;
        QTest::newRow("for the space")
            << tooLarge << qint64(1'000'000) << u"This file is 38.1 MB; this space takes up to 976.6 kB."_s;
        QTest::newRow("no image") << Error{ErrorKind::Storage, ErrorCode::CannotRead} << largestPastedImage
                                  << u"This is no image that can be read."_s;
    }
    void whyAPastedImageCannotBeSent()
    {
        QFETCH(Error, problem);
        QFETCH(qint64, largest);
        QTEST(pastedImageProblem(problem, largest), "words");
    }

    void whatIsPastedAndCannotBeSentIsSaidInTheSheet_data()
    {
        QTest::addColumn<bool>("isImage");
        QTest::newRow("no image") << false;
        QTest::newRow("too large") << true;
    }
    void whatIsPastedAndCannotBeSentIsSaidInTheSheet()
    {
        QFETCH(bool, isImage);
        auto data = std::make_unique<QMimeData>();
        if (isImage) {
            QImage noise(6000, 6000, QImage::Format_Grayscale8); // nothing can be made smaller of it
            QRandomGenerator random(7);
            std::generate_n(noise.bits(), noise.sizeInBytes(),
                            [&random] { return static_cast<uchar>(random.generate()); });
            data->setImageData(noise);
        } else {
            data->setData(u"image/png"_s, "garbage");
        }
        QGuiApplication::clipboard()->setMimeData(data.release());
        QTest::keySequence(gui().find<QPlainTextEdit>("composerText"), QKeySequence::Paste);
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY_WITH_TIMEOUT(rowsOf("filesToSend").front().endsWith(u": cannot be sent"_s), 20'000);
        QVERIFY(!gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        gui().picture(isImage ? u"files-9-too-large"_s : u"files-9-no-image"_s,
                      gui().find<QDialog>("sendDialog"));
    }

    void whatCannotBeKeptStaysInTheSheet_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("none of them") << QString() << QStringList{u"a.txt, 1 bytes"_s, u"b.txt, 2 bytes"_s};
        QTest::newRow("the second") << u"WHEN NEW.id > 1"_s << QStringList{u"b.txt, 2 bytes"_s};
    }
    void whatCannotBeKeptStaysInTheSheet()
    {
        QFETCH(QString, condition);
        QFETCH(QStringList, left);
        QVERIFY(change(
            u"CREATE TRIGGER refusing AFTER INSERT ON upload %1 BEGIN SELECT RAISE(ABORT, 'no'); END"_s.arg(
                condition)));
        gui().dialogs.filesToOpen = {written(u"a.txt"_s, "a"), written(u"b.txt"_s, "bb")};
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        gui().find<QLineEdit>("caption")->setText(u"Two files"_s);
        CLICK(gui(), "sendFilesButton");
        auto *const sheet = gui().find<QDialog>("sendDialog");
        const auto *const told = sheet->findChild<QLabel *>(u"messageBarText"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY(told->text().startsWith(u"A file could not be written."_s));
        QCOMPARE(rowsOf("filesToSend"), left);
        QVERIFY(gui().find<QLineEdit>("caption")->isEnabled());
        QCOMPARE(gui().find<QLineEdit>("caption")->text(), QString()); // it is on its way
        gui().picture(u"files-10-refused"_s, sheet);

        QVERIFY(change(u"DROP TRIGGER refusing"_s));
        CLICK(gui(), "sendFilesButton");
        QTRY_VERIFY(!gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(gui().verifiedRows(), 3);
        QTRY_COMPARE(rowsOf("transferList"), (QStringList{u"a.txt, sent"_s, u"b.txt, sent"_s}));
        QVERIFY(gui().rows()[0].contains(u"Two files"_s));
        QVERIFY(gui().rows()[1].contains(u"a.txt"_s));
        QVERIFY(gui().rows()[2].contains(u"b.txt"_s));
        QCOMPARE(gui().rows().size(), 3);
    }

    void whatIsDroppedNamesItsTopicFirst()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(written(u"a.txt"_s, "a"))});
        drag(QEvent::DragEnter, data);
        QVERIFY(gui().find<QLabel>("dropHint"));
        QVERIFY(gui().label("dropHint").startsWith(u"Drop to send to #"_s));
        gui().picture(u"files-4-drop"_s);
        drag(QEvent::Drop, data);
        QVERIFY(!gui().find<QLabel>("dropHint"));
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(rowsOf("filesToSend"), QStringList{u"a.txt, 1 bytes"_s});
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QDialog>("sendDialog"));
        QTest::qWait(50);
        QCOMPARE(gui().rows(), QStringList());

        QMimeData text;
        text.setText(u"just words"_s);
        drag(QEvent::DragEnter, text);
        drag(QEvent::Drop, text);
        QCOMPARE(gui().find<QPlainTextEdit>("composerText")->toPlainText(), u"just words"_s);
    }

    void whatIsDroppedOnATopicOfTheListGoesThere()
    {
        gui().trigger("actionNewTopic");
        QTRY_VERIFY(gui().find<QLineEdit>("topicName"));
        gui().type("topicName", u"Photos"_s);
        CLICK(gui(), "createTopicButton");
        QTRY_COMPARE(gui().topics().size(), 2);
        QTRY_VERIFY(!gui().find<QDialog>("newTopicDialog"));
        auto *const list = gui().find<QListView>("topicList");
        const auto general = list->model()->index(0, 0);
        const auto photos = list->model()->index(1, 0);
        QTRY_COMPARE(list->currentIndex(), photos);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(written(u"a.txt"_s, "a"))});
        const auto over = [&](const QModelIndex &index) { return list->visualRect(index).center(); };

        // Whoever hangs over a topic comes to see it.
        QDragEnterEvent enter(over(general), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(list->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QTRY_COMPARE(list->currentIndex(), general);

        QDropEvent drop(over(photos), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(list->viewport(), &drop);
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QCOMPARE(gui().label("sendTarget"), u"To #Photos in My notebook"_s);
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(list->currentIndex(), photos);
        QTRY_COMPARE(gui().verifiedRows(), 1);
    }

    void whatTheProgramIsStartedWithWaitsForATopic()
    {
        gui().close();
        gui().start();
        gui().desktop().take({written(u"a.txt"_s, "a")}); // the profile is not open yet
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(rowsOf("filesToSend"), QStringList{u"a.txt, 1 bytes"_s});
    }

    void aNameFromAStrangerStaysInItsFolder_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("saved");
        QTest::newRow("upwards") << u"../../.bashrc"_s << u"_.._.bashrc"_s;
        QTest::newRow("hidden") << u".profile"_s << u"profile"_s;
        QTest::newRow("the folder itself") << u".."_s << QString(); // its id then
        QTest::newRow("turned around") << u"photo\u202Egnp.exe"_s << u"photognp.exe"_s;
        QTest::newRow("long") << QString(300, u'a') + u".png"_s << QString(76, u'a') + u"….png"_s;
    }
    void aNameFromAStrangerStaysInItsFolder()
    {
        QFETCH(QString, name);
        QFETCH(QString, saved);
        const QTemporaryDir home;
        const auto before = qgetenv("HOME");
        qputenv("HOME", home.path().toUtf8());
        auto *const space = gui().desktop().profile().spaces().front();
        FileToSend file{.path = written(u"any"_s, "contents")};
        file.described.fileName = name;
        std::optional<Result<qint64>> added;
        space->uploads().add(u"general"_s, file).done(this, [&](const Result<qint64> &id) { added = id; });
        QTRY_COMPARE(gui().verifiedRows(), 1);
        clickLast(&MessageLayout::saveLink);
        QTRY_VERIFY(rowsOf("transferList").join(u' ').endsWith(u", saved"_s));
        qputenv("HOME", before);
        const auto files = QDir(home.filePath(u"Downloads"_s)).entryList(QDir::Files | QDir::Hidden);
        QCOMPARE(files.size(), 1);
        if (!saved.isEmpty())
            QCOMPARE(files.front(), saved);
        QCOMPARE(QDir(home.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void whatCannotBeSentIsSaidBeforeItIs()
    {
        QFile large(place(u"large.bin"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(104'857'600 - 27));
        large.close();
        gui().dialogs.filesToOpen = {large.fileName(), m_folder.path(), place(u"nowhere"_s),
                                     written(u"fine.txt"_s, "x")};
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_COMPARE(rowsOf("filesToSend").filter(u"cannot be sent"_s).size(), 3);
        QVERIFY(!gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        gui().picture(u"files-5-problems"_s, gui().find<QDialog>("sendDialog"));
        auto *const list = gui().find<QListView>("filesToSend");
        for (int i = 0; i < 3; ++i) {
            list->setCurrentIndex(list->model()->index(0, 0));
            QTest::keyClick(list, Qt::Key_Delete);
        }
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(gui().verifiedRows(), 1);
    }

    void aFileThatIsGoneCanBeSentOnceItIsBack()
    {
        const auto path = written(u"gone.txt"_s, "x");
        gui().dialogs.filesToOpen = {path};
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        QVERIFY(QFile::remove(path));
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(rowsOf("transferList"), QStringList{u"gone.txt, not sent"_s});
        gui().picture(u"files-6-failed"_s);
        written(u"gone.txt"_s, "x");
        auto *const list = gui().find<QListView>("transferList");
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(rowsOf("transferList"), QStringList{u"gone.txt, sent"_s});
        QTRY_COMPARE(gui().verifiedRows(), 1);
    }

    void itGoesOnAfterARestart()
    {
        const auto path = written(u"later.txt"_s, "x");
        gui().dialogs.filesToOpen = {path};
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        QVERIFY(QFile::remove(path)); // so that it is not sent before the end
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(rowsOf("transferList"), QStringList{u"later.txt, not sent"_s});
        gui().close();
        written(u"later.txt"_s, "x");
        gui().start();
        QTRY_COMPARE(rowsOf("transferList"), QStringList{u"later.txt, not sent"_s});
        auto *const list = gui().find<QListView>("transferList");
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(rowsOf("transferList"), QStringList{u"later.txt, sent"_s});
        QTRY_COMPARE(gui().verifiedRows(), 1);
    }
};

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
