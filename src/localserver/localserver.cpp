// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/localserver.h"

#include "localserver/api.h"

#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace reeeductio {

using localserver::Api;
using localserver::HttpServer;
using localserver::HttpServerOptions;
using localserver::ServerCore;

namespace {

Result<void> checkAddress(const LocalServerOptions &options)
{
    if (!options.allowRemote && !options.listenAddress.isLoopback())
        return fail(ErrorKind::Validation, ErrorCode::BadUrl, options.listenAddress.toString());
    return {};
}

HttpServerOptions httpOptions(const LocalServerOptions &options, std::shared_ptr<const Clock> clock)
{
    HttpServerOptions http;
    http.address = options.listenAddress.toString().toStdString();
    http.port = options.port;
    http.nowSeconds = [clock = std::move(clock)] { return clock->nowMs() / 1000; };
    return http;
}

} // namespace

QUrl LocalServerAddress::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(address.toString());
    url.setPort(port);
    return url;
}

namespace {

//! The wish to stop, and whom to tell: what the server's thread and others touch. Thread-safe.
class StopSwitch
{
public:
    void stop()
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
        if (m_server)
            m_server->stop();
    }

    //! From now on `server` is told, or nobody. False when it is too late to serve.
    bool connect(HttpServer *server)
    {
        const std::scoped_lock lock(m_mutex);
        m_server = m_isStopped ? nullptr : server;
        return !m_isStopped;
    }

private:
    std::mutex m_mutex;
    HttpServer *m_server = nullptr;
    bool m_isStopped = false;
};

} // namespace

//! One start to one stop. The thread makes everything it uses itself.
class LocalServer::Run
{
public:
    Run(LocalServerOptions options, std::shared_ptr<const Clock> clock,
        Completer<LocalServerAddress> completer)
        : m_options(std::move(options)), m_clock(std::move(clock)), m_completer(std::move(completer)),
          m_thread([this] { serve(); })
    {}

    ~Run()
    {
        m_stopSwitch->stop();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Run)

private:
    void serve()
    {
        m_completer.onCancel([stopSwitch = m_stopSwitch] { stopSwitch->stop(); });
        if (auto served = openAndServe(); !served)
            m_completer.fail(std::move(served).error());
    }

    Result<void> openAndServe()
    {
        const auto core = ServerCore::open(m_options, *m_clock);
        if (!core)
            return fail(core.error());
        Api api(**core);
        HttpServer server(httpOptions(m_options, m_clock), api);
        if (const auto error = server.listen())
            return fail(ErrorKind::Network, ErrorCode::CannotOpen, QString::fromStdString(error.message()));
        if (!m_stopSwitch->connect(&server))
            return fail(ErrorKind::Cancelled, ErrorCode::CancelledByCaller);
        m_completer.complete(LocalServerAddress{m_options.listenAddress, server.port()});
        server.run();
        m_stopSwitch->connect(nullptr);
        return {};
    }

    const LocalServerOptions m_options;
    const std::shared_ptr<const Clock> m_clock;
    const std::shared_ptr<StopSwitch> m_stopSwitch = std::make_shared<StopSwitch>();
    Completer<LocalServerAddress> m_completer;
    // Last: it begins at once. No QThread: its wait() returns before what the thread's libraries keep for it
    // is freed, and a program may end in between.
    std::thread m_thread;
};

LocalServer::LocalServer(LocalServerOptions options, std::shared_ptr<const Clock> clock)
    : m_options(std::move(options)), m_clock(std::move(clock))
{}

LocalServer::~LocalServer() = default;

Pending<LocalServerAddress> LocalServer::start()
{
    Q_ASSERT_X(!m_run, "LocalServer", "started twice");
    if (auto checked = checkAddress(m_options); !checked)
        return Pending<LocalServerAddress>::failed(checked.error());
    PendingPair<LocalServerAddress> pair;
    m_run = std::make_unique<Run>(m_options, m_clock, std::move(pair.completer));
    return std::move(pair.pending);
}

void LocalServer::stop()
{
    m_run.reset();
}

} // namespace reeeductio
