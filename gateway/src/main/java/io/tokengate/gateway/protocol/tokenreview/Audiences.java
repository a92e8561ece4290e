package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are good for in Kubernetes: one list for all of them, since a token of ours names none
 * (docs/protocols/token-review.md, «Audiences»). Without such a list no audience is answered, which by the API means that
 * the token is good for the API server, and for nothing that asks for an audience of its own.
 */
final class Audiences {
    private final Set<String> good;

    /**
     * For one installation.
     *
     * @param list with commas between; empty if nothing is said
     */
    Audiences(String list) {
        good = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Of those asked for, the ones that tokens are good for, in the order asked.
     *
     * @return empty if they are good for none; null if none was asked for, or it was not said what they are good for
     * @throws RequestException of kind {@link Kind#MALFORMED} if one of those asked for is null
     */
    @Nullable
    List<String> of(@Nullable List<@Nullable String> asked) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        List<String> names = asked.stream().map(Audiences::present).toList();
        return good.isEmpty() ? null : names.stream().filter(good::contains).toList();
    }

    private static String present(@Nullable String name) {
        if (name == null) {
            throw new RequestException(Kind.MALFORMED, "None of spec.audiences may be null");
        }
        return name;
    }
}
