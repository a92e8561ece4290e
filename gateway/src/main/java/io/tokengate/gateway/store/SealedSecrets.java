package io.tokengate.gateway.store;

import io.tokengate.domain.secret.SealBrokenException;
import io.tokengate.domain.secret.SealedSecret;
import io.tokengate.domain.secret.SecretSealer;
import io.tokengate.domain.store.RecoverableSecrets;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenSecret;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Secrets in a table of their own, sealed. Without a key nothing is written or read. What does not open here, because
 * another replica has a newer key or because somebody changed the row, counts as not kept: a token is still shown, only
 * masked.
 */
public final class SealedSecrets implements RecoverableSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecrets.class);

    private static final String INSERT =
            "insert into sealed_secret (token_id, key_id, nonce, sealed) values ($1, $2, $3, $4)";

    private static final String FIND = "select key_id, nonce, sealed from sealed_secret where token_id = $1";

    private final GuardedDatabase database;
    private final SecretSealer sealer;

    public SealedSecrets(GuardedDatabase database, SecretSealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Mono<Void> keep(TokenId token, TokenSecret secret) {
        return Mono.defer(() ->
                sealer.seal(token, secret).map(text -> insert(token, text)).orElse(Mono.empty()));
    }

    @Override
    public Mono<TokenSecret> find(TokenId token) {
        return sealer.isOn() ? read(token).flatMap(kept -> Mono.justOrEmpty(open(token, kept))) : Mono.empty();
    }

    private Mono<Void> insert(TokenId token, SealedSecret sealed) {
        return database.change(database.sql(INSERT)
                .bind(0, token.value())
                .bind(1, sealed.keyId())
                .bind(2, sealed.nonce())
                .bind(3, sealed.text())
                .then());
    }

    private Mono<SealedSecret> read(TokenId token) {
        return database.read(database.sql(FIND)
                .bind(0, token.value())
                .map(row -> new SealedSecret(
                        Objects.requireNonNull(row.get(0, String.class)),
                        Objects.requireNonNull(row.get(1, byte[].class)),
                        Objects.requireNonNull(row.get(2, byte[].class))))
                .one());
    }

    private Optional<TokenSecret> open(TokenId token, SealedSecret sealed) {
        try {
            Optional<TokenSecret> secret = sealer.open(token, sealed);
            if (secret.isEmpty()) {
                LOG.warn("token {} is shown masked: the key {} was not given to this replica", token, sealed.keyId());
            }
            return secret;
        } catch (SealBrokenException e) {
            LOG.error("token {} is shown masked: {}", token, e.getMessage());
            return Optional.empty();
        }
    }
}
