// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/curllibrary.h"

#include "base/logging.h"

#include <QLibrary>

#include <optional>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int interfaceVersion = 4;

std::optional<CurlLibrary> loaded()
{
    QLibrary file(u"curl"_s, interfaceVersion); // stays loaded
    CurlLibrary curl;
    bool isWhole = true;
    const auto find = [&](auto &function, const char *name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(file.resolve(name));
        isWhole = isWhole && function;
    };
    find(curl.globalInit, "curl_global_init");
    find(curl.easyInit, "curl_easy_init");
    find(curl.easyCleanup, "curl_easy_cleanup");
    find(curl.easySetopt, "curl_easy_setopt");
    find(curl.easyGetinfo, "curl_easy_getinfo");
    find(curl.easyHeader, "curl_easy_header");
    find(curl.easyStrerror, "curl_easy_strerror");
    find(curl.slistAppend, "curl_slist_append");
    find(curl.slistFreeAll, "curl_slist_free_all");
    find(curl.multiInit, "curl_multi_init");
    find(curl.multiCleanup, "curl_multi_cleanup");
    find(curl.multiAddHandle, "curl_multi_add_handle");
    find(curl.multiRemoveHandle, "curl_multi_remove_handle");
    find(curl.multiPerform, "curl_multi_perform");
    find(curl.multiInfoRead, "curl_multi_info_read");
    find(curl.multiPoll, "curl_multi_poll");
    find(curl.multiWakeup, "curl_multi_wakeup");
    if (!isWhole) {
        qCWarning(logNet) << "libcurl:" << file.errorString();
        return std::nullopt;
    }
    curl.globalInit(CURL_GLOBAL_DEFAULT);
    return curl;
}

} // namespace

const CurlLibrary *CurlLibrary::get()
{
    static const auto library = loaded();
    return library ? &*library : nullptr;
}

} // namespace reeeductio
