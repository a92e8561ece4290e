/** What every dialect needs of HTTP: bounded bodies, strict JSON, client addresses, failures and opaque cursors. */
@NullMarked
package io.tokengate.gateway.http;

import org.jspecify.annotations.NullMarked;
