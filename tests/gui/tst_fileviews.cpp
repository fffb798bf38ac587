// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files that are there, in the real window: images looked at, others opened, all of them in a list.

#include "gui/chat/messagelayout.h"
#include "gui/shared/messagebar.h"
#include "models/filelistmodel.h"
#include "windowfixture.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPainter>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QImage drawing(const QColor &color, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, color);
    sky.setColorAt(1, Qt::white);
    painter.fillRect(image.rect(), sky);
    painter.setBrush(Qt::yellow);
    painter.drawEllipse(QPoint(size.width() / 3, size.height() / 3), size.height() / 8, size.height() / 8);
    return image;
}

//! What the desktop was asked to open.
class Desk : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;
    Desk() { QDesktopServices::setUrlHandler(u"file"_s, this, "open"); }
    ~Desk() override { QDesktopServices::unsetUrlHandler(u"file"_s); }

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

} // namespace

class TestFileViews : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    QTemporaryDir m_folder;
    WindowFixture &gui() { return *m_fixture; }

    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }
    QString image(const QString &name, const QColor &color, QSize size = {1200, 800}) const
    {
        const auto path = m_folder.filePath(name);
        return drawing(color, size).save(path) ? path : QString();
    }

    void send(const QStringList &paths)
    {
        const auto before = gui().verifiedRows();
        gui().dialogs.filesToOpen = paths;
        CLICK(gui(), "attach");
        QTRY_VERIFY(gui().find<QDialog>("sendDialog"));
        QTRY_VERIFY(gui().find<QAbstractButton>("sendFilesButton")->isEnabled());
        CLICK(gui(), "sendFilesButton");
        QTRY_COMPARE(gui().verifiedRows(), before + paths.size());
    }

    //! A click on that part of a message.
    void click(int row, QRect (MessageLayout::*part)() const)
    {
        auto *const view = gui().find<QListView>("timeline");
        const auto index = view->model()->index(row, 0);
        view->scrollTo(index);
        const MessageLayout layout(MessageLayout::contentOf(index), view->font(), view->viewport()->width());
        QVERIFY(!(layout.*part)().isEmpty());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          (layout.*part)().translated(view->visualRect(index).topLeft()).center());
    }

    QTreeView *table() { return gui().find<QTreeView>("fileTable"); }
    QStringList column(int column)
    {
        QStringList texts;
        const auto *const model = table() ? table()->model() : nullptr;
        for (int row = 0; model && row < model->rowCount(); ++row)
            texts << model->index(row, column).data().toString();
        return texts;
    }
    QStringList names() { return column(FileListModel::Name); }
    QStringList sizes() { return column(FileListModel::Size); }
    void choose(const QString &name)
    {
        table()->setCurrentIndex(table()->model()->index(static_cast<int>(names().indexOf(name)), 0));
    }
    QString barText()
    {
        const auto *const bar = gui().find<MessageBar>("filesBar");
        return bar ? bar->text() : QString();
    }
    //! Of the last row, to a screen reader.
    QString saidBy(const char *list)
    {
        const auto *const view = gui().find<QListView>(list);
        return view ? view->model()
                          ->index(view->model()->rowCount() - 1, 0)
                          .data(Qt::AccessibleTextRole)
                          .toString()
                    : QString();
    }

    bool isShown(const QString &name)
    {
        return gui().find<QDialog>("imageViewer") && gui().label("imageName") == name &&
               gui().find<QToolButton>("copyImage")->isEnabled();
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        CLICK(gui(), "tryIt");
        QTRY_VERIFY(!gui().topics().isEmpty());
    }
    void cleanup() { m_fixture.reset(); }

    void imagesAreLookedAt()
    {
        send({image(u"sea.png"_s, Qt::blue), written(u"notes.txt"_s, "words"),
              image(u"meadow.png"_s, Qt::darkGreen, {600, 900})});
        click(0, &MessageLayout::picture);
        QTRY_VERIFY(isShown(u"sea.png"_s));
        auto *const viewer = gui().find<QDialog>("imageViewer");
        QTRY_VERIFY(gui().label("imageAbout").endsWith(u"1 of 2"_s));
        QVERIFY(gui().label("imageAbout").contains(u"1200 × 800"_s));
        QVERIFY(!gui().find<QToolButton>("previousImage")->isEnabled());
        gui().picture(u"viewer-1"_s, viewer);

        // Nearer, then all of it again; copied as it is.
        const auto fitting = gui().find<QToolButton>("zoomLevel")->text();
        QTest::keyClick(viewer, Qt::Key_Plus);
        QTRY_VERIFY(gui().find<QToolButton>("zoomLevel")->text() != fitting);
        QTest::keyClick(viewer, Qt::Key_1);
        QTRY_COMPARE(gui().find<QToolButton>("zoomLevel")->text(), fitting);
        QTest::keyClick(viewer, Qt::Key_1);
        QTRY_COMPARE(gui().find<QToolButton>("zoomLevel")->text(), u"100 %"_s);
        gui().picture(u"viewer-2-near"_s, viewer);
        QGuiApplication::clipboard()->clear();
        QTest::keySequence(viewer, QKeySequence::Copy);
        QTRY_COMPARE(QGuiApplication::clipboard()->image().size(), QSize(1200, 800));

        QTest::keyClick(viewer, Qt::Key_Right);
        QTRY_VERIFY(isShown(u"meadow.png"_s));
        QVERIFY(!gui().find<QToolButton>("nextImage")->isEnabled());
        gui().trigger("actionDark");
        gui().picture(u"viewer-3-dark"_s, viewer);
        gui().trigger("actionLight");
        QTest::keyClick(viewer, Qt::Key_Left);
        QTRY_VERIFY(isShown(u"sea.png"_s));
        QTest::keyClick(viewer, Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<QDialog>("imageViewer"));
        click(2, &MessageLayout::openLink);
        QTRY_VERIFY(isShown(u"meadow.png"_s));
    }

    void anImageThatIsGoneSaysSo()
    {
        send({image(u"sea.png"_s, Qt::blue)});
        auto *const space = gui().desktop().profile().spaces().front();
        const auto file = gui()
                              .find<QListView>("timeline")
                              ->model()
                              ->index(0, 0)
                              .data(static_cast<int>(TimelineModel::Role::File))
                              .value<FilePayload>();
        bool isGone = false;
        space->files().remove(file.blob).done(space, [&isGone](const Result<BlobRemoval> &removal) {
            isGone = removal && *removal == BlobRemoval::Gone;
        });
        QTRY_VERIFY(isGone);
        click(0, &MessageLayout::picture);
        QTRY_COMPARE(gui().label("imageStatus"), u"The server does not have it any more."_s);
        QVERIFY(!gui().find<QToolButton>("copyImage")->isEnabled());
        QVERIFY(gui().find<QToolButton>("zoomLevel")->text().endsWith(u'%'));
        gui().picture(u"viewer-4-gone"_s, gui().find<QDialog>("imageViewer"));
    }

    void whatIsHarmlessIsOpened()
    {
        Desk desk;
        send({written(u"notes.txt"_s, "words"), written(u"run.sh"_s, "rm -r /")});
        click(0, &MessageLayout::openLink);
        QTRY_COMPARE(desk.opened.size(), 1);
        QFile opened(desk.opened.front().toLocalFile());
        QVERIFY(opened.open(QIODevice::ReadOnly));
        QCOMPARE(opened.readAll(), QByteArray("words"));
        QVERIFY(!opened.permissions().testFlag(QFile::ExeOwner));
        opened.remove();

        auto *const view = gui().find<QListView>("timeline");
        const auto script = MessageLayout::contentOf(view->model()->index(1, 0));
        QVERIFY(script.bringsFile);
        QVERIFY(!script.isOpenable);
    }

    void filesOfATopicAreListed()
    {
        send({image(u"sea.png"_s, Qt::blue), written(u"notes.txt"_s, "words"),
              written(u"run.sh"_s, "rm -r /")});
        CLICK(gui(), "topicFiles");
        QTRY_COMPARE(names(), (QStringList{u"run.sh"_s, u"notes.txt"_s, u"sea.png"_s}));
        QVERIFY(!gui().find<QListView>("timeline"));
        QTRY_VERIFY(gui().label("pageAbout").startsWith(u"3 files · "_s));
        QVERIFY(gui().label("pageTitle").startsWith(u"Files in #"_s));
        // Who can get it: nobody else is here.
        QTRY_VERIFY(gui().label("fileAudience").endsWith(u"can get it: You."_s));
        gui().picture(u"filelist-1"_s);

        choose(u"run.sh"_s);
        QVERIFY(!gui().find<QAbstractButton>("lookAtFile")->isEnabled());
        choose(u"sea.png"_s);
        QCOMPARE(gui().find<QAbstractButton>("lookAtFile")->text(), u"&View"_s);
        CLICK(gui(), "lookAtFile");
        QTRY_VERIFY(isShown(u"sea.png"_s));
        QTest::keyClick(gui().find<QDialog>("imageViewer"), Qt::Key_Escape);
        gui().dialogs.toSave = m_folder.filePath(u"copy.txt"_s);
        choose(u"notes.txt"_s);
        CLICK(gui(), "saveFileAs");
        QTRY_VERIFY(QFile::exists(m_folder.filePath(u"copy.txt"_s)));

        gui().find<QLineEdit>("fileSearch")->setText(u"sea"_s);
        QTRY_COMPARE(names(), QStringList{u"sea.png"_s});
        gui().find<QLineEdit>("fileSearch")->setText(u"nothing"_s);
        QTRY_COMPARE(gui().label("noFiles"), u"Nothing found among 3 files."_s);
        gui().find<QLineEdit>("fileSearch")->clear();
        gui().find<QComboBox>("fileKind")->setCurrentIndex(1);
        QTRY_COMPARE(names(), QStringList{u"sea.png"_s});
        gui().find<QComboBox>("fileKind")->setCurrentIndex(0);
        table()->sortByColumn(FileListModel::Name, Qt::AscendingOrder);
        QTRY_COMPARE(names(), (QStringList{u"notes.txt"_s, u"run.sh"_s, u"sea.png"_s}));
        gui().trigger("actionDark");
        gui().picture(u"filelist-2-dark"_s);
        gui().trigger("actionLight");

        QTest::keyClick(table(), Qt::Key_Escape);
        QTRY_VERIFY(gui().find<QListView>("timeline"));
        CLICK(gui(), "spaceFiles");
        QTRY_COMPARE(names().size(), 3);
        QCOMPARE(gui().label("pageTitle"), u"Files in all topics"_s);
        QVERIFY(!table()->isColumnHidden(FileListModel::TopicName));
        gui().find<QAbstractButton>("allTopics")->click();
        QTRY_VERIFY(gui().label("pageTitle").startsWith(u"Files in #"_s));
    }

    void deletingIsForEverybodyAndSaysSo()
    {
        send({written(u"notes.txt"_s, "words"), written(u"other.txt"_s, "more")});
        gui().trigger("actionTopicFiles");
        QTRY_COMPARE(names().size(), 2);
        choose(u"notes.txt"_s);
        CLICK(gui(), "deleteFile");
        QTRY_VERIFY(gui().find<QMessageBox>("confirmBox"));
        QVERIFY(gui().find<QMessageBox>("confirmBox")->text().contains(u"notes.txt"_s));
        gui().picture(u"filelist-3-delete"_s, gui().find<QMessageBox>("confirmBox"));
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QMessageBox>("confirmBox"));
        CLICK(gui(), "deleteFile");
        CLICK(gui(), "confirmButton");
        QTRY_COMPARE(barText(), u"“notes.txt” is deleted from the server."_s);
        QTRY_COMPARE(sizes(), (QStringList{u"4 bytes"_s, u"Removed"_s}));

        QTRY_COMPARE(gui().label("fileAudience"), u"Nobody can get it from the server any more."_s);
        QVERIFY(!gui().find<QAbstractButton>("saveFile")->isEnabled());
        QVERIFY(!gui().find<QAbstractButton>("deleteFile")->isEnabled());
        choose(u"other.txt"_s);
        QTRY_VERIFY(gui().find<QAbstractButton>("saveFile")->isEnabled());

        // Whoever asks for it elsewhere is told.
        QTest::keyClick(table(), Qt::Key_Escape);
        click(0, &MessageLayout::saveLink);
        QTRY_COMPARE(saidBy("transferList"), u"notes.txt, not saved"_s);
        gui().trigger("actionTopicFiles");
        CLICK(gui(), "findUnused");
        QTRY_COMPARE(barText(), u"Every file that was stored from this computer is used by a message."_s);
        gui().picture(u"filelist-4-deleted"_s);
    }
};

QTEST_MAIN(TestFileViews)
#include "tst_fileviews.moc"
