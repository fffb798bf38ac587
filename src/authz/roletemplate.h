// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

#include <QList>
#include <QObject>

namespace reeeductio {

//! Rights that go together, tried on servers: a member that has only these can do what the template says and
//! nothing else.
struct RoleTemplate
{
    Q_GADGET

public:
    enum class Kind {
        Team,          //!< reads and posts in every topic, describes topics, changes its own profile
        Guest,         //!< reads every topic
        Announcements, //!< reads one topic
        Moderator,     //!< what a team does, and adds members
        Bot,           //!< posts to one topic, which needs reading it
        PrivateNotes,  //!< keeps values below `notes/` and its own id
        //! What a team does, adds and removes members, gives and takes roles of no more rights than its own.
        DelegatedAdmin,
    };
    Q_ENUM(Kind)

    Kind kind;

    static QList<RoleTemplate> all();
    //! Whether it is about one topic.
    bool needsTopic() const { return kind == Kind::Announcements || kind == Kind::Bot; }
    //! What a role of this kind is called, unless somebody calls it otherwise.
    QString suggestedRole() const;
    //! `topic`: of a template that needs one.
    QList<Capability> rights(const QString &topic = {}) const;
};

} // namespace reeeductio
