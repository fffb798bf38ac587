// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/audit/auditpage.h"

#include "gui/audit/auditlook.h"
#include "gui/audit/findingrowdelegate.h"
#include "gui/shared/fittedcolumns.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "ui_auditpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QProgressBar>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

using Rule = AuditFinding::Rule;

constexpr std::array allRules{Rule::NotEntitled, Rule::BadHash, Rule::BadSignature,
                              Rule::BrokenLink,  Rule::Fork,    Rule::MissingHead};

constexpr auto refreshInterval = 50ms;

//! A progress bar paints at once, and with it all of the window that waits to be painted: this one waits too.
void setQuietly(QProgressBar &bar, qsizetype value, qsizetype total)
{
    bar.setUpdatesEnabled(false);
    bar.setRange(0, static_cast<int>(total));
    bar.setValue(static_cast<int>(value));
    bar.setUpdatesEnabled(true);
}

} // namespace

AuditPage::AuditPage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::AuditPage>()), m_shown(m_findings)
{
    m_ui->setupUi(this);
    m_ui->auditHeader->setTitle(tr("Audit"));
    auto headline = m_ui->verdictHeadline->font();
    headline.setPointSizeF(headline.pointSizeF() * 1.2);
    headline.setBold(true);
    m_ui->verdictHeadline->setFont(headline);
    auto *const table = m_ui->findingTable;
    table->setModel(&m_shown);
    table->setItemDelegate(new FindingRowDelegate(this));
    table->sortByColumn(AuditModel::Event, Qt::AscendingOrder);
    table->header()->setStretchLastSection(true);
    new FittedColumns(*table, {AuditModel::Event, AuditModel::Time, AuditModel::Who});
    table->header()->resizeSection(AuditModel::Path, 220);
    addHeaderButtons();
    connectFilters();
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, &AuditPage::refresh);
    connect(m_ui->auditHeader, &PageHeader::backRequested, this, &AuditPage::backRequested);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this, &AuditPage::showDetails);
    connect(m_ui->cancelAudit, &QPushButton::clicked, this, [this] { space()->audit().stop(); });
    connect(m_ui->continueAudit, &QPushButton::clicked, this, [this] { space()->audit().proceed(); });
}

AuditPage::~AuditPage() = default;

void AuditPage::addHeaderButtons()
{
    m_copy = new QPushButton(tr("Copy &report"), this);
    m_copy->setObjectName(u"copyAudit"_s);
    m_export = new QPushButton(tr("&Export…"), this);
    m_export->setObjectName(u"exportAudit"_s);
    m_export->setToolTip(tr("All findings as JSON, as “reeeductio-admin audit” prints them"));
    QWidget *before = m_ui->auditHeader;
    for (auto *const button : {m_copy, m_export}) {
        m_ui->auditHeader->addControl(button);
        setTabOrder(std::exchange(before, button), button);
    }
    connect(m_copy, &QPushButton::clicked, this, &AuditPage::copyReport);
    connect(m_export, &QPushButton::clicked, this, &AuditPage::exportRequested);
}

void AuditPage::connectFilters()
{
    m_ui->findingRule->addItem(QString());
    for (const auto rule : allRules)
        m_ui->findingRule->addItem(QString(), QVariant::fromValue(rule));
    connect(m_ui->findingSearch, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setText(text);
        showFindings();
    });
    connect(m_ui->findingRule, &QComboBox::currentIndexChanged, this, [this] {
        const auto rule = m_ui->findingRule->currentData();
        m_shown.setRule(rule.isValid() ? std::optional(rule.value<Rule>()) : std::nullopt);
        showFindings();
    });
}

void AuditPage::setSpace(LiveSpace *space)
{
    m_watched = std::make_unique<QObject>();
    m_refreshTimer.stop();
    m_ui->auditBar->dismiss();
    m_ui->findingSearch->clear();
    m_ui->findingRule->setCurrentIndex(0);
    m_findings.setSpace(space);
    if (!space)
        return;
    connect(&space->audit(), &Audit::changed, m_watched.get(), [this] {
        if (!m_refreshTimer.isActive())
            m_refreshTimer.start();
    });
    connect(space, &LiveSpace::connectionChanged, m_watched.get(), [this] { refresh(); });
    refresh();
    if (m_findings.rowCount() > 0)
        m_ui->findingTable->setFocus();
    else
        m_ui->auditHeader->setFocus();
}

void AuditPage::refresh()
{
    if (!space())
        return;
    showVerdict();
    showProgress();
    showFindings();
}

