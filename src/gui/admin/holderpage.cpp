// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/holderpage.h"

#include "gui/admin/holderdelegate.h"
#include "gui/admin/rightdelegate.h"
#include "gui/shared/fittedcolumns.h"
#include "gui/shared/role.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/righttext.h"
#include "models/warningtext.h"
#include "ui_holderpage.h"

#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

using Kind = HolderListModel::Kind;

namespace {

QString dayText(qint64 time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time).date(), QLocale::ShortFormat);
}

} // namespace

HolderPage::HolderPage(Kind kind, QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::HolderPage>()), m_holders(kind),
      m_undo(new QPushButton(tr("&Undo last change…"), this)), m_add(new QPushButton(this)),
      m_lookBack(new QPushButton(tr("Look &back"), this))
{
    m_ui->setupUi(this);
    nameThings();
    makePrimary(m_add);
    m_undo->setObjectName(u"undoChange"_s);
    m_lookBack->setObjectName(u"lookBack"_s);
    m_lookBack->setCheckable(true);
    m_lookBack->setToolTip(tr("How this was at an earlier time"));
    setUndoable(false);
    m_ui->holderHeader->addControl(m_lookBack);
    m_ui->holderHeader->addControl(m_undo);
    m_ui->holderHeader->addControl(m_add);
    m_ui->holderList->setModel(&m_found);
    m_ui->holderList->setItemDelegate(new HolderDelegate(this));
    auto *const table = m_ui->rightTable;
    table->setModel(&m_rights);
    table->setItemDelegate(new RightDelegate(this));
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(RightListModel::What, QHeaderView::Stretch);
    table->setColumnHidden(RightListModel::Through, kind != Kind::Members);
    auto *const columns = new FittedColumns(*table, {RightListModel::May, RightListModel::AsStored,
                                                     RightListModel::Through, RightListModel::Checked});
    columns->letYield(RightListModel::AsStored); // its tooltip has it whole
    connect(m_ui->holderSearch, &QLineEdit::textChanged, &m_found, &HolderFilterModel::setText);
    connect(m_ui->holderList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &HolderPage::showCurrent);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this, &HolderPage::showRight);
    connect(&m_rights, &QAbstractItemModel::modelReset, this, &HolderPage::showRight);
    connectButtons();
    connectTime();
    showCurrent();
}

HolderPage::~HolderPage() = default;

void HolderPage::nameThings()
{
    const auto name = [this](const QString &title, const QString &add, const QString &giveRole,
                             const QString &remove, const QString &removeTip, const QString &search,
                             const QString &objectName) {
        setObjectName(objectName);
        m_ui->holderHeader->setTitle(title);
        m_add->setText(add);
        m_add->setObjectName(u"addHolder"_s);
        m_ui->giveRole->setText(giveRole);
        m_ui->removeHolder->setText(remove);
        m_ui->removeHolder->setToolTip(removeTip);
        m_ui->holderSearch->setPlaceholderText(search);
        m_ui->holderSearch->setAccessibleName(search);
        m_ui->holderList->setAccessibleName(title);
    };
    switch (kind()) {
    case Kind::Members:
        return name(tr("Members"), tr("&Add a member…"), tr("Give a r&ole…"), tr("Re&move…"),
                    tr("Remove this member from the space"), tr("Find by name, role or id"),
                    u"membersPage"_s);
    case Kind::Tools:
        m_ui->giveRole->hide();
        return name(tr("Tools"), tr("&New tool…"), {}, tr("Sto&p…"), tr("Stop this tool"),
                    tr("Find by name or id"), u"toolsPage"_s);
    case Kind::Roles:
        m_ui->explainHolder->hide();
        return name(tr("Roles"), tr("&New role…"), tr("Give it to a &member…"), tr("Re&move…"),
                    tr("Remove this role"), tr("Find by name"), u"rolesPage"_s);
    }
}

