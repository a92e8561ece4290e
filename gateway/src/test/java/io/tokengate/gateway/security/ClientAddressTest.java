package io.tokengate.gateway.security;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Proxies are 10.0.0.0/8 and 2001:db8::/32; clients are elsewhere. */
class ClientAddressTest {
    private static final ClientAddress BEHIND_PROXIES = new ClientAddress(List.of("10.0.0.0/8", "2001:db8::/32"));

    @Test
    void withoutProxiesTheHeaderIsClaimOnly() {
        ClientAddress addresses = new ClientAddress(List.of());
        assertThat(addresses.of(request("10.0.0.1", "1.2.3.4"))).isEqualTo("10.0.0.1");
    }

    @Test
    void strangersAreNotBelieved() {
        assertThat(BEHIND_PROXIES.of(request("192.0.2.1", "1.2.3.4"))).isEqualTo("192.0.2.1");
        assertThat(BEHIND_PROXIES.of(request("11.0.0.1", "1.2.3.4"))).isEqualTo("11.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 192.0.2.1",
                "192.0.2.1, 10.0.0.2 | 192.0.2.1",
                "192.0.2.1,10.0.0.3,10.0.0.2 | 192.0.2.1",
                "1.2.3.4, 192.0.2.1 | 192.0.2.1",
                "10.0.0.9, 192.0.2.1, 10.0.0.2 | 192.0.2.1",
                "10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "192.0.2.1, unknown, 10.0.0.2 | 10.0.0.2",
                "192.0.2.1, 10.0.0.2, | 10.0.0.1",
                "192.0.2.1, 300.0.0.1 | 10.0.0.1",
                "192.0.2.1, example.org | 10.0.0.1",
                "192.0.2.1, 192.0.2.2:4711 | 10.0.0.1",
                "2001:db9::1, 2001:db8::1 | 2001:db9:0:0:0:0:0:1",
                "192.0.2.1, 2001:DB8:0:0:0:0:0:1 | 192.0.2.1",
                "192.0.2.1, ::ffff:10.0.0.2 | 192.0.2.1"
            })
    void countsProxiesFromTheRight(String forwardedFor, String client) {
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", forwardedFor))).isEqualTo(client);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", "1.2.3.4", "192.0.2.1, 10.0.0.3", "10.0.0.2")))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void withoutHeaderTheProxyIsTheClient() {
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1"))).isEqualTo("10.0.0.1");
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", ""))).isEqualTo("10.0.0.1");
    }

    @Test
    void proxyMayHaveIpv6() {
        assertThat(BEHIND_PROXIES.of(request("2001:db8::1", "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(BEHIND_PROXIES.of(request("2001:db9::1", "192.0.2.1"))).isEqualTo("2001:db9:0:0:0:0:0:1");
    }

    @Test
    void looksAtSixteenHopsAtMost() {
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", "192.0.2.1, " + proxies(15))))
                .isEqualTo("192.0.2.1");
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", "192.0.2.1, " + proxies(16))))
                .isEqualTo("10.0.1.0");
        assertThat(BEHIND_PROXIES.of(request("10.0.0.1", ",".repeat(100_000) + proxies(1))))
                .isEqualTo("10.0.1.0");
    }

    @Test
    void networkWithoutPrefixIsOneAddress() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.1", "::1"));
        assertThat(addresses.of(request("10.0.0.1", "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("::1", "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("10.0.0.2", "192.0.2.1"))).isEqualTo("10.0.0.2");
    }

    @Test
    void prefixOfZeroTrustsEverybody() {
        assertThat(new ClientAddress(List.of("0.0.0.0/0")).of(request("192.0.2.1", "192.0.2.2")))
                .isEqualTo("192.0.2.2");
    }

    @Test
    void requestMayHaveNoAddress() {
        assertThat(BEHIND_PROXIES.of(request(null, "192.0.2.1"))).isNull();
        assertThat(BEHIND_PROXIES.of(from(InetSocketAddress.createUnresolved("localhost", 1))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "10.0.0",
                "10.0.0.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/33",
                "10.0.0.0/99",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.0/99999999999",
                "2001:db8::/129",
                "2001:db8::/x",
                "/8"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientAddress(List.of("10.0.0.0/8", text)))
                .withMessage("not a network such as 10.0.0.0/8: " + text);
    }

    private static String proxies(int count) {
        return IntStream.range(0, count).mapToObj(i -> "10.0.1." + i).collect(Collectors.joining(", "));
    }

    private static ServerRequest request(@Nullable String peer, String... forwardedFor) {
        return from(peer == null ? null : new InetSocketAddress(peer, 4711), forwardedFor);
    }

    private static ServerRequest from(@Nullable InetSocketAddress peer, String... forwardedFor) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").header("X-Forwarded-For", forwardedFor);
        if (peer != null) {
            request.remoteAddress(peer);
        }
        return ServerRequest.create(MockServerWebExchange.from(request), List.of());
    }
}
