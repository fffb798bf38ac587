// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/filetransport.h"

#include "net/curltransfer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace reeeductio {

//! What the thread does, and how others reach it: they leave a request, or a wish, and wake it.
class FileTransport::Loop
{
public:
    Loop() = default;
    ~Loop()
    {
        if (m_multi)
            m_curl->multiCleanup(m_multi);
    }
    Q_DISABLE_COPY_MOVE(Loop)

    void add(std::unique_ptr<CurlTransfer> transfer)
    {
        const std::scoped_lock lock(m_mutex);
        m_arrived.push_back(std::move(transfer));
        wakeLocked();
    }
    void wake()
    {
        const std::scoped_lock lock(m_mutex);
        wakeLocked();
    }
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        wakeLocked();
    }

    void run()
    {
        begin();
        if (!m_multi)
            return refuse();
        while (takeArrived()) {
            int running = 0;
            const auto begun = CurlTransfer::Clock::now();
            m_curl->multiPerform(m_multi, &running);
            finishDone();
            // A disk that kept one of them waiting kept the others, too: that is nobody's standing still.
            dropAbandoned(CurlTransfer::Clock::now() - begun < std::chrono::milliseconds(mostWaitMs));
            m_curl->multiPoll(m_multi, nullptr, 0, m_active.empty() ? idleWaitMs : mostWaitMs, nullptr);
        }
        while (!m_active.empty())
            remove(m_active.back().get());
    }

private:
    //! There is no curl: whoever comes is told.
    void refuse()
    {
        while (takeArrived()) {
            std::unique_lock lock(m_mutex);
            m_come.wait(lock, [this] { return m_isEnding || !m_arrived.empty(); });
        }
    }

    static constexpr int mostWaitMs = 250;    //!< between two looks for transfers that stand still
    static constexpr int idleWaitMs = 60'000; //!< who comes wakes it

    //! In the thread: what curl and OpenSSL read from the disk is read there.
    void begin()
    {
        m_curl = CurlLibrary::get();
        const std::scoped_lock lock(m_mutex);
        m_multi = m_curl ? m_curl->multiInit() : nullptr;
    }

    void wakeLocked()
    {
        if (m_multi)
            m_curl->multiWakeup(m_multi);
        m_come.notify_one();
    }

    //! False when the loop is to end.
    bool takeArrived()
    {
        std::vector<std::unique_ptr<CurlTransfer>> arrived;
        {
            const std::scoped_lock lock(m_mutex);
            if (m_isEnding)
                return false;
            arrived.swap(m_arrived);
        }
        for (auto &transfer : arrived) {
            if (transfer->isAbandoned() || !transfer->prepare(m_multi ? m_curl : nullptr))
                continue;
            m_curl->multiAddHandle(m_multi, transfer->handle());
            m_active.push_back(std::move(transfer));
        }
        return true;
    }

    void finishDone()
    {
        int left = 0;
        while (const auto *const message = m_curl->multiInfoRead(m_multi, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            const auto code = message->data.result; // the message is gone with the handle
            remove(CurlTransfer::of(*m_curl, message->easy_handle))->finish(code);
        }
    }

    void dropAbandoned(bool countsStandingStill)
    {
        const auto now = CurlTransfer::Clock::now();
        for (auto i = m_active.size(); i-- > 0;) {
            auto *const transfer = m_active[i].get();
            if (transfer->isAbandoned())
                remove(transfer);
            else if (countsStandingStill && transfer->hasStoodStill(now))
                remove(transfer)->finish(CURLE_OPERATION_TIMEDOUT);
        }
    }

    std::unique_ptr<CurlTransfer> remove(const CurlTransfer *transfer)
    {
        const auto at = std::find_if(m_active.begin(), m_active.end(),
                                     [transfer](const auto &active) { return active.get() == transfer; });
        auto removed = std::move(*at);
        m_active.erase(at);
        m_curl->multiRemoveHandle(m_multi, removed->handle());
        return removed;
    }

    std::mutex m_mutex;
    std::condition_variable m_come; //!< where there is no curl to wait with
    std::vector<std::unique_ptr<CurlTransfer>> m_arrived;
    bool m_isEnding = false;
    const CurlLibrary *m_curl = nullptr; //!< null: not there
    CURLM *m_multi = nullptr;            //!< set under the mutex, by the thread, for good

    std::vector<std::unique_ptr<CurlTransfer>> m_active; //!< the thread's own
};

FileTransport::FileTransport() : m_loop(std::make_shared<Loop>())
{}

FileTransport::~FileTransport()
{
    m_loop->end();
    if (m_thread)
        m_thread->wait();
}

Pending<HttpResponse> FileTransport::send(HttpRequest request)
{
    PendingPair<HttpResponse> pair;
    pair.completer.onCancel([loop = std::weak_ptr(m_loop)] {
        if (const auto alive = loop.lock())
            alive->wake();
    });
    m_loop->add(std::make_unique<CurlTransfer>(std::move(request), std::move(pair.completer)));
    if (!m_thread) {
        m_thread.reset(QThread::create([loop = m_loop] { loop->run(); }));
        m_thread->setObjectName(QStringLiteral("transfers"));
        m_thread->start();
    }
    return std::move(pair.pending);
}

} // namespace reeeductio
