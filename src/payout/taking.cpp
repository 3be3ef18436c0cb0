#include "payout/taking.hpp"

#include "audit/archived.hpp"

namespace almoner::payout {

Result<audit::Leaf> leaf_of(Desk const& desk, seal::Decided const& decided) {
    audit::Leaf leaf{.kind = std::string(settings::text_of(decided.decision.kind)),
                     .subject = decided.file.stem().string()};
    auto const kept =
        audit::archive_decision(leaf, desk.workspace.home / "archive", decided.file, decided.decision.targets.front());
    return kept ? Result<audit::Leaf>(std::move(leaf)) : kept.error();
}

Status too_late(seal::Decided const& decided, Error const& error, TakenUp& taken) {
    if (severity_of(error.code) == Severity::stopped && error.code != ErrorCode::decision_state) {
        return error;
    }
    taken.findings.push_back(finding_of(error, {decided.file.filename().string(), {}, 0, 0}));
    return {};
}

Error changed_since(std::string const& target, std::string const& now, settings::DecisionKind kind,
                    std::string const& then) {
    return {ErrorCode::decision_state, {}, target, {now, std::string(settings::text_of(kind)), then}};
}

}  // namespace almoner::payout
