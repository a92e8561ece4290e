package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;

/** API tokens, {@code kps_…}; the public id is a UUID. A session's secret is no token, and is told by its prefix. */
final class KpsTokenFormat implements TokenFormat {
    static final DialectName DIALECT = KpsSecretForm.DIALECT;

    private static final String PREFIX = "kps_";

    private final SecretGenerator generator;
    private final KpsSecretForm form;

    KpsTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        this.generator = generator;
        this.form = new KpsSecretForm(PREFIX, generator, checksum);
    }

    @Override
    public DialectName dialect() {
        return DIALECT;
    }

    @Override
    public Minted mint() {
        return new Minted(generator.uuid().toString(), form.make());
    }

    @Override
    public FormatCheck check(String presented) {
        return KpsSessions.isOne(presented) ? FormatCheck.MALFORMED : form.check(presented);
    }
}
