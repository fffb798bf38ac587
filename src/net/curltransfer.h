// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/curllibrary.h"
#include "net/httptransport.h"

#include <chrono>

namespace reeeductio {

//! One request as curl carries it out, from the making of its handle to the answer. Made in any thread, used
//! in the one of the FileTransport; dropped unfinished, it is cancelled.
class CurlTransfer
{
public:
    using Clock = std::chrono::steady_clock;

    CurlTransfer(HttpRequest request, Completer<HttpResponse> completer);
    Q_DISABLE_COPY_MOVE(CurlTransfer)

    //! Makes the handle. False when there is none: then the request has failed. `curl` null: it is not on
    //! this machine.
    bool prepare(const CurlLibrary *curl);
    CURL *handle() const { return m_easy.get(); }
    static CurlTransfer *of(const CurlLibrary &curl, CURL *handle);

    //! Nobody waits for it any more.
    bool isAbandoned() const { return m_completer.isCancelled(); }
    //! No byte has moved for as long as the request allows.
    bool hasStoodStill(Clock::time_point now) const
    {
        return now - m_lastMoved >= std::chrono::milliseconds(m_request.timeoutMs);
    }

    //! With what curl says; the handle belongs to no loop any more.
    void finish(CURLcode code);

private:
    struct Cleanup
    {
        void operator()(CURL *handle) const { CurlLibrary::get()->easyCleanup(handle); }
        void operator()(curl_slist *list) const { CurlLibrary::get()->slistFreeAll(list); }
    };

    //! Whether the server is asked before the body is sent.
    bool isAsked() const;
    void setUp();
    void setUpBody();
    void setUpProxy();
    void setHeaders();
    template <class T>
    void set(CURLoption option, T value)
    {
        m_curl->easySetopt(m_easy.get(), option, value);
    }

    static size_t read(char *into, size_t size, size_t count, void *self);
    static int seek(void *self, curl_off_t offset, int origin);
    static size_t write(const char *bytes, size_t size, size_t count, void *self);
    static int progressed(void *self, curl_off_t, curl_off_t down, curl_off_t, curl_off_t up);

    [[nodiscard]] Result<qint64> nextToSend(char *into, qint64 most);
    [[nodiscard]] Result<void> beginAnswer();
    [[nodiscard]] Result<void> take(QByteArrayView bytes);
    [[nodiscard]] Result<void> passOn();
    Result<HttpResponse> outcome(CURLcode code);
    Error errorOf(CURLcode code) const;
    int status() const;
    QByteArray contentType() const;
    QByteArray field(const char *name) const;

    HttpRequest m_request;
    Completer<HttpResponse> m_completer;
    const CurlLibrary *m_curl = nullptr;
    std::unique_ptr<CURL, Cleanup> m_easy;
    std::unique_ptr<curl_slist, Cleanup> m_headers;
    QByteArray m_answer;          //!< what is held in memory
    std::optional<Error> m_error; //!< of source or sink, or of what came
    bool m_isAtStart = false;     //!< of the source: rewound
    bool m_hasBegun = false;      //!< the answer's body
    qint64 m_moved = 0;           //!< bytes, both ways
    Clock::time_point m_lastMoved = Clock::now();
};

} // namespace reeeductio
