package io.tokengate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, as {@code docs/performance.md} has it. Medians of the rounds. */
final class Report {
    private final List<String> lines = new ArrayList<>();

    Report(String title) {
        lines.add("| " + title + " | requests/s | server CPU per request | p99 |");
        lines.add("| --- | --- | --- | --- |");
    }

    void row(String name, List<Sample> samples) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f µs | %.1f ms |",
                name,
                Sample.median(samples, Sample::perSecond),
                Sample.median(samples, Sample::cpuMicros),
                Sample.median(samples, Sample::p99Millis)));
    }

    /** Medians of one over medians of the other. */
    void ratio(String name, List<Sample> one, List<Sample> other) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | |",
                name,
                Sample.median(one, Sample::perSecond) / Sample.median(other, Sample::perSecond),
                Sample.median(one, Sample::cpuMicros) / Sample.median(other, Sample::cpuMicros)));
    }

    @SuppressWarnings("SystemOut")
    void print() {
        lines.forEach(System.out::println);
    }
}
