// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/warningtext.h"

#include "models/displaytext.h"
#include "models/righttext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Rule = RightWarning::Rule;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::WarningText)

public:
    static QString problem(const RightWarning &warning, const Capability &right);
    static QString remedy(const RightWarning &warning, const Capability &right);

private:
    static QString powerless(Rule rule, const QString &path);
    static QString tooPowerful(Rule rule);
    static QString improvable(const RightWarning &warning);
};

QString Words::powerless(Rule rule, const QString &path)
{
    switch (rule) {
    case Rule::NotAPattern:
        return tr("Servers do not accept this path. It has to begin with state/, data/ or topics/.");
    case Rule::MissingStatePrefix:
        return tr("The path lacks “state/” at its beginning, so servers do not accept it.");
    case Rule::Misspelt:
        return tr("No server knows “%1” spelled this way.").arg(path);
    case Rule::MatchesNothing:
        return tr("This right never matches: no server ever asks for “%1”.").arg(path);
    case Rule::OperationNeverAsked:
        return tr("Nobody needs permission for this at “%1”, so the right changes nothing.").arg(path);
    case Rule::FilesNeverAsked:
        return tr("Servers never look at rights for files: every member may store them, and fetch those it "
                  "knows of.");
    case Rule::DataIsWrittenBare:
        return tr("Published servers leave out “data/” when somebody writes data, so this lets nobody write. "
                  "Only a wider right does.");
    case Rule::CannotRegister:
        return tr("With this alone nobody can set a password, because published servers leave out “data/”. "
                  "The owner can set it for them.");
    case Rule::OwnerNeverHolds:
        return tr("Nothing there ever counts as somebody’s own, so this right never applies.");
    case Rule::EmptyingIsRefused:
        return tr("Published servers refuse to delete rights and given roles. They are changed instead.");
    case Rule::CannotGrant:
        return tr("To hand out rights, a member also has to be allowed to create rights for every member.");
    case Rule::RoleCannotGrant:
        return tr("Rights can be handed out only by whoever holds that right in person, not through a role.");
    default:
        return {};
    }
}

QString Words::tooPowerful(Rule rule)
{
    switch (rule) {
    case Rule::EqualsOwner:
        return tr("Whoever holds this can do everything the owner can.");
    case Rule::EscapesGrantCheck:
        return tr("On published servers whoever holds this can give themselves every right, and nobody "
                  "checks it.");
    case Rule::EscapesRoleCheck:
        return tr("On published servers whoever holds this can give every role to anybody.");
    case Rule::RewritesOwnEntry:
        return tr("Members who change their own entry lose all their rights, and so does everybody they "
                  "added.");
    case Rule::ToolHandsOutRights:
        return tr("A tool may hand out rights it does not hold itself: whoever has its key can give "
                  "everything to anybody.");
    default:
        return {};
    }
}

QString Words::improvable(const RightWarning &warning)
{
    switch (warning.rule) {
    case Rule::CannotAssign:
        return tr("With this, only roles that have no rights can be given.");
    case Rule::ToolAssignsRole:
        return tr("A tool can give a role only as long as the role has no rights.");
    case Rule::InvitationAssignsRole:
        return tr("The invitation works only as long as the role has no rights. Let it add the member, and "
                  "give the role yourself.");
    case Rule::OwnerIgnored:
        return tr("“Only their own” means nothing where something new is created.");
    case Rule::PostingNeedsRead:
        return tr("Whoever posts has to read as well, because a message names the one before it.");
    case Rule::Duplicate:
        return tr("The right “%1” says the same.").arg(displayName(warning.other));
    case Rule::Shadowed:
        return tr("The right “%1” allows this already, and more.").arg(displayName(warning.other));
    default:
        return {};
    }
}

QString Words::problem(const RightWarning &warning, const Capability &right)
{
    switch (warning.weight()) {
    case RightWarning::Weight::AllowsNothing:
        return powerless(warning.rule, displayName(right.path));
    case RightWarning::Weight::AllowsTooMuch:
        return tooPowerful(warning.rule);
    case RightWarning::Weight::CouldBeBetter:
        return improvable(warning);
    }
    Q_UNREACHABLE();
}

QString Words::remedy(const RightWarning &warning, const Capability &right)
{
    if (warning.rule == Rule::PostingNeedsRead)
        return tr("Add “%1”.").arg(storedRight({Operation::Read, right.path}));
    if (warning.fixed)
        return tr("“%1” works.").arg(storedRight(*warning.fixed));
    if (warning.rule == Rule::CannotGrant)
        return tr("Add “%1”.")
            .arg(storedRight({Operation::Create, u"state/auth/users/{any}/rights/{...}"_s}));
    return {};
}

} // namespace

QString warningText(const RightWarning &warning, const Capability &right)
{
    const auto remedy = Words::remedy(warning, right);
    const auto problem = Words::problem(warning, right);
    return remedy.isEmpty() ? problem : problem + u' ' + remedy;
}

QString weightText(RightWarning::Weight weight)
{
    switch (weight) {
    case RightWarning::Weight::AllowsNothing:
        return Words::tr("allows nothing");
    case RightWarning::Weight::AllowsTooMuch:
        return Words::tr("allows too much");
    case RightWarning::Weight::CouldBeBetter:
        return Words::tr("could be better");
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
