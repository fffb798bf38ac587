// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The files of a topic or a space as a list, and the small pictures of those that brought none.

#include "crypto/hash.h"
#include "models/filefiltermodel.h"
#include "models/filekinds.h"
#include "models/imagedecoding.h"
#include "models/thumbnails.h"
#include "support/livefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Role = FileListModel::Role;

QByteArray png(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    return encodeImage(image, "PNG");
}

bool isGet(const HttpRequest &request)
{
    return request.method == HttpRequest::Method::Get && request.url.path().contains("/blobs/"_L1);
}

} // namespace

class TestFileList : public QObject, private LiveFixture
{
    Q_OBJECT

    //! As a published client does: nothing beside the published fields.
    FilePayload post(const QString &topic, const QString &name, const QByteArray &bytes, bool isImage = false)
    {
        const auto blob = await(m_live->space().blobs().upload(bytes));
        FilePayload file;
        file.blob = blob->id;
        file.key = blob->key.bytes().exposeUnwiped();
        file.fileName = name;
        file.isImage = isImage;
        return postFile(topic, file);
    }
    FilePayload postFile(const QString &topic, const FilePayload &file)
    {
        const bool isPosted =
            await(m_live->outbox().add(topic, messageTypeOf(file), writePayload(file))).has_value();
        return isPosted ? file : FilePayload();
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row, FileListModel::Name).data().toString();
        return list;
    }
    qsizetype fetches() const
    {
        return std::count_if(m_wire->requests.begin(), m_wire->requests.end(), isGet);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init()
    {
        QVERIFY(begin());
        m_live->addTopicByHand(u"papers"_s);
    }
    void cleanup() { end(); }

    void filesOfATopicAreListed()
    {
        FileListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto first = post(u"general"_s, u"a.txt"_s, "a");
        post(u"papers"_s, u"elsewhere.txt"_s, "b");
        model.show(m_live.get(), u"general"_s);
        QTRY_COMPARE(names(model), QStringList{u"a.txt"_s});
        QCOMPARE(model.fileAt(0).file, first);
        QCOMPARE(model.fileAt(0).topic, u"general"_s);
        QVERIFY(model.isOwn(model.fileAt(0)));
        QTRY_VERIFY(model.isComplete());
        QCOMPARE(model.index(0, FileListModel::Size).data().toString(), u"Not said"_s);
        QCOMPARE(model.index(0, FileListModel::TopicName).data().toString(), u"#general"_s);

        // What comes later is added, what is there stays where it is.
        const QPersistentModelIndex kept = model.index(0, 0);
        auto second = post(u"general"_s, u"b.txt"_s, "b");
        second.size = 2'000'000;
        second.fileName = u"large.bin"_s;
        postFile(u"general"_s, second);
        QTRY_COMPARE(names(model), (QStringList{u"a.txt"_s, u"large.bin"_s, u"b.txt"_s}));
        QCOMPARE(kept.data().toString(), u"a.txt"_s);
        QCOMPARE(model.totalSize(), 2'000'000);
        QTRY_COMPARE(model.fileAt(0).verdict, Verdict::Verified);
        QVERIFY(!model.index(0, 0).data(static_cast<int>(Role::IsAccused)).toBool());
    }

    void filesOfASpaceAreListed()
    {
        FileListModel model;
        model.show(m_live.get(), {});
        post(u"general"_s, u"a.txt"_s, "a");
        post(u"papers"_s, u"b.txt"_s, "b");
        QTRY_COMPARE(model.rowCount(), 2);
        auto listed = names(model);
        listed.sort();
        QCOMPARE(listed, (QStringList{u"a.txt"_s, u"b.txt"_s}));
        m_live->addTopicByHand(u"new"_s);
        post(u"new"_s, u"c.txt"_s, "c");
        QTRY_COMPARE(model.rowCount(), 3);
        model.show(m_live.get(), u"papers"_s);
        QTRY_COMPARE(names(model), QStringList{u"b.txt"_s});
        model.show(nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void theyCanBeLookedForAndSorted()
    {
        FileListModel model;
        FileFilterModel filter(model);
        const QAbstractItemModelTester tester(&filter,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        post(u"general"_s, u"Gel photo.png"_s, png(8, 8), true);
        post(u"general"_s, u"notes.txt"_s, "b");
        post(u"general"_s, u"Årsrapport.pdf"_s, "c");
        model.show(m_live.get(), u"general"_s);
        const QStringList newestFirst{u"Årsrapport.pdf"_s, u"notes.txt"_s, u"Gel photo.png"_s};
        QTRY_COMPARE(names(filter), newestFirst);
        filter.setText(u"PHOTO gel"_s);
        QCOMPARE(names(filter), QStringList{u"Gel photo.png"_s});
        QCOMPARE(filter.fileAt(filter.index(0, 0)).file.fileName, u"Gel photo.png"_s);
        filter.setText(u"you notes"_s); // whose it is counts too
        QCOMPARE(names(filter), QStringList{u"notes.txt"_s});
        filter.setText(u"nothing like it"_s);
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        filter.setKind(FileFilterModel::Kind::Images);
        QCOMPARE(names(filter), QStringList{u"Gel photo.png"_s});
        filter.setKind(FileFilterModel::Kind::Others);
        QCOMPARE(filter.rowCount(), 2);
        filter.setKind(FileFilterModel::Kind::Own);
        QCOMPARE(filter.rowCount(), 3);
        filter.sort(FileListModel::Name, Qt::AscendingOrder);
        QCOMPARE(names(filter).front(),
                 newestFirst.front() > u"G"_s ? u"Gel photo.png"_s : newestFirst.front());
    }

    void whatIsRemovedSaysSo()
    {
        FileListModel model;
        const auto file = post(u"general"_s, u"a.txt"_s, "a");
        model.show(m_live.get(), u"general"_s);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(*await(m_live->files().remove(file.blob)), BlobRemoval::Gone);
        QVERIFY(model.index(0, 0).data(static_cast<int>(Role::IsRemoved)).toBool());
        QCOMPARE(model.index(0, FileListModel::Size).data().toString(), u"Removed"_s);
    }

    void aPictureThatCameWithTheMessageIsShownOnce()
    {
        Thumbnails thumbnails;
        QSignalSpy ready(&thumbnails, &Thumbnails::ready);
        FilePayload file;
        file.isImage = true;
        file.thumbnail = png(10, 5);
        QVERIFY(thumbnails.image(u"a"_s, file).isNull()); // without a space
        thumbnails.setSpace(m_live.get());
        QVERIFY(thumbnails.image(u"a"_s, file).isNull());
        QVERIFY(thumbnails.image(u"a"_s, file).isNull());
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(thumbnails.image(u"a"_s, file).size(), QSize(10, 5));
        file.thumbnail = "no picture";
        QVERIFY(thumbnails.image(u"b"_s, file).isNull());
        QTRY_COMPARE(ready.size(), 2);
        QVERIFY(thumbnails.image(u"b"_s, file).isNull());
        QCOMPARE(fetches(), 0);
    }

    void anImageThatBroughtNoneIsFetchedOnceAndKept()
    {
        const auto file = post(u"general"_s, u"large.png"_s, png(1000, 500), true);
        QVERIFY(Thumbnails::isExpected(file));
        {
            Thumbnails thumbnails;
            thumbnails.setSpace(m_live.get());
            QVERIFY(thumbnails.image(u"a"_s, file).isNull());
            QTRY_COMPARE(thumbnails.image(u"a"_s, file).size(), QSize(320, 160));
        }
        QCOMPARE(fetches(), 1);
        QTRY_VERIFY(!await(m_live->files().preview(file))->isEmpty());
        m_live.reset();
        m_machine.close();
        QVERIFY(m_machine.open());
        open();
        Thumbnails thumbnails;
        thumbnails.setSpace(m_live.get());
        QTRY_COMPARE(thumbnails.image(u"a"_s, file).size(), QSize(320, 160));
        QCOMPARE(fetches(), 1);
    }

    void whatIsNoImageIsNotAskedForAgain()
    {
        const auto file = post(u"general"_s, u"a.png"_s, "#!/bin/sh", true);
        Thumbnails thumbnails;
        thumbnails.setSpace(m_live.get());
        QSignalSpy ready(&thumbnails, &Thumbnails::ready);
        QVERIFY(thumbnails.image(u"a"_s, file).isNull());
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(thumbnails.image(u"a"_s, file).isNull());
        QCOMPARE(fetches(), 1);
    }

    void whatCannotBeOrIsTooMuchIsNotFetched()
    {
        FilePayload file;
        file.isImage = true;
        QVERIFY(!Thumbnails::isExpected(file)); // no key
        file.key = QByteArray(32, 'k');
        QVERIFY(Thumbnails::isExpected(file));
        file.size = 17 * 1024 * 1024;
        QVERIFY(!Thumbnails::isExpected(file));
        file.thumbnail = "x";
        QVERIFY(Thumbnails::isExpected(file));
        file.isImage = false;
        QVERIFY(!Thumbnails::isExpected(file));
    }

    void namesOfFiles_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("saved");
        QTest::addColumn<bool>("isSafeToOpen");
        const auto row = [](const QString &given, const QString &saved, bool isSafe) {
            QTest::newRow(qPrintable(given)) << given << saved << isSafe;
        };
        row(u"a.pdf"_s, u"a.pdf"_s, true);
        row(u"A.JPG"_s, u"A.JPG"_s, true);
        row(u"a.pdf.exe"_s, u"a.pdf.exe"_s, false);
        row(u"run.sh"_s, u"run.sh"_s, false);
        row(u"page.html"_s, u"page.html"_s, false);
        row(u"drawing.svg"_s, u"drawing.svg"_s, false);
        row(u"macro.docm"_s, u"macro.docm"_s, false);
        row(u"start.desktop"_s, u"start.desktop"_s, false);
        row(u"../../etc/a.txt"_s, u"_.._etc_a.txt"_s, true);
        row(u".bashrc"_s, u"bashrc"_s, false);
        row(u"pdf"_s, u"pdf"_s, false);
    }
    void namesOfFiles()
    {
        QFETCH(QString, given);
        FilePayload file;
        file.fileName = given;
        QTEST(safeFileName(file), "saved");
        QTEST(isSafeToOpen(safeFileName(file)), "isSafeToOpen");
    }

    void aNameThatHidesItsEndIsNotOpened()
    {
        FilePayload file;
        file.fileName = u"photo\u202Egnp.exe"_s; // shown as photoexe.png where nobody looks out
        QVERIFY(!isSafeToOpen(safeFileName(file)));
        QVERIFY(!safeFileName(file).contains(u'\u202E'));
        file.fileName.clear();
        file.blob = BlobId::of(sha256("x"));
        QCOMPARE(safeFileName(file), file.blob.toString());
    }
};

QTEST_GUILESS_MAIN(TestFileList)
#include "tst_filelist.moc"
