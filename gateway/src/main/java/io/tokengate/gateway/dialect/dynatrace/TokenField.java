package io.tokengate.gateway.dialect.dynatrace;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members of a token as it is shown, in the order in which they are written. */
enum TokenField {
    ID("id"),
    NAME("name"),
    ENABLED("enabled"),
    OWNER("owner"),
    CREATION_DATE("creationDate"),
    PERSONAL_ACCESS_TOKEN("personalAccessToken"),
    EXPIRATION_DATE("expirationDate"),
    LAST_USED_DATE("lastUsedDate"),
    LAST_USED_IP_ADDRESS("lastUsedIpAddress"),
    SCOPES("scopes"),
    MODIFIED_DATE("modifiedDate"),
    ADDITIONAL_METADATA("additionalMetadata");

    private static final Map<String, TokenField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TokenField::jsonName, Function.identity()));

    private final String jsonName;

    TokenField(String jsonName) {
        this.jsonName = jsonName;
    }

    String jsonName() {
        return jsonName;
    }

    static Optional<TokenField> named(String jsonName) {
        return Optional.ofNullable(BY_NAME.get(jsonName));
    }
}
