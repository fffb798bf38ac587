// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/blobbenchmark.h"

#include "app/bench/residentmemory.h"
#include "crypto/aesgcm.h"
#include "crypto/hash.h"
#include "crypto/random.h"

#include <QFile>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr qint64 defaultBytes = 100'000'000;

Result<void> writeRandom(const QString &path, qint64 size)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(randomBytes(size)) != size)
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, path);
    return {};
}

//! What the limits took, as far as they are known without the client.
struct Limits
{
    double sealSeconds = 0;
    double putSeconds = 0;
    double getSeconds = 0;
};

//! Other bytes every time, as large as the sealed file: what the server knows already costs it less.
Result<Limits> measure(PlainRequest request, qint64 size)
{
    const auto bytes = randomBytes(size);
    Limits limits{.sealSeconds = sealTwiceSeconds(bytes)};
    request.path += BlobId::of(sha256(bytes)).text();
    const auto put = plainPutSeconds(request, bytes);
    if (!put)
        return fail(put.error());
    const auto got = plainGetSeconds(request, bytes.size());
    if (!got)
        return fail(got.error());
    limits.putSeconds = *put;
    limits.getSeconds = *got;
    return limits;
}

} // namespace

BlobBenchmark::BlobBenchmark(const BenchmarkOptions &options)
    : Benchmark(nullptr), m_bytes(options.bytes.value_or(defaultBytes)), m_runs(options.runs),
      m_peer(QString::fromStdString(options.peer))
{}

void BlobBenchmark::run()
{
    m_pool.run([path = m_folder.filePath(u"file"_s), size = m_bytes] { return writeRandom(path, size); })
        .then(this, [this] { return m_server.start(); })
        .done(this, [this](const Result<QUrl> &server) {
            if (!server)
                return finish(fail(server.error()));
            begin(*server);
        });
}

void BlobBenchmark::begin(const QUrl &server)
{
    m_space =
        std::make_unique<Space>(Credentials::owner(server, SigningKey::generate(), SymmetricKey::generate()),
                                ClientServices{m_http, m_sockets, m_pool, m_clock, {}, &m_filePool});
    m_space->session().authenticate().done(this, [this](const Result<void> &signedIn) {
        if (!signedIn)
            return finish(fail(signedIn.error()));
        measureNext();
    });
}

void BlobBenchmark::measureNext()
{
    if (m_measured.size() == static_cast<size_t>(m_runs))
        return finishWithMedian();
    m_measured.emplace_back();
    upload();
}

void BlobBenchmark::upload()
{
    m_residentBefore = residentMib();
    restartPeak();
    m_timer.start();
    m_space->blobs()
        .upload(BlobSource::ofFile(m_folder.filePath(u"file"_s)))
        .done(this, [this](const Result<EncryptedBlob> &blob) {
            if (!blob)
                return finish(fail(blob.error()));
            m_measured.back().upSeconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
            download(*blob);
        });
}

void BlobBenchmark::download(const EncryptedBlob &blob)
{
    m_timer.start();
    m_space->blobs()
        .downloadTo(m_folder.filePath(u"back"_s), PartFile::WhenTaken::Replace, blob.id, blob.key)
        .done(this, [this](const Result<QString> &path) {
            if (!path)
                return finish(fail(path.error()));
            m_measured.back().downSeconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
            m_measured.back().growthMib = peakResidentMib() - m_residentBefore;
            measureLimits();
        });
}

