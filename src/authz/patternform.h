// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace reeeductio {

//! Whether a pattern matches any path of a form. The form's segments are names, `*` for any one name,
//! `name+` for one that begins so and goes on, `@self` for the holder's id, and at the end `...` for any
//! further segments or none. {any} in the form is a name: that is how a server asks for it where it looks
//! whether somebody may grant (PROTOCOL 10). `self` is the holder's id, empty when anybody may be.
bool patternMeets(QStringView pattern, QStringView form, QStringView self);

//! What was meant, where a path is spelled as no server does: `topic/General/message/*`. The path itself when
//! nothing in it is known to be wrong.
QString respelled(const QString &pattern);

} // namespace reeeductio
