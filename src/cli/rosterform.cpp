// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/rosterform.h"

#include "authz/neutral.h"
#include "cli/messageform.h"
#include "cli/output.h"
#include "cli/rightform.h"
#include "cli/rightwords.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RosterForm)

public:
    //! What does not show in what a member holds.
    static QStringList about(const RosterMember &member);
    static QStringList about(const RosterMember &tool, const ToolUses &uses);
};

QStringList Words::about(const RosterMember &member)
{
    QStringList said;
    if (member.isOwner)
        said << tr("The owner, who may do everything.");
    if (!member.isTrusted)
        said << tr("Its entry does not lead back to the owner: none of its rights count.");
    if (member.isEmptied)
        said << tr("Its entry was emptied; a published server lets it in all the same.");
    return said;
}

QStringList Words::about(const RosterMember &tool, const ToolUses &uses)
{
    if (uses.countedSince == 0)
        return {tr("Limit of uses: none; uses are counted only while there is one")};
    const auto limit = tool.useLimit ? QString::number(*tool.useLimit) : tr("none any more");
    auto line = tr("Limit of uses: %1; used so far: %2").arg(limit).arg(uses.counted);
    if (uses.lastUse > 0)
        line += tr(", last on %1").arg(shownTime(uses.lastUse));
    QStringList said{line,
                     tr("Not counted, since nobody can see it: files it stored with the server itself, and "
                        "messages in topics that are not known here")};
    if (!uses.unreadable.isEmpty())
        said
            << tr("Not counted, since this member may not read there: %1").arg(uses.unreadable.join(u", "_s));
    return said;
}

void addRights(RosterSheet &sheet, const StateReplay &replay, const QList<RosterRight> &rights,
               const RightContext &context)
{
    for (const auto &right : rights) {
        if (const auto citation = replay.cite(right.entry))
            sheet.cited.insert(right.entry, *citation);
        if (right.capability)
            sheet.warnings.insert(right.entry, lintRight(*right.capability, context.named(right.id)));
    }
}

RosterSheet newSheet(const StateReplay &replay, qsizetype entry, qint64 nowMs)
{
    RosterSheet sheet{.names = replay.summary().names, .nowMs = nowMs};
    if (const auto citation = replay.cite(entry))
        sheet.cited.insert(entry, *citation);
    return sheet;
}

//! What the two kinds of sheet have in common.
class Form
{
public:
    explicit Form(const RosterSheet &sheet) : m_sheet(sheet) {}

    QJsonValue entryJson(qsizetype entry) const { return citationJson(cited(entry)); }

    QString entryLine(qsizetype entry) const
    {
        const auto citation = cited(entry);
        return citation ? Words::tr("Written %1").arg(shownCitation(*citation, m_sheet.names))
                        : Words::tr("Never written down");
    }

    QJsonArray rightsJson(const QList<RosterRight> &rights) const
    {
        QJsonArray array;
        for (const auto &right : rights) {
            QJsonObject object{{u"cap_id"_s, right.id}, {u"revoked"_s, right.isRevoked()}};
            if (right.capability) {
                object.insert(u"op"_s, QString(nameOf(right.capability->operation)));
                object.insert(u"path"_s, right.capability->path);
                object.insert(u"must_be_owner"_s, right.capability->mustBeOwner);
                object.insert(u"sentence"_s, sentenceFor(*right.capability));
            }
            object.insert(u"entry"_s, entryJson(right.entry));
            object.insert(u"warnings"_s, warningsJson(right));
            array << object;
        }
        return array;
    }

    QStringList rightLines(const QList<RosterRight> &rights) const
    {
        QStringList lines;
        for (const auto &right : rights) {
            const auto meaning = !right.capability
                                     ? Words::tr("cannot be read, and published servers fail on it")
                                 : right.isRevoked() ? Words::tr("revoked")
                                                     : shownMeaning(*right.capability);
            lines << u"  %1: %2"_s.arg(printableLine(right.id), meaning) << sourceLine(right.entry);
            for (const auto &warning : m_sheet.warnings.value(right.entry))
                lines << u"    "_s + printableLine(lineFor(warning, *right.capability));
        }
        return lines;
    }

