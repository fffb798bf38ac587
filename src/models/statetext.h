// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "client/statebrowsing.h"

#include <QString>

namespace reeeductio {

// State values as a person reads them. Pure.

//! How a value is looked at.
enum class StateLook { Json, Text, Hex };

//! What a message of the space's state says.
StateContent contentIn(LiveSpace &space, const Message &message);

//! Whether the value is a JSON object or list.
bool isJson(const StateContent &content);
//! With a line a member; empty unless it is JSON.
QString jsonText(const StateContent &content);
//! As it was written, control characters made visible; empty when it is no text.
QString writtenText(const StateContent &content);
//! To be edited: every character as it is. JSON is laid out where nothing is lost by it.
QString editableText(const StateContent &content);
//! Sixteen bytes a line: where, the bytes, and what of them is ASCII. Behind the first 16 KiB only how many
//! there are.
QString hexText(const StateContent &content);
//! For a view: lines of more than 2,000 characters are broken.
QString valueText(const StateContent &content, StateLook look);
//! The look that says most.
StateLook bestLook(const StateContent &content);

//! Whether it can be compared line by line, and edited.
bool isComparable(const StateContent &content);
//! What a change is shown by: JSON laid out, text as it is; nothing for what is neither.
std::optional<QString> comparableText(const StateContent &content);

//! "+2 −1", "Created", "Deleted" and so on. `before`: what stood there; null when nothing did.
QString changeText(const StateContent *before, const StateContent &after);

} // namespace reeeductio