void AuditPage::showVerdict()
{
    const auto verdict = auditVerdict(*space());
    const auto &audit = space()->audit();
    const auto &colors = Theme::colorsFor(palette());
    const bool isVerified = verdict.level == AuditVerdict::Level::Verified;
    m_ui->verdictHeadline->setText(
        //: A headline, and how long it took
        isVerified ? tr("%1 in %2").arg(verdict.headline, durationText(audit.duration())) : verdict.headline);
    m_ui->verdictExplanation->setText(verdict.explanation);
    m_ui->verdictIcon->setPixmap(
        linePixmap(iconOf(verdict.level), colorOf(verdict.level, colors), 24, devicePixelRatioF()));
    if (const auto level = roleOf(verdict.level); m_ui->auditVerdict->property("level").toString() != level) {
        m_ui->auditVerdict->setProperty("level", level);
        restyle(m_ui->auditVerdict);
        setRole(m_ui->verdictHeadline, level);
    }
    m_export->setEnabled(audit.state() != Audit::State::NotRun);
    m_copy->setEnabled(audit.state() != Audit::State::NotRun);
}

void AuditPage::showProgress()
{
    const auto &audit = space()->audit();
    const bool isRunning = audit.state() == Audit::State::Running;
    const bool isStopped = audit.state() == Audit::State::Stopped;
    const bool hadFocus = m_ui->cancelAudit->hasFocus() || m_ui->continueAudit->hasFocus();
    const QLocale locale;
    setQuietly(*m_ui->auditProgress, audit.report().checked, audit.total());
    m_ui->auditProgressText->setText(
        tr("%1 of %2").arg(locale.toString(audit.report().checked), locale.toString(audit.total())));
    m_ui->progressArea->setVisible(isRunning || isStopped);
    m_ui->cancelAudit->setVisible(isRunning);
    m_ui->continueAudit->setVisible(isStopped);
    if (hadFocus && (isRunning || isStopped)) // the one took the other's place
        (isRunning ? m_ui->cancelAudit : m_ui->continueAudit)->setFocus();
}

void AuditPage::showFindings()
{
    if (!space())
        return;
    const bool areAny = m_findings.rowCount() > 0;
    const auto found = space()->audit().findingCount();
    m_ui->auditHeader->setAbout(
        found > m_findings.rowCount()
            ? tr("the first %1 of %2 findings are listed; export the audit to have all of them")
                  .arg(QLocale().toString(m_findings.rowCount()), QLocale().toString(found))
            : tr("every change to this space, judged on this computer"));
    m_ui->findingsArea->setVisible(areAny);
    m_ui->emptyAudit->setVisible(!areAny);
    const auto verdict = auditVerdict(*space()).level;
    m_ui->emptyAudit->setText(
        verdict == AuditVerdict::Level::Verified
            ? tr("Nothing was found. Whatever does not hold is listed here, with what the "
                 "server should have done.")
            : tr("Nothing has been found so far."));
    fillRules();
    m_ui->noneFound->setText(tr("None of %Ln finding(s) is like that.", nullptr, m_findings.rowCount()));
    m_ui->findingsStack->setCurrentIndex(m_shown.rowCount() > 0 ? 0 : 1);
    if (!m_ui->findingTable->currentIndex().isValid() && m_shown.rowCount() > 0)
        m_ui->findingTable->setCurrentIndex(m_shown.index(0, 0));
    showDetails();
}

void AuditPage::fillRules()
{
    const auto named = [](const QString &name, int count) {
        //: A kind of finding, and how many there are
        return tr("%1 (%2)").arg(name, QLocale().toString(count));
    };
    m_ui->findingRule->setItemText(
        0, named(tr("All findings"), static_cast<int>(space()->audit().findingCount())));
    for (int i = 0; i < static_cast<int>(allRules.size()); ++i) {
        const auto rule = allRules[static_cast<size_t>(i)];
        m_ui->findingRule->setItemText(i + 1, named(ruleTitle(rule), m_findings.countOf(rule)));
    }
}

void AuditPage::showDetails()
{
    const auto index = m_ui->findingTable->currentIndex();
    m_ui->findingDetails->setVisible(index.isValid());
    if (!index.isValid())
        return;
    const auto &finding = m_shown.findingAt(index);
    m_ui->findingDetails->show(finding, m_findings.senderNameOf(finding));
}

void AuditPage::copyReport()
{
    QGuiApplication::clipboard()->setText(auditReportText(*space()));
    m_ui->auditBar->showMessage(MessageBar::Severity::Info, tr("The report is on the clipboard."));
}

MessageBar &AuditPage::bar()
{
    return *m_ui->auditBar;
}

void AuditPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh();
    SpaceView::changeEvent(event);
}

} // namespace reeeductio
