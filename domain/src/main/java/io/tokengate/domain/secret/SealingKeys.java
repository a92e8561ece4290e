package io.tokengate.domain.secret;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that an operator gives for secrets that can be shown again. None, which is usual, means that no secret can.
 *
 * @param keys the first seals, all of them open; each id once
 */
public record SealingKeys(List<SealingKey> keys) {
    /** Nothing is sealed. */
    public static final SealingKeys NONE = new SealingKeys(List.of());

    public SealingKeys {
        keys = List.copyOf(keys);
        Set<String> ids = new HashSet<>();
        for (SealingKey key : keys) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
            }
        }
    }

    /** The one that seals; empty if nothing is sealed. */
    Optional<SealingKey> first() {
        return keys.stream().findFirst();
    }

    /** The one of this id; empty if it was not given. */
    Optional<SealingKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
