// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statepage.h"

#include "gui/shared/messagebar.h"
#include "gui/shared/role.h"
#include "gui/state/statedelegates.h"
#include "ui_statepage.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 dayMs = 24 * 60 * 60 * 1000;
constexpr int mostFound = 200; //!< branches are opened for

//! A piece of a wide branch has the branch's path.
QString keyOf(const QModelIndex &index)
{
    return index.data(static_cast<int>(StateTreeModel::Role::Path)).toString() + u'\n' +
           index.data().toString();
}

} // namespace

StatePage::StatePage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::StatePage>()),
      m_new(new QPushButton(tr("&New value…"), this))
{
    m_ui->setupUi(this);
    m_new->setObjectName(u"newValue"_s);
    makePrimary(m_new);
    m_ui->stateHeader->addControl(m_new);
    m_ui->stateHeader->setTitle(tr("State"));
    m_ui->stateSplitter->setStretchFactor(1, 1);
    m_ui->stateSplitter->setSizes({280, 560});
    m_ui->noState->setText(tr("No data yet. Values you save keep every earlier version."));
    m_ui->stateValue->setHistory(m_browser.history());
    m_ui->changesPanel->setModel(m_browser.differences());
    connectTree();
    connectTime();
    connectValue();
    showTree();
}

StatePage::~StatePage() = default;

void StatePage::connectTree()
{
    auto *const tree = m_ui->stateTree;
    tree->setModel(&m_browser.tree());
    tree->setItemDelegate(new StateTreeDelegate(this));
    connect(&m_browser, &StateBrowser::treeRead, this, &StatePage::showTree);
    connect(&m_browser.tree(), &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_expanded += expandedBranches(); });
    connect(tree, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_expanded.remove(keyOf(index)); });
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && index.data(static_cast<int>(StateTreeModel::Role::HasValue)).toBool())
                    m_browser.setPath(index.data(static_cast<int>(StateTreeModel::Role::Path)).toString());
            });
    connect(m_ui->stateSearch, &QLineEdit::textChanged, &m_browser, &StateBrowser::setText);
    connect(m_ui->showDeleted, &QCheckBox::toggled, &m_browser, &StateBrowser::setShowingDeleted);
}

void StatePage::connectTime()
{
    auto *const time = m_ui->stateTime;
    connect(time, &StateTimeBar::momentChosen, &m_browser, &StateBrowser::setMoment);
    connect(time, &StateTimeBar::timeChosen, &m_browser, &StateBrowser::setTime);
    connect(time, &StateTimeBar::changesToggled, this, [this](bool areShown) {
        m_ui->stateLists->setCurrentIndex(areShown ? 1 : 0);
        if (areShown && m_ui->changesPanel->since() > m_browser.snapshot().time - dayMs)
            m_ui->changesPanel->setSince(m_browser.snapshot().time - dayMs);
        m_browser.setChangesSince(areShown ? std::optional(m_ui->changesPanel->since()) : std::nullopt);
    });
    connect(m_ui->changesPanel, &StateChangesPanel::sinceChanged, &m_browser, &StateBrowser::setChangesSince);
    connect(m_ui->changesPanel, &StateChangesPanel::pathChosen, this, [this](const QString &path) {
        m_browser.setPath(path);
        m_ui->stateValue->showChangesOf(path);
    });
    const auto comeBack = [this] { m_browser.setMoment(std::nullopt); };
    connect(m_ui->pastBar, &MessageBar::actionTriggered, this, comeBack);
    connect(m_ui->pastBar, &MessageBar::dismissed, this, comeBack);
}

void StatePage::connectValue()
{
    auto *const value = m_ui->stateValue;
    connect(&m_browser, &StateBrowser::historyRead, value, &StateValueView::refresh);
    connect(&m_browser.history(), &QAbstractItemModel::modelReset, this, [this] {
        if (m_browser.path().isEmpty())
            m_ui->stateValue->refresh();
    });
    connect(value, &StateValueView::editRequested, this, &StatePage::editRequested);
    connect(value, &StateValueView::deleteRequested, this, &StatePage::deleteRequested);
    connect(value, &StateValueView::restoreRequested, this, &StatePage::restoreRequested);
    connect(m_new, &QPushButton::clicked, this, &StatePage::newRequested);
    connect(m_ui->stateHeader, &PageHeader::backRequested, this, &StatePage::backRequested);
}

MessageBar &StatePage::bar()
{
    return *m_ui->stateBar;
}

