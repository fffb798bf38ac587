// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/dataactions.h"

#include "gui/data/datapage.h"
#include "gui/data/datavaluedialog.h"
#include "gui/shared/noticearea.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "protocol/dataentry.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString ownPlace(LiveSpace &space)
{
    return userDataPath(space.space().member(), {});
}

//! Where the server has it.
QString pathOf(LiveSpace &space, const DataDraft &draft)
{
    return draft.cover == DataDraft::Cover::Private ? ownPlace(space) + draft.path : draft.path;
}

Pending<qint64> written(LiveSpace &space, const DataDraft &draft)
{
    auto &data = space.space().data();
    switch (draft.cover) {
    case DataDraft::Cover::Encrypted:
        return data.setEncrypted(draft.path, draft.text);
    case DataDraft::Cover::Private:
        return data.setUserPrivate(draft.path, draft.text);
    case DataDraft::Cover::Plain:
        return data.setPlaintext(draft.path, draft.text);
    }
    Q_UNREACHABLE();
}

//! Published servers ask for another right than one would think (PROTOCOL 12.4).
QString rightHint(LiveSpace &space, const Error &error, const QString &path)
{
    return error.kind == ErrorKind::Authorization && space.serverRules() == RuleSet::Real
               ? DataActions::tr("For writing here, servers ask for a right on the bare path “%1”, without "
                                 "“data/” before it.")
                     .arg(displayText(path))
               : QString();
}

} // namespace

DataActions::DataActions(MainWindow &window, QObject *parent) : QObject(parent), m_window(window)
{
    m_window.addPage(SpacePage::Data, [this] { return makePage(); });
}

DataPage *DataActions::makePage()
{
    m_page = new DataPage;
    connect(m_page, &DataPage::newRequested, this, &DataActions::createEntry);
    connect(m_page, &DataPage::editRequested, this, &DataActions::editEntry);
    connect(m_page, &DataPage::deleteRequested, this, &DataActions::deleteEntry);
    connect(m_page, &DataPage::meaningRequested, this, &DataActions::explainAlarm);
    connect(m_page, &DataPage::acceptRequested, this, &DataActions::acceptAlarm);
    return m_page;
}

DataValueDialog *DataActions::openDialog(LiveSpace &space)
{
    const DataCovers covers{space.space().hasRoot(), space.space().context().userKeys.has_value()};
    auto *const dialog = new DataValueDialog(covers, ownPlace(space), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&space, &QObject::destroyed, dialog, [dialog] { dialog->done(QDialog::Rejected); });
    connect(dialog, &DataValueDialog::saveRequested, this,
            [this, dialog, &space](const DataDraft &draft) { save(*dialog, space, draft); });
    return dialog;
}

void DataActions::createEntry()
{
    if (auto *const space = m_page->space())
        openDialog(*space)->open();
}

void DataActions::editEntry()
{
    auto *const space = m_page->space();
    const auto shown = m_page->current();
    if (!space || !shown.reading || !shown.reading->entry)
        return;
    auto *const dialog = openDialog(*space);
    dialog->setSeen(shown.reading->entry);
    dialog->setEntry(shown.path, shown.reading->content);
    dialog->open();
}

//! Looks at what is there first: the server takes whatever is signed later, and keeps nothing of the rest.
void DataActions::save(DataValueDialog &dialog, LiveSpace &space, const DataDraft &draft)
{
    dialog.setBusy(true);
    space.space()
        .data()
        .read(pathOf(space, draft))
        .done(&dialog, [this, &dialog, &space, draft](const Result<DataReading> &reading) {
            // Who may write need not be allowed to read; and what nobody signed is no loss.
            const bool isUnseen = reading && reading->entry && reading->entry != dialog.seen();
            const bool mayGoOn = reading || reading.error().kind == ErrorKind::Authorization ||
                                 reading.error().kind == ErrorKind::Chain;
            if (!mayGoOn)
                return dialog.showError(reading.error());
            if (!isUnseen)
                return write(dialog, space, draft);
            dialog.setSeen(reading->entry);
            //: A name, a time
            dialog.showUnseen(
                tr("There is an entry that you have not seen, signed by %1 on %2.")
                    .arg(signerName(space, reading->entry->signedBy), timeText(reading->entry->signedAt)));
        });
}

