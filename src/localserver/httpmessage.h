// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/uniquefd.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reeeductio::localserver {

// Requests and answers as values, without Qt: the HTTP layer is tested under the thread sanitizer.

struct HttpField
{
    std::string name;
    std::string value;
};

//! What stands before a request's body.
struct HttpRequest
{
    std::string method;
    std::string target; //!< path and query as they came, percent-encoded
    std::vector<HttpField> fields;
    std::optional<std::uint64_t> contentLength; //!< nothing for a chunked body or none

    //! Nothing when absent; the first when it came twice. Names compare without case.
    std::optional<std::string_view> field(std::string_view name) const;
    //! The target's path, still encoded; that of an absolute target, too.
    std::string_view path() const;
    //! What follows the first `?`, still encoded.
    std::string_view query() const;
};

//! A part of a file, sent without being loaded.
struct FileSlice
{
    UniqueFd file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

struct HttpResponse
{
    int status = 200;
    std::vector<HttpField> fields;
    std::variant<std::string, FileSlice> body;

    std::uint64_t bodySize() const;
};

HttpResponse jsonResponse(int status, std::string json);
//! `{"detail": …}`; `detail` holds nothing that JSON would have to escape.
HttpResponse plainRefusal(int status, std::string_view detail);

//! Status line and fields, the empty line included. The length is added; a 204 has none. `date`: httpDate().
std::string serializeHead(const HttpResponse &response, bool keepAlive, std::string_view date);

//! `Sun, 06 Nov 1994 08:49:37 GMT`, in any locale.
std::string httpDate(std::int64_t secondsSinceEpoch);

//! `%41` becomes `A`; a `%` that begins no such pair stays what it is.
std::string percentDecoded(std::string_view text);
//! The decoded value of a query's parameter, the last when it came twice; `+` is a space.
std::optional<std::string> queryParameter(std::string_view query, std::string_view name);

//! What a Range field asks of `size` bytes.
struct ByteRange
{
    enum Kind { Whole, Part, Unsatisfiable };
    Kind kind = Whole; //!< also for what is no single byte range, which a server ignores
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};
ByteRange resolveRange(std::string_view field, std::uint64_t size);

} // namespace reeeductio::localserver
