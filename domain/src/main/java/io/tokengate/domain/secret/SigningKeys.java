package io.tokengate.domain.secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The signing keys that this replica knows. They are replaced as a whole by {@link #load}; readers on any thread see either
 * the old ones or the new.
 */
public final class SigningKeys {
    /** So long after another took over, a key is still shown to those who check what it signed. */
    public static final Duration SHOWN_AFTER = Duration.ofDays(1);

    private final Clock clock;

    /** In the order in which they begin to sign. */
    private volatile List<SigningKey> keys = List.of();

    public SigningKeys(Clock clock) {
        this.clock = clock;
    }

    /** Replaces all keys by these. */
    public void load(Collection<SigningKey> loaded) {
        keys = loaded.stream()
                .sorted(Comparator.comparing(SigningKey::signsFrom).thenComparingInt(SigningKey::id))
                .toList();
    }

    /**
     * The newest key that already signs; the first of all where none does yet.
     *
     * @throws IllegalStateException if none is loaded
     */
    public SigningKey signing() {
        List<SigningKey> present = keys;
        if (present.isEmpty()) {
            throw new IllegalStateException("no signing key is loaded");
        }
        return present.get(signing(present, clock.instant()));
    }

    /** Those that others should know: what signs, what will, and what did until a day ago. */
    public List<SigningKey> shown() {
        List<SigningKey> present = keys;
        int first = signing(present, clock.instant().minus(SHOWN_AFTER));
        return present.subList(Math.min(first, present.size()), present.size());
    }

    /** The place of the key that signs at an instant. */
    private static int signing(List<SigningKey> keys, Instant at) {
        int place = 0;
        for (int i = 1; i < keys.size(); i++) {
            if (!keys.get(i).signsFrom().isAfter(at)) {
                place = i;
            }
        }
        return place;
    }
}
