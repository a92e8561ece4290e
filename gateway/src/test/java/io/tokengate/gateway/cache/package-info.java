@NullMarked
package io.tokengate.gateway.cache;

import org.jspecify.annotations.NullMarked;
