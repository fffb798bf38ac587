// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/apicall.h"

#include "base/logging.h"
#include "protocol/json.h"

#include <charconv>
#include <limits>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

QJsonObject fault(const QStringList &where, const QString &message)
{
    return {
        {u"type"_s, u"value_error"_s}, {u"loc"_s, QJsonArray::fromStringList(where)}, {u"msg"_s, message}};
}

std::optional<qint64> parseInteger(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    qint64 number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || stop != text.data() + text.size() || error == std::errc::invalid_argument)
        return std::nullopt;
    if (error == std::errc::result_out_of_range)
        return text.starts_with('-') ? std::numeric_limits<qint64>::min()
                                     : std::numeric_limits<qint64>::max();
    return number;
}

} // namespace

tl::unexpected<Refusal> refuse(int status, const QString &detail)
{
    Refusal refusal{status, detail};
    if (status == 401)
        refusal.fields.push_back({"www-authenticate", "Bearer"});
    return tl::unexpected(std::move(refusal));
}

tl::unexpected<Refusal> refuseFor(const Error &error)
{
    qCWarning(logServer) << nameOf(error.code) << error.detail;
    if (error.code == ErrorCode::DiskFull)
        return refuse(507, u"The disk is full"_s);
    return refuse(503, u"Storage unavailable"_s);
}

HttpResponse toResponse(const Refusal &refusal)
{
    auto response = jsonResponse(refusal.status, {{u"detail"_s, refusal.detail}});
    response.fields.insert(response.fields.end(), refusal.fields.begin(), refusal.fields.end());
    return response;
}

HttpResponse jsonResponse(int status, const QJsonObject &object)
{
    return jsonResponse(status, compactJson(object).toStdString());
}

QString BodyFields::text(QLatin1StringView name)
{
    if (!m_body.contains(name))
        addFault(name, u"Field required"_s);
    return text(name, {});
}

QString BodyFields::text(QLatin1StringView name, const QString &whenAbsent)
{
    const auto value = m_body.value(name);
    if (!value.isUndefined() && !value.isString())
        addFault(name, u"Input should be a valid string"_s);
    return value.toString(whenAbsent);
}

std::optional<QString> BodyFields::optionalText(QLatin1StringView name)
{
    const auto value = m_body.value(name);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    return text(name);
}

qint64 BodyFields::integer(QLatin1StringView name)
{
    const auto value = m_body.value(name);
    const auto number = value.isString() ? parseInteger(value.toString().toStdString()) : std::nullopt;
    const auto whole = integerField(m_body, name);
    if (!number && !whole)
        addFault(name, value.isUndefined() ? u"Field required"_s : u"Input should be a valid integer"_s);
    return number ? *number : whole.value_or(0);
}

void BodyFields::addFault(QLatin1StringView name, const QString &message)
{
    m_faults.append(fault({u"body"_s, name}, message));
}

Answer<void> BodyFields::check() const
{
    if (!m_faults.isEmpty())
        return tl::unexpected<Refusal>({422, m_faults});
    return {};
}

tl::unexpected<Refusal> unprocessable(const QStringList &where, const QString &message)
{
    return tl::unexpected<Refusal>({422, QJsonArray{fault(where, message)}});
}

Answer<std::optional<qint64>> queryInteger(const HttpRequest &request, const char *name)
{
    const auto text = queryParameter(request.query(), name);
    if (!text)
        return std::nullopt;
    const auto number = parseInteger(*text);
    if (!number)
        return unprocessable({u"query"_s, QString::fromLatin1(name)}, u"Input should be a valid integer"_s);
    return number;
}

} // namespace reeeductio::localserver
