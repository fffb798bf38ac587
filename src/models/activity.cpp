// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/activity.h"

#include "protocol/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::Activity)
};

//! `%1` is the object, `%2` the member.
struct ActivityForm
{
    Activity activity;
    ActivityObject object;
    Operation operation;
    QLatin1StringView resource;
};

constexpr ActivityForm forms[] = {
    {Activity::ReadTopic, ActivityObject::Topic, Operation::Read, "topics/%1/messages"_L1},
    {Activity::PostToTopic, ActivityObject::Topic, Operation::Create, "topics/%1/messages"_L1},
    {Activity::CreateTopic, ActivityObject::Nothing, Operation::Create, "state/topics/{any}"_L1},
    {Activity::RenameTopic, ActivityObject::Topic, Operation::Modify, "state/topics/%1"_L1},
    {Activity::ChangeOwnProfile, ActivityObject::Nothing, Operation::Modify, "state/profiles/%2"_L1},
    {Activity::AddMember, ActivityObject::Nothing, Operation::Create, "state/auth/users/{any}"_L1},
    {Activity::RemoveMember, ActivityObject::Nothing, Operation::Delete, "state/auth/users/{any}"_L1},
    {Activity::AddTool, ActivityObject::Nothing, Operation::Create, "state/auth/tools/{any}"_L1},
    {Activity::AddRole, ActivityObject::Nothing, Operation::Create, "state/auth/roles/{any}"_L1},
    {Activity::GiveRole, ActivityObject::Role, Operation::Create, "state/auth/users/{any}/roles/%1"_L1},
    {Activity::GiveRights, ActivityObject::Nothing, Operation::Create,
     "state/auth/users/{any}/rights/{any}"_L1},
};

const ActivityForm &formOf(Activity activity)
{
    return *std::find_if(std::begin(forms), std::end(forms),
                         [activity](const ActivityForm &form) { return form.activity == activity; });
}

//! What stands in the object's place, if the rest is the same.
std::optional<QString> objectIn(QStringView resource, const ActivityForm &form, const MemberId &member)
{
    const auto wanted = QString(form.resource).split(u'/');
    const auto asked = withoutOuterSlashes(resource).toString().split(u'/');
    if (wanted.size() != asked.size())
        return std::nullopt;
    QString object;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const bool isAny = wanted[i] == u"{any}";
        if (wanted[i] == u"%1")
            object = asked[i];
        else if (!isAny && asked[i] != (wanted[i] == u"%2" ? member.toString() : wanted[i]))
            return std::nullopt;
    }
    return object;
}

} // namespace

QList<Activity> allActivities()
{
    QList<Activity> all;
    for (const auto &form : forms)
        all << form.activity;
    return all;
}

ActivityObject objectOf(Activity activity)
{
    return formOf(activity).object;
}

AskedRight askedFor(Activity activity, const QString &object, const MemberId &member)
{
    const auto &form = formOf(activity);
    auto resource = QString(form.resource);
    resource.replace("%2"_L1, member.toString()).replace("%1"_L1, object);
    return {form.operation, resource};
}

std::optional<KnownActivity> activityOf(const AskedRight &asked, const MemberId &member)
{
    for (const auto &form : forms) {
        const auto object = form.operation == asked.operation ? objectIn(asked.resource, form, member)
                                                              : std::optional<QString>();
        if (object)
            return KnownActivity{form.activity, *object};
    }
    return std::nullopt;
}

QString activityText(Activity activity)
{
    //: All of these stand in “Can Bea … ?”
    switch (activity) {
    case Activity::ReadTopic:
        return Words::tr("read");
    case Activity::PostToTopic:
        return Words::tr("post to");
    case Activity::CreateTopic:
        return Words::tr("create a topic");
    case Activity::RenameTopic:
        return Words::tr("rename");
    case Activity::ChangeOwnProfile:
        return Words::tr("change their own profile");
    case Activity::AddMember:
        return Words::tr("add a member");
    case Activity::RemoveMember:
        return Words::tr("remove a member");
    case Activity::AddTool:
        return Words::tr("add a tool");
    case Activity::AddRole:
        return Words::tr("make a role");
    case Activity::GiveRole:
        return Words::tr("give a member");
    case Activity::GiveRights:
        return Words::tr("give a member rights");
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
