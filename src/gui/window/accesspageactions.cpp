// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/accesspageactions.h"

#include "client/accessjson.h"
#include "client/profile.h"
#include "gui/shared/filedialogs.h"
#include "gui/shared/messagebar.h"
#include "gui/window/mainwindow.h"
#include "protocol/names.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

AccessPageActions::AccessPageActions(MainWindow &window, Profile &profile, FileDialogs &dialogs,
                                     QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs)
{
    m_window.addPage(SpacePage::Access, [this] { return makePage(); });
}

AccessPage *AccessPageActions::makePage()
{
    m_page = new AccessPage;
    connect(m_page, &AccessPage::whyRequested, this, &AccessPageActions::whyRequested);
    connect(m_page, &AccessPage::pageRequested, &m_window, &MainWindow::showPage);
    connect(m_page, &AccessPage::exportRequested, this, &AccessPageActions::chooseFile);
    return m_page;
}

void AccessPageActions::chooseFile(AccessPage::Export what)
{
    auto *const space = m_page->space();
    if (!space)
        return;
    const auto name = topicIdFromName(m_profile.nameOf(space)); // safe in a file name, too
    const bool areWays = what == AccessPage::Export::WaysAsJson;
    auto suggestion = areWays ? u"ways-to-power"_s : u"access"_s;
    if (!name.isEmpty())
        suggestion += u'-' + name;
    suggestion += what == AccessPage::Export::MatrixAsCsv ? u".csv"_s : u".json"_s;
    const auto title = areWays ? tr("Export the ways to power") : tr("Export who may do what");
    m_dialogs.saveFile(&m_window, title, suggestion,
                       [this, what, where = QPointer<LiveSpace>(space)](const QString &file) {
                           if (where)
                               save(*where, what, file);
                       });
}

//! Asked anew: what is shown may be a moment old, or only a part.
void AccessPageActions::save(LiveSpace &space, AccessPage::Export what, const QString &file)
{
    const auto rules = space.serverRules();
    const auto now = space.space().context().session.serverNowMs();
    if (what == AccessPage::Export::WaysAsJson) {
        space.authority()
            .ask([rules, now](const StateReplay &replay) {
                return escalationMapOf(replay.log(), replay.under(rules), rules, now);
            })
            .done(m_page, [this, file](const Result<EscalationMap> &map) {
                if (map)
                    write(file, [map = *map] { return QJsonDocument(escalationJson(map)).toJson(); });
            });
        return;
    }
    space.authority()
        .ask([rules, now](const StateReplay &replay) { return accessOverviewOf(replay, rules, now); })
        .done(m_page, [this, what, file](const Result<AccessOverview> &overview) {
            if (!overview)
                return;
            write(file, [what, overview = *overview] {
                return what == AccessPage::Export::MatrixAsCsv ? matrixCsv(overview)
                                                               : QJsonDocument(matrixJson(overview)).toJson();
            });
        });
}

void AccessPageActions::write(const QString &file, std::function<QByteArray()> contents)
{
    m_profile.saveDocument(file, std::move(contents))
        .done(m_page, [page = m_page, file](const Result<void> &saved) {
            if (!saved)
                return page->bar().showError(saved.error());
            page->bar().showMessage(MessageBar::Severity::Info, tr("Saved as %1.").arg(file));
        });
}

} // namespace reeeductio
