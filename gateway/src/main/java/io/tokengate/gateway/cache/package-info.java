/** What is known of tokens between two looks at the store, and how it is kept no older than promised: the hot path. */
@NullMarked
package io.tokengate.gateway.cache;

import org.jspecify.annotations.NullMarked;
