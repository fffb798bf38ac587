// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is known of files before they are sent, what is shown of those that came, and the lists of both.

#include "models/filestosendmodel.h"
#include "models/thumbnails.h"
#include "models/transferlistmodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 largest = 1'000'000;

QImage picture(int width, int height, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(width, height, format);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgba(x % 256, y % 256, x * y % 256, 200));
    }
    return image;
}

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

//! A JPEG whose camera says that it was turned by a quarter.
QByteArray turnedJpeg()
{
    const auto jpeg = encoded(picture(80, 40), "JPEG");
    const auto exif = QByteArray::fromHex("ffe10022"
                                          "457869660000"
                                          "4d4d002a00000008"
                                          "0001"
                                          "0112"
                                          "0003"
                                          "00000001"
                                          "0006"
                                          "0000"
                                          "00000000");
    return jpeg.first(2) + exif + jpeg.sliced(2);
}

//! Nothing can be made smaller of it.
QImage noise(int width, int height)
{
    QImage image(width, height, QImage::Format_Grayscale8);
    QRandomGenerator random(7);
    for (int y = 0; y < height; ++y)
        std::generate_n(image.scanLine(y), width,
                        [&random] { return static_cast<uchar>(random.generate()); });
    return image;
}

//! As an editor leaves it: it says where that was.
QImage pictureWithTexts()
{
    auto image = picture(900, 300);
    image.setText(u"Author"_s, u"SECRET-48.8584N"_s);
    return image;
}

const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";

} // namespace

class TestFileModels : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    WorkerPool m_pool{1};

    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }

