// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/access/accesspage.h"

#include "client/livespace.h"
#include "gui/access/accessdelegate.h"
#include "gui/access/accessheader.h"
#include "gui/shared/role.h"
#include "models/accesstext.h"
#include "models/answertext.h"
#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "ui_accesspage.h"

#include <QLocale>
#include <QMenu>
#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr auto refreshInterval = 100ms;
constexpr int columnWidth = 118;
constexpr int membersWidth = 170;

//! A member who may, and through what.
struct Holder
{
    QString name;
    QString through;
};

QString throughText(const AccessAnswer &answer, const SpaceNames &names)
{
    const auto text = answerText(answer, names);
    QStringList parts;
    for (const auto &line : text.lines)
        //: A right in words, and where it comes from
        parts << (line.source.isEmpty() ? line.sentence
                                        : AccessPage::tr("%1, %2").arg(line.sentence, line.source));
    return parts.isEmpty() ? text.reason : parts.join(u"; "_s);
}

//! Where nothing is written a sentence may go on to the end of the row.
void spanSentences(QTreeView &tree, const QModelIndex &parent)
{
    const auto *const model = tree.model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const auto written = model->index(row, EscalationModel::Written, parent);
        tree.setFirstColumnSpanned(row, parent, written.data().toString().isEmpty());
        spanSentences(tree, model->index(row, 0, parent));
    }
}

SpaceNames namesIn(LiveSpace &space)
{
    return {
        .summary = space.authority().summary(), .space = space.space().id(), .self = space.space().member()};
}

} // namespace

AccessPage::AccessPage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::AccessPage>()), m_shown(m_matrix)
{
    m_ui->setupUi(this);
    m_ui->accessHeader->setTitle(tr("Access"));
    m_ui->accessHeader->setAbout(tr("who may do what, as this space’s server decides"));
    m_who.setHorizontalHeaderLabels({tr("Member"), tr("Through")});
    prepareTables();
    addHeaderButtons();
    connectViews();
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshInterval);
}

AccessPage::~AccessPage() = default;

//! Fixed sizes: to measure what fits would be to lay out every cell.
void AccessPage::prepareTables()
{
    auto *const table = m_ui->accessTable;
    table->setModel(&m_shown);
    table->setItemDelegate(new AccessDelegate(this));
    const auto lineHeight = fontMetrics().height();
    auto *const columns = new AccessHeader(Qt::Horizontal, {columnWidth, 2 * lineHeight + 16}, table);
    columns->setObjectName(u"accessColumns"_s);
    table->setHorizontalHeader(columns);
    auto *const rows = new AccessHeader(Qt::Vertical, {membersWidth, lineHeight + 12}, table);
    rows->setObjectName(u"accessMembers"_s);
    table->setVerticalHeader(rows);
    m_ui->whoTable->setModel(&m_who);
    m_ui->whoTable->setItemDelegate(new RowDelegate(this));
    m_ui->whoTable->header()->resizeSection(0, membersWidth);
    m_ui->accessTabs->tabBar()->setDrawBase(false);
    m_ui->powerTree->setTextElideMode(Qt::ElideMiddle); // of a path both ends say something
    m_ui->powerTree->setModel(&m_ways);
    m_ui->powerTree->setItemDelegate(new RowDelegate(this));
}

void AccessPage::addHeaderButtons()
{
    m_export = new QPushButton(tr("&Export"), this);
    m_export->setObjectName(u"exportAccess"_s);
    auto *const menu = new QMenu(m_export);
    menu->setObjectName(u"exportMenu"_s);
    const std::tuple<Export, QString, QString> kinds[] = {
        {Export::MatrixAsCsv, u"exportMatrixCsv"_s, tr("Everybody, as a &table (CSV)…")},
        {Export::MatrixAsJson, u"exportMatrixJson"_s, tr("Everybody, as &JSON…")},
        {Export::WaysAsJson, u"exportWaysJson"_s, tr("&Ways to power, as JSON…")},
    };
    for (const auto &[what, name, text] : kinds) {
        auto *const action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, what = what] { Q_EMIT exportRequested(what); });
    }
    m_export->setMenu(menu);
    m_ui->accessHeader->addControl(m_export);
    setTabOrder(m_ui->accessHeader, m_export);
}

