// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "windowfixture.h"

#include "app/desktop/desktopplaces.h"
#include "app/desktop/translations.h"
#include "client/credentialsfile.h"
#include "models/timelinemodel.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

WindowFixture::WindowFixture()
{
    keychain.isAvailable = false;
}

WindowFixture::~WindowFixture() = default;

void WindowFixture::start()
{
    static const bool isTranslated = [] {
        installTranslations(*QCoreApplication::instance());
        return true;
    }();
    Q_UNUSED(isTranslated);
    m_desktop = std::make_unique<Desktop>(
        Desktop::Options{.places = desktopPlaces(folder()), .keychain = &keychain, .dialogs = &dialogs});
    m_desktop->start();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
}

void WindowFixture::close()
{
    window().close();
    m_desktop.reset();
}

void WindowFixture::connectWith(const Credentials &credentials)
{
    start();
    beginToConnectWith(credentials);
    QTRY_VERIFY(find<QPlainTextEdit>("composerText"));
}

void WindowFixture::beginToConnectWith(const Credentials &credentials)
{
    prepareToConnectWith(credentials);
    CLICK(*this, "connectButton");
}

void WindowFixture::prepareToConnectWith(const Credentials &credentials)
{
    dialogs.toOpen = folder() + u"/credentials.json"_s;
    QFile file(dialogs.toOpen);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(writeCredentialsFile(credentials).exposeUnwiped());
    file.close();
    CLICK(*this, "connectToServer");
    QTRY_VERIFY(find<QDialog>("connectDialog"));
    CLICK(*this, "fromFile");
    QTRY_VERIFY(find<QAbstractButton>("connectButton")->isEnabled());
}

void WindowFixture::click(const char *name)
{
    auto *button = find<QAbstractButton>(name);
    QVERIFY2(button, name);
    QTest::mouseClick(button, Qt::LeftButton);
}

void WindowFixture::type(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    QVERIFY2(edit, field);
    edit->clear();
    QTest::keyClicks(edit, text);
}

void WindowFixture::trigger(const char *action)
{
    auto *found = window().findChild<QAction *>(QString::fromLatin1(action));
    QVERIFY2(found && found->isEnabled(), action);
    found->trigger();
}

void WindowFixture::say(const QString &text)
{
    auto *edit = find<QPlainTextEdit>("composerText");
    QVERIFY(edit);
    edit->insertPlainText(text); // keyClicks knows Latin-1 only
    QTest::keyClick(edit, Qt::Key_Return);
}

QStringList WindowFixture::rows()
{
    QStringList list;
    const auto *view = window().findChild<QListView *>(u"timeline"_s);
    for (int row = 0; row < view->model()->rowCount(); ++row)
        list << view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    return list;
}

int WindowFixture::verifiedRows()
{
    const auto *view = window().findChild<QListView *>(u"timeline"_s);
    int count = 0;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        const auto index = view->model()->index(row, 0);
        const auto verdict = index.data(static_cast<int>(TimelineModel::Role::Verdict)).toInt();
        count += verdict == static_cast<int>(Verdict::Verified) ? 1 : 0;
    }
    return count;
}

QStringList WindowFixture::topics()
{
    QStringList list;
    const auto *view = window().findChild<QListView *>(u"topicList"_s);
    for (int row = 0; row < view->model()->rowCount(); ++row)
        list << view->model()->index(row, 0).data().toString();
    return list;
}

QString WindowFixture::label(const char *name)
{
    auto *found = find<QLabel>(name);
    return found ? found->text() : QString();
}

void WindowFixture::picture(const QString &name, QWidget *of)
{
    QDir folder(QStringLiteral(SCREENSHOT_DIR));
    QVERIFY(folder.mkpath(u"."_s));
    QTest::qWait(60); // layouts that wait for each other
    QVERIFY((of ? of : &window())->grab().save(folder.filePath(name + u".png"_s)));
}

} // namespace reeeductio::test
