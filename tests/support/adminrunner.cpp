// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/adminrunner.h"

#include "support/await.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

QJsonObject AdminResult::json() const
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(out, &error); // fails when anything follows
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QString AdminResult::describe() const
{
    return u"exit %1\nout: %2\nerr: %3"_s.arg(exitCode).arg(QString::fromUtf8(out), QString::fromUtf8(err));
}

AdminResult AdminRunner::run(QStringList arguments)
{
    const bool namesServer = arguments.contains(u"-u"_s) || arguments.contains(u"-f"_s) ||
                             arguments.contains(u"--space"_s) ||
                             environment.contains(u"REEEDUCTIO_BASE_URL"_s);
    if (!namesServer)
        arguments = QStringList{u"-u"_s, m_server.url().toString()} + arguments;
    QBuffer in(&input);
    QBuffer out;
    QBuffer err;
    in.open(QIODevice::ReadOnly);
    out.open(QIODevice::WriteOnly);
    err.open(QIODevice::WriteOnly);
    Terminal terminal{in, out, err, isErrTerminal, environment};
    AdminProgram program({m_server.services(), m_authority, {m_store, keychain, profileFolder}}, terminal,
                         u"1.2.3"_s);
    const auto exitCode = await(program.run(arguments));
    return {exitCode.value_or(-1), out.data(), err.data()};
}

AdminResult AdminRunner::runAs(const Credentials &who, QStringList arguments)
{
    return run(arguments + optionsFor(who));
}

QStringList AdminRunner::optionsFor(const Credentials &who)
{
    QStringList options{u"-k"_s, hexOf(who.key.seed()), u"--space-id"_s, who.space.toString()};
    if (who.root)
        options << u"-s"_s << hexOf(who.root->bytes());
    return options;
}

QString hexOf(const SecretBytes &secret)
{
    return QString::fromLatin1(secret.view().toByteArray().toHex());
}

} // namespace reeeductio::test
