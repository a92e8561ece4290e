/**
 * A PostgreSQL of the gateway's own, for whoever has none yet: it loses nothing, and listens to this machine only.
 * Everything here blocks; it runs on the main thread, before any event loop exists.
 */
@NullMarked
package io.tokengate.gateway.embedded;

import org.jspecify.annotations.NullMarked;
