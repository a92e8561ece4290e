/** Who is calling: credentials, passwords and client addresses. */
@NullMarked
package io.tokengate.gateway.security;

import org.jspecify.annotations.NullMarked;
