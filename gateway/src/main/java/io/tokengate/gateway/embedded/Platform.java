package io.tokengate.gateway.embedded;

import java.util.Locale;

/** For which system the binaries must be. */
record Platform(String system, String architecture) {
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String name, String architecture) {
        String system = name.toLowerCase(Locale.ROOT);
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
        if ((!arm && !intel) || (!system.startsWith("linux") && !system.startsWith("mac"))) {
            throw new EmbeddedPostgresException("there is no embedded PostgreSQL for " + name + " on " + architecture
                    + ": set TOKENGATE_DATABASE_URL to a PostgreSQL of your own");
        }
        return new Platform(system.startsWith("linux") ? "linux" : "darwin", arm ? "arm_64" : "x86_64");
    }

    /** The archive on the class path. */
    String resource() {
        return "postgres-" + system + "-" + architecture + ".txz";
    }
}