void HolderPage::connectButtons()
{
    connect(m_ui->holderHeader, &PageHeader::backRequested, this, &HolderPage::backRequested);
    connect(m_add, &QPushButton::clicked, this, &HolderPage::addRequested);
    connect(m_undo, &QPushButton::clicked, this, &HolderPage::undoRequested);
    const auto ask = [this](QPushButton *button, void (HolderPage::*signal)(const QString &)) {
        connect(button, &QPushButton::clicked, this, [this, signal] {
            if (const auto holder = current(); !holder.isEmpty())
                Q_EMIT(this->*signal)(holder);
        });
    };
    ask(m_ui->giveRight, &HolderPage::rightRequested);
    ask(m_ui->giveRole, &HolderPage::roleRequested);
    ask(m_ui->explainHolder, &HolderPage::explainRequested);
    ask(m_ui->removeHolder, &HolderPage::removeRequested);
    connect(m_ui->takeRight, &QPushButton::clicked, this, [this] {
        if (const auto *right = currentRight())
            Q_EMIT rightTaken(current(), *right);
    });
    connect(m_ui->fixRight, &QPushButton::clicked, this, [this] {
        const auto *right = currentRight();
        if (right && !right->warnings.isEmpty() && right->warnings.front().fixed)
            Q_EMIT fixRequested(right->role.isEmpty() ? current() : right->role, *right,
                                *right->warnings.front().fixed);
    });
}

void HolderPage::connectTime()
{
    auto *const time = m_ui->holderTime;
    time->hideChanges();
    time->hide();
    connect(m_lookBack, &QPushButton::toggled, this, [this, time](bool isShown) {
        time->setVisible(isShown);
        if (!isShown)
            return lookAt(std::nullopt);
        showTime();
        time->setFocus();
    });
    connect(time, &StateTimeBar::momentChosen, this, &HolderPage::lookAt);
    connect(time, &StateTimeBar::timeChosen, this, &HolderPage::lookAtTime);
    const auto comeBack = [this] { lookAt(std::nullopt); };
    connect(m_ui->holderPast, &MessageBar::actionTriggered, this, comeBack);
    connect(m_ui->holderPast, &MessageBar::dismissed, this, comeBack);
}

void HolderPage::lookAt(std::optional<Moment> moment)
{
    if (moment == m_moment || !m_space)
        return;
    m_moment = moment;
    refresh();
}

void HolderPage::lookAtTime(qint64 timeMs)
{
    if (!m_space)
        return;
    m_space->authority()
        .ask([timeMs](const StateReplay &replay) { return pastMomentAt(replay, timeMs); })
        .done(m_shown.get(), [this](const Result<std::optional<Moment>> &moment) {
            if (moment)
                lookAt(*moment);
        });
}

void HolderPage::showTime()
{
    const StateSnapshot moment{
        .moment = m_overview.moment, .size = m_overview.size, .time = m_overview.nowMs};
    m_ui->holderTime->show(moment, isNow());
    m_add->setEnabled(m_space && isNow());
    m_undo->setEnabled(m_canBeUndone && isNow());
    if (isNow())
        return m_ui->holderPast->dismiss();
    m_ui->holderPast->showMessage(
        MessageBar::Severity::Info,
        tr("You are looking at the past: %1. Nothing can be changed here.").arg(momentText(moment)));
    m_ui->holderPast->setAction(tr("Back to now"));
}

void HolderPage::setSpace(LiveSpace *space)
{
    if (space == m_space)
        return;
    m_space = space;
    m_moment.reset();
    m_lookBack->setChecked(false);
    m_lookBack->setEnabled(space);
    m_shown = std::make_unique<QObject>();
    m_isAsking = m_hasNews = false;
    m_add->setEnabled(false); // what is asked for depends on what there is
    m_overview = {};
    m_holders.clear();
    m_rights.clear();
    m_ui->toolMeter->clear();
    m_ui->holderBar->dismiss();
    m_ui->holderPast->dismiss();
    m_ui->holderSearch->clear();
    showCurrent();
    Q_EMIT spaceShown();
    if (!space)
        return;
    connect(&space->authority(), &Authority::changed, m_shown.get(), [this] { refresh(); });
    refresh();
    m_ui->holderList->setFocus();
}

