// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDialogButtonBox>

namespace reeeductio {

//! Names every button of the box, for tests and screen readers (`cancelButton`, `closeButton`), and makes its
//! OK button say what it does under a name of its own. Returns the OK button; null when there is none.
QPushButton *prepareButtons(QDialogButtonBox &box, const QString &okText = {}, const QString &okName = {});

} // namespace reeeductio
