package io.tokengate.gateway.fuzz;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.KeyedChecksum;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A checksum under a key that is the same in each run, so that a corpus means the same in each. */
public final class FuzzKeys {
    private FuzzKeys() {}

    public static KeyedChecksum checksum() {
        ChecksumKeys keys = new ChecksumKeys(Clock.systemUTC());
        keys.load(List.of(new ChecksumKey(7, new byte[ChecksumKey.LENGTH], Instant.EPOCH)));
        return new KeyedChecksum(keys);
    }
}
