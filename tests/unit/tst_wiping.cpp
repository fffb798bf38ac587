// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is freed is looked through: no secret may lie in it.

#include "client/credentialsfile.h"
#include "crypto/encoding.h"
#include "store/vaultfile.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <dlfcn.h>
#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

std::atomic<bool> isLooking = false;
std::atomic<int> leaks = 0;
constexpr size_t needleSize = 16;
unsigned char needles[4][needleSize]; // of a secret: its bytes and its forms
size_t needleCount = 0;

bool holdsSecret(const void *memory)
{
    const auto *begin = static_cast<const unsigned char *>(memory);
    const auto *end = begin + ::malloc_usable_size(const_cast<void *>(memory));
    return std::any_of(needles, needles + needleCount, [begin, end](const auto &needle) {
        return std::search(begin, end, needle, needle + needleSize) != end;
    });
}

void look(const void *memory)
{
    if (memory && isLooking.load(std::memory_order_relaxed) && holdsSecret(memory))
        ++leaks;
}

template <class F>
F *next(const char *name)
{
    return reinterpret_cast<F *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// The process's own, so that Qt and the rest free through here: this program exports them.
extern "C" [[gnu::visibility("default")]] void seen_free(void *memory) asm("free");
extern "C" void seen_free(void *memory)
{
    static auto *const real = next<decltype(seen_free)>("free");
    look(memory);
    real(memory);
}

extern "C" [[gnu::visibility("default")]] void *seen_realloc(void *memory, size_t size) asm("realloc");
extern "C" void *seen_realloc(void *memory, size_t size)
{
    static auto *const real = next<decltype(seen_realloc)>("realloc");
    if (!isLooking.load(std::memory_order_relaxed) || !memory)
        return real(memory, size);
    // Always by way of new memory, as it may be at any time.
    void *const larger = ::malloc(size);
    std::memcpy(larger, memory, std::min(size, ::malloc_usable_size(memory)));
    seen_free(memory);
    return larger;
}

namespace {

//! Looks at everything that is freed while it lives.
class Watch
{
public:
    explicit Watch(const SecretBytes &secret)
    {
        needleCount = 0;
        add(secret.view());
        add(QByteArray(secret.view().toByteArray().toHex()));
        add(QByteArray(secret.view().toByteArray().toBase64()));
        leaks = 0;
        isLooking = true;
    }
    ~Watch() { isLooking = false; }
    Q_DISABLE_COPY_MOVE(Watch)

private:
    // From within: an array that is cut to nothing has a zero where it began, and all the rest as before.
    static void add(QByteArrayView form)
    {
        std::copy_n(form.begin() + needleSize / 2, needleSize, needles[needleCount++]);
    }
};

} // namespace

class TestWiping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto key = SymmetricKey::generate();
        const Watch watch(key.bytes());
        auto *carelessly = new QByteArray(key.bytes().exposeUnwiped());
        delete carelessly;
        QVERIFY2(leaks == 1, "nothing is seen of what is freed");
    }

    void arraysThatWereCut()
    {
        const auto key = SymmetricKey::generate();
        for (const qsizetype left : {0, 1, 20, 32}) {
            auto bytes = key.bytes().exposeUnwiped();
            auto cutInFront = bytes + bytes;
            const Watch watch(key.bytes());
            bytes.truncate(left);
            wipeArray(bytes);
            cutInFront.remove(0, cutInFront.size() - left);
            wipeArray(cutInFront);
            QCOMPARE(leaks, 0);
            QVERIFY(bytes.isEmpty() && cutInFront.isEmpty());
        }
    }

    void textsThatAreRead_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<bool>("isWellFormed");
        for (const auto &form : {u"hex"_s, u"base64"_s}) {
            QTest::addRow("%s", qPrintable(form)) << form << true;
            QTest::addRow("%s and something else", qPrintable(form)) << form << false;
        }
    }
    void textsThatAreRead()
    {
        QFETCH(QString, form);
        QFETCH(bool, isWellFormed);
        const auto key = SymmetricKey::generate();
        auto text = form == u"hex"_s ? toHex(key.bytes().view()) : toBase64(key.bytes().view());
        if (!isWellFormed)
            text += form == u"hex"_s ? "zz" : "AAAB";
        if (!isWellFormed && form == u"base64"_s)
            text += '='; // what Qt takes, and we do not
        {
            const Watch watch(key.bytes());
            auto bytes = form == u"hex"_s ? fromHex(text) : fromBase64(text);
            QCOMPARE(bytes.has_value(), isWellFormed);
            if (bytes)
                wipeArray(*bytes);
        }
        QCOMPARE(leaks, 0);
    }

    void aVaultOfLongNames()
    {
        auto vault = VaultFile::create();
        auto contents = VaultContents::fresh();
        for (int i = 0; i < 3; ++i) {
            auto key = SigningKey::generate();
            const auto id = key.publicKey();
            contents.spaces.push_back({QUrl(u"https://server.example/"_s + QString(3000, u'ü')),
                                       SpaceId::of(id), UserId::of(id), std::move(key),
                                       SymmetricKey::generate(), SymmetricKey::generate(),
                                       QString(4000, u'名'), false});
        }
        {
            const Watch watch(contents.spaces.front().key.seed());
            vault.setContents(contents);
        }
        QCOMPARE(leaks, 0);
        const auto again = vault.contents();
        QVERIFY(again);
        QCOMPARE(again->spaces.size(), contents.spaces.size());
        QCOMPARE(again->spaces.back().name, contents.spaces.back().name);
    }
};

QTEST_GUILESS_MAIN(TestWiping)
#include "tst_wiping.moc"
