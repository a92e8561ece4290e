package io.tokengate.gateway.fuzz;

/** What Jazzer calls, by the names of its methods. */
public final class FuzzTarget {
    static final String GRAMMAR = "tokengate.fuzz.grammar";

    private static final Grammar TRIED = Grammars.named(System.getProperty(GRAMMAR));

    private FuzzTarget() {}

    /** Before the first input, and not in its time: has all classes loaded and instrumented. */
    public static void fuzzerInitialize() {
        TRIED.valid().forEach(TRIED::read);
    }

    /** Whatever it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        boolean _ = TRIED.read(input);
    }
}
