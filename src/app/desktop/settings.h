// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"

#include <QJsonObject>
#include <QString>

namespace reeeductio {

//! What the program remembers about itself: a row of the table in settings.cpp each. Never a secret.
enum class Setting {
    WindowLayout,
    Place, //!< the space and topic shown last
    Appearance,
    LocalServerPort,
};

//! One profile's settings, as JSON. Read once, before the event loop runs; written whole in the store thread,
//! so that a crash leaves the old or the new file. What another version wrote under names unknown here is
//! kept.
class Settings
{
public:
    //! A file that cannot be read is as good as none: every setting has a default.
    Settings(QString file, SerialThread &thread);
    Q_DISABLE_COPY_MOVE(Settings)

    QJsonValue value(Setting setting) const;
    void set(Setting setting, const QJsonValue &value);

private:
    QString m_file;
    SerialThread &m_thread;
    QJsonObject m_values;
};

} // namespace reeeductio
