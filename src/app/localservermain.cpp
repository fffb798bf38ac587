// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/terminationsignals.h"
#include "crypto/encoding.h"
#include "crypto/signingkey.h"
#include "localserver/localserver.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

constexpr int usageError = 2;

struct Arguments
{
    std::string listen = "127.0.0.1:8000";
    std::string data;
    std::string adminKey;
    std::string adminKeyFile;
    bool noAutoCreate = false;
    bool allowRemote = false;
    std::vector<std::string> allowOrigins;
    qint64 maxBlob = LocalServerOptions().maxBlobBytes;
    qint64 tokenLifetime = LocalServerOptions().tokenLifetimeSeconds;
};

void describe(CLI::App &program, Arguments &arguments)
{
    program.add_option("--listen", arguments.listen, "Address and port; port 0 picks a free one")
        ->capture_default_str();
    program.add_option("--data", arguments.data, "Directory of everything the server keeps")->required();
    auto *const key =
        program.add_option("--admin-key", arguments.adminKey, "The admin space's key, 64 hex characters");
    program.add_option("--admin-key-file", arguments.adminKeyFile, "A file that holds it")->excludes(key);
    program.add_flag("--no-auto-create", arguments.noAutoCreate,
                     "Serve only spaces that are registered in the admin space");
    program.add_flag("--allow-remote", arguments.allowRemote, "Listen on another than a loopback address");
    program.add_option("--allow-origin", arguments.allowOrigins,
                       "Let pages of this origin use it from a browser (https://app.example, or * for all)");
    program.add_option("--max-blob", arguments.maxBlob, "Largest blob, in bytes")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    program.add_option("--token-lifetime", arguments.tokenLifetime, "Seconds a session token is good")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
}

//! `127.0.0.1:8000` or `[::1]:8000`.
bool readAddress(const QString &text, LocalServerOptions &options)
{
    const auto colon = text.lastIndexOf(u':');
    auto host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    if (host == u"localhost")
        host = u"127.0.0.1"_s;
    bool isNumber = false;
    options.port = text.mid(colon + 1).toUShort(&isNumber);
    return colon > 0 && isNumber && options.listenAddress.setAddress(host);
}

Result<QByteArray> adminKeyText(const Arguments &arguments)
{
    if (arguments.adminKeyFile.empty())
        return QByteArray::fromStdString(arguments.adminKey);
    QFile file(QString::fromStdString(arguments.adminKeyFile));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, file.fileName());
    return file.read(256).trimmed();
}

//! The space whose owner holds the key; the key itself is not kept.
Result<std::optional<SpaceId>> adminSpace(const Arguments &arguments)
{
    auto text = adminKeyText(arguments);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return std::nullopt;
    auto seed = fromHex(*text);
    auto key = seed ? SigningKey::fromSeed(*seed) : fail(seed.error());
    wipeArray(*text);
    if (seed)
        wipeArray(*seed);
    if (!key)
        return fail(ErrorKind::Validation, ErrorCode::BadKey, u"the admin key must be 64 hex characters"_s);
    return SpaceId::of(key->publicKey());
}

Result<LocalServerOptions> serverOptions(const Arguments &arguments)
{
    LocalServerOptions options;
    options.dataDirectory = QString::fromStdString(arguments.data);
    if (!readAddress(QString::fromStdString(arguments.listen), options))
        return fail(ErrorKind::Validation, ErrorCode::BadUrl, QString::fromStdString(arguments.listen));
    auto admin = adminSpace(arguments);
    if (!admin)
        return fail(admin.error());
    options.adminSpace = *std::move(admin);
    options.autoCreate = !arguments.noAutoCreate;
    options.allowRemote = arguments.allowRemote;
    for (const auto &origin : arguments.allowOrigins)
        options.allowedOrigins << QString::fromStdString(origin);
    options.maxBlobBytes = arguments.maxBlob;
    options.tokenLifetimeSeconds = arguments.tokenLifetime;
    return options;
}

QString wordsFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Locked:
        return u"another server uses this data directory"_s;
    case ErrorCode::TooNew:
        return u"the data directory is of a later version: %1"_s.arg(error.detail);
    case ErrorCode::Damaged:
        return u"the database is damaged: %1"_s.arg(error.detail);
    case ErrorCode::DiskFull:
        return u"the disk is full"_s;
    case ErrorCode::BadUrl:
        return u"cannot listen there (another than a loopback address needs --allow-remote): %1"_s.arg(
            error.detail);
    default:
        return error.detail.isEmpty() ? nameOf(error.code) : error.detail;
    }
}

int complain(const Error &error)
{
    QTextStream(stderr) << "reeeductio-localserver: " << wordsFor(error) << Qt::endl;
    return error.kind == ErrorKind::Validation ? usageError : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    TerminationSignals terminationSignals;
    QCoreApplication app(argc, argv);
    terminationSignals.quitOnSignal();
    QCoreApplication::setApplicationName(u"reeeductio-localserver"_s);

    Arguments arguments;
    CLI::App program("The rEEEductio server for one person's own machine", "reeeductio-localserver");
    describe(program, arguments);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : usageError;
    }
    auto options = serverOptions(arguments);
    if (!options)
        return complain(options.error());

    LocalServer server(*std::move(options));
    server.start().done(&app, [](const Result<LocalServerAddress> &address) {
        if (!address)
            QCoreApplication::exit(complain(address.error()));
        else
            QTextStream(stdout) << "listening on " << address->url().toString() << Qt::endl;
    });
    return QCoreApplication::exec(); // leaving stops the server
}
