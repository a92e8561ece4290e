package io.tokengate.gateway.security;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.tokengate.gateway.http.LeanRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Finds the address of the client behind the proxies that the operator trusts. {@code X-Forwarded-For} is counted from
 * the right, where those proxies write; what stands further left is the client's own claim.
 */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_HOPS = 16;

    private final List<IpSubnetFilterRule> trusted;

    /**
     * Trusts these proxies.
     *
     * @param trusted networks such as {@code 10.0.0.0/8}; empty to believe no header
     * @throws IllegalArgumentException naming what is no network
     */
    public ClientAddress(List<String> trusted) {
        this.trusted = trusted.stream().map(ClientAddress::network).toList();
    }

    /** The client's address as text, or null if there is none, as on a request made by a test. */
    public @Nullable String of(ServerRequest request) {
        InetAddress address = find(request);
        return address == null ? null : address.getHostAddress();
    }

    /** The client's address, or null if there is none. */
    public @Nullable InetAddress find(ServerRequest request) {
        return find(LeanRequest.of(request));
    }

    /** The client's address, or null if there is none. */
    public @Nullable InetAddress find(LeanRequest request) {
        InetAddress peer = request.peer();
        return peer == null || trusted.isEmpty() || !isTrusted(peer)
                ? peer
                : behind(peer, request.headers(FORWARDED_FOR));
    }

    private InetAddress behind(InetAddress proxy, List<String> headers) {
        String[] hops = String.join(",", headers).split(",", -1);
        InetAddress address = proxy;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS) && isTrusted(address); i--) {
            InetAddress next = literal(hops[i].strip());
            if (next == null) {
                return address;
            }
            address = next;
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(network -> network.matches(socket));
    }

    /** The address that a text spells, IPv4 or IPv6; null for any other, such as a name: nothing is looked up. */
    public static @Nullable InetAddress literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address == null ? 0 : address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        if (address == null || prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("not a network such as 10.0.0.0/8: " + text);
        }
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    /** The number, or -1 for anything else, so that the one message above names the whole network. */
    private static int prefix(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }
}
