package io.tokengate.gateway.dialect;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenFormat.Minted;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/**
 * The first credential of a dialect, without which nobody could call its routes. It is made at the first start of an
 * installation, from settings if the operator gives one. Found by being a bean, like the dialect itself.
 */
public interface Bootstrap {
    /** The dialect that the credential belongs to. */
    DialectName dialect();

    /** What the credential may do. */
    Scopes scopes();

    /** The form in which one is generated, and by which a given one must pass. */
    TokenFormat format();

    /** The environment variables that give one, for messages. */
    String settings();

    /**
     * The one that the operator gives.
     *
     * @param settings by property name
     * @return empty if none is given
     * @throws IllegalArgumentException saying what is wrong with it, without repeating it
     */
    Optional<Minted> given(PropertyResolver settings);

    /** Shell assignments that keep a generated one at hand, such as {@code DT_TOKEN='…'}; printed once. */
    List<String> assignments(Minted generated);

    /**
     * Commands to try, which read what {@link #assignments} keeps; empty for none.
     *
     * @param address of the gateway, such as {@code http://localhost:8080}
     */
    List<String> examples(String address);
}
