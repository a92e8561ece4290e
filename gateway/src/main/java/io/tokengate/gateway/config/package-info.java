/** Settings, and how everything is put together. */
@NullMarked
package io.tokengate.gateway.config;

import org.jspecify.annotations.NullMarked;