    QString sourceLine(qsizetype entry) const
    {
        const auto citation = cited(entry);
        return citation ? u"    "_s + shownCitation(*citation, m_sheet.names) : QString();
    }

    void addSection(QStringList &lines, const QString &title, const QStringList &section) const
    {
        if (!section.isEmpty())
            lines << title << section;
    }

private:
    std::optional<Citation> cited(qsizetype entry) const
    {
        const auto found = m_sheet.cited.constFind(entry);
        return found == m_sheet.cited.cend() ? std::nullopt : std::optional(*found);
    }

    QJsonArray warningsJson(const RosterRight &right) const
    {
        QJsonArray array;
        for (const auto &warning : m_sheet.warnings.value(right.entry))
            array << QJsonObject{
                {u"rule"_s, nameOf(warning.rule)},
                {u"detail"_s, lineFor(warning, *right.capability)},
                {u"fixed"_s, warning.fixed ? QJsonValue(warning.fixed->toJson()) : QJsonValue()}};
        return array;
    }

    const RosterSheet &m_sheet;
};

QJsonArray rolesJson(const MemberSheet &sheet, const Form &form)
{
    QJsonArray array;
    for (const auto &assignment : sheet.member.roles)
        array << QJsonObject{
            {u"role_id"_s, assignment.role},
            {u"expires_at"_s, assignment.expiresAt ? QJsonValue(*assignment.expiresAt) : QJsonValue()},
            {u"expired"_s, assignment.isExpired(sheet.sheet.nowMs)},
            {u"entry"_s, form.entryJson(assignment.entry)}};
    return array;
}

QStringList roleLines(const MemberSheet &sheet, const Form &form)
{
    QStringList lines;
    for (const auto &assignment : sheet.member.roles) {
        auto line = u"  "_s + printableLine(assignment.role);
        if (assignment.isExpired(sheet.sheet.nowMs))
            line += Words::tr(" (ended on %1)").arg(shownTime(*assignment.expiresAt));
        else if (assignment.expiresAt)
            line += Words::tr(" (until %1)").arg(shownTime(*assignment.expiresAt));
        lines << line << form.sourceLine(assignment.entry);
    }
    return lines;
}

QJsonObject usesJson(const ToolUses &uses)
{
    return {{u"counted"_s, uses.counted},
            {u"counted_since"_s, uses.countedSince == 0 ? QJsonValue() : QJsonValue(uses.countedSince)},
            {u"last_use"_s, uses.lastUse == 0 ? QJsonValue() : QJsonValue(uses.lastUse)},
            {u"unreadable_topics"_s, QJsonArray::fromStringList(uses.unreadable)}};
}

QString described(const QString &description)
{
    return Words::tr("Description: %1").arg(printableLine(description));
}

} // namespace

std::optional<MemberSheet> memberSheet(const StateReplay &replay, RuleSet rules, const MemberId &member,
                                       qint64 nowMs)
{
    const auto &authorizer = replay.under(rules);
    const Circumstances circumstances{.moment = replay.log().size(), .nowMs = nowMs};
    const auto roster = authorizer.roster(circumstances);
    const auto *found = roster.member(member);
    if (!found)
        return std::nullopt;
    MemberSheet sheet{*found, authorizer.heldRights(member, circumstances),
                      newSheet(replay, found->entry, nowMs)};
    addRights(sheet.sheet, replay, found->rights, RightContext::of(*found, roster, nowMs));
    sheet.effective.removeIf([](const HeldRight &held) { return isRightToNothing(held.capability); });
    replay.cite(sheet.effective, sheet.sheet.cited);
    for (const auto &assignment : found->roles) {
        if (const auto citation = replay.cite(assignment.entry))
            sheet.sheet.cited.insert(assignment.entry, *citation);
    }
    return sheet;
}

