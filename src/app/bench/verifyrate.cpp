// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/verifyrate.h"

#include "crypto/encoding.h"

#include <algorithm>

namespace reeeductio::bench {

std::vector<VerifyRate::Sample> VerifyRate::samplesFrom(const QList<Message> &messages)
{
    std::vector<Sample> samples;
    samples.reserve(static_cast<size_t>(messages.size()));
    for (const auto &message : messages) {
        const auto hash = MessageId::parse(QByteArrayView(message.hash));
        const auto signature = fromBase64(message.signature);
        if (!hash || !signature)
            continue;
        if (const auto bytes = Signature::fromBytes(*signature))
            samples.push_back({hash->decoded(), *bytes});
    }
    return samples;
}

VerifyRate::VerifyRate(std::shared_ptr<const std::vector<Sample>> samples, const PublicKey &sender,
                       WorkerPool &pool, QObject *parent)
    : AsyncOperation(parent), m_samples(std::move(samples)), m_sender(sender), m_pool(pool)
{}

void VerifyRate::run()
{
    m_running = m_pool.threadCount();
    m_timer.start();
    for (int i = 0; i < m_pool.threadCount(); ++i) {
        m_pool
            .run([samples = m_samples, sender = m_sender] {
                return std::count_if(samples->begin(), samples->end(), [&sender](const Sample &sample) {
                    return verifySignature(sender, sample.signedBytes, sample.signature);
                });
            })
            .done(this, [this](const Result<qint64> &verified) {
                m_verified += verified.value_or(0);
                if (--m_running > 0)
                    return;
                const auto expected = static_cast<qint64>(m_samples->size()) * m_pool.threadCount();
                if (m_verified != expected)
                    return finish(fail(ErrorKind::Internal, ErrorCode::SignatureMismatch));
                finish(static_cast<double>(m_verified) * 1e9 / static_cast<double>(m_timer.nsecsElapsed()));
            });
    }
}

} // namespace reeeductio::bench
