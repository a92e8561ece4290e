package io.tokengate.gateway.cache;

/** The two clocks: one that never jumps, for ages, and the wall's, for expiry. */
interface Clocks {
    /** Nanoseconds since some moment, as {@link System#nanoTime}. */
    long nanos();

    /** Milliseconds of the epoch. */
    long millis();

    /** The machine's. */
    static Clocks system() {
        return new Clocks() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long millis() {
                return System.currentTimeMillis();
            }
        };
    }
}
