/** Health as routes, and what it tells of the gateway beside what Spring Boot finds by itself. */
@NullMarked
package io.tokengate.gateway.health;

import org.jspecify.annotations.NullMarked;
