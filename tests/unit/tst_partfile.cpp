// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files that are nobody's before they are whole, on file systems of either kind.

#include "base/partfile.h"
#include "support/await.h"
#include "support/filecalls.h"
#include "support/fulldisk.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cerrno>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QByteArray theFolder;

//! A file system that knows no files without a name: says so when the folder itself is opened for one.
int refuseNameless(const FileCall &call)
{
    const bool isFolder = call.kind == FileCall::Kind::Open && call.path && call.path == theFolder;
    return isFolder ? EOPNOTSUPP : 0;
}

} // namespace

class TestPartFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString place(const QString &name) const { return m_folder->filePath(name); }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    QByteArray read(const QString &name) const
    {
        QFile file(place(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(place(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        theFolder = QFile::encodeName(m_folder->path());
    }
    void cleanup() { setFileHook(nullptr); }

    void becomesAFile_data()
    {
        QTest::addColumn<bool>("isNameless");
        QTest::addColumn<PartFile::WhenTaken>("whenTaken");
        QTest::addColumn<bool>("isTaken");
        QTest::addColumn<QString>("becomes"); // empty: refused
        using When = PartFile::WhenTaken;
        for (const bool isNameless : {true, false}) {
            const auto row = [isNameless](const char *what) -> QTestData & {
                return QTest::addRow("%s, %s", what, isNameless ? "without a name" : "as a part")
                       << isNameless;
            };
            row("a free name") << When::Refuse << false << u"a.tar.gz"_s;
            row("a taken name") << When::Refuse << true << QString();
            row("a taken name, to be replaced") << When::Replace << true << u"a.tar.gz"_s;
            row("a free name, to be replaced") << When::Replace << false << u"a.tar.gz"_s;
            row("a taken name, and another") << When::OtherName << true << u"a (2).tar.gz"_s;
        }
    }
    void becomesAFile()
    {
        QFETCH(bool, isNameless);
        QFETCH(PartFile::WhenTaken, whenTaken);
        QFETCH(bool, isTaken);
        QFETCH(QString, becomes);
        if (isTaken)
            put(u"a.tar.gz"_s, "old");
        setFileHook(isNameless ? nullptr : refuseNameless);
        {
            PartFile file(place(u"a.tar.gz"_s), whenTaken);
            VERIFY_OK(file.begin(3));
            VERIFY_OK(file.write("lost"));
            VERIFY_OK(file.begin()); // it comes once more
            VERIFY_OK(file.write("n"));
            VERIFY_OK(file.write("ew"));
            QCOMPARE(names().contains(u"a.tar.gz.part"_s), !isNameless);
            const auto committed = file.commit();
            QCOMPARE(committed ? QFileInfo(*committed).fileName() : QString(), becomes);
            if (!committed)
                QCOMPARE(committed.error().code, ErrorCode::AlreadyExists);
        }
        QStringList expected;
        if (isTaken && becomes != u"a.tar.gz"_s)
            expected << u"a.tar.gz"_s;
        if (!becomes.isEmpty())
            expected << becomes;
        expected.sort();
        QCOMPARE(names(), expected);
        if (!becomes.isEmpty())
            QCOMPARE(read(becomes), QByteArray("new"));
        if (isTaken && becomes != u"a.tar.gz"_s)
            QCOMPARE(read(u"a.tar.gz"_s), QByteArray("old"));
    }

    void leavesNothingWhenDropped_data()
    {
        QTest::addColumn<bool>("isNameless");
        QTest::newRow("without a name") << true;
        QTest::newRow("as a part") << false;
    }
    void leavesNothingWhenDropped()
    {
        QFETCH(bool, isNameless);
        setFileHook(isNameless ? nullptr : refuseNameless);
        {
            PartFile file(place(u"a"_s), PartFile::WhenTaken::Refuse);
            VERIFY_OK(file.begin());
            VERIFY_OK(file.write("x"));
            QCOMPARE(names().size(), isNameless ? 0 : 1);
        }
        QCOMPARE(names(), QStringList());
    }

    void numbersNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("second");
        QTest::newRow("plain") << u"photo.jpg"_s << u"photo (2).jpg"_s;
        QTest::newRow("no suffix") << u"README"_s << u"README (2)"_s;
        QTest::newRow("hidden") << u".profile"_s << u".profile (2)"_s;
        QTest::newRow("two suffixes") << u"a.tar.gz"_s << u"a (2).tar.gz"_s;
    }
    void numbersNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, second);
        for (const auto &expected : {name, second}) {
            PartFile file(place(name), PartFile::WhenTaken::OtherName);
            VERIFY_OK(file.begin());
            QCOMPARE(*file.commit(), place(expected));
        }
    }

    void hasTheRightsThatFilesHave()
    {
        const auto usual = ::umask(027);
        PartFile file(place(u"a"_s), PartFile::WhenTaken::Refuse);
        const auto begun = file.begin();
        ::umask(usual);
        VERIFY_OK(begun);
        VERIFY_OK(file.commit());
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(place(u"a"_s)).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777u, 0640u);
    }

    void aDiskThatIsFullIsNamed()
    {
        PartFile tooLarge(place(u"a"_s), PartFile::WhenTaken::Refuse);
        const auto begun = tooLarge.begin(std::numeric_limits<qint64>::max());
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, ErrorCode::DiskFull);

        const FullDisk disk(m_folder->path());
        PartFile file(place(u"b"_s), PartFile::WhenTaken::Refuse);
        VERIFY_OK(file.begin());
        const auto written = file.write("x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::DiskFull);
        QVERIFY(disk.refusals() > 0);
    }

    void aFolderThatIsNotThereIsNamed()
    {
        PartFile file(place(u"none/a"_s), PartFile::WhenTaken::Refuse);
        const auto begun = file.begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, ErrorCode::CannotWrite);
    }
};

QTEST_GUILESS_MAIN(TestPartFile)
#include "tst_partfile.moc"
