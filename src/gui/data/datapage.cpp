// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/data/datapage.h"

#include "gui/data/datarowdelegate.h"
#include "gui/shared/fittedcolumns.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/role.h"
#include "protocol/names.h"
#include "ui_datapage.h"

#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr auto readPause = 150ms;

} // namespace

DataPage::DataPage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::DataPage>()), m_listed(m_entries),
      m_new(new QPushButton(tr("&New entry…"), this)), m_check(new QPushButton(tr("Check &all again"), this))
{
    m_ui->setupUi(this);
    m_ui->dataHeader->setTitle(tr("Data"));
    m_ui->dataSplitter->setStretchFactor(1, 1);
    m_ui->dataSplitter->setSizes({220, 400});
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readPause);
    connect(&m_readTimer, &QTimer::timeout, this, [this] {
        if (!m_path.isEmpty() && !m_readings.contains(m_path))
            read(m_path);
    });
    addHeaderButtons();
    connectList();
    connectPath();
    connectCheck();
    auto *const entry = m_ui->dataEntry;
    connect(entry, &DataEntryView::editRequested, this, &DataPage::editRequested);
    connect(entry, &DataEntryView::deleteRequested, this, &DataPage::deleteRequested);
    connect(entry, &DataEntryView::acceptRequested, this, &DataPage::acceptRequested);
    connect(entry, &DataEntryView::meaningRequested, this, &DataPage::meaningRequested);
    connect(entry, &DataEntryView::checkRequested, this, [this] { read(m_path); });
}

DataPage::~DataPage() = default;

void DataPage::addHeaderButtons()
{
    m_check->setObjectName(u"checkAllData"_s);
    m_check->setToolTip(tr("Reads every entry of this list once more"));
    m_new->setObjectName(u"newData"_s);
    makePrimary(m_new);
    QWidget *before = m_ui->dataHeader;
    for (auto *const button : {m_check, m_new}) {
        m_ui->dataHeader->addControl(button);
        setTabOrder(std::exchange(before, button), button);
    }
    connect(m_new, &QPushButton::clicked, this, &DataPage::newRequested);
    connect(m_ui->dataHeader, &PageHeader::backRequested, this, &DataPage::backRequested);
}

void DataPage::connectList()
{
    auto *const table = m_ui->dataTable;
    table->setModel(&m_listed);
    table->setItemDelegate(new DataRowDelegate(this));
    table->sortByColumn(DataListModel::Path, Qt::AscendingOrder);
    auto *const header = table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(DataListModel::Path, QHeaderView::Stretch);
    new FittedColumns(*table, {DataListModel::Signer, DataListModel::SignedAt, DataListModel::Status});
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (!index.isValid())
                    return;
                m_path = m_listed.recordAt(index).path;
                m_readTimer.start();
                showEntry();
            });
    connect(&m_entries, &DataListModel::loaded, this, &DataPage::showList);
    connect(&m_entries, &DataListModel::loadFailed, this,
            [this](const Error &error) { m_ui->dataBar->showError(error); });
    connect(m_ui->dataSearch, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_listed.setText(text);
        showList();
    });
    connect(m_ui->dataKind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_listed.setKind(static_cast<DataFilterModel::Kind>(kind));
        showList();
    });
    connect(m_ui->dataAlarmBar, &MessageBar::actionTriggered, this, &DataPage::selectFirstAlarm);
}

void DataPage::connectPath()
{
    const auto path = [this] { return m_ui->openPath->text().trimmed(); };
    const auto check = [this, path] {
        const bool isPath = !path().isEmpty() && checkDataPath(path()).has_value();
        m_ui->openPathButton->setEnabled(isPath && space());
        m_ui->openPathButton->setToolTip(
            path().isEmpty() || isPath ? QString() : tr("A path has no part that is . or .."));
    };
    connect(m_ui->openPath, &QLineEdit::textChanged, this, check);
    const auto open = [this, path] {
        if (m_ui->openPathButton->isEnabled())
            openPath(path());
    };
    connect(m_ui->openPath, &QLineEdit::returnPressed, this, open);
    connect(m_ui->openPathButton, &QPushButton::clicked, this, open);
    check();
}

void DataPage::connectCheck()
{
    connect(m_check, &QPushButton::clicked, this, [this] {
        m_ui->dataBar->dismiss();
        space()->dataCheck().start();
    });
    connect(m_ui->cancelCheck, &QPushButton::clicked, this, [this] { space()->dataCheck().stop(); });
}

void DataPage::setSpace(LiveSpace *space)
{
    m_watched = std::make_unique<QObject>();
    m_readTimer.stop();
    m_path.clear();
    m_readings.clear();
    m_reading.clear();
    m_alarmsTold = -1;
    m_ui->dataBar->dismiss();
    m_ui->dataAlarmBar->dismiss();
    m_ui->openPath->clear();
    m_ui->dataSearch->clear();
    m_ui->dataKind->setCurrentIndex(0);
    m_entries.setSpace(space);
    if (space) {
        connect(&space->dataLedger(), &DataLedger::changed, m_watched.get(), [this](const QString &path) {
            showList();
            if (path == m_path)
                showEntry();
        });
        connect(&space->dataCheck(), &DataCheck::progressed, m_watched.get(), [this] { showCheck(); });
        connect(&space->dataCheck(), &DataCheck::finished, m_watched.get(),
                [this](const DataCheck::Outcome &outcome) { tellOutcome(outcome); });
        showCheck();
    }
    showList();
    showEntry();
    m_ui->dataTable->setFocus();
}

