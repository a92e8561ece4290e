package io.tokengate.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One parser that strangers reach: whatever comes in, it returns, or refuses by what it refuses with. All else is a fault.
 *
 * @param name of its corpus
 * @param parser with whatever must hold of what it returns
 * @param refusals the exceptions that it may throw
 * @param valid what it accepts, for a fuzzer to begin with
 */
public record Grammar(
        String name, Function<byte[], ?> parser, List<Class<? extends RuntimeException>> refusals, List<byte[]> valid) {
    /** Of bodies. */
    public static Grammar ofBytes(String name, Function<byte[], ?> parser, String... valid) {
        return new Grammar(name, parser, List.of(), bytes(valid));
    }

    /** Of texts, which come as UTF-8, with something in the place of what is none. */
    public static Grammar ofText(String name, Function<String, ?> parser, String... valid) {
        return ofBytes(name, bytes -> parser.apply(new String(bytes, StandardCharsets.UTF_8)), valid);
    }

    /** Of headers and targets: each byte a character, as the server reads them. */
    public static Grammar ofHeader(String name, Function<String, ?> parser, String... valid) {
        return ofBytes(name, bytes -> parser.apply(new String(bytes, StandardCharsets.ISO_8859_1)), valid);
    }

    /** The same, which may refuse by one more exception. Without any it has to answer. */
    public Grammar refusingBy(Class<? extends RuntimeException> refusal) {
        List<Class<? extends RuntimeException>> more = new ArrayList<>(refusals);
        more.add(refusal);
        return new Grammar(name, parser, List.copyOf(more), valid);
    }

    /** Reads it or refuses it; whether it was read. */
    public boolean read(byte[] input) {
        try {
            Object _ = parser.apply(input);
            return true;
        } catch (RuntimeException e) {
            if (refusals.stream().anyMatch(refusal -> refusal.isInstance(e))) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
