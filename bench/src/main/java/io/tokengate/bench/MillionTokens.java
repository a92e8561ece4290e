package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many tokens, put into the database at once, whose texts are known: {@link Requests#madeUp} of their numbers. */
final class MillionTokens {
    static final int COUNT = 1_000_000;

    private static final String TEXT =
            "'dt0c01.' || translate(lpad(%s::text, 24, '0'), '0123456789', 'ABCDEFGHIJ') || '.' || repeat('M', 48)"
                    + " || 'ZZZZ' || repeat('M', 12)";

    private static final String INSERT = """
            set session_replication_role = replica;
            insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled,
                               created_at, updated_at)
            select o.tenant_id, o.id, 'dynatrace', left(text, 31), sha256(convert_to(text, 'UTF8')),
                   lpad(i::text, 16, '0'), array['logs.read', 'metrics.read'], false, true, now(), now()
              from (select i, %s as text from generate_series(0, %d) i) made,
                   (select id, tenant_id from app_user order by id limit 1) o;
            """.formatted(TEXT.formatted("i"), COUNT - 1);

    private static final String FETCH = """
            \\set i random(0, %d)
            select id, public_id, name, scopes, enabled, created_at, expires_at, revoked_at from token
             where digest = sha256(convert_to(%s, 'UTF8'));
            """.formatted(COUNT - 1, TEXT.formatted(":i::int"));

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private MillionTokens() {}

    static void insert(String database) throws IOException, InterruptedException {
        Tool.run("psql", database, "-qc", INSERT);
        Tool.run("psql", database, "-qc", "vacuum analyze token");
        // What was inserted is written to disk now, and not while it is measured how fast it is read.
        Tool.run("psql", database, "-qc", "checkpoint");
    }

    /** Rows a second that {@code pgbench} fetches by digest over TCP. */
    static double pgbench(String database, Path folder, int seconds) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("fetch.sql"), FETCH);
        String said = Tool.run(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                "16",
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                script.toString(),
                database);
        Matcher tps = TPS.matcher(said);
        if (!tps.find()) {
            throw new IOException(said);
        }
        return Double.parseDouble(tps.group(1));
    }
}