//! One question at a time: what comes meanwhile is asked for once, afterwards.
void HolderPage::refresh()
{
    if (m_isAsking) {
        m_hasNews = true;
        return;
    }
    m_isAsking = true;
    m_hasNews = false;
    m_space->authority()
        .ask(
            [rules = m_space->serverRules(), now = m_space->space().session().serverNowMs(),
             moment = m_moment](const StateReplay &replay) { return overviewOf(replay, rules, now, moment); })
        .done(m_shown.get(), [this](const Result<SpaceOverview> &overview) {
            m_isAsking = false;
            if (overview)
                take(*overview);
            if (m_hasNews)
                refresh();
        });
}

void HolderPage::take(const SpaceOverview &overview)
{
    const auto chosen = m_wanted.isEmpty() ? current() : m_wanted;
    m_overview = overview;
    m_overview.topics.clear(); // also those that no state names
    const auto topics = m_space->topics();
    for (const auto &topic : topics)
        m_overview.topics << topic.id;
    m_holders.show(overview, m_space->space().member());
    m_ui->holderHeader->setAbout(kind() == Kind::Members ? tr("%n people", nullptr, m_holders.rowCount())
                                 : kind() == Kind::Tools ? tr("%n tool(s)", nullptr, m_holders.rowCount())
                                                         : tr("%n role(s)", nullptr, m_holders.rowCount()));
    showTime();
    choose(chosen);
    showCurrent();
}

QString HolderPage::current() const
{
    return m_ui->holderList->currentIndex().data(static_cast<int>(HolderListModel::Role::Id)).toString();
}

void HolderPage::choose(const QString &id)
{
    const auto row = m_holders.rowOf(id);
    m_wanted = row < 0 ? id : QString();
    const auto index = m_found.mapFromSource(m_holders.index(row));
    if (index.isValid())
        m_ui->holderList->setCurrentIndex(index);
    else if (!m_ui->holderList->currentIndex().isValid() && m_found.rowCount() > 0)
        m_ui->holderList->setCurrentIndex(m_found.index(0, 0));
}

MessageBar &HolderPage::bar()
{
    return *m_ui->holderBar;
}

void HolderPage::setUndoable(bool canBeUndone)
{
    m_canBeUndone = canBeUndone;
    m_undo->setEnabled(canBeUndone && isNow());
}

