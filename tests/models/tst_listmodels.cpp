// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The lists at the side: spaces of a profile, topics of a space.

#include "models/spacelistmodel.h"
#include "models/topiclistmodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/fakekeychain.h"
#include "support/machine.h"
#include "support/ownserver.h"
#include "support/relaytransport.h"

#include "protocol/json.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr auto testerMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

//! The roles named in all changes of a row.
QSet<int> rolesIn(const QSignalSpy &changes, int row)
{
    QSet<int> roles;
    for (const auto &change : changes) {
        if (change[0].toModelIndex().row() != row)
            continue;
        const auto named = change[2].value<QList<int>>();
        roles += QSet<int>(named.begin(), named.end());
    }
    return roles;
}

} // namespace

class TestListModels : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<Machine> m_machine;
    Credentials m_owner = m_server.newOwner();

    std::unique_ptr<LiveSpace> live(const Credentials &credentials)
    {
        auto space =
            std::make_unique<LiveSpace>(credentials.clone(), m_server.services(), m_machine->services(),
                                        m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        space->start();
        return space;
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row, 0).data().toString();
        return list;
    }

    static QVariant data(const QModelIndex &index, TopicListModel::Role role)
    {
        return index.data(static_cast<int>(role));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_machine = std::make_unique<Machine>();
        QVERIFY(m_machine->open());
    }
    void cleanup() { m_machine.reset(); }

    void topicsComeInOrderAndGetTheirNames()
    {
        TopicListModel model;
        const QAbstractItemModelTester tester(&model, testerMode);
        auto ana = live(m_owner);
        model.setSpace(ana.get());
        QCOMPARE(model.rowCount(), 0);
        for (const auto &id : {u"general"_s, u"zoo"_s, u"alerts"_s, u"mid"_s})
            ana->addTopicByHand(id);
        QTRY_COMPARE(names(model), (QStringList{u"alerts"_s, u"general"_s, u"mid"_s, u"zoo"_s}));
        VERIFY_OK(await(ana->createTopic(u"mid"_s, u"In the middle"_s, u"What is it about"_s)));
        QTRY_COMPARE(names(model), (QStringList{u"alerts"_s, u"general"_s, u"In the middle"_s, u"zoo"_s}));
        const auto row = model.indexOf(u"mid"_s);
        QCOMPARE(data(row, TopicListModel::Role::Id).toString(), u"mid"_s);
        QCOMPARE(row.data(Qt::ToolTipRole).toString(), u"<p>What is it about</p>"_s);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"Topic In the middle"_s);
        QVERIFY(!model.indexOf(u"nothing"_s).isValid());
        QCOMPARE(model.roleNames().value(static_cast<int>(TopicListModel::Role::Failure)),
                 QByteArray("Failure"));
    }

    void waitingUnreadAndFailuresAreTold()
    {
        auto beas = m_server.newUser(m_owner);
        const auto beasId = *UserId::parse(beas.member.toString());
        auto owner = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(owner->members().addUser(beasId)));
        auto bea = live(beas);
        bea->addTopicByHand(u"general"_s);
        TopicListModel model;
        const QAbstractItemModelTester tester(&model, testerMode);
        model.setSpace(bea.get());
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        const auto row = model.indexOf(u"general"_s);
        QTRY_COMPARE(data(row, TopicListModel::Role::Failure).value<ErrorCode>(),
                     ErrorCode::PermissionDenied);
        QVERIFY(rolesIn(changes, 0).contains(static_cast<int>(TopicListModel::Role::Failure)));

        const auto item = await(bea->outbox().add(u"general"_s, "chat.text", "x"));
        VERIFY_OK(item);
        QTRY_COMPARE(data(row, TopicListModel::Role::WaitingCount).toInt(), 1);
        QTRY_VERIFY(bea->outbox().items(u"general"_s).front().failure);
        bea->outbox().discard(item->id);
        QTRY_COMPARE(data(row, TopicListModel::Role::WaitingCount).toInt(), 0);

        VERIFY_OK(await(
            owner->members().grantToUser(beasId, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(owner->messages().postEncrypted(u"general"_s, "chat.text", "old")));
        bea->topic(u"general"_s)->sync().catchUp();
        QTRY_VERIFY(bea->topic(u"general"_s)->progress().isCaughtUp &&
                    !bea->topic(u"general"_s)->progress().isWorking);
        QVERIFY(!data(row, TopicListModel::Role::Failure).isValid());
        QCOMPARE(data(row, TopicListModel::Role::UnreadCount).toInt(), 0);
        VERIFY_OK(await(owner->messages().postEncrypted(u"general"_s, "chat.text", "new")));
        QTRY_COMPARE(data(row, TopicListModel::Role::UnreadCount).toInt(), 1);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"1 unread"));
    }

    void theListIsEmptiedWhenItsSpaceGoes()
    {
        TopicListModel model;
        const QAbstractItemModelTester tester(&model, testerMode);
        auto ana = live(m_owner);
        ana->addTopicByHand(u"general"_s);
        model.setSpace(ana.get());
        QCOMPARE(model.rowCount(), 1);
        ana.reset();
        QCOMPARE(model.rowCount(), 0);

        ana = live(m_owner);
        model.setSpace(ana.get());
        QTRY_COMPARE(model.rowCount(), 1); // it was remembered
        model.setSpace(nullptr);
        QCOMPARE(model.rowCount(), 0);
        ana->addTopicByHand(u"later"_s); // nobody listens
        QCOMPARE(model.rowCount(), 0);
    }

    void spacesAreListedWithNameAndInitials()
    {
        const QTemporaryDir folder;
        FakeKeychain keychain;
        SerialThread storeThread;
        SerialThread authorityThread;
        OwnServer server(folder.filePath(u"server"_s));
        Profile profile({QDir(folder.path()), QDir(folder.path())}, m_server.services(), storeThread,
                        authorityThread, keychain, server);
        VERIFY_OK(await(profile.open()));
        VERIFY_OK(await(profile.tryItHere(u"My notebook"_s, u"General"_s)));
        SpaceListModel model(profile);
        const QAbstractItemModelTester tester(&model, testerMode);
        QCOMPARE(model.rowCount(), 1);
        const auto second = await(profile.tryItHere(u"lab"_s, u"General"_s));
        VERIFY_OK(second);
        QCOMPARE(names(model), (QStringList{u"My notebook"_s, u"lab"_s}));
        const auto role = [&model](int row, SpaceListModel::Role which) {
            return model.index(row).data(static_cast<int>(which));
        };
        QCOMPARE(role(0, SpaceListModel::Role::Initials).toString(), u"MN"_s);
        QCOMPARE(role(1, SpaceListModel::Role::Initials).toString(), u"L"_s);
        QCOMPARE(role(1, SpaceListModel::Role::Space).value<LiveSpace *>(), *second);
        QCOMPARE(model.spaceAt(1), *second);
        QCOMPARE(model.spaceAt(2), nullptr);
        QCOMPARE(role(1, SpaceListModel::Role::UnreadCount).toInt(), 0);
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), u"lab"_s);

        // What its members call it is said instead, and everything that follows from it is told.
        QTRY_COMPARE((*second)->connection(), Stream::Status::Connected);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        VERIFY_OK(await((*second)->space().state().setEncrypted(
            u"space"_s, compactJson(QJsonObject{{u"name"_s, u"Big Lab of ours"_s}}))));
        QTRY_COMPARE(model.index(1).data().toString(), u"Big Lab of ours"_s);
        QCOMPARE(role(1, SpaceListModel::Role::Initials).toString(), u"BL"_s);
        const auto told = rolesIn(changes, 1);
        for (const int expected :
             {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole),
              static_cast<int>(Qt::AccessibleTextRole), static_cast<int>(SpaceListModel::Role::Name),
              static_cast<int>(SpaceListModel::Role::Initials)})
            QVERIFY2(told.contains(expected), qPrintable(QString::number(expected)));
    }
};

QTEST_GUILESS_MAIN(TestListModels)
#include "tst_listmodels.moc"
