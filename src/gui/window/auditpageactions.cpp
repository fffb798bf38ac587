// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/auditpageactions.h"

#include "client/auditjson.h"
#include "client/profile.h"
#include "gui/audit/auditpage.h"
#include "gui/shared/filedialogs.h"
#include "gui/shared/messagebar.h"
#include "gui/window/mainwindow.h"
#include "models/audittext.h"
#include "protocol/names.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

AuditPageActions::AuditPageActions(MainWindow &window, Profile &profile, FileDialogs &dialogs,
                                   QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs)
{
    m_window.addPage(SpacePage::Audit, [this] { return makePage(); });
}

AuditPage *AuditPageActions::makePage()
{
    m_page = new AuditPage;
    connect(m_page, &AuditPage::exportRequested, this, [this] {
        auto *const space = m_page->space();
        const auto name = topicIdFromName(m_profile.nameOf(space)); // safe in a file name, too
        const auto suggestion = name.isEmpty() ? u"audit.json"_s : u"audit-%1.json"_s.arg(name);
        m_dialogs.saveFile(&m_window, tr("Export the audit"), suggestion,
                           [this, where = QPointer<LiveSpace>(space)](const QString &file) {
                               if (where)
                                   save(*where, file);
                           });
    });
    return m_page;
}

void AuditPageActions::save(LiveSpace &space, const QString &file)
{
    m_profile
        .saveDocument(file,
                      [report = space.audit().wholeReport()] {
                          return QJsonDocument(auditJson(report, whatIsWrong)).toJson();
                      })
        .done(m_page, [page = m_page, file](const Result<void> &saved) {
            if (!saved)
                return page->bar().showError(saved.error());
            page->bar().showMessage(MessageBar::Severity::Info, tr("Saved as %1.").arg(file));
        });
}

} // namespace reeeductio
