/** Where the process begins: the entry point and the application that it starts. */
@NullMarked
package io.tokengate.gateway;

import org.jspecify.annotations.NullMarked;
