package io.tokengate.reliability.history;

import java.util.Optional;

/** Whether an answer can be right, given what clients were told before. */
public final class Judge {
    private final Outages outages;

    public Judge(Outages outages) {
        this.outages = outages;
    }

    /** What is wrong with it, if anything. The token's life must be known up to the verification's end. */
    public Optional<String> fault(Issued token, Verification verification) {
        return switch (verification.verdict()) {
            case VALID -> lateForARevocation(token, verification);
            case INVALID -> refusalOfAGoodToken(token, verification);
            case WRONG -> Optional.of(verification.replica() + " answered about " + token + " with a wrong status");
            case UNAVAILABLE, BROKEN -> Optional.empty();
        };
    }

    private Optional<String> lateForARevocation(Issued token, Verification verification) {
        long begin = verification.span().begin();
        long bound = outages.bound(verification.replica(), begin).toNanos();
        if (!token.isSettledBefore(begin - bound)) {
            return Optional.empty();
        }
        long late = (begin - token.revokedAt()) / 1_000_000;
        return Optional.of(verification.replica() + " let " + token + " in " + late + " ms after its revocation");
    }

    private static Optional<String> refusalOfAGoodToken(Issued token, Verification verification) {
        boolean good = token.created().end() <= verification.span().begin()
                && !token.isBeingRevokedAt(verification.span().end());
        return good ? Optional.of(verification.replica() + " refused " + token + ", which is good") : Optional.empty();
    }
}