void DataPage::openPath(const QString &path)
{
    m_path = path;
    if (!m_listed.indexOf(path).isValid()) { // it may be there behind what is looked for
        m_ui->dataSearch->clear();
        m_ui->dataKind->setCurrentIndex(0);
    }
    read(path);
}

void DataPage::read(const QString &path)
{
    if (!space())
        return;
    m_readTimer.stop();
    m_reading << path;
    showEntry();
    space()->space().data().read(path).done(m_watched.get(),
                                            [this, path](const Result<DataReading> &reading) {
                                                m_reading.remove(path);
                                                m_readings.insert(path, reading);
                                                if (path != m_path)
                                                    return;
                                                showList();
                                                showEntry();
                                            });
}

ShownEntry DataPage::current() const
{
    ShownEntry entry{.path = m_path, .isReading = m_reading.contains(m_path)};
    if (!space() || m_path.isEmpty())
        return {};
    entry.record = space()->dataLedger().record(m_path);
    if (const auto found = m_readings.constFind(m_path); found != m_readings.cend()) {
        if (*found)
            entry.reading = **found;
        else
            entry.failure = found->error();
    }
    return entry;
}

void DataPage::showList()
{
    if (!space())
        return;
    const auto count = m_entries.rowCount();
    m_ui->dataHeader->setAbout(m_entries.isLoaded() ? tr("%n entry(s) met so far", nullptr, count)
                                                    : tr("Reading…"));
    m_check->setEnabled(count > 0 && !space()->dataCheck().isRunning());
    m_ui->noData->setText(
        count > 0 ? tr("Nothing found among %n entry(s).", nullptr, count)
                  : tr("Nothing met so far. No server lists its entries: open one by its path, or make a new "
                       "one. Data keeps no history; use State for anything that matters."));
    const bool isEmpty = m_listed.rowCount() == 0 && (count > 0 || m_entries.isLoaded());
    m_ui->dataListStack->setCurrentIndex(isEmpty ? 1 : 0);
    selectShown();
    showAlarms();
}

//! The row of what is shown, which may be new; none when it is not listed.
void DataPage::selectShown()
{
    auto *const table = m_ui->dataTable;
    const auto index = m_path.isEmpty() ? QModelIndex() : m_listed.indexOf(m_path);
    // A table that gets the focus makes its first row the current one, and does not choose it.
    if (index.row() == table->currentIndex().row() &&
        index.isValid() == table->selectionModel()->isSelected(table->currentIndex()))
        return;
    const QSignalBlocker quiet(table->selectionModel());
    table->setCurrentIndex(index);
    if (!index.isValid())
        table->clearSelection();
    table->viewport()->update();
}

void DataPage::showAlarms()
{
    const auto count = space()->dataLedger().alarmCount();
    if (std::exchange(m_alarmsTold, count) == count)
        return;
    if (count == 0)
        return m_ui->dataAlarmBar->dismiss();
    m_ui->dataAlarmBar->showMessage(MessageBar::Severity::Error,
                                    tr("%n entry(s) are not what this server gave before.", nullptr, count));
    m_ui->dataAlarmBar->setAction(tr("Show it"));
}

void DataPage::selectFirstAlarm()
{
    m_ui->dataSearch->clear();
    m_ui->dataKind->setCurrentIndex(0);
    for (int row = 0; row < m_listed.rowCount(); ++row) {
        const auto index = m_listed.index(row, 0);
        if (!index.data(static_cast<int>(DataListModel::Role::IsAlarm)).toBool())
            continue;
        m_ui->dataTable->setCurrentIndex(index);
        m_ui->dataTable->scrollTo(index);
        return m_ui->dataTable->setFocus();
    }
}

void DataPage::showCheck()
{
    const auto &check = space()->dataCheck();
    const bool hadFocus = m_ui->cancelCheck->hasFocus();
    m_ui->checkArea->setVisible(check.isRunning());
    m_check->setEnabled(!check.isRunning() && m_entries.rowCount() > 0);
    m_ui->checkProgress->setRange(0, check.total());
    m_ui->checkProgress->setValue(check.done());
    m_ui->checkText->setText(
        tr("%1 of %2").arg(QLocale().toString(check.done()), QLocale().toString(check.total())));
    if (hadFocus && !check.isRunning())
        m_check->setFocus();
}

void DataPage::tellOutcome(const DataCheck::Outcome &outcome)
{
    m_readings.clear(); // what the check read is newer than what is shown
    m_readTimer.start();
    if (outcome.failure)
        return m_ui->dataBar->showError(*outcome.failure, Occasion::Asked);
    auto text = outcome.isStopped ? tr("Stopped after %n entry(s).", nullptr, outcome.checked)
                                  : tr("%n entry(s) checked.", nullptr, outcome.checked);
    text += u' ' + (outcome.alarms == 0
                        ? tr("Each is as it was met before, or newer.")
                        : tr("%n of them is not what this server gave before.", nullptr, outcome.alarms));
    if (outcome.failed > 0)
        text += u' ' + tr("%n could not be read.", nullptr, outcome.failed);
    const bool isFine = outcome.alarms == 0 && outcome.failed == 0;
    m_ui->dataBar->showMessage(isFine ? MessageBar::Severity::Info : MessageBar::Severity::Warning, text);
}

void DataPage::showEntry()
{
    m_ui->dataEntry->show(space(), current());
}

MessageBar &DataPage::bar()
{
    return *m_ui->dataBar;
}

} // namespace reeeductio
