// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/spacepage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpacePage)
};

} // namespace

QList<SpacePageEntry> spacePageEntries()
{
    return {
        {SpacePage::Members, u"Members"_s, u"people"_s, Words::tr("Members"), Words::tr("&Members"),
         Words::tr("Who is in this space, and what each may do"), QKeySequence(u"Ctrl+Shift+2"_s)},
        {SpacePage::Invitations, u"Invitations"_s, u"mail"_s, Words::tr("Invitations"),
         Words::tr("&Invitations"), Words::tr("Who was invited, and what became of it"),
         QKeySequence(u"Ctrl+Shift+I"_s)},
        {SpacePage::Roles, u"Roles"_s, u"key"_s, Words::tr("Roles"), Words::tr("&Roles"),
         Words::tr("Rights that members share"), QKeySequence(u"Ctrl+Shift+5"_s)},
        {SpacePage::Tools, u"Tools"_s, u"tool"_s, Words::tr("Tools"), Words::tr("&Tools"),
         Words::tr("Programs with a key of their own"), QKeySequence(u"Ctrl+Shift+6"_s)},
        {SpacePage::Access, u"Access"_s, u"grid"_s, Words::tr("Access"), Words::tr("A&ccess"),
         Words::tr("Who may do what, and who could become administrator"), QKeySequence(u"Ctrl+Shift+7"_s)},
        {SpacePage::Audit, u"Audit"_s, u"shield-check"_s, Words::tr("Audit"), Words::tr("A&udit"),
         Words::tr("Whether every change to this space holds"), QKeySequence(u"Ctrl+Shift+4"_s)},
        {SpacePage::State, u"State"_s, u"state"_s, Words::tr("State"), Words::tr("S&tate of the space"),
         Words::tr("What is stored in this space, with every earlier version"),
         QKeySequence(u"Ctrl+Shift+3"_s)},
        {SpacePage::Data, u"Data"_s, u"data"_s, Words::tr("Data"), Words::tr("&Data of the space"),
         Words::tr("Signed values without a history, and whether the server went back"),
         QKeySequence(u"Ctrl+Shift+8"_s)},
        {SpacePage::Files, u"Files"_s, u"files"_s, Words::tr("Files"), Words::tr("&Files of all topics"),
         Words::tr("The files of all topics"), QKeySequence(u"Ctrl+Shift+J"_s)},
    };
}

} // namespace reeeductio
