/** Asks tokengate whether a token is good, for services in Java (docs/protocols/client.md). */
@NullMarked
package io.tokengate.client;

import org.jspecify.annotations.NullMarked;
