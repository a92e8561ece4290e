package io.tokengate.gateway.store;

import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Changes;
import io.tokengate.domain.token.TokenDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader of the log as tests use it.
 *
 * @param changes what is tested
 * @param application what its session calls itself
 */
record Feed(PostgresTokenChanges changes, String application) implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);

    Changes read() {
        return Objects.requireNonNull(changes.read(LIMIT).block());
    }

    /** Reads on; that the read may have missed something is a failure. */
    List<Change> news() {
        Changes read = read();
        assertThat(read.gap()).isNull();
        return read.changes();
    }

    /** Begins anew; that the read claims to have missed nothing is a failure. */
    void gap(String because) {
        Changes read = read();
        assertThat(read.gap()).isNotNull().contains(because);
        assertThat(read.changes()).isEmpty();
        assertThat(read.lag()).isZero();
    }

    static Change token(TokenDigest digest) {
        return new Change.Token(digest);
    }

    @Override
    public void close() {
        changes.close();
    }
}
