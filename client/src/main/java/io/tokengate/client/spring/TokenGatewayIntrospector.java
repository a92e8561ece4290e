package io.tokengate.client.spring;

import io.tokengate.client.TokenGatewayVerifier;
import io.tokengate.client.Verdict;
import io.tokengate.client.VerificationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Bearers of a resource server, with the attributes and authorities that Spring Security's own introspector gives them. */
public final class TokenGatewayIntrospector implements ReactiveOpaqueTokenIntrospector {
    private final TokenGatewayVerifier verifier;

    public TokenGatewayIntrospector(TokenGatewayVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Who the bearer is.
     *
     * @return error {@link BadOpaqueTokenException}, which becomes a 401, for a token that is no good; a 503 if it cannot be
     *     known, rather than the exception that Spring Security has for it, which becomes a 500
     */
    @Override
    public Mono<OAuth2AuthenticatedPrincipal> introspect(String token) {
        return verifier.verify(token)
                .map(TokenGatewayIntrospector::principal)
                .onErrorMap(
                        VerificationException.class,
                        unknown -> new ResponseStatusException(
                                HttpStatus.SERVICE_UNAVAILABLE, "The token cannot be verified now", unknown));
    }

    private static OAuth2AuthenticatedPrincipal principal(Verdict verdict) {
        if (verdict instanceof Verdict.Valid valid) {
            Collection<GrantedAuthority> authorities = new ArrayList<>();
            valid.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
            return new OAuth2IntrospectionAuthenticatedPrincipal(valid.owner().id(), attributes(valid), authorities);
        }
        throw new BadOpaqueTokenException("The token is not valid");
    }

    private static Map<String, Object> attributes(Verdict.Valid token) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("active", true);
        attributes.put("sub", token.owner().id());
        attributes.put("username", token.owner().username());
        attributes.put("client_id", token.id());
        attributes.put("jti", token.id());
        attributes.put("scope", List.copyOf(token.scopes()));
        attributes.put("iat", token.createdAt());
        if (token.expiresAt() != null) {
            attributes.put("exp", token.expiresAt());
        }
        attributes.put("dialect", token.dialect());
        attributes.put("tenant", token.tenant());
        attributes.put("name", token.name());
        attributes.put("roles", List.copyOf(token.owner().roles()));
        return attributes;
    }
}
