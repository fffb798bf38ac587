// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/stateactions.h"

#include "gui/shared/noticearea.h"
#include "gui/state/statepage.h"
#include "gui/state/statevaluedialog.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/messagetext.h"
#include "models/statetext.h"
#include "protocol/names.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 minuteMs = 60'000;

//! What others wrote there; null when what they wrote is elsewhere.
const Message *newestAt(const QList<Message> &messages, const QString &path)
{
    const auto found = std::find_if(messages.crbegin(), messages.crend(), [&path](const Message &message) {
        return QString::fromUtf8(message.type) == path;
    });
    return found == messages.crend() ? nullptr : &*found;
}

QString nameIn(LiveSpace &space, const QByteArray &sender)
{
    return senderName(sender, space.nameOf(sender), sender == space.space().member().text());
}

//! "Carl changed this 3 s ago." By the server's clock, as far as we know it.
QString changedText(LiveSpace &space, const Message &theirs)
{
    const auto who = nameIn(space, theirs.sender);
    const auto ago = space.space().session().serverNowMs() - theirs.serverTimestamp;
    if (ago >= 0 && ago < minuteMs)
        return StateActions::tr("%1 changed this %n s ago.", nullptr, static_cast<int>(ago / 1000)).arg(who);
    const auto when = QDateTime::fromMSecsSinceEpoch(theirs.serverTimestamp);
    return StateActions::tr("%1 changed this at %2.", "a name, a time")
        .arg(who, QLocale().toString(when, QLocale::ShortFormat));
}

} // namespace

StateActions::StateActions(MainWindow &window, QObject *parent) : QObject(parent), m_window(window)
{
    m_window.addPage(SpacePage::State, [this] { return makePage(); });
}

StateActions::~StateActions() = default;

StatePage *StateActions::makePage()
{
    m_page = new StatePage;
    connect(m_page, &StatePage::newRequested, this, &StateActions::createValue);
    connect(m_page, &StatePage::editRequested, this, &StateActions::editValue);
    connect(m_page, &StatePage::deleteRequested, this, &StateActions::deleteValue);
    connect(m_page, &StatePage::restoreRequested, this, &StateActions::restore);
    return m_page;
}

StateValueDialog *StateActions::openDialog(LiveSpace &space, const QByteArray &head)
{
    const auto isTaken = [page = QPointer(m_page)](const QString &path) {
        const auto &tree = *page->browser().tree().tree();
        const auto node = tree.find(path);
        return node && !tree.valueOf(*node)->isEmptied;
    };
    auto *const dialog = new StateValueDialog(space.space().hasRoot(), isTaken, &m_window);
    dialog->setSeen(head);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto end = [dialog] { dialog->done(QDialog::Rejected); }; // without asking
    connect(&space, &QObject::destroyed, dialog, end);
    connect(dialog, &StateValueDialog::theirsTaken, dialog, end);
    connect(dialog, &StateValueDialog::saveRequested, this,
            [this, dialog, &space](const StateDraft &draft) { save(*dialog, space, draft, dialog->seen()); });
    return dialog;
}

void StateActions::createValue()
{
    if (auto *const space = m_page->browser().space())
        openDialog(*space, m_page->browser().snapshot().head)->open();
}

void StateActions::editValue()
{
    auto *const space = m_page->browser().space();
    const auto &history = m_page->browser().history();
    if (!space)
        return;
    auto *const dialog = openDialog(*space, history.history().head);
    const auto *const standing = history.standing();
    dialog->setValue(history.history().path, standing ? standing->content : StateContent());
    dialog->open();
}

void StateActions::save(StateValueDialog &dialog, LiveSpace &space, const StateDraft &draft,
                        const QByteArray &head)
{
    const auto bytes = draft.isEncrypted ? space.space().messages().encrypt(stateTopic, draft.text)
                                         : Result<QByteArray>(draft.text);
    if (!bytes)
        return dialog.showError(bytes.error());
    dialog.setBusy(true);
    const ChangePlan plan{.change = {{draft.path, *bytes}}, .effect = {}, .head = head};
    space.administration().apply(plan).done(&dialog, [=, this, &dialog, &space](const Report &report) {
        takeReport(dialog, space, draft, plan, report);
    });
}

void StateActions::takeReport(StateValueDialog &dialog, LiveSpace &space, const StateDraft &draft,
                              const ChangePlan &plan, const Report &report)
{
    if (!report)
        return dialog.showError(report.error());
    const auto *const stopped = report->stoppedAt();
    if (!stopped) {
        dialog.accept();
        if (m_page->browser().space() == &space)
            m_page->showPath(draft.path);
        return offerUndo(space, Administration::applied(plan, *report), tr("“%1” is saved.").arg(draft.path));
    }
    if (stopped->outcome != EditReport::Outcome::Overtaken)
        return dialog.showError(stopped->error);
    const auto head = report->overtakenBy.back().hash;
    const auto *const theirs = newestAt(report->overtakenBy, draft.path);
    if (!theirs) // something else about the same member or role: nothing of it is written over
        return save(dialog, space, draft, head);
    if (checkSeal(space.space().id(), stateTopic.latin1(), *theirs) != Seal::Good)
        return dialog.showError({ErrorKind::Chain, ErrorCode::HashMismatch, draft.path});
    dialog.setSeen(head);
    dialog.showTheirs(changedText(space, *theirs), contentIn(space, *theirs));
}

