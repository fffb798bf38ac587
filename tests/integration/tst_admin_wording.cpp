// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What scripts written for the published program look for: words, JSON keys, exit codes.

#include "support/adminrunner.h"
#include "support/await.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminWording : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = Credentials::owner({}, SigningKey::generate(), SymmetricKey::generate());
    QHash<QString, QString> m_words;
    int m_names = 0;

    //! `{user}` and the like become what they stand for, `{name}` a name that nobody has yet.
    QStringList filledIn(const QString &line)
    {
        QStringList arguments;
        const auto words = line.split(u' ', Qt::SkipEmptyParts);
        for (const auto &word : words) {
            if (word == "{owner}"_L1)
                arguments << AdminRunner::optionsFor(m_owner);
            else if (word == "{name}"_L1)
                arguments << u"name-%1"_s.arg(++m_names);
            else
                arguments << filledWord(word);
        }
        return arguments;
    }

    QString filledWord(QString word) const
    {
        for (const auto &[name, value] : m_words.asKeyValueRange())
            word.replace(name, value);
        return word;
    }

    bool contains(const QByteArray &text, const QString &expected) const
    {
        return expected.isEmpty() || text.contains(filledWord(expected).toUtf8());
    }

    AdminResult run(const QString &line) { return m_admin.run(filledIn(line)); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        const auto someone = SigningKey::generate().publicKey();
        const auto refused = SigningKey::generate();
        m_words = {{u"{user}"_s, UserId::of(someone).toString()},
                   {u"{tool}"_s, ToolId::of(someone).toString()},
                   {u"{blob}"_s, BlobId::of(*Digest::fromBytes(QByteArray(32, 'b'))).toString()},
                   {u"{message}"_s, MessageId::of(*Digest::fromBytes(QByteArray(32, 'm'))).toString()},
                   {u"{space}"_s, m_owner.space.toString()},
                   {u"{key}"_s, hexOf(m_owner.key.seed())},
                   {u"{root}"_s, hexOf(m_owner.root->bytes())},
                   {u"{admin}"_s, hexOf(Backend::adminKey().seed())},
                   {u"{adminspace}"_s, SpaceId::of(Backend::adminKey().publicKey()).toString()},
                   {u"{stranger}"_s, hexOf(refused.seed())},
                   {u"{strangerspace}"_s, SpaceId::of(refused.publicKey()).toString()},
                   {u"{url}"_s, m_server.url().toString()},
                   {u"{x64}"_s, QString(64, u'x')},
                   {u"{x43}"_s, QString(43, u'!')}};
    }

    void saysWhatScriptsLookFor_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("out");
        QTest::addColumn<QString>("err");

        const auto row = [](const char *name, const char *line, int exitCode, const char *out,
                            const char *err) {
            QTest::newRow(name) << QString::fromUtf8(line) << exitCode << QString::fromUtf8(out)
                                << QString::fromUtf8(err);
        };
        row("version", "--version", 0, "version", "");
        row("help", "--help", 0, "Reeeductio admin CLI", "");
        row("help as a command", "help", 0, "Reeeductio admin CLI", "");
        row("help of a command", "help user grant", 0, "--cap-id", "");
        row("help of a command, asked of itself", "user grant --help", 0, "--cap-id", "");
        row("help of what is not there", "help user bogus", 2, "", "No such command 'bogus'");
        row("nothing", "", 2, "", "Missing command");
        row("half a command", "user", 2, "", "Missing command");
        row("no command", "bogus", 2, "", "No such command 'bogus'");
        row("no option", "key generate --bogus", 2, "", "No such option: --bogus");
        row("one too many", "key info {user} {user}", 2, "", "unexpected extra argument");
        row("no such output", "-o xml key generate", 2, "", "'--output'");

        row("key generate", "key generate", 0, "Generated new Ed25519 keypair", "");
        row("key info user", "key info {user}", 0, "Type: USER\nID:   {user}\n", "");
        row("key info tool", "key info {tool}", 0, "Type: TOOL\nID:   {tool}\n", "");
        row("key info space", "key info {space}", 0, "Type: SPACE\nID:   {space}\n", "");
        row("key info message", "key info {message}", 0, "Type: MESSAGE\n", "");
        row("key info blob", "key info {blob}", 0, "Type: BLOB\n", "");
        row("key info nothing", "key info", 2, "", "Missing argument 'IDENTIFIER'");
        row("key info short", "key info Uabc", 2, "", "44 characters");

        row("space generate", "space generate", 0, "Generated new space credentials:", "");
        row("space info", "space info -k {key}", 0, "Space ID:  {space}\n", "");
        row("space info by the other name", "space info --space-key {key}", 0, "Space ID:  {space}\n", "");
        row("space info nothing", "space info", 2, "", "Missing option '--private-key' / '-k'");
        row("space info short", "space info -k abc", 2, "", "64 hex chars or 43-44 base64 chars, got 3");
        row("space info no hex", "space info -k {x64}", 2, "", "Invalid key format");
        row("space info no base64", "space info -k {x43}", 2, "", "Invalid key format");
        row("space create", "space create -k {admin}", 0, "Space created successfully!", "");
        row("space create by a stranger", "space create -k {stranger}", 1, "", "Authentication failed");

        row("opaque register, not enabled", "opaque register -n {name} -p pw {owner}", 1, "",
            "Error: this space has no password login");
        row("opaque enable", "opaque enable -k {stranger} -s {root}", 0,
            "OPAQUE enabled for space {strangerspace}\n"
            "  Server setup: created\n"
            "  Opaque-user role: created\n"
            "  Registration capability: created\n"
            "Space: {strangerspace}\n",
            "");
        row("opaque enable again", "opaque enable -k {stranger} -s {root}", 0,
            "OPAQUE enabled for space {strangerspace}\n"
            "  Server setup: already existed\n"
            "  Opaque-user role: already existed\n"
            "  Registration capability: already existed\n"
            "Space: {strangerspace}\n",
            "");
        row("opaque register", "opaque register -n {name} -p pw -k {stranger} -s {root}", 0,
            "OPAQUE credentials registered for user: name-", "");
        row("opaque register nobody", "opaque register -p pw {owner}", 2, "",
            "Missing option '--username' / '-n'");
        row("opaque register, no key", "opaque register -n a -p pw -s {root}", 2, "",
            "Missing option '--space-key' / '-k'");
        row("opaque login nowhere", "opaque login -n a -p pw", 2, "", "Missing option '--space-id'");

        row("auth test", "auth test -k {admin}", 0,
            "Testing authentication to {url}...\nAuthentication successful!\nAdmin Space ID: {adminspace}\n",
            "");
        row("auth test by a stranger", "auth test -k {stranger}", 1, "Testing authentication to {url}...\n",
            "Authentication failed");
        row("auth test, nobody there", "auth test -u http://127.0.0.1:9 -k {admin}", 1, "",
            "Authentication failed");
        row("no such server", "auth test -u localhost -k {admin}", 2, "", "'--base-url'");

        row("user list empty", "user list {owner}", 0, "No users found in space {space}\n", "");
        row("tool list empty", "tool list {owner}", 0, "No tools found in space {space}\n", "");
        row("user add", "user add {user} {owner}", 0, "User added: {user}\nSpace: {space}\n", "");
        row("user list", "user list {owner}", 0, "Users in space {space}:\n  {user}\n", "");
        row("user add a tool", "user add {tool} {owner}", 2, "", "Expected USER identifier, got TOOL");
        row("tool add a user", "tool add {user} {owner}", 2, "", "Expected TOOL identifier, got USER");
        row("user add short", "user add Uabc {owner}", 2, "", "44 characters");
        row("user add nobody", "user add {owner}", 2, "", "Missing argument 'USER_ID'");
        row("user add, no key", "user add {user} -s {root}", 2, "", "Missing option '--space-key' / '-k'");
        row("user add, no root", "user add {user} -k {key}", 2, "",
            "Missing option '--symmetric-root' / '-s'");
        row("user add, short root", "user add {user} -k {key} -s abc", 2, "", "64 hex characters");
        row("user add, nobody there", "user add {user} {owner} -u http://127.0.0.1:9", 1, "",
            "Authentication failed");
        row("user add by a stranger", "user add {user} -k {stranger} -s {root} --space-id {space}", 1, "",
            "Authentication failed");
        row("user grant", "user grant {user} -c c1 --op read --path topics/{any}/messages {owner}", 0,
            "Capability granted to user {user}: read on topics/{any}/messages\nSpace: {space}\n", "");
        row("user grant, no such operation", "user grant {user} -c c1 --op eat --path {...} {owner}", 2, "",
            "'--op'");
        row("user grant, no id", "user grant {user} --op read --path {...} {owner}", 2, "",
            "Missing option '--cap-id' / '-c'");
        row("user grant, no path", "user grant {user} -c c1 --op read {owner}", 2, "",
            "Missing option '--path'");
        row("user grant, bad path", "user grant {user} -c c1 --op read --path nowhere {owner}", 1, "",
            "Validation error");
        row("role create", "role create editor -d Edits {owner}", 0, "Role created: editor\nSpace: {space}\n",
            "");
        row("role create nothing", "role create {owner}", 2, "", "Missing argument 'ROLE_NAME'");
        row("role create, bad name", "role create a/b {owner}", 1, "", "Validation error");
        row("role grant", "role grant editor -c c1 --op write --path topics/{any}/messages {owner}", 0,
            "Capability granted to role editor: write on topics/{any}/messages\nSpace: {space}\n", "");
        row("role list", "role list {owner}", 0, "Roles in space {space}:\n  editor: Edits\n", "");
        row("user assign-role", "user assign-role {user} -r editor {owner}", 0,
            "Role 'editor' assigned to user {user}\nSpace: {space}\n", "");
        row("user assign-role nothing", "user assign-role {user} {owner}", 2, "",
            "Missing option '--role' / '-r'");
        row("tool add", "tool add {tool} {owner}", 0, "Tool added: {tool}\nSpace: {space}\n", "");
        row("tool grant", "tool grant {tool} -c c1 --op create --path topics/{any}/messages {owner}", 0,
            "Capability granted to tool {tool}: create on topics/{any}/messages\nSpace: {space}\n", "");
        row("tool list", "tool list {owner}", 0, "Tools in space {space}:\n  {tool}\n", "");
        // Roles and rights are no users, and a list of users is not of tools.
        row("user list still", "user list {owner}", 0, "Users in space {space}:\n  {user}\n", "");
        row("tool remove", "tool remove {tool} {owner}", 0, "Tool removed: {tool}\nSpace: {space}\n", "");
        row("user remove", "user remove {user} {owner}", 0, "User removed: {user}\nSpace: {space}\n", "");
        row("user list, removed", "user list {owner}", 0, "No users found in space {space}\n", "");

        row("blob delete nothing", "blob delete {blob} -k {admin}", 1, "", "Not found");
        row("blob delete by a stranger", "blob delete {blob} -k {stranger}", 1, "", "Authentication failed");
        row("blob delete what is none", "blob delete {user} -k {admin}", 2, "",
            "Expected BLOB identifier, got USER");

        row("blob upload nothing", "blob upload /nowhere/at-all {owner}", 1, "", "the file cannot be opened");
        row("blob upload, no file", "blob upload {owner}", 2, "", "Missing argument 'FILE'");
        row("blob upload, bad topic", "blob upload /nowhere/at-all --topic X {owner}", 2, "", "'--topic'");
        row("blob upload plain to a topic", "blob upload /nowhere/at-all --plain --topic general {owner}", 2,
            "", "exclude each other");
        row("blob upload to a topic, no root", "blob upload /nowhere/at-all --topic general -k {key}", 2, "",
            "Missing option '--symmetric-root' / '-s'");
        row("blob download nothing", "blob download {blob} --key {root} -O /nowhere/at-all {owner}", 1, "",
            "Not found");
        row("blob download, no key", "blob download {blob} -O /nowhere/at-all {owner}", 2, "",
            "Missing option '--key'");
        row("blob download, bad key", "blob download {blob} --key abc -O /nowhere/at-all {owner}", 2, "",
            "64 hex characters");
        row("blob download, a key for plain",
            "blob download {blob} --key {root} --plain -O /nowhere/at-all {owner}", 2, "",
            "exclude each other");
        row("blob download to nowhere", "blob download {blob} --plain {owner}", 2, "",
            "Missing option '--output-file' / '-O'");
        row("blob download what is none", "blob download {user} --plain -O /nowhere/at-all {owner}", 2, "",
            "Expected BLOB identifier, got USER");

        row("topic create, bad id", "topic create X {owner}", 2, "", "'TOPIC'");
        row("topic create state", "topic create state {owner}", 2, "", "'TOPIC'");
        row("topic rename what is none", "topic rename nothing Name {owner}", 1, "", "Not found");
        row("message list, no topic", "message list {owner}", 2, "", "Missing argument 'TOPIC'");
        row("message list, bad limit", "message list general --limit 0 {owner}", 2, "", "'--limit'");
        row("message list, bad time", "message list general --from soon {owner}", 2, "", "'--from'");
        row("message post, bad answer", "message post general hi --reply-to Mabc {owner}", 2, "",
            "44 characters");
        row("message post, answer of another type",
            "message post general hi --reply-to {message} --type x {owner}", 2, "", "'--reply-to'");
        row("message post, empty", "message post general - {owner}", 2, "", "'TEXT'");
        row("state get nothing", "state get never/was {owner}", 1, "", "Not found");
        row("state get, bad path", "state get a//b {owner}", 2, "", "'PATH'");
        row("state set, to another place", "state set a/../b x {owner}", 2, "", "'PATH'");
        row("state delete, to another place", "state delete .. {owner}", 2, "", "'PATH'");
        row("data delete, to another place", "data delete ../blobs/{blob} {owner}", 2, "", "'PATH'");
        row("data get, to another place", "data get a/./b --private --user-key {root} {owner}", 2, "",
            "'PATH'");
        row("state set, no value", "state set a/b {owner}", 2, "", "Missing argument 'VALUE'");
        row("state get encrypted, no root", "state get a/b --encrypted -k {key}", 2, "",
            "Missing option '--symmetric-root' / '-s'");
        row("state list, bad moment", "state list --at Mabc {owner}", 2, "", "44 characters");
        row("state list, no such moment", "state list --at {message} {owner}", 1, "", "Not found");
        row("state get, bad moment", "state get a --at Mabc {owner}", 2, "", "44 characters");
        row("state get, no such moment", "state get a --at {message} {owner}", 1, "", "Not found");
        row("data get nothing", "data get never/was {owner}", 1, "", "Not found");
        row("data get private, no key", "data get a --private {owner}", 2, "", "Missing option '--user-key'");
        row("data get, both", "data get a --private --encrypted {owner}", 2, "", "exclude each other");
    }
    void saysWhatScriptsLookFor()
    {
        QFETCH(QString, line);
        QFETCH(int, exitCode);
        QFETCH(QString, out);
        QFETCH(QString, err);
        const auto result = run(line);
        QVERIFY2(result.exitCode == exitCode, qPrintable(result.describe()));
        QVERIFY2(contains(result.out, out), qPrintable(result.describe()));
        QVERIFY2(contains(result.err, err), qPrintable(result.describe()));
        if (exitCode == 0)
            QVERIFY2(result.err.isEmpty(), qPrintable(result.describe()));
        if (exitCode == 1)
            QCOMPARE(result.err.count('\n'), 1);
        // Whatever went wrong, no key comes back.
        for (const auto &secret : {u"{key}"_s, u"{root}"_s, u"{admin}"_s, u"{x64}"_s, u"{x43}"_s})
            QVERIFY2(!result.err.contains(filledWord(secret).toUtf8()), qPrintable(result.describe()));
    }

    void theSameAsJson_data() { saysWhatScriptsLookFor_data(); }
    void theSameAsJson()
    {
        QFETCH(QString, line);
        QFETCH(int, exitCode);
        if (line.startsWith(u"-o"))
            QSKIP("asks for another form itself");
        const auto result = run(u"-o json "_s + line);
        QVERIFY2(result.exitCode == exitCode, qPrintable(result.describe()));
        QVERIFY2(result.err.isEmpty(), qPrintable(result.describe()));
        QVERIFY2(!result.json().isEmpty(), qPrintable(result.describe()));
        QCOMPARE(result.json().contains(u"error"_s), exitCode != 0);
        if (exitCode == 0)
            return;
        const auto error = result.json()["error"_L1].toObject();
        QCOMPARE(error.keys(), (QStringList{u"kind"_s, u"message"_s, u"status"_s}));
        QFETCH(QString, err);
        QVERIFY2(contains(error["message"_L1].toString().toUtf8(), err), qPrintable(result.describe()));
    }

    void jsonHasTheseKeys_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("keys");
        QTest::newRow("key generate") << u"key generate --output-format json"_s
                                      << u"private_key_hex public_key_hex space_id tool_id user_id"_s;
        QTest::newRow("key info") << u"key info {user} -o json"_s << u"id type"_s;
        QTest::newRow("space generate")
            << u"-o json space generate"_s
            << u"private_key_hex public_key_hex space_id symmetric_root_hex user_id"_s;
        QTest::newRow("space info") << u"space info -k {key} -o json"_s << u"space_id tool_id user_id"_s;
        QTest::newRow("space create")
            << u"space create -k {admin} -s {root} --output-format json"_s
            << u"base_url private_key_hex public_key_hex space_id symmetric_root_hex"_s;
        QTest::newRow("user list") << u"user list {owner} --output-format json"_s << u"users"_s;
        QTest::newRow("tool list") << u"tool list {owner} --output-format json"_s << u"tools"_s;
        QTest::newRow("role list") << u"role list {owner} -o json"_s << u"roles"_s;
        QTest::newRow("topic list") << u"topic list {owner} -o json"_s << u"topics"_s;
        QTest::newRow("message list") << u"message list general {owner} -o json"_s << u"has_more messages"_s;
        QTest::newRow("state list") << u"state list {owner} -o json"_s << u"entries"_s;
        QTest::newRow("state history") << u"state history {owner} -o json"_s << u"entries"_s;
    }
    void jsonHasTheseKeys()
    {
        QFETCH(QString, line);
        QFETCH(QString, keys);
        const auto result = run(line);
        QVERIFY2(result.exitCode == 0, qPrintable(result.describe()));
        QCOMPARE(result.json().keys().join(u' '), keys);
    }

    //! Each published command with each of its options, short and long: every label it prints and every key.
    void everyPublishedCommand_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("labels"); // in this order, with | between them
        QTest::addColumn<QString>("keys");   // at least these

        const auto row = [](const QString &line, const char *labels, const char *keys) {
            QTest::newRow(qPrintable(line)) << line << QString::fromUtf8(labels) << QString::fromUtf8(keys);
        };
        row(u"key generate"_s,
            "Generated new Ed25519 keypair|Private Key:|Public Key:|User ID:|Space ID:|Tool ID:",
            "private_key_hex public_key_hex user_id space_id tool_id");
        for (const auto *id : {"user", "tool", "space", "message", "blob"})
            row(u"key info {%1}"_s.arg(QLatin1StringView(id)),
                qPrintable(u"Type: %1|ID:"_s.arg(QString::fromLatin1(id).toUpper())), "type id");
        row(u"space generate"_s,
            "Generated new space credentials:|Space ID:|User ID:|Private Key:|Symmetric Root:",
            "private_key_hex symmetric_root_hex space_id user_id public_key_hex");
        for (const auto *options : {"-k {admin}", "--private-key {admin}", "--space-key {admin} -s {root}",
                                    "-k {admin} --symmetric-root {root}"})
            row(u"space create "_s + QLatin1StringView(options),
                "Space created successfully!|Space ID:|Private Key:|Symmetric Root:|Server:|{url}",
                "space_id private_key_hex public_key_hex symmetric_root_hex base_url");
        for (const auto *option : {"-k", "--private-key", "--space-key"})
            row(u"space info %1 {key}"_s.arg(QLatin1StringView(option)),
                "Space ID:|User ID:|Tool ID:", "space_id user_id tool_id");
        for (const auto *option : {"-k", "--private-key", "--space-key"})
            row(u"auth test %1 {admin}"_s.arg(QLatin1StringView(option)),
                "Testing authentication to {url}...|Authentication successful!|Admin Space ID: {adminspace}",
                "");

        for (const auto *kind : {"user", "tool"}) {
            const auto group = QString::fromLatin1(kind);
            const auto title = group.at(0).toUpper() + group.sliced(1);
            const auto add = [&](const QString &verb, const QString &said, const QString &options = {}) {
                row(u"%1 %2 {%1}%3 {owner}"_s.arg(group, verb, options),
                    qPrintable(said + u"|Space: {space}"_s),
                    qPrintable(u"%1_id message_hash space_id"_s.arg(group)));
            };
            add(u"add"_s, title + u" added: {%1}"_s.arg(group));
            row(group + u" list {owner}"_s, qPrintable(u"%1s in space {space}:|  {%2}"_s.arg(title, group)),
                qPrintable(group + u's'));
            for (const auto *operation : {"read", "create", "modify", "delete", "write"}) {
                const auto op = QString::fromLatin1(operation);
                const auto granted = u"Capability granted to %1 {%1}: %2 on state/{any}"_s.arg(group, op);
                add(u"grant"_s, granted, u" -c c-%1 --op %1 --path state/{any}"_s.arg(op));
                add(u"grant"_s, granted, u" --cap-id c-%1 --op %1 --path state/{any}"_s.arg(op));
            }
            if (group == u"user") {
                add(u"assign-role"_s, u"Role 'author' assigned to user {user}"_s, u" -r author"_s);
                add(u"assign-role"_s, u"Role 'author' assigned to user {user}"_s, u" --role author"_s);
            }
            add(u"remove"_s, title + u" removed: {%1}"_s.arg(group));
            row(group + u" list --private-key {key} --symmetric-root {root}"_s,
                qPrintable(u"No %1s found in space {space}"_s.arg(group)), qPrintable(group + u's'));
        }
        for (const auto *options : {"", " -d Writes", " --description Writes"})
            row(u"role create author%1 {owner}"_s.arg(QLatin1StringView(options)),
                "Role created: author|Space: {space}", "role_id message_hash space_id");
        for (const auto *name : {"-c", "--cap-id"})
            row(u"role grant author %1 w --op write --path topics/{any}/messages {owner}"_s.arg(
                    QLatin1StringView(name)),
                "Capability granted to role author: write on topics/{any}/messages|Space: {space}",
                "role_id cap_id op path message_hash space_id");
        row(u"opaque enable {owner}"_s,
            "OPAQUE enabled for space {space}|Server setup:|Opaque-user role:|Registration capability:|"
            "Space: {space}",
            "server_setup_created role_created capability_created space_id");
        for (const auto *options : {"-n {name} -p pw", "--username {name} --password pw"})
            row(u"opaque register %1 {owner}"_s.arg(QLatin1StringView(options)),
                "OPAQUE credentials registered for user: name-|Space: {space}", "username user_id space_id");
        // The global options by both names and in both places.
        row(u"--base-url {url} --verbose user list {owner}"_s, "No users found in space {space}", "users");
        row(u"-v user list {owner} -u {url}"_s, "No users found in space {space}", "users");
    }
    void everyPublishedCommand()
    {
        QFETCH(QString, line);
        QFETCH(QString, labels);
        QFETCH(QString, keys);
        const auto text = run(line);
        QVERIFY2(text.exitCode == 0, qPrintable(text.describe()));
        const auto out = QString::fromUtf8(text.out);
        qsizetype at = 0;
        for (const auto &label : labels.split(u'|')) {
            at = out.indexOf(filledWord(label), at);
            QVERIFY2(at >= 0, qPrintable(label + text.describe()));
        }
        for (const auto &asJson : {u"-o json "_s + line, u"--output json "_s + line,
                                   line + u" --output-format json"_s, line + u" -o json"_s}) {
            const auto result = run(asJson);
            QVERIFY2(result.exitCode == 0, qPrintable(asJson + result.describe()));
            for (const auto &key : keys.split(u' ', Qt::SkipEmptyParts))
                QVERIFY2(result.json().contains(key), qPrintable(asJson + u' ' + key + result.describe()));
        }
        QVERIFY(run(u"-o text "_s + line).json().isEmpty());
        QVERIFY(run(line + u" --output-format text"_s).json().isEmpty());
    }

    //! What each published command cannot do without, in the words that scripts know.
    void whatIsMissing_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const QString &line, const char *words) {
            QTest::newRow(qPrintable(line)) << line << QString::fromLatin1(words);
        };
        for (const auto *command : {"space info", "auth test", "space create"})
            row(QString::fromLatin1(command), "Missing option");
        for (const auto *command :
             {"key info", "blob delete -k {admin}", "user add {owner}", "user remove {owner}",
              "user grant -c c --op read --path {...} {owner}", "user assign-role -r r {owner}",
              "tool add {owner}", "tool remove {owner}", "tool grant -c c --op read --path {...} {owner}",
              "role create {owner}", "role grant -c c --op read --path {...} {owner}"})
            row(QString::fromLatin1(command), "Missing argument");
        for (const auto *command :
             {"user list", "user add {user}", "user remove {user}", "user assign-role {user} -r r",
              "user grant {user} -c c --op read --path {...}", "tool list", "tool add {tool}",
              "tool remove {tool}", "tool grant {tool} -c c --op read --path {...}", "role create r",
              "role grant r -c c --op read --path {...}", "opaque enable", "opaque register -n a -p pw"}) {
            const auto line = QString::fromLatin1(command);
            row(line + u" -s {root}"_s, "Missing option '--space-key' / '-k'");
            row(line + u" -k {key}"_s, "Missing option '--symmetric-root' / '-s'");
            row(line + u" -k abc -s {root}"_s, "64 hex chars or 43-44 base64 chars");
            row(line + u" -k {x64} -s {root}"_s, "Invalid key format");
            row(line + u" -k {key} -s abc"_s, "64 hex characters");
        }
        for (const auto *holder : {"user grant {user}", "tool grant {tool}", "role grant r"}) {
            const auto line = QString::fromLatin1(holder);
            row(line + u" --op read --path {...} {owner}"_s, "Missing option '--cap-id' / '-c'");
            row(line + u" -c c --path {...} {owner}"_s, "Missing option '--op'");
            row(line + u" -c c --op read {owner}"_s, "Missing option '--path'");
            row(line + u" -c c --op own --path {...} {owner}"_s, "'--op'");
        }
        for (const auto *command : {"add", "remove", "grant -c c --op read --path {...}"}) {
            const auto verb = QString::fromLatin1(command).section(u' ', 0, 0);
            const auto rest = QString::fromLatin1(command).sliced(verb.size());
            row(u"user %1 {tool}%2 {owner}"_s.arg(verb, rest), "Expected USER");
            row(u"tool %1 {user}%2 {owner}"_s.arg(verb, rest), "Expected TOOL");
            row(u"user %1 Uabc%2 {owner}"_s.arg(verb, rest), "44 characters");
            row(u"tool %1 Tabc%2 {owner}"_s.arg(verb, rest), "44 characters");
        }
        row(u"user assign-role {tool} -r r {owner}"_s, "Expected USER");
        row(u"blob delete Babc -k {admin}"_s, "44 characters");
    }
    void whatIsMissing()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        const auto text = run(line);
        QVERIFY2(text.exitCode == 2 && text.out.isEmpty(), qPrintable(text.describe()));
        QVERIFY2(text.err.contains(words.toUtf8()), qPrintable(text.describe()));
        const auto json = run(u"-o json "_s + line);
        QVERIFY2(json.exitCode == 2 && json.err.isEmpty(), qPrintable(json.describe()));
        const auto error = json.json()["error"_L1].toObject();
        QVERIFY2(error["message"_L1].toString().contains(words), qPrintable(json.describe()));
        QVERIFY(error["status"_L1].isNull());
    }

    void helpNamesEveryOption_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("options");
        const auto key = u" -k --private-key --space-key --output-format"_s;
        const auto space = key + u" -s --symmetric-root --space-id"_s;
        const auto row = [](const char *command, const QString &options) {
            QTest::newRow(command) << QString::fromLatin1(command) << options;
        };
        row("", u"-u --base-url -o --output -f --credentials-file -v --verbose --version --help "
                "space key blob auth user tool opaque role"_s);
        row("key generate", u"--output-format"_s);
        row("key info", u"--output-format"_s);
        row("space generate", u"--output-format"_s);
        row("space create", u"-s --symmetric-root"_s + key);
        row("space info", key);
        row("auth test", key);
        row("blob delete", key);
        for (const auto *command :
             {"user add", "user remove", "user list", "tool add", "tool remove", "tool list"})
            row(command, space);
        for (const auto *command : {"user grant", "tool grant", "role grant"})
            row(command, u"-c --cap-id --op --path read|create|modify|delete|write"_s + space);
        row("user assign-role", u"-r --role"_s + space);
        row("role create", u"-d --description"_s + space);
        row("opaque enable", space);
        row("opaque register", u"-n --username -p --password"_s + space);
    }
    void helpNamesEveryOption()
    {
        QFETCH(QString, command);
        QFETCH(QString, options);
        for (const auto &line : {command + u" --help"_s, u"help "_s + command}) {
            const auto help = run(line);
            QCOMPARE(help.exitCode, 0);
            QVERIFY(!command.isEmpty() || help.out.contains("Reeeductio admin CLI"));
            auto words = QString::fromUtf8(help.out);
            words = words.replace(u',', u' ').replace(u'[', u' ').replace(u']', u' ').simplified();
            const auto named = words.split(u' ');
            for (const auto &option : options.split(u' ', Qt::SkipEmptyParts))
                QVERIFY2(named.contains(option), qPrintable(option + help.describe()));
        }
    }

    void registeredSpacesAreListed()
    {
        const auto made = run(u"space create -k {admin} -o json"_s).json()["space_id"_L1].toString();
        const auto found = run(u"space list -k {admin} -o json"_s).json();
        QCOMPARE(found["admin_space_id"_L1].toString(),
                 SpaceId::of(Backend::adminKey().publicKey()).toString());
        bool isListed = false;
        for (const auto &each : found["spaces"_L1].toArray())
            isListed = isListed || (each["space_id"_L1].toString() == made && each["proven"_L1].toBool());
        QVERIFY(isListed);
        QVERIFY(found["admins"_L1].toArray().first()["may_register"_L1].toBool());
        const auto asText = run(u"space list -k {admin}"_s);
        QVERIFY2(asText.out.startsWith("Registered spaces:\n") && asText.out.contains(made.toUtf8()),
                 qPrintable(asText.describe()));
        const auto refused = run(u"space list -k {stranger}"_s);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.startsWith("Authentication failed"), qPrintable(refused.describe()));
    }

    void aNewSpaceHasKeysOfItsOwn()
    {
        const auto asJson = run(u"space create -k {admin} -s {root} -o json"_s).json();
        QVERIFY(asJson["symmetric_root_hex"_L1].toString() != m_words[u"{root}"_s]);
        const auto text = QString::fromUtf8(run(u"space create -k {admin}"_s).out);
        const auto field = [&text](const QString &label) {
            return text.section(label + u':', 1).section(u'\n', 0, 0).trimmed();
        };
        // Whoever has them is in, and nobody else is needed for that.
        const auto both = {
            std::pair(asJson["private_key_hex"_L1].toString(), asJson["symmetric_root_hex"_L1].toString()),
            std::pair(field(u"Private Key"_s), field(u"Symmetric Root"_s))};
        for (const auto &[key, root] : both) {
            const auto added = run(u"user add {user} -k %1 -s %2"_s.arg(key, root));
            QVERIFY2(added.exitCode == 0, qPrintable(added.describe()));
        }
        QCOMPARE(field(u"Server"_s), m_server.url().toString());
        QVERIFY(SpaceId::parse(field(u"Space ID"_s)));
    }

    void manyMembersAreAllListed()
    {
        const auto owner = m_server.newOwner();
        auto space = m_server.spaceFor(owner.clone());
        QStringList expected;
        for (int i = 0; i < 130; ++i) { // more than a first page
            const auto user = UserId::of(SigningKey::generate().publicKey());
            VERIFY_OK(await(space->members().addUser(user)));
            expected << user.toString();
        }
        auto listed = m_admin.runAs(owner, {u"user"_s, u"list"_s, u"-o"_s, u"json"_s})
                          .json()["users"_L1]
                          .toVariant()
                          .toStringList();
        listed.sort();
        expected.sort();
        QCOMPARE(listed, expected);
    }
};

QTEST_GUILESS_MAIN(TestAdminWording)
#include "tst_admin_wording.moc"
