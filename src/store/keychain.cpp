// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/keychain.h"

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

const auto service = u"reeeductio"_s;

Error errorOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return {ErrorKind::NotFound, ErrorCode::KeychainUnavailable, job.key()};
    return {ErrorKind::Storage, ErrorCode::KeychainUnavailable, job.errorString()};
}

} // namespace

Pending<SecretBytes> SystemKeychain::read(const QString &entry)
{
    PendingPair<SecretBytes> pair;
    auto *job = new QKeychain::ReadPasswordJob(service); // deletes itself when finished
    job->setKey(entry);
    job->setInsecureFallback(false);
    auto completer = std::make_shared<Completer<SecretBytes>>(std::move(pair.completer));
    QObject::connect(job, &QKeychain::Job::finished, job, [job, completer] {
        if (job->error() == QKeychain::NoError)
            completer->complete(SecretBytes::takeFrom(job->binaryData()));
        else
            completer->fail(errorOf(*job));
    });
    job->start();
    return std::move(pair.pending);
}

Pending<void> SystemKeychain::write(const QString &entry, SecretBytes secret)
{
    PendingPair<void> pair;
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(entry);
    job->setInsecureFallback(false);
    job->setBinaryData(secret.exposeUnwiped());
    auto completer = std::make_shared<Completer<void>>(std::move(pair.completer));
    QObject::connect(job, &QKeychain::Job::finished, job, [job, completer] {
        if (job->error() == QKeychain::NoError)
            completer->complete({});
        else
            completer->fail(errorOf(*job));
    });
    job->start();
    return std::move(pair.pending);
}

} // namespace reeeductio
