// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace reeeductio {

//! What a command has to say when it is done: one of the forms is printed.
struct Report
{
    QString text; //!< lines, without the last one's end
    QJsonObject json;
    std::optional<QByteArray> value = {}; //!< in text mode, printed as it is in place of the text
    bool isFailure = false;               //!< what was found is not as it should be: the program ends with 1
};

} // namespace reeeductio
