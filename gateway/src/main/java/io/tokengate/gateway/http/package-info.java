/** What every dialect needs of HTTP. */
@NullMarked
package io.tokengate.gateway.http;

import org.jspecify.annotations.NullMarked;
