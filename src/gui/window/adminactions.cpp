// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/adminactions.h"

#include "gui/admin/changedialog.h"
#include "gui/admin/holderpage.h"
#include "gui/admin/memberforms.h"
#include "gui/admin/removaldialog.h"
#include "gui/admin/rightform.h"
#include "gui/admin/roleforms.h"
#include "gui/admin/toolkeydialog.h"
#include "gui/shared/noticearea.h"
#include "gui/shared/secretclipboard.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/righttext.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

using Kind = HolderListModel::Kind;

namespace {

const Capability commonRight{Operation::Read, u"topics/{any}/messages"_s};

//! Whether the two are what one dialog wrote.
bool isSame(const AppliedChange &a, const AppliedChange &b)
{
    return a.head == b.head && a.hashes == b.hashes;
}

} // namespace

AdminActions::AdminActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs)
{
    m_window.addPage(SpacePage::Members, [this] { return makePage(Kind::Members); });
    m_window.addPage(SpacePage::Roles, [this] { return makePage(Kind::Roles); });
    m_window.addPage(SpacePage::Tools, [this] { return makePage(Kind::Tools); });
}

AdminActions::~AdminActions() = default;

HolderPage *AdminActions::makePage(Kind kind)
{
    auto *const page = new HolderPage(kind);
    m_pages << page;
    connectPage(*page);
    return page;
}

void AdminActions::connectPage(HolderPage &page)
{
    connect(&page, &HolderPage::spaceShown, this, &AdminActions::updateUndo);
    connect(&page, &HolderPage::addRequested, this, [this, &page] { add(page); });
    connect(&page, &HolderPage::rightRequested, this, [this, &page](const QString &holder) {
        open(page, new RightForm(page.overview(), {page.kind(), holder, nameOf(page, holder)}, commonRight));
    });
    connect(
        &page, &HolderPage::fixRequested, this,
        [this, &page](const QString &holder, const ShownRight &right, const Capability &fixed) {
            const auto kind = right.role.isEmpty() ? page.kind() : Kind::Roles;
            open(page, new RightForm(page.overview(), {kind, holder, nameOf(page, holder)}, fixed, right));
        });
    connect(&page, &HolderPage::roleRequested, this, [this, &page](const QString &holder) {
        open(page, new AssignmentForm(page.overview(), holder, page.kind() == Kind::Roles,
                                      page.space()->space().member()));
    });
    connect(&page, &HolderPage::roleTaken, this,
            [this, &page](const QString &user, const QString &role) { takeRole(page, user, role); });
    connect(
        &page, &HolderPage::rightTaken, this,
        [this, &page](const QString &holder, const ShownRight &right) { takeRight(page, holder, right); });
    connect(&page, &HolderPage::removeRequested, this,
            [this, &page](const QString &holder) { remove(page, holder); });
    connect(&page, &HolderPage::undoRequested, this, [this, &page] { undo(page); });
    connect(&page, &HolderPage::explainRequested, this, [this, &page](const QString &holder) {
        if (const auto member = MemberId::parse(holder))
            Q_EMIT explainRequested(page.space(), *member);
    });
}

QString AdminActions::nameOf(const HolderPage &page, const QString &holder) const
{
    const auto member = MemberId::parse(holder);
    return member ? memberName(*member, page.overview(), page.space()->space().member())
                  : displayName(holder);
}

void AdminActions::open(HolderPage &page, ChangeForm *form, const std::function<void()> &whole)
{
    auto *const dialog = openDialog(page, form, whole);
    connect(dialog, &ChangeDialog::applied, this,
            [this, form, space = QPointer(page.space())](const AppliedChange &change) {
                if (space)
                    note(*space, change, form->title());
            });
}

ChangeDialog *AdminActions::openDialog(HolderPage &page, ChangeForm *form, const std::function<void()> &whole)
{
    auto *const dialog = new ChangeDialog(*page.space(), page.overview(), form, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChangeDialog::applied, this,
            [form, at = QPointer<HolderPage>(&page), whole](const AppliedChange &, bool isWhole) {
                if (at && isWhole)
                    at->bar().showMessage(MessageBar::Severity::Info, form->done());
                if (isWhole && whole)
                    whole();
            });
    dialog->open();
    return dialog;
}

void AdminActions::note(LiveSpace &space, const AppliedChange &change, const QString &what)
{
    m_made[space.space().id()] << Made{change, what};
    updateUndo();
}

//! It is undone, or nothing of it is left.
void AdminActions::forget(const SpaceId &space, const AppliedChange &change)
{
    m_made[space].removeIf([&change](const Made &made) { return isSame(made.change, change); });
    updateUndo();
}

