// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/transfermeter.h"
#include "client/credentialsfile.h"
#include "protocol/payload.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::BlobCommands)
};

OptionSpec plainFlag()
{
    return {.name = u"plain"_s, .help = Words::tr("As it is, for the server to read"), .isFlag = true};
}

class BlobUpload final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"blob"_s,
                .name = u"upload"_s,
                .summary = Words::tr("Encrypt a file and store it"),
                .access = Access::Space,
                .root = RootUse::Optional,
                .changesSpace = true,
                .arguments = {{.name = u"FILE"_s, .help = Words::tr("Which file"), .isRequired = true}},
                .options = {{.name = u"topic"_s,
                             .help = Words::tr("Post it there, too, with the key that opens it"),
                             .letter = u't'},
                            plainFlag()}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_file = values.of(u"FILE"_s);
        m_isPlain = values.has(u"plain"_s);
        if (!values.has(u"topic"_s))
            return {};
        if (m_isPlain)
            return misused(u"--plain and --topic exclude each other"_s);
        const auto topic = checkedTopic(values, u"topic"_s);
        if (!topic)
            return tl::unexpected(topic.error());
        m_topic = *topic;
        return {};
    }

    Checked<void> checkCredentials(const Credentials &credentials) const override
    {
        return m_topic.isEmpty() ? Checked<void>() : requireRoot(credentials);
    }

    Pending<Report> run(Workspace &workspace) override
    {
        auto progress = std::make_shared<TransferProgress>();
        m_meter = std::make_unique<TransferMeter>(progress, workspace.output(), nullptr);
        auto stored = workspace.signIn().then(
            &workspace, [this, &workspace, progress] { return store(workspace, progress); });
        return stored.then(&workspace, [this, &workspace](const Report &report) {
            m_meter.reset();
            return m_topic.isEmpty() ? Pending<Report>::resolved(report) : post(workspace, report);
        });
    }

private:
    Pending<Report> store(Workspace &workspace, const Blobs::Progress &progress)
    {
        const auto source = BlobSource::ofFile(m_file);
        auto &blobs = workspace.space().blobs();
        if (m_isPlain) {
            return blobs.uploadPlaintext(source, progress).then(&workspace, [](const BlobId &id) {
                return Report{u"Blob uploaded: "_s + id.toString(), {{u"blob_id"_s, id.toString()}}};
            });
        }
        return blobs.upload(source, progress).then(&workspace, [this](const EncryptedBlob &blob) {
            const auto id = blob.id.toString();
            const auto key = secretHex(blob.key.bytes());
            m_payload.blob = blob.id;
            m_payload.key = blob.key.bytes().exposeUnwiped();
            return Report{u"Blob uploaded: %1\nKey: %2"_s.arg(id, key),
                          {{u"blob_id"_s, id}, {u"dek"_s, key}, {u"size"_s, blob.size}}};
        });
    }

    Pending<Report> post(Workspace &workspace, Report report)
    {
        const QFileInfo file(m_file);
        m_payload.fileName = file.fileName();
        m_payload.contentType = QMimeDatabase().mimeTypeForFile(file, QMimeDatabase::MatchExtension).name();
        m_payload.isImage = m_payload.contentType.startsWith("image/"_L1);
        m_payload.size = file.size();
        const QByteArray type = m_payload.isImage ? "chat.image" : "file.upload";
        return workspace.space()
            .messages()
            .postEncrypted(m_topic, type, writePayload(m_payload))
            .then(&workspace, [report = std::move(report)](const PostedMessage &posted) mutable {
                const auto hash = QString::fromLatin1(posted.message.hash);
                report.text += u"\nMessage posted: "_s + hash;
                report.json.insert(u"message_hash"_s, hash);
                return std::move(report);
            });
    }

    QString m_file;
    QString m_topic;
    bool m_isPlain = false;
    FilePayload m_payload;
    std::unique_ptr<TransferMeter> m_meter;
};

class BlobDownload final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"blob"_s,
                .name = u"download"_s,
                .summary = Words::tr("Get a stored file, checked and decrypted"),
                .access = Access::Space,
                .root = RootUse::Optional,
                .arguments = {{.name = u"BLOB_ID"_s,
                               .help = Words::tr("B and 43 characters"),
                               .isRequired = true}},
                .options = {
                    {.name = u"key"_s, .help = Words::tr("What opens it: 64 hex characters, - to read it")},
                    {.name = u"output-file"_s,
                     .help = Words::tr("Where it goes; what is there is replaced once all of it came"),
                     .letter = u'O',
                     .isRequired = true,
                     .valueName = u"FILE"_s},
                    plainFlag()}};
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        auto blob = checkedId<IdType::Blob>(values.of(u"BLOB_ID"_s), u"Blob ID"_s);
        if (!blob)
            return tl::unexpected(blob.error());
        m_blob = *std::move(blob);
        m_file = values.of(u"output-file"_s);
        const bool isPlain = values.has(u"plain"_s);
        if (isPlain == values.has(u"key"_s))
            return misused(isPlain ? u"--plain and --key exclude each other"_s
                                   : u"Missing option '--key'."_s);
        if (isPlain)
            return {};
        const auto bytes = parseKeyText(valueOrInput(values.of(u"key"_s), terminal).trimmed());
        auto key = bytes ? SymmetricKey::fromBytes(bytes->view()) : fail({});
        if (!key)
            return misused(u"Invalid value for '--key': a key is 64 hex characters"_s);
        m_key = *std::move(key);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        auto progress = std::make_shared<TransferProgress>();
        m_meter = std::make_unique<TransferMeter>(progress, workspace.output(), nullptr);
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace, progress] {
                      auto &blobs = workspace.space().blobs();
                      constexpr auto replace = PartFile::WhenTaken::Replace;
                      return m_key ? blobs.downloadTo(m_file, replace, m_blob, *m_key, progress)
                                   : blobs.downloadPlaintextTo(m_file, replace, m_blob, progress);
                  })
            .then(&workspace, [this](const QString &path) {
                m_meter.reset();
                return Report{u"Blob downloaded: "_s + path,
                              {{u"blob_id"_s, m_blob.toString()},
                               {u"file"_s, path},
                               {u"size"_s, QFileInfo(path).size()}}};
            });
    }

private:
    BlobId m_blob;
    QString m_file;
    std::optional<SymmetricKey> m_key;
    std::unique_ptr<TransferMeter> m_meter;
};

class BlobDelete final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"blob"_s,
                .name = u"delete"_s,
                .summary = Words::tr("Remove a stored file for everybody, as a member of the admin space"),
                .access = Access::Admin,
                .arguments = {
                    {.name = u"BLOB_ID"_s, .help = Words::tr("B and 43 characters"), .isRequired = true}}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        auto blob = checkedId<IdType::Blob>(values.of(u"BLOB_ID"_s), u"Blob ID"_s);
        if (!blob)
            return tl::unexpected(blob.error());
        m_blob = *std::move(blob);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signInAsAdmin()
            .then(&workspace, [this, &workspace] { return workspace.admin().deleteBlob(m_blob); })
            .then(&workspace, [this] {
                return Report{u"Blob deleted: "_s + m_blob.toString(), {{u"blob_id"_s, m_blob.toString()}}};
            });
    }

private:
    BlobId m_blob;
};

} // namespace

void addBlobCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<BlobUpload>());
    commands.push_back(std::make_unique<BlobDownload>());
    commands.push_back(std::make_unique<BlobDelete>());
}

} // namespace reeeductio
