package io.tokengate.gateway.store;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.SealingKey;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.domain.secret.SigningKey;
import io.tokengate.gateway.http.CursorKey;
import io.tokengate.gateway.store.Installation.Sealing;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a start has nothing to make in the database, and nothing to complain of. */
class InstallationTest {
    private static final ChecksumKey CHECKSUM = new ChecksumKey(1, new byte[ChecksumKey.LENGTH], Instant.EPOCH);
    private static final SigningKey SIGNING = new SigningKey(1, new byte[SigningKey.LENGTH], Instant.EPOCH);
    private static final SealingKey ONE = key("one", 1);
    private static final SealingKey TWO = key("two", 2);

    @Test
    void withoutSealingKeysOnlyTheOthersCount() {
        assertThat(installation().isWhole(SealingKeys.NONE)).isTrue();
        assertThat(new Installation(1, cursorKey(), List.of(CHECKSUM), List.of(), List.of()).isWhole(SealingKeys.NONE))
                .isFalse();
        assertThat(new Installation(1, cursorKey(), List.of(), List.of(SIGNING), List.of()).isWhole(SealingKeys.NONE))
                .isFalse();
    }

    @Test
    void keyThatIsNewHasToBeNoted() {
        assertThat(installation().isWhole(keys(ONE))).isFalse();
        assertThat(installation(sealing(ONE, false)).isWhole(keys(ONE))).isTrue();
        assertThat(installation(sealing(ONE, true)).isWhole(keys(TWO, ONE))).isFalse();
    }

    @Test
    void keyThatSecretsNeedHasToBeGiven() {
        assertThat(installation(sealing(ONE, true), sealing(TWO, true)).isWhole(keys(TWO, ONE)))
                .isTrue();
        assertThat(installation(sealing(ONE, true), sealing(TWO, true)).isWhole(keys(TWO)))
                .isFalse();
        assertThat(installation(sealing(ONE, false), sealing(TWO, true)).isWhole(keys(TWO)))
                .isTrue();
        assertThat(installation(sealing(ONE, true)).isWhole(SealingKeys.NONE)).isFalse();
    }

    @Test
    void anotherKeyUnderTheSameIdIsNotTheOne() {
        assertThat(installation(sealing(ONE, false)).isWhole(keys(key("one", 3))))
                .isFalse();
    }

    private static Installation installation(Sealing... sealings) {
        return new Installation(1, cursorKey(), List.of(CHECKSUM), List.of(SIGNING), List.of(sealings));
    }

    private static Sealing sealing(SealingKey key, boolean needed) {
        return new Sealing(key.id(), HexFormat.of().formatHex(key.fingerprint()), needed);
    }

    private static SealingKeys keys(SealingKey... keys) {
        return new SealingKeys(List.of(keys));
    }

    private static SealingKey key(String id, int value) {
        byte[] bytes = new byte[SealingKey.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return new SealingKey(id, bytes);
    }

    private static CursorKey cursorKey() {
        return new CursorKey(new byte[32]);
    }
}
