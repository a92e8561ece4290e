package io.tokengate.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one stretch of load came to.
 *
 * @param perSecond answers a second
 * @param cpuMicros CPU time of the server for each answer, in microseconds
 * @param p99Millis 99 of 100 answers took no longer, in milliseconds
 */
record Sample(double perSecond, double cpuMicros, double p99Millis) {
    /** The median of a figure of samples, of whatever kind. */
    static <T> double median(List<T> samples, ToDoubleFunction<T> figure) {
        List<Double> sorted = samples.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
