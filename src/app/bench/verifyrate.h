// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "base/workerpool.h"
#include "crypto/signingkey.h"
#include "protocol/message.h"

#include <QElapsedTimer>

#include <memory>
#include <vector>

namespace reeeductio::bench {

//! How many Ed25519 signatures all cores verify in a second when they do nothing else: what no sync can beat.
//! Each thread of the pool verifies all samples once. Finishes with signatures a second; Internal when one
//! does not hold.
class VerifyRate final : public AsyncOperation<double>
{
    Q_OBJECT

public:
    struct Sample
    {
        QByteArray signedBytes;
        Signature signature;
    };

    //! What the signatures of these messages, all of that sender, are made over.
    static std::vector<Sample> samplesFrom(const QList<Message> &messages);

    VerifyRate(std::shared_ptr<const std::vector<Sample>> samples, const PublicKey &sender, WorkerPool &pool,
               QObject *parent = nullptr);

protected:
    void run() override;

private:
    std::shared_ptr<const std::vector<Sample>> m_samples;
    PublicKey m_sender;
    WorkerPool &m_pool;
    QElapsedTimer m_timer;
    int m_running = 0;
    qint64 m_verified = 0;
};

} // namespace reeeductio::bench
