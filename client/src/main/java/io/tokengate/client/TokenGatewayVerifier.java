package io.tokengate.client;

import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * Verifies tokens by asking a gateway. One for a service, safe for many threads; blocks nowhere.
 *
 * <p>A revoked token passes for the gateway's freshness lease (1 s unless its operator chose another) and
 * {@link ClientSettings#freshness} at most; while the gateway's database is away, its {@code TOKENGATE_MAX_STALE} takes the
 * place of the lease.
 */
public final class TokenGatewayVerifier implements AutoCloseable {
    private final GatewayCalls calls;
    private final FreshVerdicts verdicts;

    public TokenGatewayVerifier(ClientSettings settings) {
        this.calls = new GatewayCalls(settings);
        this.verdicts = new FreshVerdicts(
                settings.freshness(), settings.cacheSize(), calls::verify, System::nanoTime, Clock.systemUTC());
    }

    /**
     * The verdict on a token, nothing being required of it: compare {@link Verdict.Valid#scopes} with what is needed.
     *
     * @param token the whole text that was presented; UMAaaS's as {@code clientId:clientSecret}
     * @return exactly one verdict; error {@link VerificationException} if it cannot be known, which is no reason to tell a
     *     client that its token is bad (answer 503). Cancelled, it goes on for others who wait for the same. Signals
     *     come on one of the client's event loops
     */
    public Mono<Verdict> verify(String token) {
        return verdicts.of(token);
    }

    /** Closes the connections; questions that are open fail. */
    @Override
    public void close() {
        calls.close();
    }
}
