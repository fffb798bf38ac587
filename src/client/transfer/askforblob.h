// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/transfer/transfercontext.h"
#include "net/httpbody.h"

#include <atomic>

namespace reeeductio {

//! Whether a server still gives a blob out to this member. There is no request for that alone: the answer is
//! dropped at its first byte.
class AskForBlob final : public AsyncOperation<bool>
{
    Q_OBJECT

public:
    AskForBlob(TransferContext &context, BlobId id, QObject *parent);

protected:
    void run() override;

private:
    class FirstByte;

    TransferContext &m_context;
    BlobId m_id;
};

} // namespace reeeductio
