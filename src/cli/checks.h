// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/askedresource.h"
#include "cli/usageerror.h"
#include "protocol/capability.h"
#include "protocol/identifier.h"

#include <QUrl>

namespace reeeductio {

// What was typed, as what it must be. `name` is what a message calls it: `User ID`.

Checked<Identifier> checkedIdentifier(const QString &text, const QString &name);
//! As published: "Expected USER identifier, got TOOL".
Checked<Identifier> checkedIdentifier(const QString &text, const QString &name, IdType expected);

template <IdType Type>
Checked<TypedId<Type>> checkedId(const QString &text, const QString &name)
{
    return checkedIdentifier(text, name, Type).map([](const Identifier &id) {
        return *TypedId<Type>::parse(QByteArrayView(id.text()));
    });
}

//! USER, TOOL, SPACE, MESSAGE or BLOB.
QString nameOf(IdType type);

Checked<MemberId> checkedMember(const QString &text, const QString &name);

//! `http` or `https` with a host.
Checked<QUrl> checkedServer(const QString &text);

//! That nobody is ever asked for it. `argument`: what the resource is called.
tl::unexpected<UsageError> neverAsked(NeverAsked why, const QString &argument);

//! A whole number in these bounds; `option` is named when it is none.
Checked<qint64> checkedNumber(const QString &text, const QString &option, qint64 least, qint64 most);

} // namespace reeeductio
