package io.tokengate.gateway.security;

import io.tokengate.gateway.fuzz.Grammar;
import java.net.InetAddress;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** How strangers say who they are. */
public final class SecurityGrammars {
    private SecurityGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofHeader(
                        "security-basic", BasicCredentials::parse, "Basic Og==", "basic YTpiOmM=", "Basic w6k6"),
                Grammar.ofHeader(
                        "security-bearer",
                        text -> Objects.requireNonNullElse(BearerToken.parse(text), ""),
                        "Bearer a.b",
                        "bearer  x "),
                Grammar.ofHeader(
                        "security-address",
                        SecurityGrammars::address,
                        "198.51.100.1",
                        "2001:db8::1",
                        "::ffff:1.2.3.4"));
    }

    /** An address that is read is spelled again as the same one. */
    private static Object address(String text) {
        InetAddress address = ClientAddress.literal(text);
        if (address != null) {
            assertThat(ClientAddress.literal(address.getHostAddress())).isEqualTo(address);
        }
        return address == null ? "" : address;
    }
}