std::optional<RoleSheet> roleSheet(const StateReplay &replay, RuleSet rules, const QString &role,
                                   qint64 nowMs)
{
    const auto roster = replay.under(rules).roster({.moment = replay.log().size(), .nowMs = nowMs});
    const auto *found = roster.role(role);
    if (!found)
        return std::nullopt;
    RoleSheet sheet{*found, newSheet(replay, found->entry, nowMs)};
    addRights(sheet.sheet, replay, found->rights, RightContext::of(*found));
    return sheet;
}

Report reportOf(const MemberSheet &sheet, const std::optional<ToolUses> &uses)
{
    const auto &member = sheet.member;
    const Form form(sheet.sheet);
    const bool isTool = member.id.isTool();
    QJsonArray effective;
    QStringList effectiveLines;
    for (const auto &held : sheet.effective) {
        effective << heldRightJson(held, sheet.sheet.cited);
        effectiveLines << u"  "_s + shownRight(held, sheet.sheet.cited);
    }
    QJsonObject json{{isTool ? u"tool_id"_s : u"user_id"_s, member.id.toString()},
                     {u"description"_s, member.description},
                     {u"owner"_s, member.isOwner},
                     {u"trusted"_s, member.isTrusted},
                     {u"emptied"_s, member.isEmptied},
                     {u"entry"_s, form.entryJson(member.entry)},
                     {u"rights"_s, form.rightsJson(member.rights)},
                     {u"effective_rights"_s, effective}};
    QStringList lines{(isTool ? u"Tool: "_s : u"User: "_s) +
                      shownMember(member.id.text(), sheet.sheet.names)};
    if (!member.description.isEmpty())
        lines << described(member.description);
    lines << form.entryLine(member.entry) << Words::about(member);
    if (isTool) {
        json.insert(u"use_limit"_s, member.useLimit ? QJsonValue(*member.useLimit) : QJsonValue());
        json.insert(u"uses"_s, usesJson(uses.value_or(ToolUses())));
        lines << Words::about(member, uses.value_or(ToolUses()));
    } else {
        const auto name = sheet.sheet.names.value(member.id.text());
        json.insert(u"name"_s, name.isEmpty() ? QJsonValue() : name);
        json.insert(u"roles"_s, rolesJson(sheet, form));
        form.addSection(lines, Words::tr("Roles:"), roleLines(sheet, form));
    }
    form.addSection(lines, Words::tr("Rights of its own:"), form.rightLines(member.rights));
    form.addSection(lines, Words::tr("What it may do now:"), effectiveLines);
    if (effectiveLines.isEmpty() && !member.isOwner)
        lines << Words::tr("It may do nothing that needs a right.");
    return {lines.join(u'\n'), json};
}

Report reportOf(const RoleSheet &sheet)
{
    const auto &role = sheet.role;
    const Form form(sheet.sheet);
    QStringList holders;
    QStringList holderLines;
    for (const auto &holder : role.holders) {
        holders << holder.toString();
        holderLines << u"  "_s + shownMember(holder.text(), sheet.sheet.names);
    }
    QStringList lines{u"Role: "_s + printableLine(role.id)};
    if (!role.description.isEmpty())
        lines << described(role.description);
    lines << form.entryLine(role.entry);
    if (role.isEmptied)
        lines << Words::tr(
            "Its definition was emptied; on a published server its rights count all the same.");
    form.addSection(lines, Words::tr("Rights:"), form.rightLines(role.rights));
    form.addSection(lines, Words::tr("Who has it:"), holderLines);
    return {lines.join(u'\n'),
            {{u"role_id"_s, role.id},
             {u"description"_s, role.description},
             {u"emptied"_s, role.isEmptied},
             {u"entry"_s, form.entryJson(role.entry)},
             {u"rights"_s, form.rightsJson(role.rights)},
             {u"holders"_s, QJsonArray::fromStringList(holders)}}};
}

} // namespace reeeductio
