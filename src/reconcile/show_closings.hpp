#pragma once

#include "reconcile/desk.hpp"

namespace almoner::reconcile {

/// Money that people paid by hand, or that a payee gave back, is booked under a reference that they wrote down: its
/// entry is found by that, and is unexplained no more. Looked at after every admission, and told in the audit log where
/// something changed. @error store.failure
Status show_closings(Desk const& desk);

}  // namespace almoner::reconcile
