// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/httpmessage.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace reeeductio::localserver {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

int hexDigit(char c)
{
    const char low = lower(c);
    if (low >= '0' && low <= '9')
        return low - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::string_view reasonPhrase(int status)
{
    struct Phrase
    {
        int status;
        std::string_view text;
    };
    static constexpr std::array phrases{
        Phrase{200, "OK"},
        Phrase{201, "Created"},
        Phrase{204, "No Content"},
        Phrase{206, "Partial Content"},
        Phrase{307, "Temporary Redirect"},
        Phrase{400, "Bad Request"},
        Phrase{401, "Unauthorized"},
        Phrase{403, "Forbidden"},
        Phrase{404, "Not Found"},
        Phrase{405, "Method Not Allowed"},
        Phrase{409, "Conflict"},
        Phrase{413, "Content Too Large"},
        Phrase{416, "Range Not Satisfiable"},
        Phrase{421, "Misdirected Request"},
        Phrase{422, "Unprocessable Entity"},
        Phrase{431, "Request Header Fields Too Large"},
        Phrase{501, "Not Implemented"},
        Phrase{503, "Service Unavailable"},
        Phrase{507, "Insufficient Storage"},
    };
    const auto *const found = std::find_if(
        phrases.begin(), phrases.end(), [status](const Phrase &phrase) { return phrase.status == status; });
    return found == phrases.end() ? std::string_view("Status") : found->text;
}

std::optional<std::uint64_t> wholeNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const auto *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

} // namespace

std::optional<std::string_view> HttpRequest::field(std::string_view name) const
{
    for (const auto &field : fields) {
        if (equalsIgnoringCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

std::string_view HttpRequest::path() const
{
    auto text = std::string_view(target);
    text = text.substr(0, text.find('?'));
    const auto scheme = text.find("://");
    if (text.starts_with('/') || scheme == std::string_view::npos)
        return text;
    const auto slash = text.find('/', scheme + 3);
    return slash == std::string_view::npos ? std::string_view("/") : text.substr(slash);
}

std::string_view HttpRequest::query() const
{
    const auto text = std::string_view(target);
    const auto mark = text.find('?');
    return mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
}

std::uint64_t HttpResponse::bodySize() const
{
    if (const auto *text = std::get_if<std::string>(&body))
        return text->size();
    return std::get<FileSlice>(body).length;
}

HttpResponse jsonResponse(int status, std::string json)
{
    return {status, {{"content-type", "application/json"}}, std::move(json)};
}

HttpResponse plainRefusal(int status, std::string_view detail)
{
    return jsonResponse(status, "{\"detail\":\"" + std::string(detail) + "\"}");
}

std::string serializeHead(const HttpResponse &response, bool keepAlive, std::string_view date)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    head += reasonPhrase(response.status);
    head += "\r\n";
    head.append("date: ").append(date).append("\r\n");
    for (const auto &field : response.fields)
        head += field.name + ": " + field.value + "\r\n";
    if (response.status != 204)
        head += "content-length: " + std::to_string(response.bodySize()) + "\r\n";
    head += keepAlive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
    return head;
}

std::string httpDate(std::int64_t secondsSinceEpoch)
{
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto time = static_cast<std::time_t>(secondsSinceEpoch);
    std::tm parts{};
    if (!::gmtime_r(&time, &parts))
        return {};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                  months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
    return text.data();
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::optional<std::string> queryParameter(std::string_view query, std::string_view name)
{
    const auto decode = [](std::string_view part) {
        std::string spaced(part);
        std::replace(spaced.begin(), spaced.end(), '+', ' ');
        return percentDecoded(spaced);
    };
    std::optional<std::string> value;
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        const auto equals = part.find('=');
        if (equals != std::string_view::npos && decode(part.substr(0, equals)) == name)
            value = decode(part.substr(equals + 1));
    }
    return value;
}

ByteRange resolveRange(std::string_view field, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    const ByteRange whole{ByteRange::Whole, 0, size};
    if (!field.starts_with(unit))
        return whole;
    field.remove_prefix(unit.size());
    const auto dash = field.find('-');
    if (dash == std::string_view::npos)
        return whole;
    const auto first = wholeNumber(field.substr(0, dash));
    const auto last = wholeNumber(field.substr(dash + 1));
    const bool firstIsAbsent = dash == 0;
    const bool lastIsAbsent = dash + 1 == field.size();

    if (firstIsAbsent && last) { // the last so many bytes
        if (*last == 0 || size == 0)
            return {ByteRange::Unsatisfiable, 0, 0};
        const auto length = std::min(*last, size);
        return {ByteRange::Part, size - length, length};
    }
    if (!first || (!last && !lastIsAbsent) || (last && *last < *first))
        return whole;
    if (*first >= size)
        return {ByteRange::Unsatisfiable, 0, 0};
    const auto end = last ? std::min(*last, size - 1) : size - 1;
    return {ByteRange::Part, *first, end - *first + 1};
}

} // namespace reeeductio::localserver
