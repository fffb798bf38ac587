// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

#include <tl/expected.hpp>

namespace reeeductio {

//! What somebody wants to know about, as a server looks for it (PROTOCOL 10).
struct AskedResource
{
    enum class Kind {
        Right,     //!< Authorizer::decide() of `path`
        DataWrite, //!< Authorizer::decideDataWrite() at `path`
        AnyMember, //!< needs membership only
    };

    Kind kind = Kind::Right;
    QString path;
    bool isCorrected = false; //!< the path is another one than was typed, in more than stray slashes

    //! With the area it lies in, as a Question has it.
    QString wholePath() const;
};

//! Why nobody is ever asked for that.
enum class NeverAsked {
    Resource,
    Operation, //!< not there
    Uploader,  //!< who may delete a file does not depend on rights
};

//! What is asked for where somebody typed `topics/general`, `data/x` or `topic/General/messages`. Never of
//! Operation::Write, which is no request. Pure.
tl::expected<AskedResource, NeverAsked> resourceAsked(Operation operation, const QString &typed);

} // namespace reeeductio
