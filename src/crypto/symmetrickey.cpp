// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/symmetrickey.h"

#include "crypto/random.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <array>
#include <memory>

namespace reeeductio {

SymmetricKey SymmetricKey::generate()
{
    return SymmetricKey(randomSecret(Size));
}

Result<SymmetricKey> SymmetricKey::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    return SymmetricKey(SecretBytes::copyOf(bytes));
}

SymmetricKey SymmetricKey::derive(QByteArrayView info) const
{
    return SymmetricKey(hkdfSha256(m_bytes.view(), {}, info, Size));
}

SecretBytes hkdfSha256(QByteArrayView input, QByteArrayView salt, QByteArrayView info, qsizetype size)
{
    static EVP_KDF *const algorithm = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(algorithm),
                                                                            &EVP_KDF_CTX_free);
    const auto octets = [](const char *name, QByteArrayView bytes) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<char *>(bytes.data()),
                                                 static_cast<size_t>(bytes.size()));
    };
    static char digestName[] = "SHA256";
    std::array<OSSL_PARAM, 5> parameters;
    size_t count = 0;
    parameters[count++] = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digestName, 0);
    parameters[count++] = octets(OSSL_KDF_PARAM_KEY, input);
    if (!salt.isEmpty())
        parameters[count++] = octets(OSSL_KDF_PARAM_SALT, salt);
    parameters[count++] = octets(OSSL_KDF_PARAM_INFO, info);
    parameters[count] = OSSL_PARAM_construct_end();

    SecretBytes derived(size);
    if (EVP_KDF_derive(context.get(), derived.data(), static_cast<size_t>(size), parameters.data()) != 1)
        qFatal("OpenSSL refuses HKDF-SHA256");
    return derived;
}

} // namespace reeeductio
