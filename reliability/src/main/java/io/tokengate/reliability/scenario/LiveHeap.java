package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.GatewayProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a replica's heap holds right after a collection, over time. */
final class LiveHeap {
    private static final double MEBIBYTE = 1024 * 1024;
    private static final double NANOS_PER_HOUR = 3.6e12;

    private record Sample(double hours, double mebibytes) {}

    private final GatewayProcess replica;
    private final List<Sample> samples = new ArrayList<>();
    private final long began = System.nanoTime();

    LiveHeap(GatewayProcess replica) {
        this.replica = replica;
    }

    /** Has it collected, and looks. */
    void sample() throws IOException, InterruptedException {
        replica.collectGarbage();
        double bytes = replica.metric("jvm_memory_used_bytes", "area=\"heap\"");
        samples.add(new Sample((System.nanoTime() - began) / NANOS_PER_HOUR, bytes / MEBIBYTE));
    }

    /** By least squares over all samples but the first two, for caches fill and code is compiled in the beginning. */
    private double slope() {
        List<Sample> settled = samples.subList(Math.min(2, samples.size()), samples.size());
        double meanTime = settled.stream().mapToDouble(Sample::hours).average().orElse(0);
        double meanSize =
                settled.stream().mapToDouble(Sample::mebibytes).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (Sample sample : settled) {
            covariance += (sample.hours() - meanTime) * (sample.mebibytes() - meanSize);
            variance += (sample.hours() - meanTime) * (sample.hours() - meanTime);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    @Override
    public String toString() {
        return "%.1f MiB at first, %.1f MiB at last, %+.1f MiB an hour by %d samples"
                .formatted(samples.getFirst().mebibytes(), samples.getLast().mebibytes(), slope(), samples.size());
    }
}
