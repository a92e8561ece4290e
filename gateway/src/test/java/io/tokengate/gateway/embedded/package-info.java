@NullMarked
package io.tokengate.gateway.embedded;

import org.jspecify.annotations.NullMarked;