private Q_SLOTS:
    void filesAreLookedInto_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<QSize>("pixels"); // empty: not shown as an image
        const auto row = [](const char *what, const QString &name, const QByteArray &bytes,
                            const QString &contentType, const QSize &pixels) {
            QTest::newRow(what) << name << bytes << contentType << pixels;
        };
        row("text", u"a.txt"_s, "text", u"text/plain"_s, {});
        row("nothing", u"empty.bin"_s, "", u"application/x-zerosize"_s, {});
        row("a small image", u"a.png"_s, encoded(picture(20, 10), "PNG"), u"image/png"_s, {20, 10});
        row("a large image", u"b.png"_s, encoded(picture(900, 300), "PNG"), u"image/png"_s, {900, 300});
        row("one that shines through", u"c.png"_s, encoded(picture(900, 300, QImage::Format_ARGB32), "PNG"),
            u"image/png"_s, {900, 300});
        row("a photo", u"a.jpg"_s, encoded(picture(640, 480), "JPEG"), u"image/jpeg"_s, {640, 480});
        row("one taken upright", u"b.jpg"_s, turnedJpeg(), u"image/jpeg"_s, {40, 80});
        row("no image but in name", u"c.jpg"_s, "text", u"image/jpeg"_s, {});
        row("cut off at its head", u"d.png"_s, encoded(picture(20, 10), "PNG").first(20), u"image/png"_s, {});
        row("what may ask for other things", u"a.svg"_s, svg, u"image/svg+xml"_s, {});
    }
    void filesAreLookedInto()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QSize, pixels);
        const auto facts = factsOf(written(name, bytes), largest);
        QVERIFY(!facts.problem);
        QCOMPARE(facts.size, bytes.size());
        QTEST(facts.contentType, "contentType");
        QCOMPARE(facts.pixels, pixels);
        QCOMPARE(facts.isImage(), !pixels.isEmpty());
        QCOMPARE(facts.thumbnail.isNull(), pixels.isEmpty());
        if (pixels.isEmpty())
            return;
        QVERIFY(facts.thumbnail.width() <= 320 && facts.thumbnail.height() <= 320);
        QCOMPARE(facts.thumbnail.width() > facts.thumbnail.height(), pixels.width() > pixels.height());
        // What goes into the message, and what others will see of it.
        QVERIFY2(facts.thumbnailData.size() <= 16 * 1024,
                 qPrintable(QString::number(facts.thumbnailData.size())));
        const auto seen = Thumbnails::decoded(facts.thumbnailData);
        QVERIFY(!seen.isNull());
        QCOMPARE(seen.width() > seen.height(), pixels.width() > pixels.height());
    }

    void whatCannotBeSentIsToldFromTheRest()
    {
        const auto tooLarge = factsOf(written(u"large"_s, QByteArray(largest + 1, 'x')), largest);
        QCOMPARE(tooLarge.problem->code, ErrorCode::BlobTooLarge);
        QCOMPARE(tooLarge.problem->detail, QString::number(largest + 1));
        QVERIFY(!factsOf(written(u"just"_s, QByteArray(largest, 'x')), largest).problem);
        QCOMPARE(factsOf(m_folder.filePath(u"nothing"_s), largest).problem->code, ErrorCode::CannotOpen);
        const auto folder = factsOf(m_folder.path(), largest);
        QVERIFY(folder.isFolder && folder.problem);
    }

    void onlySmallPicturesAreDecoded_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("JPEG") << encoded(picture(100, 50), "JPEG") << true;
        QTest::newRow("PNG") << encoded(picture(100, 50), "PNG") << true;
        QTest::newRow("SVG") << svg << false;
        QTest::newRow("BMP") << encoded(picture(10, 5), "BMP") << false;
        QTest::newRow("large") << encoded(QImage(1025, 10, QImage::Format_Mono), "PNG") << false;
        QTest::newRow("many bytes") << encoded(picture(20, 10), "PNG") + QByteArray(64 * 1024, 'x') << false;
        QTest::newRow("garbage") << QByteArray("\x89PNG\r\n\x1a\n garbage") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void onlySmallPicturesAreDecoded()
    {
        QFETCH(QByteArray, bytes);
        QTEST(!Thumbnails::decoded(bytes).isNull(), "isShown");
    }

    void filesToSend()
    {
        FilesToSendModel model(m_pool, largest);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!model.isReady());
        const auto image = written(u"a.png"_s, encoded(picture(900, 300), "PNG"));
        const auto text = written(u"a.txt"_s, "text");
        model.add({image, text});
        model.add({text}); // it is there already
        QCOMPARE(model.rowCount(), 2);
        QTRY_VERIFY(model.isReady());
        QCOMPARE(model.totalSize(), QFileInfo(image).size() + 4);
        const auto second = model.index(1);
        QVERIFY(!model.setData(second, u" "_s, Qt::EditRole));
        QVERIFY(!model.setData(second, u"../a"_s, Qt::EditRole));
        QVERIFY(model.setData(second, u" b.txt "_s, Qt::EditRole));
        auto files = model.files();
        QCOMPARE(files[1].path, text);
        QCOMPARE(files[1].described.fileName, u"b.txt"_s);
        QVERIFY(!files[1].described.isImage);
        QVERIFY(files[0].described.isImage);
        QCOMPARE(files[0].described.width, 900);
        QCOMPARE(files[0].described.height, 300);
        QVERIFY(!files[0].described.thumbnail.isEmpty());

        model.add({m_folder.filePath(u"nothing"_s)});
        QVERIFY(!model.isReady());
        QTRY_VERIFY(model.index(2).data(static_cast<int>(FilesToSendModel::Role::Problem)).isValid());
        QVERIFY(!model.isReady());
        model.remove(2);
        QVERIFY(model.isReady());
        model.remove(7);
        QCOMPARE(model.rowCount(), 2);
    }

    void aPastedImageIsSentAsAPng_data()
    {
        QTest::addColumn<QByteArray>("png");
        QTest::addColumn<QImage>("pixels");
        QTest::newRow("pixels") << QByteArray() << pictureWithTexts();
        QTest::newRow("as another program wrote it") << encoded(pictureWithTexts(), "PNG") << QImage();
    }
    void aPastedImageIsSentAsAPng()
    {
        QFETCH(QByteArray, png);
        QFETCH(QImage, pixels);
        FilesToSendModel model(m_pool, largest);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({png, pixels}, u"Pasted.png"_s);
        QVERIFY(!model.isReady());
        QTRY_VERIFY(model.isReady());
        QVERIFY(!model.hasStrippable()); // nothing stands beside the picture
        QVERIFY(!model.index(0)
                     .data(static_cast<int>(FilesToSendModel::Role::Thumbnail))
                     .value<QImage>()
                     .isNull());
        QVERIFY(model.setData(model.index(0), u"b.png"_s, Qt::EditRole));
        const auto file = model.files().front();
        QCOMPARE(file.path, QString());
        QVERIFY(!file.isStripped);
        QVERIFY(!file.bytes.contains("SECRET"));
        QCOMPARE(QImage::fromData(file.bytes, "PNG").convertToFormat(QImage::Format_RGB32),
                 picture(900, 300));
        QCOMPARE(model.totalSize(), file.bytes.size());
        QCOMPARE(file.described.size, file.bytes.size());
        QCOMPARE(file.described.fileName, u"b.png"_s);
        QCOMPARE(file.described.contentType, u"image/png"_s);
        QVERIFY(file.described.isImage);
        QCOMPARE(QSize(file.described.width, file.described.height), QSize(900, 300));
        QCOMPARE(Thumbnails::decoded(file.described.thumbnail).width(), 320);
    }

    void theSameImagePastedTwiceIsTwo()
    {
        FilesToSendModel model(m_pool, largest);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const PastedImage image{.pixels = picture(20, 10)};
        const PastedImage other{.pixels = picture(30, 10)};
        for (const auto &pasted : {image, image, other})
            model.add(pasted, u"a.png"_s);
        model.remove(0); // before it has been looked at
        QTRY_VERIFY(model.isReady());
        const auto files = model.files();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0].described.width, 20);
        QCOMPARE(files[1].described.width, 30);
    }

    void whatIsPastedAndCannotBeSentIsSaid_data()
    {
        QTest::addColumn<QByteArray>("png");
        QTest::addColumn<QImage>("pixels");
        QTest::addColumn<qint64>("spaceTakes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<qint64>("largestTold");
        constexpr qint64 much = 100'000'000;
        const auto row = [](const char *what, const QByteArray &png, const QImage &pixels, qint64 spaceTakes,
                            ErrorCode code) {
            QTest::newRow(what) << png << pixels << spaceTakes << code
                                << std::min(spaceTakes, largestPastedImage);
        };
        row("too large for a pasted one", {}, noise(6000, 6000), much, ErrorCode::BlobTooLarge);
        row("too large for the space", {}, noise(1001, 1000), largest, ErrorCode::BlobTooLarge);
        row("no image", "\x89PNG\r\n\x1a\n garbage", {}, much, ErrorCode::CannotRead);
        row("cut off", encoded(noise(50, 50), "PNG").first(1000), {}, much, ErrorCode::CannotRead);
        row("another kind", svg, {}, much, ErrorCode::CannotRead);
    }
    void whatIsPastedAndCannotBeSentIsSaid()
    {
        QFETCH(QByteArray, png);
        QFETCH(QImage, pixels);
        QFETCH(qint64, spaceTakes);
        QFETCH(qint64, largestTold);
        FilesToSendModel model(m_pool, spaceTakes);
        model.add({png, pixels}, u"a.png"_s);
        const auto dataOf = [&model](FilesToSendModel::Role role) {
            return model.index(0).data(static_cast<int>(role));
        };
        QTRY_VERIFY_WITH_TIMEOUT(dataOf(FilesToSendModel::Role::Problem).isValid(), 20'000);
        const auto problem = dataOf(FilesToSendModel::Role::Problem).value<Error>();
        QTEST(problem.code, "code");
        QVERIFY(!model.isReady());
        QVERIFY(model.files().front().bytes.isEmpty());
        QVERIFY(dataOf(FilesToSendModel::Role::IsPasted).toBool());
        QCOMPARE(dataOf(FilesToSendModel::Role::Largest).toLongLong(), largestTold);
        if (problem.code == ErrorCode::BlobTooLarge)
            QVERIFY(problem.detail.toLongLong() > largestTold);
    }

    void transfers()
    {
        Backend server;
        QVERIFY(server.start());
        Machine machine;
        QVERIFY(machine.open());
        auto live = std::make_unique<LiveSpace>(server.newOwner(), server.services(), machine.services(),
                                                RuleSet::Local);
        auto &space = *live;
        space.start();
        space.addTopicByHand(u"general"_s);
        TransferListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addSpace(&space);
        const auto stateOf = [&model](int row) {
            return static_cast<TransferListModel::State>(
                model.index(row).data(static_cast<int>(TransferListModel::Role::State)).toInt());
        };

        FileToSend file{.path = written(u"sent"_s, QByteArray(300'000, 'x'))};
        file.described.fileName = u"sent"_s;
        VERIFY_OK(await(space.uploads().add(u"general"_s, file)));
        QTRY_COMPARE(model.rowCount(), 1);
        QTRY_COMPARE(stateOf(0), TransferListModel::State::Done);
        QVERIFY(model.hasDone() && !model.hasRunning());
        QCOMPARE(model.index(0).data(static_cast<int>(TransferListModel::Role::Done)).toLongLong(), 300'028);

        FileToSend gone{.path = m_folder.filePath(u"gone"_s)};
        VERIFY_OK(await(space.uploads().add(u"general"_s, gone)));
        QTRY_COMPARE(stateOf(1), TransferListModel::State::Failed);

        FilePayload unknown;
        unknown.blob = BlobId::of(Digest());
        unknown.fileName = u"unknown"_s;
        space.downloads().add(u"general"_s, unknown, m_folder.filePath(u"saved"_s),
                              PartFile::WhenTaken::Refuse);
        QTRY_COMPARE(stateOf(2), TransferListModel::State::Failed);
        const auto failure =
            model.index(2).data(static_cast<int>(TransferListModel::Role::Failure)).value<Error>();
        QCOMPARE(failure.kind, ErrorKind::NotFound);

        model.clearDone();
        QCOMPARE(model.rowCount(), 2);
        model.remove(1);
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(space.downloads().items().isEmpty());
        model.remove(0);
        QTRY_COMPARE(model.rowCount(), 0);
        QTRY_VERIFY(space.uploads().items().isEmpty());
        live.reset();
        machine.close();
    }
};

QTEST_GUILESS_MAIN(TestFileModels)
#include "tst_filemodels.moc"
