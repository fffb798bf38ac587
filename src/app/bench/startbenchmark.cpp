// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/startbenchmark.h"

#include "app/desktop/desktopplaces.h"
#include "app/desktop/startreport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr qint64 defaultMessages = 200;
const auto topicName = u"general"_s;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

QString programBeside(const QString &name)
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(name);
}

//! The number behind `name ` on a line of its own; 0 when there is none.
qint64 figureIn(const QByteArray &output, const QByteArray &name)
{
    const auto lines = output.split('\n');
    for (const auto &line : lines) {
        if (line.startsWith(name + ' '))
            return line.sliced(name.size()).trimmed().toLongLong();
    }
    return 0;
}

//! Keys in a file: a keychain would ask, and is another program's time.
class NoKeychain final : public Keychain
{
public:
    Pending<SecretBytes> read(const QString &) override { return Pending<SecretBytes>::failed(none); }
    Pending<void> write(const QString &, SecretBytes) override { return Pending<void>::failed(none); }

private:
    const Error none{ErrorKind::Storage, ErrorCode::KeychainUnavailable};
};

} // namespace

struct StartBenchmark::Maker
{
    explicit Maker(const QString &folder)
        : places(desktopPlaces(folder)), settings(settingsFile(places), storeThread),
          server(serverFolder(places), settings), profile(places, ClientServices{http, sockets, pool, clock},
                                                          storeThread, authorityThread, keychain, server)
    {}

    ProfilePlaces places;
    SerialThread storeThread;
    SerialThread authorityThread;
    WorkerPool pool;
    SystemClock clock;
    NoKeychain keychain;
    HttpClient http;
    WebSocketFactory sockets;
    Settings settings;
    ProfileServer server;
    Profile profile;
};

StartBenchmark::StartBenchmark(const BenchmarkOptions &options)
    : Benchmark(nullptr), m_messages(options.messages.value_or(defaultMessages)), m_runs(options.runs)
{}

Benchmark *StartBenchmark::make(const BenchmarkOptions &options) { return new StartBenchmark(options); }

StartBenchmark::~StartBenchmark() = default;

void StartBenchmark::run()
{
    tell(u"making a profile with %1 messages"_s.arg(m_messages));
    m_maker = std::make_unique<Maker>(m_directory.path());
    m_maker->profile.open()
        .then(this, [this] { return m_maker->profile.tryItHere(u"Notebook"_s, topicName); })
        .done(this, [this](const Result<LiveSpace *> &space) {
            if (!space)
                return finish(fail(space.error()));
            connect(&(*space)->outbox(), &Outbox::itemSent, this, [this, outbox = &(*space)->outbox()] {
                if (outbox->count() <= 1) // this one
                    QMetaObject::invokeMethod(this, &StartBenchmark::startNext, Qt::QueuedConnection);
            });
            for (qint64 i = 0; i < m_messages; ++i) {
                const auto text = QByteArray("message ") + QByteArray::number(i) + " of the profile";
                (*space)->outbox().add(topicName, "chat.text", text).done(this, [this](const auto &added) {
                    if (!added)
                        finish(fail(added.error()));
                });
            }
        });
}

void StartBenchmark::startNext()
{
    m_maker.reset();
    if (m_started == 2 * m_runs)
        return finishWithMedians();
    const bool isBare = m_started++ % 2 == 0;
    m_process = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    const bool hasDisplay = environment.contains(u"DISPLAY"_s) || environment.contains(u"WAYLAND_DISPLAY"_s);
    if (!hasDisplay && !environment.contains(u"QT_QPA_PLATFORM"_s))
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_process->setProcessEnvironment(environment);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    auto &figures = isBare ? m_bare : m_desktop;
    connect(m_process.get(), &QProcess::finished, this, [this, &figures] { ended(figures); });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(ErrorKind::Storage, ErrorCode::CannotOpen, m_process->program()));
    });
    m_startedAt = monotonicNs();
    if (isBare)
        m_process->start(programBeside(u"reeeductio-barewindow"_s), {});
    else
        m_process->start(programBeside(u"reeeductio-desktop"_s),
                         {u"--report-start"_s, u"--profile"_s, m_directory.path()});
}

void StartBenchmark::ended(Figures &figures)
{
    const auto output = m_process->readAllStandardOutput();
    const auto firstPaint = figureIn(output, "first-paint");
    const auto resident = figureIn(output, "resident");
    if (firstPaint == 0 || resident == 0)
        return finish(fail(ErrorKind::Internal, ErrorCode::Unexpected, m_process->program()));
    figures.firstPaintMs.push_back(static_cast<double>(firstPaint - m_startedAt) / 1e6);
    figures.residentMib.push_back(static_cast<double>(resident) / 1024);
    tell(u"%1: first paint %2 ms, resident %3 MiB"_s.arg(QFileInfo(m_process->program()).fileName())
             .arg(figures.firstPaintMs.back(), 0, 'f', 1)
             .arg(figures.residentMib.back(), 0, 'f', 1));
    // Not from within its own signal.
    QMetaObject::invokeMethod(this, &StartBenchmark::startNext, Qt::QueuedConnection);
}

void StartBenchmark::finishWithMedians()
{
    const auto firstPaint = median(m_desktop.firstPaintMs);
    const auto resident = median(m_desktop.residentMib);
    const auto bareFirstPaint = median(m_bare.firstPaintMs);
    const auto bareResident = median(m_bare.residentMib);
    finish(QJsonObject{
        {u"first_paint_ms"_s, firstPaint},
        {u"resident_mib"_s, resident},
        {u"bare_first_paint_ms"_s, bareFirstPaint},
        {u"bare_resident_mib"_s, bareResident},
        {u"ratio"_s, firstPaint / bareFirstPaint},
        {u"memory_ratio"_s, resident / bareResident},
        {u"messages"_s, m_messages},
        {u"runs"_s, m_runs},
    });
}

} // namespace reeeductio::bench