//! Each page undoes what was changed in the space it shows, on whichever page that was.
void AdminActions::updateUndo()
{
    for (const auto &page : std::as_const(m_pages)) {
        if (page)
            page->setUndoable(page->space() && !m_made.value(page->space()->space().id()).isEmpty());
    }
}

//! What an undoing wrote stands for what was there before: earlier changes are undone over it.
void AdminActions::standIn(const SpaceId &space, const AppliedChange &undone)
{
    QSet<QString> paths;
    for (const auto &edit : undone.change)
        paths.insert(edit.path);
    for (auto &made : m_made[space]) {
        if (std::ranges::any_of(made.change.change,
                                [&paths](const StateEdit &edit) { return paths.contains(edit.path); }))
            made.change.hashes << undone.hashes;
    }
}

void AdminActions::giveRight(LiveSpace *space, const MemberId &member, const Capability &right,
                             QWidget *parent)
{
    space->authority()
        .ask([rules = space->serverRules(), now = space->space().session().serverNowMs()](
                 const StateReplay &replay) { return overviewOf(replay, rules, now); })
        .done(space, [this, space, member, right,
                      parent = QPointer<QWidget>(parent)](const Result<SpaceOverview> &overview) {
            if (!overview)
                return;
            const auto kind = member.isTool() ? Kind::Tools : Kind::Members;
            const auto name = memberName(member, *overview, space->space().member());
            auto *const form = new RightForm(*overview, {kind, member.toString(), name}, right);
            auto *const dialog =
                new ChangeDialog(*space, *overview, form, parent ? parent.data() : &m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &ChangeDialog::applied, this,
                    [this, form, where = QPointer(space)](const AppliedChange &change, bool isWhole) {
                        if (where)
                            note(*where, change, form->title());
                        if (isWhole)
                            m_window.notices().show(MessageBar::Severity::Info, form->done());
                    });
            dialog->open();
        });
}

void AdminActions::add(HolderPage &page)
{
    switch (page.kind()) {
    case Kind::Members: {
        auto *const form = new AddMemberForm(page.overview());
        return open(page, form, [form, at = QPointer<HolderPage>(&page)] {
            if (at)
                at->choose(form->user());
        });
    }
    case Kind::Roles: {
        auto *const form = new NewRoleForm(page.overview());
        return open(page, form, [form, at = QPointer<HolderPage>(&page)] {
            if (at)
                at->choose(form->role());
        });
    }
    case Kind::Tools:
        return newTool(page);
    }
}

void AdminActions::newTool(HolderPage &page)
{
    const auto credentials = std::make_shared<Credentials>(page.space()->space().credentials().freshTool());
    credentials->server = page.space()->server();
    const auto tool = *ToolId::parse(credentials->member.text());
    open(page, new NewToolForm(page.overview(), tool),
         [this, credentials, tool, at = QPointer<HolderPage>(&page)] {
             if (at)
                 at->choose(tool.toString());
             offerKey(shortId(tool.text()), credentials);
         });
}

void AdminActions::offerKey(const QString &tool, const std::shared_ptr<Credentials> &credentials)
{
    auto *const dialog = new ToolKeyDialog(tool, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ToolKeyDialog::saveRequested, this, [this, dialog, credentials] {
        m_dialogs.saveFile(
            dialog, tr("Save the tool's key"), u"tool.json"_s,
            [this, dialog = QPointer<ToolKeyDialog>(dialog), credentials](const QString &file) {
                if (!dialog)
                    return;
                m_profile.saveCredentials(*credentials, file)
                    .done(dialog, [dialog, file](const Result<void> &saved) {
                        if (saved)
                            dialog->showSaved(file);
                        else
                            dialog->showError(saved.error());
                    });
            });
    });
    connect(dialog, &ToolKeyDialog::copyRequested, dialog, [dialog, credentials] {
        copySecret(credentials->keyText());
        dialog->showCopied();
    });
    dialog->open();
}

void AdminActions::takeRole(HolderPage &page, const QString &user, const QString &role)
{
    const auto id = UserId::parse(user);
    if (!id)
        return;
    const auto name = nameOf(page, user);
    const auto called = displayName(role);
    open(page, new PlainForm({tr("Take the role “%1” from %2").arg(called, name), tr("Take it away"),
                              tr("%1 no longer has the role “%2”.").arg(name, called),
                              tr("Everything that %1 may do only through “%2” ends. The role itself "
                                 "stays.")
                                  .arg(name, called)},
                             [user = *id, role](const StateReplay &replay, const Roster &roster, qint64 now) {
                                 const auto *member = roster.member(user);
                                 return member ? takenRole(*member, role, replay.log(), now) : StateChange();
                             }));
}

