#pragma once

namespace almoner {

/// Stops the program when `holds` is false: a bug of ours, never bad input. Also in release builds,
/// because a payment program that has lost its footing must not take another step.
void check(bool holds, char const* what);

}  // namespace almoner
