// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The list of data entries met, and its words, with a server on the wire that lies in each way there is.

#include "crypto/encoding.h"
#include "models/datafiltermodel.h"
#include "protocol/json.h"
#include "support/livefixture.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QMetaEnum>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr auto testerMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestDataModels : public QObject, private LiveFixture
{
    Q_OBJECT

    Data &data() { return m_live->space().data(); }
    DataLedger &ledger() { return m_live->dataLedger(); }

    //! From now on a reading of that path is answered so: with an entry, or with nothing.
    void lie(const QString &path, const std::optional<DataEntry> &entry)
    {
        m_wire->alter = [path, entry](const HttpRequest &request, HttpResponse &response) {
            if (request.method != HttpRequest::Method::Get ||
                !request.url.path().endsWith(u"/data/"_s + path))
                return;
            response.status = entry ? 200 : 404;
            response.body = entry ? compactJson(toJson(*entry)) : R"({"detail":"Data not found"})";
        };
    }
    DataEntry entry(const QString &path, const QByteArray &value, qint64 signedAt) const
    {
        return signData(m_owner.space, m_owner.member, m_owner.key, path, toBase64(value), signedAt);
    }
    DataStatus status(const QString &path) const { return statusOf(*m_live->dataLedger().record(path)); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void aServerThatLiesIsToldOfInItsWay_data()
    {
        QTest::addColumn<QString>("lie");
        QTest::addColumn<DataStatus>("expected");
        QTest::addColumn<QString>("words");
        QTest::newRow("older") << u"older"_s << DataStatus::Older << u"Now it gives one that You signed"_s;
        QTest::newRow("other") << u"other"_s << DataStatus::Other << u"another one with the very same time"_s;
        QTest::newRow("gone") << u"gone"_s << DataStatus::Gone << u"Now it says that there is nothing"_s;
        QTest::newRow("revived") << u"revived"_s << DataStatus::Revived << u"You deleted it. Now"_s;
        QTest::newRow("unsigned") << u"unsigned"_s << DataStatus::Unsigned << u"did not sign"_s;
    }
    void aServerThatLiesIsToldOfInItsWay()
    {
        QFETCH(QString, lie);
        QFETCH(DataStatus, expected);
        QFETCH(QString, words);
        const auto signedAt = *await(data().setPlaintext(u"menu"_s, "fish"));
        QCOMPARE(await(data().read(u"menu"_s))->verdict, DataVerdict::Same);
        QCOMPARE(status(u"menu"_s), DataStatus::Verified);
        if (lie == u"revived")
            VERIFY_OK(await(data().remove(u"menu"_s)));
        auto forged = entry(u"menu"_s, "meat", signedAt + 1);
        forged.data = toBase64("poison");
        const QHash<QString, std::optional<DataEntry>> lies{
            {u"older"_s, entry(u"menu"_s, "old", signedAt - 1)},
            {u"other"_s, entry(u"menu"_s, "meat", signedAt)},
            {u"gone"_s, std::nullopt},
            {u"revived"_s, entry(u"menu"_s, "fish", signedAt)},
            {u"unsigned"_s, forged}};
        this->lie(u"menu"_s, lies.value(lie));
        const auto reading = await(data().read(u"menu"_s));
        VERIFY_OK(reading);
        QCOMPARE(reading->verdict, DataVerdict::Alarm);
        QCOMPARE(status(u"menu"_s), expected);
        QVERIFY(isAlarm(expected));
        const auto text = alarmText(*m_live, *reading->alarm);
        QVERIFY2(text.contains(words), qPrintable(text));
        QVERIFY(text.contains(u"had an entry here that You signed on"_s));
        QVERIFY(alarmMeaning(reading->alarm->kind).size() > 100);

        // It is evidence: it survives the program, and the loss of what can be fetched again.
        end();
        QVERIFY(QFile::remove(m_machine.file(u"cache.db"_s)));
        QVERIFY(m_machine.open());
        open();
        VERIFY_OK(await(ledger().load()));
        QCOMPARE(status(u"menu"_s), expected);
        QCOMPARE(ledger().alarmCount(), 1);
    }

    void anHonestServerIsNotAccused()
    {
        VERIFY_OK(await(data().setEncrypted(u"menu"_s, "fish")));
        for (int i = 0; i < 3; ++i) {
            VERIFY_OK(await(data().setEncrypted(u"menu"_s, QByteArray::number(i))));
            QCOMPARE(await(data().encrypted(u"menu"_s))->value, QByteArray::number(i));
        }
        // Readings that were asked for before a write and a deletion, and answered after them.
        m_wire->holds = [](const HttpRequest &request) {
            return request.method == HttpRequest::Method::Get && request.url.path().endsWith(u"/data/menu"_s);
        };
        std::optional<Result<DataReading>> late;
        data().read(u"menu"_s).done(this, [&late](const Result<DataReading> &reading) { late = reading; });
        QTRY_COMPARE(m_wire->heldCount(), 1);
        VERIFY_OK(await(data().setEncrypted(u"menu"_s, "last")));
        VERIFY_OK(await(data().remove(u"menu"_s)));
        m_wire->release();
        QTRY_VERIFY(late.has_value());
        VERIFY_OK(*late);
        QCOMPARE((*late)->verdict, DataVerdict::Same);
        QCOMPARE(status(u"menu"_s), DataStatus::Deleted);
        QCOMPARE(await(data().read(u"menu"_s))->verdict, DataVerdict::KnownAbsent);
        QCOMPARE(ledger().alarmCount(), 0);
    }

    void theListFollowsWhatIsMet()
    {
        VERIFY_OK(await(data().setPlaintext(u"b"_s, "2")));
        DataListModel model;
        DataFilterModel shown(model);
        QAbstractItemModelTester tester(&model, testerMode);
        QAbstractItemModelTester shownTester(&shown, testerMode);
        QSignalSpy loaded(&model, &DataListModel::loaded);
        model.setSpace(m_live.get());
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(model.rowCount(), 1);
        for (const auto &path : {u"c"_s, u"a"_s})
            VERIFY_OK(await(data().setPlaintext(path, "x")));
        const auto paths = [](const QAbstractItemModel &of) {
            QStringList list;
            for (int row = 0; row < of.rowCount(); ++row)
                list << of.index(row, 0).data().toString();
            return list;
        };
        QCOMPARE(paths(model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(model.rowOf(u"c"_s), 2);
        QCOMPARE(model.rowOf(u"bb"_s), -1);
        QCOMPARE(model.index(0, DataListModel::Signer).data().toString(), u"You"_s);
        QCOMPARE(model.index(0, DataListModel::Status).data().toString(), u"Never checked since"_s);

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        this->lie(u"b"_s, std::nullopt);
        VERIFY_OK(await(data().read(u"b"_s)));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(1, DataListModel::Status).data().toString(), u"Gone"_s);
        using Kind = DataFilterModel::Kind;
        shown.setKind(Kind::Alarms);
        QCOMPARE(paths(shown), QStringList{u"b"_s});
        shown.setKind(Kind::NotThere);
        QCOMPARE(paths(shown), QStringList{u"b"_s});
        shown.setKind(Kind::NotChecked);
        QCOMPARE(paths(shown), (QStringList{u"a"_s, u"c"_s}));
        QVERIFY(!shown.indexOf(u"b"_s).isValid());
        shown.setText(u"C you"_s);
        QCOMPARE(paths(shown), QStringList{u"c"_s});
        shown.setKind(Kind::All);
        shown.setText({});
        shown.sort(DataListModel::Status, Qt::DescendingOrder);
        QCOMPARE(paths(shown).front(), u"b"_s);
        model.setSpace(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void everythingHasWords()
    {
        QSet<QString> titles;
        for (int status = 0; status <= static_cast<int>(DataStatus::Unsigned); ++status)
            titles << statusTitle(static_cast<DataStatus>(status));
        QCOMPARE(titles.size(), 10);
        QVERIFY(!titles.contains(QString()));
        const auto kinds = QMetaEnum::fromType<DataAlarm::Kind>();
        const auto endings = QMetaEnum::fromType<DataAlarm::Ending>();
        QSet<QString> texts;
        for (int kind = 0; kind < kinds.keyCount(); ++kind) {
            for (int ending = 0; ending < endings.keyCount(); ++ending)
                texts << settledText({.kind = static_cast<DataAlarm::Kind>(kinds.value(kind)),
                                      .remembered = {},
                                      .ending = static_cast<DataAlarm::Ending>(endings.value(ending))});
        }
        QCOMPARE(texts.size(), kinds.keyCount() * endings.keyCount());
        const DataRecord lost{.path = u"x"_s, .isUnreadable = true};
        QVERIFY(recordText(lost).contains(u"cannot be known"_s));
        QVERIFY(firstVisitText(true, false).contains(u"cannot be known"_s));
        QVERIFY(firstVisitText(false, false).contains(u"cannot be known"_s));
        QVERIFY(firstVisitText(true, true).contains(u"damaged"_s));
    }
};

QTEST_GUILESS_MAIN(TestDataModels)
#include "tst_datamodels.moc"
