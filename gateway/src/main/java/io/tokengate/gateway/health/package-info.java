/** What the actuator tells of the gateway's health beside what Spring Boot finds by itself. */
@NullMarked
package io.tokengate.gateway.health;

import org.jspecify.annotations.NullMarked;
