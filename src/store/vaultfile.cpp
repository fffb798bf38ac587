// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/vaultfile.h"

#include "base/privatefile.h"
#include "crypto/encoding.h"
#include "crypto/secretbox.h"
#include "protocol/json.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int vaultVersion = 1;
constexpr auto keyPlace = "vault/key";
constexpr auto contentsPlace = "vault/contents";

tl::unexpected<Error> damaged(const QString &what)
{
    return fail(ErrorKind::Storage, ErrorCode::Damaged, what);
}

QString nameOf(VaultSlot::Kind kind)
{
    return kind == VaultSlot::Kind::Keychain ? u"keychain"_s : u"key-file"_s;
}

// Contents are CBOR: an array [dataKey, localAdmin or empty, spaces…], each space an array of byte strings in
// the order of SpaceRecord, with one `true` more while it is being joined. It is written once into memory
// that is wiped.

void append(QCborStreamWriter &writer, const SecretBytes &secret)
{
    writer.appendByteString(secret.view().data(), secret.size());
}

void append(QCborStreamWriter &writer, const SpaceRecord &record, bool isJoining)
{
    writer.startArray(isJoining ? 9 : 8);
    writer.append(record.server.toString().toUtf8());
    writer.append(record.space.text());
    writer.append(record.member.text());
    append(writer, record.key.seed());
    append(writer, record.root.bytes());
    append(writer, record.userKey ? record.userKey->bytes().clone() : SecretBytes());
    writer.append(record.name.toUtf8());
    writer.append(record.isLocal);
    if (isJoining)
        writer.append(true);
    writer.endArray();
}

//! At least what the record takes: keys and ids have sizes of their own, texts three bytes a letter at most.
qsizetype roomFor(const SpaceRecord &record)
{
    return 512 + 3 * (record.server.toString().size() + record.name.size());
}

SecretBytes toCbor(const VaultContents &contents)
{
    qsizetype room = 512;
    for (const auto &record : contents.spaces)
        room += roomFor(record);
    for (const auto &record : contents.joining)
        room += roomFor(record);
    QByteArray bytes;
    bytes.reserve(room); // growing would leave copies behind
    QCborStreamWriter writer(&bytes);
    writer.startArray(2 + contents.spaces.size() + contents.joining.size());
    append(writer, contents.dataKey.bytes());
    append(writer, contents.localAdmin ? contents.localAdmin->seed() : SecretBytes());
    for (const auto &record : contents.spaces)
        append(writer, record, false);
    for (const auto &record : contents.joining)
        append(writer, record, true);
    writer.endArray();
    Q_ASSERT(bytes.size() <= room);
    return SecretBytes::takeFrom(std::move(bytes));
}

//! Reads byte strings one after another; after the first that is not there it only says so.
class Reader
{
public:
    explicit Reader(const SecretBytes &cbor) : m_reader(cbor.view().data(), cbor.size()) {}

    bool enter() { return isGood(m_reader.isArray() && m_reader.enterContainer()); }
    bool hasNext() { return m_isGood && m_reader.hasNext(); }
    void leave() { isGood(m_isGood && m_reader.leaveContainer()); }

    SecretBytes secret()
    {
        if (!isGood(m_isGood && m_reader.isByteArray()))
            return {};
        auto piece = m_reader.readByteArray();
        auto secret = SecretBytes::takeFrom(std::move(piece.data));
        isGood(m_reader.readByteArray().status == QCborStreamReader::EndOfString);
        return secret;
    }
    QByteArray bytes() { return secret().exposeUnwiped(); }

    bool boolean()
    {
        if (!isGood(m_isGood && m_reader.isBool()))
            return false;
        const bool value = m_reader.toBool();
        m_reader.next();
        return value;
    }

    bool good() const { return m_isGood; }

private:
    bool isGood(bool condition) { return m_isGood = m_isGood && condition; }

    QCborStreamReader m_reader;
    bool m_isGood = true;
};

Result<void> readRecord(Reader &reader, VaultContents &contents)
{
    reader.enter();
    const QUrl server(QString::fromUtf8(reader.bytes()), QUrl::StrictMode);
    const auto space = SpaceId::parse(QByteArrayView(reader.bytes()));
    const auto member = MemberId::parse(QByteArrayView(reader.bytes()));
    auto key = SigningKey::fromSeed(reader.secret().view());
    auto root = SymmetricKey::fromBytes(reader.secret().view());
    const auto userKey = reader.secret();
    const auto name = QString::fromUtf8(reader.bytes());
    const bool isLocal = reader.boolean();
    const bool isJoining = reader.hasNext() && reader.boolean();
    reader.leave();
    if (!reader.good() || !space || !member || !key || !root)
        return damaged(u"a space's record"_s);
    SpaceRecord record{server, *space, *member, *std::move(key), *std::move(root), {}, name, isLocal};
    if (auto parsed = SymmetricKey::fromBytes(userKey.view()))
        record.userKey = *std::move(parsed);
    (isJoining ? contents.joining : contents.spaces).push_back(std::move(record));
    return {};
}