void AccessPage::connectViews()
{
    connect(&m_refreshTimer, &QTimer::timeout, this, &AccessPage::refresh);
    connect(m_ui->accessHeader, &PageHeader::backRequested, this, &AccessPage::backRequested);
    connect(m_ui->accessSearch, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setText(text);
        showFound();
    });
    connect(m_ui->accessTable->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AccessPage::showCell);
    const auto why = [this] {
        const auto index = m_shown.mapToSource(m_ui->accessTable->currentIndex());
        if (index.isValid())
            Q_EMIT whyRequested(m_matrix.questionAt(index));
    };
    connect(m_ui->cellWhy, &QPushButton::clicked, this, why);
    connect(m_ui->accessTable, &QTableView::activated, this, why);
    connect(m_ui->whoQuestion, &QComboBox::activated, this, &AccessPage::askWhoMay);
    connect(m_ui->whoQuestion->lineEdit(), &QLineEdit::returnPressed, this, &AccessPage::askWhoMay);
    connect(m_ui->accessTabs, &QTabWidget::currentChanged, this, [this] {
        if (m_ui->accessTabs->currentWidget() == m_ui->powerTab && m_areWaysOld)
            askForWays();
    });
    connect(m_ui->powerTree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                m_ui->openSubject->setEnabled(
                    !index.data(static_cast<int>(EscalationModel::Role::Area)).toString().isEmpty());
            });
    connect(m_ui->openSubject, &QPushButton::clicked, this, &AccessPage::openSubject);
}

void AccessPage::setSpace(LiveSpace *space)
{
    m_watched = std::make_unique<QObject>();
    m_refreshTimer.stop();
    m_ui->accessBar->dismiss();
    m_ui->accessSearch->clear();
    m_ui->accessTabs->setCurrentWidget(m_ui->matrixTab);
    m_matrix.clear();
    m_who.removeRows(0, m_who.rowCount());
    m_ui->whoQuestion->clear();
    m_ui->whoAnswer->clear();
    m_ways.setMap({}, {}, {});
    m_map.reset();
    m_areWaysOld = true;
    m_space = space;
    if (!space)
        return;
    connect(&space->authority(), &Authority::changed, m_watched.get(), [this] {
        if (!m_refreshTimer.isActive())
            m_refreshTimer.start();
    });
    refresh();
    m_ui->accessTable->setFocus();
}

QHash<QString, QString> AccessPage::topicNames() const
{
    return namesIn(*m_space).topicNames();
}

void AccessPage::refresh()
{
    if (!m_space)
        return;
    askForMatrix();
    m_areWaysOld = true;
    if (m_ui->accessTabs->currentWidget() == m_ui->powerTab)
        askForWays();
    else if (m_ui->accessTabs->currentWidget() == m_ui->whoTab)
        askWhoMay();
}

void AccessPage::askForMatrix()
{
    const auto now = m_space->space().context().session.serverNowMs();
    m_space->authority()
        .ask([rules = m_space->serverRules(), now](const StateReplay &replay) {
            return accessOverviewOf(replay, rules, now);
        })
        .done(m_watched.get(), [this](const Result<AccessOverview> &overview) {
            if (overview)
                showMatrix(*overview);
        });
}

void AccessPage::showMatrix(const AccessOverview &overview)
{
    const auto chosen = m_shown.mapToSource(m_ui->accessTable->currentIndex());
    const auto before = chosen.isValid() ? std::optional(m_matrix.questionAt(chosen)) : std::nullopt;
    m_matrix.setOverview(overview, m_space->space().member(), topicNames());
    const auto &matrix = m_matrix.overview().matrix;
    const auto row = before ? matrix.members().indexOf(before->member) : 0;
    const auto column =
        before ? matrix.questions().indexOf(AccessQuestion{before->operation, before->resource}) : 0;
    const auto again = m_shown.mapFromSource(m_matrix.index(static_cast<int>(row), static_cast<int>(column)));
    if (again.isValid())
        m_ui->accessTable->setCurrentIndex(again);
    offerQuestions();
    showFound();
    showCell();
}

void AccessPage::showFound()
{
    const bool areAny = m_shown.rowCount() > 0 && m_shown.columnCount() > 0;
    m_ui->noAccess->setText(m_matrix.rowCount() == 0
                                ? tr("The state of this space is still being read.")
                                : tr("Nobody and nothing here is called that. Clear the search to see all."));
    m_ui->accessStack->setCurrentIndex(areAny ? 0 : 1);
    m_ui->accessDetails->setVisible(areAny && m_ui->accessTable->currentIndex().isValid());
}

void AccessPage::showCell()
{
    const auto index = m_shown.mapToSource(m_ui->accessTable->currentIndex());
    m_ui->accessDetails->setVisible(index.isValid());
    if (!index.isValid() || !m_space)
        return;
    m_ui->cellSentence->setText(index.data(Qt::AccessibleTextRole).toString());
    const auto question = m_matrix.questionAt(index);
    const auto now = m_space->space().context().session.serverNowMs();
    m_space->authority()
        .ask([question, rules = m_space->serverRules(), now,
              names = namesIn(*m_space)](const StateReplay &replay) {
            const auto answer = answerTo(question, replay, rules, now);
            return answer.server.isAllowed ? throughText(answer, names) : answerText(answer, names).reason;
        })
        .done(m_watched.get(), [this, round = ++m_round](const Result<QString> &through) {
            if (through && round == m_round)
                m_ui->cellSource->setText(*through);
        });
}

