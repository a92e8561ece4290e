package io.tokengate.domain.secret;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checksum keys that this replica knows. They are replaced as a whole by {@link #load}; readers on any thread see
 * either the old ones or the new. Before the first load no token can be made, and none is taken for forged.
 */
public final class ChecksumKeys {
    private final Clock clock;
    private volatile Map<Integer, ChecksumKey> keys = Map.of();

    public ChecksumKeys(Clock clock) {
        this.clock = clock;
    }

    /** Replaces all keys by these. */
    public void load(Collection<ChecksumKey> loaded) {
        keys = loaded.stream().collect(Collectors.toUnmodifiableMap(ChecksumKey::id, key -> key));
    }

    /** The key of this id, or null if this replica does not know it. */
    @Nullable
    ChecksumKey find(int id) {
        return keys.get(id);
    }

    /** The newest key that already issues; the oldest of all where none does yet. */
    ChecksumKey issuing() {
        Instant now = clock.instant();
        Comparator<ChecksumKey> byStart = Comparator.comparing(ChecksumKey::issuesFrom);
        return keys.values().stream()
                .filter(key -> !key.issuesFrom().isAfter(now))
                .max(byStart)
                .or(() -> keys.values().stream().min(byStart))
                .orElseThrow(() -> new IllegalStateException("no checksum key is loaded"));
    }
}
