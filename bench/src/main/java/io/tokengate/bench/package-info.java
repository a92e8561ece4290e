/** Benchmarks: each measures the gateway beside a baseline, in turn, in one run, on one machine. */
@NullMarked
package io.tokengate.bench;

import org.jspecify.annotations.NullMarked;
