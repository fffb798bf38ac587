// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace reeeductio::bench {

//! Of this process, in MiB, as the kernel counts it.
double residentMib();
//! The most there was since restartPeak(), or since the start where the kernel does not let that be reset.
double peakResidentMib();
void restartPeak();

} // namespace reeeductio::bench