void AdminActions::takeRight(HolderPage &page, const QString &holder, const ShownRight &right)
{
    const auto name = nameOf(page, holder);
    const auto words = right.capability ? rightSentence(*right.capability) : displayText(right.id);
    open(page, new PlainForm({tr("Take a right from “%1”").arg(name), tr("Take it away"),
                              tr("“%1” no longer has the right: %2.").arg(name, words),
                              tr("“%1” %2. That is written over by a right that allows nothing, which every "
                                 "server honours.",
                                 "who, may do what")
                                  .arg(name, words)},
                             [path = right.source.path](const StateReplay &, const Roster &, qint64) {
                                 return StateChange{takenAway(path)}; // wherever it stands (PROTOCOL 12.7)
                             }));
}

void AdminActions::remove(HolderPage &page, const QString &holder)
{
    const auto name = nameOf(page, holder);
    if (page.kind() == Kind::Roles)
        return open(
            page, new PlainForm({tr("Remove the role “%1”").arg(name), tr("Remove"),
                                 tr("The role “%1” is gone.").arg(name),
                                 tr("It is taken from everybody who has it, then its rights are taken "
                                    "away.")},
                                [holder](const StateReplay &replay, const Roster &roster, qint64 now) {
                                    const auto *role = roster.role(holder);
                                    return role ? removalOf(*role, roster, replay.log(), now) : StateChange();
                                }));
    const auto member = MemberId::parse(holder);
    if (!member)
        return;
    const auto planner = [member = *member](const StateReplay &replay, const Roster &roster, qint64 now) {
        const auto *found = roster.member(member);
        return found ? removalOf(*found, replay.log(), now) : StateChange();
    };
    const auto showFacts = [this, member = *member, name, space = QPointer(page.space())] {
        if (!space)
            return;
        auto *const dialog = new RemovalDialog(*space, member, name, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    };
    if (member->isTool())
        return open(page,
                    new PlainForm({tr("Stop the tool “%1”").arg(name), tr("Stop it"),
                                   tr("“%1” can post and store nothing any more.").arg(name),
                                   tr("All its rights are taken away and its entry is emptied. If it is an "
                                      "invitation, nobody can join with it any more.")},
                                  planner),
                    showFacts);
    open(page,
         new PlainForm({tr("Remove %1").arg(name), tr("Remove"), tr("%1 has no rights any more.").arg(name),
                        tr("All rights and roles of %1 are taken away, then the entry is emptied.\n\n"
                           "What stays true: %1 keeps the key to what is here and what will be written, and "
                           "whatever was read already. Published servers go on letting %1 sign in, list the "
                           "state and fetch files whose ids are known; a token lasts up to a day. Only a new "
                           "space with new keys changes that.")
                            .arg(name)},
                       planner),
         showFacts);
}

void AdminActions::undo(HolderPage &page)
{
    const auto space = page.space()->space().id();
    const auto made = m_made.value(space);
    if (made.isEmpty())
        return;
    page.space()
        ->administration()
        .planUndo(made.back().change)
        .done(&page, [this, space, at = QPointer<HolderPage>(&page),
                      last = made.back()](const Result<ChangePlan> &plan) {
            if (!plan || !at || !at->space() || at->space()->space().id() != space)
                return;
            if (plan->change.isEmpty()) {
                forget(space, last.change);
                return at->bar().showMessage(
                    MessageBar::Severity::Info,
                    tr("Nothing is left to undo of “%1”: all of it was changed since.").arg(last.what));
            }
            auto about = tr("The last change was “%1”. What was written by it is put back as it was before.")
                             .arg(last.what);
            if (!plan->overtakenBy.isEmpty())
                about += u"\n\n"_s +
                         tr("Somebody has changed %n of its entries since. Those stay as they are now.",
                            nullptr, static_cast<int>(plan->overtakenBy.size()));
            // Not a change to be undone in its turn: of one that stops half-way the rest is still there.
            auto *const dialog =
                openDialog(*at,
                           new PlainForm({tr("Undo the last change"), tr("Undo"), tr("Undone."), about},
                                         Administration::undoing(last.change)),
                           [this, space, change = last.change] { forget(space, change); });
            connect(dialog, &ChangeDialog::applied, this,
                    [this, space](const AppliedChange &undone) { standIn(space, undone); });
        });
}

} // namespace reeeductio
