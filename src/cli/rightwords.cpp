// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/rightwords.h"

#include "protocol/names.h"

#include <QCoreApplication>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Rule = RightWarning::Rule;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RightWords)

public:
    static QString forUse(Rule rule, const Capability &right);
    static QString forPower(Rule rule);
    static QString forGranting(Rule rule, const Capability &right);
    static QString forOther(const RightWarning &warning);
    static QString advice(const RightWarning &warning);

    static QString onTopics(const Capability &right, const QStringList &segments);
    static QString onMembers(const Capability &right, const QStringList &segments);
    static QString generally(const Capability &right, const QStringList &segments);
};

QString Words::forUse(Rule rule, const Capability &right)
{
    switch (rule) {
    case Rule::NotAPattern:
        return tr("servers take no path like %1: it begins with state/, data/ or topics/, or is {any} or "
                  "{...}.")
            .arg(right.path);
    case Rule::MissingStatePrefix:
        return tr("the right to what is in the state begins with state/.");
    case Rule::Misspelt:
        return tr("no server spells it %1.").arg(right.path);
    case Rule::MatchesNothing:
        return tr("no request of any member ever matches %1.").arg(right.path);
    case Rule::OperationNeverAsked:
        return tr("nobody ever needs '%1' on %2.").arg(nameOf(right.operation), right.path);
    case Rule::FilesNeverAsked:
        return tr(
            "rights on files are never looked at: every member may store them, and get those whose id it "
            "knows.");
    case Rule::DataIsWrittenBare:
        return tr("published servers look for the right to write data without 'data/' before the path, so "
                  "that "
                  "%1 allows no writing there; what does allows the same everywhere else, too.")
            .arg(right.path);
    case Rule::CannotRegister:
        return tr(
            "published servers look for the right to write data without 'data/' before the path: who has "
            "only this cannot register a password, which the owner can do in their place.");
    case Rule::OwnerNeverHolds:
        return tr("nobody ever counts as the owner of what is there.");
    case Rule::OwnerIgnored:
        return tr("that it is one's own is never asked where something is created.");
    case Rule::EmptyingIsRefused:
        return tr(
            "published servers let nobody empty a right or the assignment of a role: they are written over.");
    default:
        return {};
    }
}

QString Words::forPower(Rule rule)
{
    switch (rule) {
    case Rule::EqualsOwner:
        return tr("this is everything: whoever holds it can do what the owner can.");
    case Rule::EscapesGrantCheck:
        return tr("on a published server whoever holds this can take every right: what is written at "
                  "auth/users/U…/rights, without a name, is not checked there.");
    case Rule::EscapesRoleCheck:
        return tr("on a published server whoever holds this can take every role: what is written at "
                  "auth/users/U…/roles/, without a name, is not checked there.");
    case Rule::RewritesOwnEntry:
        return tr(
            "a member that changes its own entry loses every right when the server is next started, and "
            "so does everybody it added.");
    case Rule::ToolHandsOutRights:
        return tr(
            "nobody checks which rights a tool hands out: whoever has its key can give everybody all of "
            "them.");
    default:
        return {};
    }
}

QString Words::forGranting(Rule rule, const Capability &right)
{
    switch (rule) {
    case Rule::CannotGrant:
        return tr("a user can grant only who may also create state/auth/users/{any}/rights, read letter by "
                  "letter, which %1 does not match.")
            .arg(right.path);
    case Rule::RoleCannotGrant:
        return tr("to grant counts only what a member holds itself: nobody can hand out rights by a role.");
    case Rule::CannotAssign:
        return tr("by this only roles without rights can be assigned.");
    case Rule::ToolAssignsRole:
        return tr("a tool can assign a role only as long as the role has no rights.");
    case Rule::InvitationAssignsRole:
        return tr(
            "this invitation works only as long as the role has no rights: let it add the user, and have "
            "an administrator assign the role.");
    default:
        return {};
    }
}

QString Words::forOther(const RightWarning &warning)
{
    return warning.rule == Rule::Duplicate
               ? tr("the right '%1' says the same already.").arg(warning.other)
               : tr("the right '%1' allows this already, and more.").arg(warning.other);
}

QString Words::advice(const RightWarning &warning)
{
    if (warning.fixed)
        return u' ' + tr("What works: %1").arg(optionsFor(*warning.fixed));
    if (warning.rule == Rule::CannotGrant)
        return u' ' + tr("What works: besides, %1")
                          .arg(optionsFor({Operation::Create, u"state/auth/users/{any}/rights/{...}"_s}));
    return {};
}

