// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include <client/credentials.h>

#include <cstdio>

int main()
{
    using namespace reeeductio;
    const auto owner = Credentials::owner({}, SigningKey::generate(), SymmetricKey::generate());
    std::printf("the space of this key: %s\n", owner.space.text().constData());
    return owner.isOwner() ? 0 : 1;
}
