// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/removaldialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/growtofit.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Fact = RemovalItem::State;

constexpr int iconSize = 18;

struct Look
{
    QString icon;
    QColor color;
};

Look lookOf(Fact state, const ThemeColors &colors)
{
    switch (state) {
    case Fact::Done:
        return {u"check"_s, colors.ok};
    case Fact::NotDone:
        return {u"cross"_s, colors.bad};
    case Fact::Unknown:
        return {u"clock"_s, colors.dim};
    case Fact::StillTrue:
        return {u"warning"_s, colors.warn};
    }
    return {};
}

QLabel *label(const QString &text, const QString &name, QWidget *parent)
{
    auto *const made = new QLabel(text, parent);
    made->setObjectName(name);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    return made;
}

} // namespace

RemovalDialog::RemovalDialog(LiveSpace &space, const MemberId &member, const QString &name, QWidget *parent)
    : QDialog(parent), m_space(&space), m_member(member), m_name(name),
      m_title(label({}, u"removalTitle"_s, this)), m_note(label({}, u"removalNote"_s, this)),
      m_list(new QWidget(this))
{
    setObjectName(u"removalDialog"_s);
    setWindowTitle(tr("After the removal of %1").arg(m_name));
    setMinimumWidth(560);
    setRole(m_title, u"title"_s);
    setRole(m_note, u"dim"_s);
    m_list->setObjectName(u"removalItems"_s);
    auto *const rows = new QGridLayout(m_list);
    rows->setContentsMargins({});
    rows->setHorizontalSpacing(12);
    rows->setVerticalSpacing(10);
    rows->setColumnStretch(2, 1);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_again = buttons->addButton(tr("Check &again"), QDialogButtonBox::ActionRole);
    m_again->setObjectName(u"checkRemoval"_s);
    m_copy = buttons->addButton(tr("C&opy"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(u"copyRemoval"_s);
    prepareButtons(*buttons);
    auto *const close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(u"closeRemoval"_s);
    close->setDefault(true);
    auto *const layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    for (QWidget *const part : {static_cast<QWidget *>(m_title), m_list, static_cast<QWidget *>(m_note)})
        layout->addWidget(part);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_isAsked = true;
        look();
    });
    connect(&space.authority(), &Authority::changed, this, [this] {
        if (m_items.isEmpty())
            look();
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(removalReport(m_items)); });
    connect(&space, &QObject::destroyed, this, &QDialog::reject);
    look();
}

RemovalDialog::~RemovalDialog() = default;

void RemovalDialog::look()
{
    if (!m_space)
        return;
    m_title->setText(tr("Looking at what has become of it…"));
    m_note->hide();
    m_again->setEnabled(false);
    m_copy->setEnabled(!m_items.isEmpty());
    QStringList topics;
    const auto known = m_space->topics();
    for (const auto &topic : known)
        topics << topic.id;
    auto &space = m_space->space();
    m_looking = std::make_unique<QObject>();
    (new CheckRemoval(space.state(), space.messages(), m_space->authority(), m_space->serverRules(), m_member,
                      topics, space.session().serverNowMs(), m_looking.get()))
        ->start()
        .done(m_looking.get(), [this](const Result<RemovalCheck> &check) { show(check); });
}

void RemovalDialog::show(const Result<RemovalCheck> &check)
{
    m_again->setEnabled(true);
    if (!m_space)
        return;
    if (check && !check->facts.emptiedAt && !m_isAsked)
        return; // it was written, and is on its way here
    if (!check) {
        m_title->setText(errorText(check.error(), Occasion::Asked).both());
        return;
    }
    SpaceNames names{m_space->authority().summary(), m_space->space().id(), m_space->space().member()};
    names.summary.names.insert(m_member.text(), m_name);
    m_items = removalItems(*check, m_space->serverRules(), names);
    m_copy->setEnabled(true);
    const auto undone = std::count_if(m_items.cbegin(), m_items.cend(),
                                      [](const RemovalItem &item) { return item.state == Fact::NotDone; });
    m_title->setText(undone == 0 ? tr("%1 is removed. This is so now:").arg(m_name)
                                 : tr("%1 is not removed in full. This is so now:").arg(m_name));
    m_note->setText(tr("Each line was looked up at %1, in the state and on the server.")
                        .arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat)));
    m_note->show();
    showItems();
}

void RemovalDialog::showItems()
{
    qDeleteAll(m_list->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    for (const auto &item : std::as_const(m_items))
        addRow(item);
    growToFit(*this);
}

void RemovalDialog::addRow(const RemovalItem &item)
{
    auto *const rows = static_cast<QGridLayout *>(m_list->layout());
    const auto row = rows->rowCount();
    const auto look = lookOf(item.state, Theme::colorsFor(palette()));
    auto *const icon = new QLabel(m_list);
    icon->setPixmap(linePixmap(look.icon, look.color, iconSize, devicePixelRatioF()));
    auto *const state = label(removalStateText(item.state), u"removalState"_s, m_list);
    state->setWordWrap(false);
    setRole(state, u"title"_s);
    auto *const text = label(item.text, u"removalItem"_s, m_list);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(removalReport({item}));
    rows->addWidget(icon, row, 0, Qt::AlignTop);
    rows->addWidget(state, row, 1, Qt::AlignTop);
    rows->addWidget(text, row, 2);
    for (auto *const part : {icon, state, text})
        part->show(); // else they have no height before the next event
}

void RemovalDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_items.isEmpty())
        showItems();
    QDialog::changeEvent(event);
}

} // namespace reeeductio
