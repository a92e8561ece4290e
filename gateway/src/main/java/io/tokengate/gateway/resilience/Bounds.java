package io.tokengate.gateway.resilience;

import java.util.List;

/** What may be under way, by kind: a flood of one leaves the other its room. */
public record Bounds(InFlight verification, InFlight management) {
    /** So many of each. */
    public static Bounds of(int verification, int management) {
        return new Bounds(new InFlight("verification", verification), new InFlight("management", management));
    }

    /** Both of them, for metrics. */
    public List<InFlight> all() {
        return List.of(verification, management);
    }
}
