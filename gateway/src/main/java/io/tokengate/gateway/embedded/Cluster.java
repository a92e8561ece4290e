package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** The server's data: made once, in a sibling that is renamed, so that an interrupted start spoils nothing. */
final class Cluster {
    static final String SUPERUSER = "tokengate";

    private static final String MAJOR = "18";
    private static final Duration INIT = Duration.ofMinutes(2);

    private Cluster() {}

    /** The cluster in a data folder; made now if it is not there. */
    static Path prepare(Path folder, Path binaries, ServerUser user, Path passwordFile) {
        Path cluster = folder.resolve("data");
        if (Files.isDirectory(cluster)) {
            requireMajor(cluster);
        } else {
            init(cluster, binaries, user, passwordFile);
        }
        return cluster;
    }

    private static void requireMajor(Path cluster) {
        try {
            String major = Files.readString(cluster.resolve("PG_VERSION")).strip();
            if (!major.equals(MAJOR)) {
                throw new EmbeddedPostgresException("the data in " + cluster + " is of PostgreSQL " + major
                        + ", and this release has PostgreSQL " + MAJOR
                        + ": dump it with the release that made it and restore it into a new TOKENGATE_DATA_DIR");
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(cluster + " is no PostgreSQL data: " + e.getMessage(), e);
        }
    }

    private static void init(Path cluster, Path binaries, ServerUser user, Path passwordFile) {
        Path sibling = cluster.resolveSibling("data.new");
        Folders.delete(sibling);
        createPrivate(sibling);
        if (user instanceof ServerUser.Unprivileged(int uid)) {
            Folders.give(sibling, uid);
        }
        Command.Ended ended = Command.run(
                user.as(List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + sibling,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions")),
                INIT);
        if (!ended.well()) {
            throw new EmbeddedPostgresException("initdb failed in " + sibling + ": " + ended.lastLine());
        }
        move(sibling, cluster);
    }

    private static void createPrivate(Path folder) {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