void BlobBenchmark::measureLimits()
{
    m_space->session()
        .token()
        .then(this,
              [this](const Session::Token &token) {
                  PlainRequest request{m_space->session().server(),
                                       "/spaces/" + m_space->id().text() + "/blobs/", token->exposeUnwiped()};
                  return m_pool.run([request = std::move(request), size = m_bytes + aesgcm::Overhead] {
                      return measure(request, size);
                  });
              })
        .done(this, [this](const Result<Limits> &limits) {
            if (!limits)
                return finish(fail(limits.error()));
            auto &run = m_measured.back();
            run.sealSeconds = limits->sealSeconds;
            run.putSeconds = limits->putSeconds;
            run.getSeconds = limits->getSeconds;
            tell(u"run %1: up %2 s, down %3 s, two seals %4 s, plain up %5 s, plain down %6 s, ratio %7, "
                 "grown by %8 MiB"_s.arg(m_measured.size())
                     .arg(run.upSeconds, 0, 'f', 3)
                     .arg(run.downSeconds, 0, 'f', 3)
                     .arg(run.sealSeconds, 0, 'f', 3)
                     .arg(run.putSeconds, 0, 'f', 3)
                     .arg(run.getSeconds, 0, 'f', 3)
                     .arg(ratioOf(run), 0, 'f', 3)
                     .arg(run.growthMib, 0, 'f', 1));
            measurePeer();
        });
}

void BlobBenchmark::measurePeer()
{
    if (m_peer.isEmpty())
        return measureNext();
    BlobPeer::Task task{m_peer, m_space->credentials().clone(), m_folder.filePath(u"file"_s),
                        m_folder.filePath(u"theirs"_s)};
    task.credentials.server = m_space->session().server();
    (new BlobPeer(std::move(task), this))->start().done(this, [this](const Result<PeerFigures> &figures) {
        if (!figures)
            return finish(fail(figures.error()));
        m_measured.back().peer = *figures;
        tell(u"       the peer: up %1 s, down %2 s, grown by %3 MiB"_s.arg(figures->upSeconds, 0, 'f', 3)
                 .arg(figures->downSeconds, 0, 'f', 3)
                 .arg(figures->growthMib, 0, 'f', 1));
        measureNext();
    });
}

double BlobBenchmark::median(double (*figureOf)(const Measured &)) const
{
    std::vector<double> figures;
    for (const auto &run : m_measured)
        figures.push_back(figureOf(run));
    const auto middle = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
    std::nth_element(figures.begin(), middle, figures.end());
    return *middle;
}

QJsonObject BlobBenchmark::peerFigures(double growthMib) const
{
    const auto peerGrowthMib = median([](const Measured &run) { return run.peer.growthMib; });
    return {
        {u"up_s"_s, median([](const Measured &run) { return run.peer.upSeconds; })},
        {u"down_s"_s, median([](const Measured &run) { return run.peer.downSeconds; })},
        {u"growth_mib"_s, peerGrowthMib},
        {u"up_ratio"_s, median([](const Measured &run) { return run.upSeconds / run.peer.upSeconds; })},
        {u"down_ratio"_s, median([](const Measured &run) { return run.downSeconds / run.peer.downSeconds; })},
        {u"memory_ratio"_s, growthMib / peerGrowthMib}};
}

double BlobBenchmark::ratioOf(const Measured &run)
{
    return std::max(run.upSeconds / limitOf(run), run.downSeconds / (run.sealSeconds + run.getSeconds));
}

void BlobBenchmark::finishWithMedian()
{
    // Memory is told as the most of any run: what was taken once was taken.
    const auto grown =
        std::max_element(m_measured.begin(), m_measured.end(),
                         [](const Measured &a, const Measured &b) { return a.growthMib < b.growthMib; });
    const auto growthMib = grown->growthMib;
    const auto middle = m_measured.begin() + static_cast<std::ptrdiff_t>(m_measured.size() / 2);
    std::nth_element(m_measured.begin(), middle, m_measured.end(),
                     [](const Measured &a, const Measured &b) { return ratioOf(a) < ratioOf(b); });
    QJsonObject figures{{u"up_s"_s, middle->upSeconds},
                        {u"down_s"_s, middle->downSeconds},
                        {u"limit_s"_s, limitOf(*middle)},
                        {u"down_limit_s"_s, middle->sealSeconds + middle->getSeconds},
                        {u"ratio"_s, ratioOf(*middle)},
                        {u"resident_growth_mib"_s, growthMib},
                        {u"bytes"_s, m_bytes},
                        {u"runs"_s, m_runs}};
    if (!m_peer.isEmpty())
        figures.insert(u"peer"_s, peerFigures(growthMib));
    m_server.stop().done(this, [this, figures](const Result<void> &) { finish(figures); });
}

} // namespace reeeductio::bench