void StatePage::setSpace(LiveSpace *space)
{
    m_ui->stateBar->dismiss();
    m_expanded.clear();
    m_awaited.clear();
    {
        const QSignalBlocker quiet(m_ui->stateSearch), quietToo(m_ui->showDeleted);
        m_ui->stateSearch->clear();
        m_ui->showDeleted->setChecked(false);
    }
    m_ui->stateTime->setShowingChanges(false);
    m_browser.show(space);
    showTree();
    m_ui->stateTree->setFocus();
}

void StatePage::showPath(const QString &path)
{
    m_awaited = path;
    m_browser.setPath(path);
    showChosen();
}

void StatePage::showTree()
{
    const auto &tree = *m_browser.tree().tree();
    const auto &snapshot = tree.snapshot();
    const bool isEmpty = snapshot.size == 0;
    const bool isKnown =
        m_browser.isRead() && m_browser.space() && (!isEmpty || m_browser.space()->authority().isCurrent());
    m_ui->stateStack->setCurrentIndex(isEmpty && isKnown ? 1 : 0);
    m_ui->stateTime->setVisible(!isEmpty);
    const auto count = static_cast<int>(tree.valueCount());
    m_ui->stateHeader->setAbout(!isKnown  ? tr("Reading…")
                                : isEmpty ? QString()
                                          : tr("%n value(s)", nullptr, count) + u" · "_s +
                                                tr("%n event(s)", nullptr, static_cast<int>(snapshot.size)));
    m_ui->nothingFound->setText(tree.isSearched()      ? tr("Nothing found.")
                                : snapshot.moment == 0 ? tr("There was nothing yet.")
                                                       : tr("Nothing is left: all values were deleted."));
    m_ui->nothingFound->setVisible(count == 0 && isKnown);
    m_ui->showDeleted->setVisible(tree.deletedCount() > 0 || m_ui->showDeleted->isChecked());
    showTime();
    expandFound();
    showChosen();
}

void StatePage::showTime()
{
    const auto &snapshot = m_browser.snapshot();
    const bool isNow = m_browser.isNow();
    m_ui->stateTime->show(snapshot, isNow);
    m_ui->changesPanel->setUntil(momentText(snapshot));
    m_ui->stateValue->setReadOnly(!isNow);
    m_new->setEnabled(m_browser.space() && isNow);
    if (isNow)
        return m_ui->pastBar->dismiss();
    m_ui->pastBar->showMessage(
        MessageBar::Severity::Info,
        tr("You are looking at the past: %1. Nothing can be changed here.").arg(momentText(snapshot)));
    m_ui->pastBar->setAction(tr("Back to now"));
}

//! What was open before the tree became another; everything, while few are found.
void StatePage::expandFound()
{
    auto *const view = m_ui->stateTree;
    const auto &tree = *m_browser.tree().tree();
    if (tree.isSearched() && tree.valueCount() <= mostFound)
        return view->expandAll();
    if (tree.isSearched())
        return;
    const auto paths = std::exchange(m_expanded, {});
    const auto &model = m_browser.tree();
    QList<QModelIndex> open{QModelIndex()};
    while (!open.isEmpty()) {
        const auto parent = open.takeLast();
        for (int row = 0; row < model.rowCount(parent) && !paths.isEmpty(); ++row) {
            const auto child = model.index(row, 0, parent);
            if (model.rowCount(child) == 0 || !paths.contains(keyOf(child)))
                continue;
            view->setExpanded(child, true);
            open << child;
        }
    }
}

void StatePage::showChosen()
{
    if (m_browser.path().isEmpty())
        return;
    const auto index = m_browser.tree().indexOf(m_browser.path());
    if (!index.isValid() || (m_awaited.isEmpty() && m_ui->stateTree->currentIndex() == index))
        return;
    m_awaited.clear();
    m_ui->stateTree->setCurrentIndex(index); // opens the branches above it
    m_ui->stateTree->scrollTo(index);
}

QSet<QString> StatePage::expandedBranches(const QModelIndex &parent)
{
    QSet<QString> paths;
    const auto &model = m_browser.tree();
    if (m_browser.tree().tree()->isSearched())
        return paths;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto child = model.index(row, 0, parent);
        if (!m_ui->stateTree->isExpanded(child))
            continue;
        paths << keyOf(child);
        paths += expandedBranches(child);
    }
    return paths;
}

} // namespace reeeductio