QString Words::onTopics(const Capability &right, const QStringList &segments)
{
    const auto topic = segments.value(1);
    const bool isEvery = topic.startsWith(u'{');
    switch (right.operation) {
    case Operation::Read:
        return isEvery ? tr("read every topic") : tr("read the topic %1").arg(topic);
    case Operation::Create:
        return isEvery ? tr("post in every topic") : tr("post in the topic %1").arg(topic);
    case Operation::Write:
        return isEvery ? tr("read and post in every topic") : tr("read and post in the topic %1").arg(topic);
    case Operation::Modify:
    case Operation::Delete:
        break;
    }
    return {};
}

//! What adds members and hands something out.
QString Words::onMembers(const Capability &right, const QStringList &segments)
{
    if (right.operation != Operation::Create || segments.size() < 4 || segments[1] != u"auth")
        return {};
    const bool isOpen = segments[3].startsWith(u'{') && segments[3] != u"{self}";
    if (segments.size() == 4 && isOpen)
        return segments[2] == u"users"   ? tr("add users")
               : segments[2] == u"tools" ? tr("add tools")
               : segments[2] == u"roles" ? tr("make roles")
                                         : QString();
    if (segments.size() != 6 || !isOpen)
        return {};
    if (segments[4] == u"roles" && segments[2] == u"users")
        return segments[5].startsWith(u'{') ? tr("give users roles")
                                            : tr("give users the role %1").arg(segments[5]);
    if (segments[4] != u"rights")
        return {};
    return segments[2] == u"users"   ? tr("give users rights")
           : segments[2] == u"tools" ? tr("give tools rights")
           : segments[2] == u"roles" ? tr("give roles rights")
                                     : QString();
}

QString Words::generally(const Capability &right, const QStringList &segments)
{
    const bool isEverything = segments == QStringList{u"{...}"_s};
    if (isEverything && right.operation == Operation::Write)
        return tr("do everything");
    const auto what = isEverything ? tr("everything") : right.path;
    switch (right.operation) {
    case Operation::Read:
        return tr("read %1").arg(what);
    case Operation::Create:
        return tr("create %1").arg(what);
    case Operation::Modify:
        return tr("change %1").arg(what);
    case Operation::Delete:
        return tr("delete %1").arg(what);
    case Operation::Write:
        return tr("read, create, change and delete %1").arg(what);
    }
    Q_UNREACHABLE();
}

} // namespace

QString sentenceFor(const Capability &right)
{
    const auto segments = withoutOuterSlashes(right.path).toString().split(u'/');
    QString sentence;
    if (segments.front() == u"topics" && (segments.value(2) == u"messages" || segments.back() == u"{...}"))
        sentence = Words::onTopics(right, segments);
    else if (segments.front() == u"state")
        sentence = Words::onMembers(right, segments);
    if (sentence.isEmpty())
        sentence = Words::generally(right, segments);
    return right.mustBeOwner ? Words::tr("%1, only what one wrote oneself").arg(sentence) : sentence;
}

QString optionsFor(const Capability &right)
{
    return u"--op %1 --path '%2'"_s.arg(nameOf(right.operation), right.path);
}

QString lineFor(const RightWarning &warning, const Capability &right)
{
    if (warning.rule == Rule::PostingNeedsRead)
        return Words::tr("Note: posting needs the right to read as well: %1")
            .arg(optionsFor({Operation::Read, right.path}));
    auto line = warning.weight() == RightWarning::Weight::CouldBeBetter ? Words::tr("Note: ")
                                                                        : Words::tr("Warning: ");
    for (const auto &words : {Words::forUse(warning.rule, right), Words::forPower(warning.rule),
                              Words::forGranting(warning.rule, right)})
        line += words;
    if (!warning.other.isEmpty())
        line += Words::forOther(warning);
    return line + Words::advice(warning);
}

QString nameOf(RightWarning::Rule rule)
{
    QString name;
    const auto words = QString::fromLatin1(QMetaEnum::fromType<Rule>().valueToKey(int(rule)));
    for (const QChar letter : words) {
        if (letter.isUpper() && !name.isEmpty())
            name += u'-';
        name += letter.toLower();
    }
    return name;
}

} // namespace reeeductio