void StateActions::deleteValue()
{
    const auto &history = m_page->browser().history().history();
    auto *const space = m_page->browser().space();
    if (!space)
        return;
    const auto edit = takenAway(history.path);
    const auto done = edit.value.isEmpty() ? tr("“%1” is deleted.") : tr("“%1” allows nothing any more.");
    askBefore(history.path, tr("Delete “%1”?").arg(history.path), tr("Delete"),
              [this, space = QPointer(space), edit, done, head = history.head] {
                  if (space)
                      write(*space, edit, head, done.arg(edit.path));
              });
}

void StateActions::restore(const StateVersion &version)
{
    const auto &history = m_page->browser().history().history();
    auto *const space = m_page->browser().space();
    if (!space)
        return;
    const StateEdit edit{history.path, version.stored};
    askBefore(history.path, tr("Restore this version of “%1”?").arg(history.path), tr("Restore"),
              [this, space = QPointer(space), edit, head = history.head] {
                  if (space)
                      write(*space, edit, head,
                            tr("The earlier version of “%1” is written again.").arg(edit.path));
              });
}

//! What can be undone is not asked about; what decides over people is.
void StateActions::askBefore(const QString &path, const QString &question, const QString &verb,
                             std::function<void()> act)
{
    if (!path.startsWith("auth/"_L1))
        return act();
    confirm(
        &m_window, question,
        tr("Values under “auth/” say who may do what. Members and Roles are the place to change that: they "
           "show what follows. A mistake here can lock people out."),
        verb, std::move(act));
}

void StateActions::write(LiveSpace &space, const StateEdit &edit, const QByteArray &head, const QString &done)
{
    const ChangePlan plan{.change = {edit}, .effect = {}, .head = head};
    space.administration().apply(plan).done(&space, [=, this, &space](const Report &report) {
        const auto *const stopped = report ? report->stoppedAt() : nullptr;
        if (report && !stopped)
            return offerUndo(space, Administration::applied(plan, *report), done);
        if (!report || stopped->outcome != EditReport::Outcome::Overtaken) {
            const auto words = errorText(report ? stopped->error : report.error(), Occasion::Asked);
            return tell(space, MessageBar::Severity::Error, words.both());
        }
        const auto *const theirs = newestAt(report->overtakenBy, edit.path);
        if (!theirs)
            return write(space, edit, report->overtakenBy.back().hash, done);
        tell(space, MessageBar::Severity::Warning,
             changedText(space, *theirs) + u' ' + tr("Nothing was written. Look at it, then decide again."));
    });
}

void StateActions::offerUndo(LiveSpace &space, const AppliedChange &change, const QString &text)
{
    tell(space, MessageBar::Severity::Info, text);
    m_offer = std::make_unique<QObject>();
    if (m_page->browser().space() != &space)
        return;
    m_page->bar().setAction(tr("Undo"));
    connect(&m_page->bar(), &MessageBar::actionTriggered, m_offer.get(),
            [this, change, space = QPointer(&space)] {
                m_page->bar().dismiss();
                if (space)
                    undo(*space, change);
            });
}

void StateActions::undo(LiveSpace &space, const AppliedChange &change)
{
    m_offer.reset();
    space.administration()
        .planUndo(change)
        .then(&space,
              [&space](const ChangePlan &plan) {
                  return plan.overtakenBy.isEmpty() ? space.administration().apply(plan)
                                                    : Pending<ChangeReport>::resolved(ChangeReport{
                                                          .edits = {}, .overtakenBy = plan.overtakenBy});
              })
        .done(&space, [this, &space](const Report &report) {
            if (!report)
                return tell(space, MessageBar::Severity::Error,
                            errorText(report.error(), Occasion::Asked).both());
            if (!report->overtakenBy.isEmpty())
                return tell(space, MessageBar::Severity::Warning,
                            changedText(space, report->overtakenBy.back()) + u' ' +
                                tr("So nothing was undone."));
            if (const auto *const stopped = report->stoppedAt())
                return tell(space, MessageBar::Severity::Error,
                            errorText(stopped->error, Occasion::Asked).both());
            tell(space, MessageBar::Severity::Info, tr("Undone: what was there before is written again."));
        });
}

//! Where the person looks for it, wherever they are by now.
void StateActions::tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text)
{
    if (m_page->browser().space() == &space)
        return m_page->bar().showMessage(severity, text);
    m_window.notices().show(severity, text);
}

} // namespace reeeductio
