/** What stands in k8s, rendered by kubectl and read strictly, and the alerts, tried by promtool. */
@NullMarked
package io.tokengate.deployment;

import org.jspecify.annotations.NullMarked;
