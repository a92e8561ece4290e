package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.TokenChange;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Invalid;
import java.util.List;
import java.util.Map;

/**
 * The operations of a PATCH, all of them valid. They are done one after the other on what the token is, and only what
 * comes out in the end is stored: all or nothing.
 */
record Patch(List<Operation> operations) {
    /** One operation. */
    sealed interface Operation {}

    /** Another name. */
    record Rename(String name) implements Operation {}

    /** On or off. */
    record Switch(boolean enabled) implements Operation {}

    /** The name must be this one. */
    record TestName(String name) implements Operation {}

    /** It must be on, or off. */
    record TestEnabled(boolean enabled) implements Operation {}

    /** From a member to itself, which is all that fits. */
    record Copy() implements Operation {}

    /** What is to be changed of this token; throws {@link Invalid} if a test fails. */
    TokenChange on(ApiToken token) {
        String name = token.name();
        boolean enabled = token.enabled();
        for (int i = 0; i < operations.size(); i++) {
            switch (operations.get(i)) {
                case Rename(String wanted) -> name = wanted;
                case Switch(boolean wanted) -> enabled = wanted;
                case TestName(String expected) -> require(expected.equals(name), i);
                case TestEnabled(boolean expected) -> require(expected == enabled, i);
                case Copy() -> {}
            }
        }
        return new TokenChange(name, enabled, null);
    }

    private static void require(boolean holds, int index) {
        if (!holds) {
            throw new Invalid(Map.of(
                    Integer.toString(index), Map.of("value", List.of("The test failed: the token has another value"))));
        }
    }
}
