/** What an API token is: its identity, its secret and digest, its scopes, owner and tenant. */
@NullMarked
package io.tokengate.domain.token;

import org.jspecify.annotations.NullMarked;
