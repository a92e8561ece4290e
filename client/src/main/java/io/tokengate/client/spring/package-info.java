/** The client as Spring Boot configures it, for Spring Security's resource servers (docs/protocols/client.md). */
@NullMarked
package io.tokengate.client.spring;

import org.jspecify.annotations.NullMarked;