Result<VaultContents> fromCbor(const SecretBytes &cbor)
{
    Reader reader(cbor);
    reader.enter();
    auto dataKey = SymmetricKey::fromBytes(reader.secret().view());
    auto localAdmin = SigningKey::fromSeed(reader.secret().view());
    if (!reader.good() || !dataKey)
        return damaged(u"the data key"_s);
    VaultContents contents{*std::move(dataKey), {}, {}};
    if (localAdmin)
        contents.localAdmin = *std::move(localAdmin);
    while (reader.hasNext()) {
        if (const auto read = readRecord(reader, contents); !read)
            return fail(read.error());
    }
    return contents;
}

Result<VaultSlot> slotFromJson(const QJsonObject &json)
{
    const auto kind = stringField(json, "kind"_L1);
    const auto entry = stringField(json, "entry"_L1);
    const auto wrapped = fromBase64(json["wrapped_key"_L1].toString().toLatin1());
    if (!kind || !entry || !wrapped || wrapped->isEmpty())
        return damaged(u"a slot"_s);
    VaultSlot slot{VaultSlot::Kind::KeyFile, *entry, *wrapped};
    if (*kind == nameOf(VaultSlot::Kind::Keychain))
        slot.kind = VaultSlot::Kind::Keychain;
    else if (*kind != nameOf(VaultSlot::Kind::KeyFile))
        return fail(ErrorKind::Storage, ErrorCode::TooNew, *kind);
    return slot;
}

} // namespace

SpaceRecord SpaceRecord::clone() const
{
    SpaceRecord copy{server, space, member, key.clone(), root.clone(), {}, name, isLocal};
    if (userKey)
        copy.userKey = userKey->clone();
    return copy;
}

VaultContents VaultContents::fresh()
{
    return {SymmetricKey::generate(), {}, {}};
}

VaultContents VaultContents::clone() const
{
    VaultContents copy{dataKey.clone(), {}, {}};
    for (const auto &record : spaces)
        copy.spaces.push_back(record.clone());
    for (const auto &record : joining)
        copy.joining.push_back(record.clone());
    if (localAdmin)
        copy.localAdmin = localAdmin->clone();
    return copy;
}

VaultFile VaultFile::create()
{
    VaultFile vault;
    vault.m_key = SymmetricKey::generate();
    return vault;
}

Result<VaultFile> VaultFile::load(const QString &file)
{
    QFile input(file);
    if (!input.exists())
        return fail(ErrorKind::NotFound, ErrorCode::CannotOpen, file);
    if (!input.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, input.errorString());
    const auto json = parseJsonObject(input.readAll());
    if (!json || json->value("format"_L1) != "reeeductio-vault"_L1)
        return damaged(file);
    const auto version = integerField(*json, "version"_L1);
    if (!version)
        return damaged(file);
    if (*version > vaultVersion)
        return fail(ErrorKind::Storage, ErrorCode::TooNew, file);
    VaultFile vault;
    const auto slots = json->value("slots"_L1).toArray();
    for (const auto &value : slots) {
        auto slot = slotFromJson(value.toObject());
        if (!slot)
            return fail(slot.error());
        vault.m_slots << *std::move(slot);
    }
    const auto sealed = fromBase64(json->value("contents"_L1).toString().toLatin1());
    if (!sealed || vault.m_slots.isEmpty())
        return damaged(file);
    vault.m_sealed = *sealed;
    return vault;
}

Result<void> VaultFile::save(const QString &file) const
{
    QJsonArray slots;
    for (const auto &slot : m_slots)
        slots << QJsonObject{{u"kind"_s, nameOf(slot.kind)},
                             {u"entry"_s, slot.entry},
                             {u"wrapped_key"_s, QString::fromLatin1(toBase64(slot.wrappedKey))}};
    const QJsonObject json{{u"format"_s, u"reeeductio-vault"_s},
                           {u"version"_s, vaultVersion},
                           {u"slots"_s, slots},
                           {u"contents"_s, QString::fromLatin1(toBase64(m_sealed))}};
    return writePrivateFile(file, QJsonDocument(json).toJson());
}

VaultFile VaultFile::snapshot() const
{
    VaultFile copy;
    copy.m_slots = m_slots;
    copy.m_sealed = m_sealed;
    return copy;
}

void VaultFile::addSlot(VaultSlot::Kind kind, const QString &entry, const SymmetricKey &slotKey)
{
    m_slots << VaultSlot{kind, entry, secretbox::seal(slotKey, m_key->bytes().view(), keyPlace)};
}

Result<void> VaultFile::unlock(const VaultSlot &slot, const SymmetricKey &slotKey)
{
    const auto bytes = secretbox::open(slotKey, slot.wrappedKey, keyPlace);
    auto key = bytes ? SymmetricKey::fromBytes(bytes->view()) : fail(bytes.error());
    if (!key)
        return fail(ErrorKind::Storage, ErrorCode::WrongPassphrase, nameOf(slot.kind));
    m_key = *std::move(key);
    return {};
}

Result<VaultContents> VaultFile::contents() const
{
    const auto cbor = secretbox::open(*m_key, m_sealed, contentsPlace);
    if (!cbor)
        return damaged(u"the vault's contents"_s);
    return fromCbor(*cbor);
}

void VaultFile::setContents(const VaultContents &contents)
{
    m_sealed = secretbox::seal(*m_key, toCbor(contents).view(), contentsPlace);
}

} // namespace reeeductio
