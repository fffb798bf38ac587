// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

namespace reeeductio {

//! What people ask about most: whether somebody may do that.
enum class Activity {
    ReadTopic,
    PostToTopic,
    CreateTopic, //!< one that is not described yet
    RenameTopic,
    ChangeOwnProfile,
    AddMember,
    RemoveMember,
    AddTool,
    AddRole,
    GiveRole,
    GiveRights,
};
QList<Activity> allActivities();

//! What an activity is done to.
enum class ActivityObject { Nothing, Topic, Role };
ActivityObject objectOf(Activity activity);

//! What a server looks for: `resource` as in a Question.
struct AskedRight
{
    Operation operation = Operation::Read;
    QString resource;

    friend bool operator==(const AskedRight &, const AskedRight &) = default;
};

//! `object` is a topic's or a role's id. Where it is any at all, {any} stands in the resource: only rights to
//! any such thing match it.
AskedRight askedFor(Activity activity, const QString &object, const MemberId &member);

//! The activity a question is about, and what it is done to.
struct KnownActivity
{
    Activity activity = Activity::ReadTopic;
    QString object;

    friend bool operator==(const KnownActivity &, const KnownActivity &) = default;
};
std::optional<KnownActivity> activityOf(const AskedRight &asked, const MemberId &member);

//! What stands between the member and the object: `post to`, or all there is to say: `add a member`.
QString activityText(Activity activity);

} // namespace reeeductio
