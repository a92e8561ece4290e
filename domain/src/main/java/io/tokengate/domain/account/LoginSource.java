package io.tokengate.domain.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a login comes from, as far as failures are counted: an IPv4 address, or the first 64 bits of an IPv6 one, since
 * whoever has one address of such a network has all of them.
 *
 * @param text canonical: one text for each source
 */
public record LoginSource(String text) {
    /** Where no address is known; all such logins are one source. */
    private static final LoginSource UNKNOWN = new LoginSource("unknown");

    private static final int NETWORK_BYTES = 8;

    /** The source that an address belongs to, with or without an IPv6 zone; never looks up a name. */
    public static LoginSource of(@Nullable String address) {
        if (address == null) {
            return UNKNOWN;
        }
        int zone = address.indexOf('%');
        try {
            return of(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static LoginSource of(InetAddress address) {
        return new LoginSource(
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                        : address.getHostAddress());
    }
}