void DataActions::write(DataValueDialog &dialog, LiveSpace &space, const DataDraft &draft)
{
    const auto path = pathOf(space, draft);
    written(space, draft).done(&dialog, [this, &dialog, &space, path](const Result<qint64> &signedAt) {
        if (!signedAt)
            return dialog.showError(signedAt.error(), rightHint(space, signedAt.error(), path));
        dialog.accept();
        tell(space, MessageBar::Severity::Info, tr("“%1” is saved.").arg(displayText(path)));
        if (m_page->space() == &space)
            m_page->openPath(path);
    });
}

void DataActions::deleteEntry()
{
    auto *const space = m_page->space();
    const auto path = m_page->current().path;
    if (!space || path.isEmpty())
        return;
    confirm(&m_window, tr("Delete “%1”?").arg(displayText(path)),
            tr("It is removed from the server for everybody. Data keeps no earlier versions: this cannot be "
               "undone. Deleting is not signed: others only see that it is gone, not by whom."),
            tr("Delete"), [this, space = QPointer(space), path] {
                if (space)
                    remove(*space, path);
            });
}

void DataActions::remove(LiveSpace &space, const QString &path)
{
    space.space().data().remove(path).done(&space, [this, &space, path](const Result<void> &removed) {
        if (!removed)
            return tellError(space, removed.error(), path);
        tell(space, MessageBar::Severity::Info, tr("“%1” is deleted.").arg(displayText(path)));
        if (m_page->space() == &space && m_page->current().path == path)
            m_page->openPath(path);
    });
}

void DataActions::explainAlarm()
{
    const auto shown = m_page->current();
    if (!shown.record || !shown.record->alarm)
        return;
    auto *const box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"alarmMeaningBox"_s);
    box->setWindowTitle(tr("What does this mean?"));
    box->setTextFormat(Qt::PlainText);
    box->setText(alarmText(*m_page->space(), *shown.record->alarm));
    box->setInformativeText(alarmMeaning(shown.record->alarm->kind));
    box->addButton(QMessageBox::Close)->setObjectName(u"closeButton"_s);
    box->open();
}

void DataActions::acceptAlarm()
{
    auto *const space = m_page->space();
    const auto shown = m_page->current();
    if (!space || !shown.record || !shown.record->alarm)
        return;
    const auto consequences =
        shown.record->alarm->returned
            ? tr("What the server gives now is from then on what later values are compared with. If the "
                 "server "
                 "put it back, what was signed later is given up. It stays on record that you went on, and "
                 "when.")
            : tr("That nothing is there is from then on as it should be. If the server withholds the entry, "
                 "you will not be told again. It stays on record that you went on, and when.");
    confirm(&m_window, tr("Go on from what the server gives now?"), consequences, tr("Go on from here"),
            [this, space = QPointer(space), path = shown.path, alarm = *shown.record->alarm] {
                if (space)
                    accept(*space, path, alarm);
            });
}

void DataActions::accept(LiveSpace &space, const QString &path, const DataAlarm &alarm)
{
    space.dataLedger().accept(path, alarm).done(&space, [this, &space, path](const Result<void> &accepted) {
        if (accepted)
            return tell(space, MessageBar::Severity::Info,
                        tr("You went on with “%1” from what the server gives now.").arg(displayText(path)));
        if (accepted.error().kind == ErrorKind::Conflict)
            return tell(space, MessageBar::Severity::Warning,
                        tr("The server gives something else by now. Look at it, then decide again."));
        tellError(space, accepted.error(), path);
    });
}

//! Where the person looks for it, wherever they are by now.
void DataActions::tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text)
{
    if (m_page->space() == &space)
        return m_page->bar().showMessage(severity, text);
    m_window.notices().show(severity, text);
}

void DataActions::tellError(LiveSpace &space, const Error &error, const QString &path)
{
    const auto hint = rightHint(space, error, path);
    const auto words = errorText(error, Occasion::Asked).both();
    tell(space, MessageBar::Severity::Error, hint.isEmpty() ? words : words + u' ' + hint);
}

} // namespace reeeductio
