// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/workerpool.h"

namespace reeeductio {

//! What Qt reads before its first secure socket: a plugin, OpenSSL, where the system's certificates are; 60
//! ms and a dozen files, even for a WebSocket without TLS. Read once, on another thread. Lives in the thread
//! that asks.
class TlsReadiness
{
public:
    //! Never fails: whoever connects without will say why it cannot.
    Pending<void> whenReady();

private:
    WorkerPool m_pool{1};
    Pending<void> m_ready; //!< valid once somebody asked
};

} // namespace reeeductio
