// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/messagedetails.h"

#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "ui_messagedetails.h"

#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

MessageDetails::MessageDetails(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::MessageDetails>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_StyledBackground);
    connect(m_ui->copyId, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_hash); });
    clear();
}

MessageDetails::~MessageDetails() = default;

void MessageDetails::clear()
{
    m_shown.reset();
    m_hash.clear();
    m_ui->content->hide();
    m_ui->nothing->show();
}

void MessageDetails::show(LiveSpace *space, Topic *topic, const TopicRow &row)
{
    m_shown = std::make_unique<QObject>();
    m_hash = QString::fromUtf8(row.hash);
    m_ui->nothing->hide();
    m_ui->content->show();
    const bool isOwn = row.sender == space->space().member().text();
    const auto time = QDateTime::fromMSecsSinceEpoch(row.time);
    //: Sender and time of a message
    m_ui->sender->setText(tr("%1 · %2").arg(senderName(row.sender, space->nameOf(row.sender), isOwn),
                                            QLocale().toString(time, QLocale::ShortFormat)));
    m_ui->sender->setToolTip(plainToolTip(QString::fromUtf8(row.sender)));
    m_ui->type->setText(QString::fromUtf8(row.type));
    m_ui->id->setText(shortId(row.hash));
    m_ui->id->setToolTip(m_hash);
    m_ui->explanation->setText(verdictExplanation(row.verdict));
    m_ui->explanation->setVisible(!m_ui->explanation->text().isEmpty());
    m_verdict = row.verdict;
    showSeal(row.verdict);
    showRight(space, topic->id(), row);
    showHeight(topic, row);
}

void MessageDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showSeal(m_verdict);
    QWidget::changeEvent(event);
}

void MessageDetails::showSeal(Verdict verdict)
{
    const auto &colors = Theme::colorsFor(palette());
    m_ui->copyId->setIcon(lineIcon(u"copy"_s, colors.dim));
    const bool holds = verdict == Verdict::Verified;
    m_ui->seal->setText(holds ? tr("hash, signature, link") : verdictTitle(verdict));
    setRole(m_ui->seal, holds ? u"ok"_s : verdict == Verdict::Checking ? u"dim"_s : u"bad"_s);
    const auto icon = holds                          ? u"shield-check"_s
                      : verdict == Verdict::Checking ? u"clock"_s
                                                     : u"shield-alert"_s;
    const auto color = holds ? colors.ok : verdict == Verdict::Checking ? colors.dim : colors.bad;
    m_ui->sealIcon->setPixmap(linePixmap(icon, color, 16, devicePixelRatioF()));
}

void MessageDetails::showRight(LiveSpace *space, const QString &topic, const TopicRow &row)
{
    const auto member = MemberId::parse(QByteArrayView(row.sender));
    if (!member) {
        m_ui->allowedBy->setText(tr("nobody: not a member"));
        return;
    }
    m_ui->allowedBy->setText(tr("…"));
    space->authority()
        .decideAt(RuleSet::Strict, {*member, Operation::Create, topicResource(topic)}, row.judgedAt)
        .done(m_shown.get(), [this, space = QPointer(space)](const Result<Decision> &decision) {
            if (!space)
                return;
            if (!decision || !space->authority().isCurrent())
                m_ui->allowedBy->setText(tr("known when all is here"));
            else if (!decision->allowed)
                m_ui->allowedBy->setText(tr("nothing"));
            else if (decision->reason == Reason::Owner)
                m_ui->allowedBy->setText(tr("owner of the space"));
            else if (!decision->because.isEmpty() && !decision->because.front().role.isEmpty())
                m_ui->allowedBy->setText(tr("role %1").arg(decision->because.front().role));
            else
                m_ui->allowedBy->setText(tr("a right of their own"));
        });
}

void MessageDetails::showHeight(Topic *topic, const TopicRow &row)
{
    m_ui->height->setText(tr("…"));
    topic->heightOf(row.position).done(m_shown.get(), [this](const Result<std::optional<qint64>> &height) {
        if (height && *height)
            m_ui->height->setText(QLocale().toString(**height));
        else
            m_ui->height->setText(tr("known when all is here"));
    });
}

} // namespace reeeductio
