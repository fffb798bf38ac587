// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/vault.h"

#include "base/asyncoperation.h"
#include "base/privatefile.h"
#include "crypto/encoding.h"
#include "crypto/random.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

const auto keyFileName = u"vault.key"_s;

QString vaultPath(const QString &directory)
{
    return QDir(directory).filePath(u"vault"_s);
}

Result<void> makeDirectory(const QString &directory)
{
    if (!QDir().mkpath(directory))
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, directory);
    QFile(directory).setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

Result<void> writeKeyFile(const QString &file, const SymmetricKey &key)
{
    auto hex = toHex(key.bytes().view());
    const auto written = writePrivateFile(file, hex);
    wipeArray(hex);
    return written;
}

Result<SymmetricKey> readKeyFile(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, file);
    auto hex = input.read(200);
    auto bytes = fromHex(QByteArrayView(hex).trimmed());
    wipeArray(hex);
    if (!bytes)
        return fail(ErrorKind::Storage, ErrorCode::Damaged, file);
    auto key = SymmetricKey::fromBytes(*bytes);
    wipeArray(*bytes);
    if (!key)
        return fail(ErrorKind::Storage, ErrorCode::Damaged, file);
    return key;
}

} // namespace

//! A new vault, its key in the keychain where there is one, else in a file beside it.
class Vault::Make final : public AsyncOperation<void>
{
public:
    explicit Make(Vault &vault) : AsyncOperation(&vault), m_vault(vault) {}

protected:
    void run() override
    {
        m_vault.m_file = VaultFile::create();
        withKeychain().done(this, [this](Result<void> made) {
            if (made || made.error().code != ErrorCode::KeychainUnavailable)
                return finish(std::move(made));
            withKeyFile().done(this, [this](Result<void> result) { finish(std::move(result)); });
        });
    }

private:
    //! Only what was read back from a keychain is known to be there next time.
    Pending<void> withKeychain()
    {
        const auto entry = u"vault-"_s + QString::fromLatin1(toHex(randomBytes(8)));
        auto key = std::make_shared<SymmetricKey>(SymmetricKey::generate());
        return m_vault.m_keychain.write(entry, key->bytes().clone())
            .then(this, [this, entry] { return m_vault.m_keychain.read(entry); })
            .then(this, [this, entry, key](const SecretBytes &kept) {
                if (!kept.equals(key->bytes().view()))
                    return Pending<void>::failed({ErrorKind::Storage, ErrorCode::KeychainUnavailable, entry});
                return m_vault.finishMaking(VaultSlot::Kind::Keychain, entry, *key);
            });
    }

    Pending<void> withKeyFile()
    {
        auto key = std::make_shared<SymmetricKey>(SymmetricKey::generate());
        auto writing = m_vault.m_thread.run([file = QDir(m_vault.m_directory).filePath(keyFileName), key] {
            return writeKeyFile(file, *key);
        });
        return writing.then(
            this, [this, key] { return m_vault.finishMaking(VaultSlot::Kind::KeyFile, keyFileName, *key); });
    }

    Vault &m_vault;
};

Vault::Vault(SerialThread &thread, Keychain &keychain, QString directory, QObject *parent)
    : QObject(parent), m_thread(thread), m_keychain(keychain), m_directory(std::move(directory))
{}

Vault::~Vault() = default;

Pending<void> Vault::open()
{
    struct Found
    {
        std::optional<VaultFile> file;
    };
    auto loading = m_thread.run([directory = m_directory]() -> Result<Found> {
        if (const auto made = makeDirectory(directory); !made)
            return fail(made.error());
        auto file = VaultFile::load(vaultPath(directory));
        if (!file && file.error().kind == ErrorKind::NotFound)
            return Found{};
        if (!file)
            return fail(file.error());
        return Found{*std::move(file)};
    });
    return loading.then(this, [this](Found found) {
        if (!found.file)
            return (new Make(*this))->start();
        m_file = *std::move(found.file);
        return unlockWith(m_file.slotList().front());
    });
}

Pending<void> Vault::openExisting()
{
    auto loading = m_thread.run([directory = m_directory] { return VaultFile::load(vaultPath(directory)); });
    return loading.then(this, [this](VaultFile file) {
        m_file = std::move(file);
        return unlockWith(m_file.slotList().front());
    });
}

Pending<void> Vault::unlockWith(const VaultSlot &slot)
{
    if (slot.kind == VaultSlot::Kind::Keychain) {
        return m_keychain.read(slot.entry)
            .then(this, [this, slot](const SecretBytes &secret) -> Result<void> {
                const auto key = SymmetricKey::fromBytes(secret.view());
                return key ? take(slot, *key)
                           : fail(ErrorKind::Storage, ErrorCode::KeychainUnavailable, slot.entry);
            });
    }
    auto reading =
        m_thread.run([file = QDir(m_directory).filePath(slot.entry)] { return readKeyFile(file); });
    return reading.then(this, [this, slot](const SymmetricKey &key) { return take(slot, key); });
}

Result<void> Vault::take(const VaultSlot &slot, const SymmetricKey &slotKey)
{
    if (const auto unlocked = m_file.unlock(slot, slotKey); !unlocked)
        return unlocked;
    auto contents = m_file.contents();
    if (!contents)
        return fail(contents.error());
    m_contents = std::make_unique<VaultContents>(*std::move(contents));
    m_protection = slot.kind == VaultSlot::Kind::Keychain ? Protection::Keychain : Protection::KeyFile;
    return {};
}

Pending<void> Vault::finishMaking(VaultSlot::Kind kind, const QString &entry, const SymmetricKey &slotKey)
{
    m_file.addSlot(kind, entry, slotKey);
    m_protection = kind == VaultSlot::Kind::Keychain ? Protection::Keychain : Protection::KeyFile;
    auto contents = std::make_shared<VaultContents>(VaultContents::fresh());
    return write(*contents).then(
        this, [this, contents] { m_contents = std::make_unique<VaultContents>(std::move(*contents)); });
}

Pending<void> Vault::change(UniqueFunction<void(VaultContents &)> edit)
{
    PendingPair<void> pair;
    m_changes.push_back({std::move(edit), std::move(pair.completer)});
    if (m_changes.size() == 1)
        makeNextChange();
    return std::move(pair.pending);
}

void Vault::makeNextChange()
{
    while (!m_changes.empty() && m_changes.front().completer.isCancelled())
        m_changes.pop_front();
    if (m_changes.empty())
        return;
    auto contents = std::make_shared<VaultContents>(m_contents->clone());
    m_changes.front().edit(*contents);
    write(*contents).done(this, [this, contents](Result<void> written) {
        if (written)
            m_contents = std::make_unique<VaultContents>(std::move(*contents));
        m_changes.front().completer.complete(std::move(written));
        m_changes.pop_front();
        makeNextChange();
    });
}

Pending<void> Vault::write(const VaultContents &contents)
{
    m_file.setContents(contents);
    // The file is a value: what is written is what it was at this call.
    auto snapshot = std::make_shared<const VaultFile>(m_file.snapshot());
    return m_thread.run([snapshot, file = vaultPath(m_directory)] { return snapshot->save(file); });
}

} // namespace reeeductio
