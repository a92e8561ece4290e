@NullMarked
package io.tokengate.gateway.config;

import org.jspecify.annotations.NullMarked;
