package io.tokengate.reliability.scenario;

import java.io.IOException;

/** One kind of fault. */
interface Scenario {
    /** A word for the command line. */
    String name();

    /** What is injected, for the report. */
    String injected();

    /** Injects it while clients go on; what is wrong goes to the trial's history. */
    void run(Trial trial) throws IOException, InterruptedException;
}
