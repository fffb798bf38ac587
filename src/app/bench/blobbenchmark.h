// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/benchmark.h"
#include "app/bench/bloblimit.h"
#include "app/bench/blobpeer.h"
#include "app/bench/serverprocess.h"
#include "base/workerpool.h"
#include "client/space.h"
#include "net/httpclient.h"

#include <QElapsedTimer>

#include <vector>

namespace reeeductio::bench {

//! A file to the local server and back to the disk, against what two readings of it through OpenSSL and a
//! plain transfer of the same bytes take in the same run; and how much the program grows meanwhile.
class BlobBenchmark final : public Benchmark
{
    Q_OBJECT

public:
    explicit BlobBenchmark(const BenchmarkOptions &options);
    static Benchmark *make(const BenchmarkOptions &options) { return new BlobBenchmark(options); }

protected:
    void run() override;

private:
    struct Measured
    {
        double upSeconds = 0;
        double downSeconds = 0;
        double sealSeconds = 0;
        double putSeconds = 0;
        double getSeconds = 0;
        double growthMib = 0;
        PeerFigures peer = {}; //!< zeros without one
    };

    void begin(const QUrl &server);
    void upload();
    void download(const EncryptedBlob &blob);
    void measureLimits();
    void measurePeer();
    void measureNext();
    void finishWithMedian();
    static double limitOf(const Measured &run) { return run.sealSeconds + run.putSeconds; }
    static double ratioOf(const Measured &run);
    double median(double (*figureOf)(const Measured &)) const;
    QJsonObject peerFigures(double growthMib) const;

    qint64 m_bytes;
    int m_runs;
    QString m_peer; //!< empty: none is compared
    QTemporaryDir m_folder;
    ServerProcess m_server;
    WorkerPool m_pool;
    WorkerPool m_filePool{2};
    SystemClock m_clock;
    HttpClient m_http;
    WebSocketFactory m_sockets;
    std::unique_ptr<Space> m_space;
    QElapsedTimer m_timer;
    double m_residentBefore = 0;
    std::vector<Measured> m_measured;
};

} // namespace reeeductio::bench