//! Left alone when they are the same: somebody may be typing there.
void AccessPage::offerQuestions()
{
    auto &box = *m_ui->whoQuestion;
    QStringList phrases;
    for (int column = 0; column < m_matrix.columnCount(); ++column)
        phrases << m_matrix.phraseAt(column);
    QStringList before;
    for (int i = 0; i < box.count(); ++i)
        before << box.itemText(i);
    if (before == phrases)
        return;
    const auto typed = box.currentText();
    box.clear();
    box.addItems(phrases);
    if (!before.isEmpty())
        box.setEditText(typed);
    askWhoMay();
}

void AccessPage::askWhoMay()
{
    if (!m_space)
        return;
    const auto typed = m_ui->whoQuestion->currentText();
    const auto question = accessQuestionFrom(typed, m_matrix.overview().matrix.questions(), topicNames());
    if (!question) {
        m_who.removeRows(0, m_who.rowCount());
        m_ui->whoAnswer->setText(
            tr("Choose something from the list, or write it as a server asks for it: “create "
               "topics/general/messages”, “modify state/auth/users/{any}”."));
        return;
    }
    const auto now = m_space->space().context().session.serverNowMs();
    m_space->authority()
        .ask([question = *question, rules = m_space->serverRules(), now, names = namesIn(*m_space),
              self = m_space->space().member()](const StateReplay &replay) {
            const auto answers = whoMay(question, replay, rules, now);
            const auto overview = overviewOf(replay, rules, now);
            QList<Holder> holders;
            for (const auto &answer : answers) // the owner is the first
                holders << Holder{displayName(memberName(answer.question.member, overview, self)),
                                  throughText(answer, names)};
            const auto others = holders.begin() + (holders.isEmpty() ? 0 : 1);
            std::sort(others, holders.end(), [](const Holder &a, const Holder &b) {
                return QString::localeAwareCompare(a.name, b.name) < 0;
            });
            return holders;
        })
        .done(m_watched.get(), [this, round = ++m_whoRound](const Result<QList<Holder>> &holders) {
            if (!holders || round != m_whoRound)
                return;
            m_who.removeRows(0, m_who.rowCount());
            for (const auto &[name, through] : *holders) {
                auto *const who = new QStandardItem(name);
                auto *const what = new QStandardItem(through);
                what->setToolTip(plainToolTip(through));
                m_who.appendRow({who, what});
            }
            m_ui->whoAnswer->setText(tr("%Ln member(s) may.", nullptr, static_cast<int>(holders->size())));
        });
}

void AccessPage::askForWays()
{
    if (!m_space)
        return;
    m_areWaysOld = false;
    if (!m_map) {
        m_ui->powerAnswer->setText(tr("Looking for ways to full power…"));
        m_ui->openSubject->setEnabled(false);
    }
    const auto now = m_space->space().context().session.serverNowMs();
    struct Found
    {
        EscalationMap map;
        SpaceOverview overview;
    };
    m_space->authority()
        .ask([rules = m_space->serverRules(), now](const StateReplay &replay) {
            return Found{escalationMapOf(replay.log(), replay.under(rules), rules, now),
                         overviewOf(replay, rules, now)};
        })
        .done(m_watched.get(), [this](const Result<Found> &found) {
            if (found)
                showWays(found->map, found->overview);
        });
}

void AccessPage::showWays(const EscalationMap &map, const SpaceOverview &overview)
{
    if (m_map == map && m_mapNames == overview.names)
        return; // somebody may be reading it
    m_map = map;
    m_mapNames = overview.names;
    m_ways.setMap(map, overview, m_space->space().member());
    const auto count = static_cast<int>(map.ways.size());
    m_ui->powerAnswer->setText(
        count == 0 ? tr("Nobody but the administrators can get full power without somebody’s help.")
                   : tr("%Ln member(s) could get full power without anybody’s help.", nullptr, count));
    setRole(m_ui->powerAnswer, count == 0 ? u"ok"_s : u"warn"_s);
    m_ui->powerTree->header()->resizeSection(EscalationModel::What, m_ui->powerTree->width() * 2 / 3);
    for (int row = 0; row < m_ways.rowCount(); ++row)
        m_ui->powerTree->expand(m_ways.index(row, 0));
    spanSentences(*m_ui->powerTree, {});
    if (count > 0) // how it is read
        m_ui->powerTree->expand(m_ways.index(0, 0, m_ways.index(0, 0)));
    m_ui->powerTree->setCurrentIndex(m_ways.index(0, 0));
}

void AccessPage::openSubject()
{
    const auto area =
        m_ui->powerTree->currentIndex().data(static_cast<int>(EscalationModel::Role::Area)).toString();
    if (area.isEmpty())
        return;
    Q_EMIT pageRequested(area == u"roles"   ? SpacePage::Roles
                         : area == u"tools" ? SpacePage::Tools
                                            : SpacePage::Members);
}

MessageBar &AccessPage::bar()
{
    return *m_ui->accessBar;
}

void AccessPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_ui->accessTable->viewport()->update();
    SpaceView::changeEvent(event);
}

} // namespace reeeductio
