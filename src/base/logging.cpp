// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/logging.h"

namespace reeeductio {

Q_LOGGING_CATEGORY(logNet, "reeeductio.net", QtWarningMsg)
Q_LOGGING_CATEGORY(logStore, "reeeductio.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logClient, "reeeductio.client", QtWarningMsg)
Q_LOGGING_CATEGORY(logServer, "reeeductio.server", QtWarningMsg)
Q_LOGGING_CATEGORY(logGui, "reeeductio.gui", QtWarningMsg)

} // namespace reeeductio