void HolderPage::showCurrent()
{
    const auto id = current();
    auto *const chips = m_ui->chipRow;
    while (auto *const item = chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (id.isEmpty()) {
        m_ui->noHolder->setText(
            !isNow()                ? tr("Nobody and nothing of the kind was there yet.")
            : kind() == Kind::Roles ? tr("No roles yet. Start from a template or an empty role.")
            : kind() == Kind::Tools ? tr("No tools yet. A tool gets only the rights you list.")
                                    : tr("Nobody found."));
        m_ui->holderStack->setCurrentWidget(m_ui->noHolder);
        m_ui->toolMeter->clear();
        return m_rights.clear();
    }
    m_ui->holderStack->setCurrentWidget(m_ui->holderDetails);
    m_rights.show(m_overview, kind(), id);
    const auto member = MemberId::parse(id);
    if (kind() == Kind::Roles)
        showRole(id);
    else if (member)
        showMember(*member);
    chips->addStretch();
    m_ui->chips->setVisible(chips->count() > 1);
    showRight();
}

void HolderPage::showMember(const MemberId &id)
{
    const auto *member = m_overview.roster.member(id);
    if (!member)
        return;
    m_ui->holderName->setText(memberName(id, m_overview, m_space->space().member()));
    m_ui->holderSource->setText(sourceText(member->entry));
    m_ui->holderId->setText(id.toString());
    QStringList trouble;
    if (!member->isTrusted)
        trouble << tr("Whoever wrote this entry was not entitled to: it may do nothing.");
    if (member->isEmptied)
        trouble << tr("This entry was emptied. Published servers go on letting its holder sign in and read.");
    m_ui->holderTrouble->setText(trouble.join(u'\n'));
    m_ui->holderTrouble->setVisible(!trouble.isEmpty());
    for (const auto button : {m_ui->removeHolder, m_ui->giveRole, m_ui->giveRight})
        button->setEnabled(!member->isOwner && isNow());
    m_ui->explainHolder->setEnabled(isNow());
    if (!isNow())
        m_ui->toolMeter->clear();
    else if (const auto tool = ToolId::parse(id.toString()); kind() == Kind::Tools && tool)
        m_ui->toolMeter->show(*m_space, *tool, member->useLimit, m_overview.topics);
    for (const auto &assignment : member->roles) {
        if (assignment.isExpired(m_overview.nowMs))
            continue;
        const auto role = displayName(assignment.role);
        addChip(assignment.expiresAt
                    ? tr("%1 until %2", "role, day").arg(role, dayText(*assignment.expiresAt))
                    : role,
                id.toString(), assignment.role);
    }
}

void HolderPage::showRole(const QString &id)
{
    const auto *role = m_overview.roster.role(id);
    if (!role)
        return;
    m_ui->holderName->setText(displayName(id));
    m_ui->holderSource->setText(sourceText(role->entry));
    m_ui->holderId->setText(displayName(role->description));
    QStringList trouble;
    if (role->isEmptied)
        trouble << tr("This role was removed, but what it has still counts on published servers.");
    else if (role->entry < 0)
        trouble << tr("This role was never described, and what it has counts all the same.");
    m_ui->holderTrouble->setText(trouble.join(u'\n'));
    m_ui->holderTrouble->setVisible(!trouble.isEmpty());
    for (const auto button : {m_ui->removeHolder, m_ui->giveRole, m_ui->giveRight})
        button->setEnabled(isNow());
    for (const auto &holder : role->holders)
        addChip(memberName(holder, m_overview, m_space->space().member()), holder.toString(), id);
}

void HolderPage::addChip(const QString &text, const QString &user, const QString &role)
{
    auto *const chip = new QPushButton(text + u"  ×"_s, m_ui->chips);
    chip->setObjectName(u"chip_%1_%2"_s.arg(user, role));
    chip->setProperty("chip", true);
    chip->setEnabled(isNow());
    chip->setToolTip(tr("Take this role away…"));
    chip->setAccessibleName(tr("%1: take this role away").arg(text));
    connect(chip, &QPushButton::clicked, this, [this, user, role] { Q_EMIT roleTaken(user, role); });
    m_ui->chipRow->addWidget(chip);
}

QString HolderPage::sourceText(qsizetype entry) const
{
    const auto source = m_overview.sources.constFind(entry);
    if (source == m_overview.sources.cend())
        return {};
    const auto sender = MemberId::parse(QByteArrayView(source->sender));
    const auto who = sender ? memberName(*sender, m_overview, m_space->space().member())
                            : displayName(QString::fromUtf8(source->sender));
    return source->isEntitled
               ? tr("written by %1 on %2 · ✓ signed", "person, day").arg(who, dayText(source->time))
               : tr("written by %1 on %2 · not entitled", "person, day").arg(who, dayText(source->time));
}

const ShownRight *HolderPage::currentRight() const
{
    const auto index = m_ui->rightTable->currentIndex();
    return index.isValid() && index.row() < m_rights.rowCount() ? &m_rights.rightAt(index.row()) : nullptr;
}

void HolderPage::showRight()
{
    const auto *right = currentRight();
    m_ui->takeRight->setEnabled(right && right->role.isEmpty() && isNow());
    const bool hasWarning = right && !right->warnings.isEmpty() && right->capability;
    m_ui->rightWarning->setVisible(hasWarning);
    if (!hasWarning)
        return;
    QStringList texts;
    for (const auto &warning : right->warnings)
        texts << warningText(warning, *right->capability);
    m_ui->rightWarningText->setText(texts.join(u'\n'));
    const auto &fixed = right->warnings.front().fixed;
    m_ui->fixRight->setVisible(fixed.has_value() && isNow());
    if (fixed)
        m_ui->fixRight->setText(tr("Use %1…").arg(storedRight(*fixed)));
}

} // namespace reeeductio
