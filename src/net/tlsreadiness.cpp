// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/tlsreadiness.h"

#include <QSslConfiguration>

namespace reeeductio {

Pending<void> TlsReadiness::whenReady()
{
    if (!m_ready.isValid())
        m_ready = m_pool.run([] { QSslConfiguration::defaultConfiguration(); });
    return m_ready.share();
}

} // namespace reeeductio
