package io.tokengate.reliability.load;

import io.tokengate.reliability.cluster.Credentials;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Span;
import io.tokengate.reliability.history.Stored;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.history.Verification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks to one replica, and does nothing on its own: no request is sent twice. */
public final class Client implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([^\"]+)\"");
    private static final Pattern CLIENT_SECRET = Pattern.compile("\"clientSecret\":\"([^\"]+)\"");

    private final String replica;
    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Client(GatewayProcess replica) {
        this.replica = replica.name();
        this.address = replica.address();
    }

    public String replica() {
        return replica;
    }

    /** Asks for a verdict natively. */
    public Verification verify(String secret) {
        Answer answer = send("POST", "/v1/tokens:verify", Credentials.forVerification(), token(secret));
        return new Verification(replica, answer.span(), verdict(answer));
    }

    /** As {@link #verify}, with the whole answer. */
    public Answer askAbout(String secret) {
        return send("POST", "/v1/tokens:verify", Credentials.forVerification(), token(secret));
    }

    /** Whether it lives; nothing but the process itself is asked. */
    public Answer live() {
        return send("GET", "/livez", Credentials.forVerification(), "");
    }

    /** Asks for a new token. */
    public Answer create(Dialect dialect, String name) {
        return switch (dialect) {
            case DYNATRACE ->
                send(
                        "POST",
                        "/api/v2/apiTokens",
                        Credentials.forDynatrace(),
                        "{\"name\":\"" + name + "\",\"scopes\":[\"metrics.read\"]}");
            case UMAAAS ->
                send(
                        "POST",
                        "/umaaas/v1/tokens",
                        Credentials.forUmaaas(),
                        "{\"name\":\"" + name + "\",\"permissions\":[\"VIEW\"]}");
        };
    }

    /** The token of an answer to {@link #create}, if that is one. */
    public static Optional<Issued> issued(Dialect dialect, String name, Answer answer) {
        if (answer.status() != 201) {
            return Optional.empty();
        }
        String secret = switch (dialect) {
            case DYNATRACE -> found(TOKEN, answer.body());
            case UMAAAS -> found(CLIENT_ID, answer.body()) + ":" + found(CLIENT_SECRET, answer.body());
        };
        return Optional.of(new Issued(dialect, found(ID, answer.body()), secret, name, answer.span()));
    }

    /** Asks for another name; the Dynatrace dialect only. */
    public Answer rename(Issued token, String name) {
        return send("PUT", path(token), authorization(token), "{\"name\":\"" + name + "\"}");
    }

    /** Asks to revoke it for good. */
    public Answer revoke(Issued token) {
        return send("DELETE", path(token), authorization(token), "");
    }

    /** What its dialect says of it; empty if it says nothing now. */
    public Optional<Stored> find(Issued token) {
        Answer answer = send("GET", path(token), authorization(token), "");
        return switch (answer.status()) {
            case 200 -> Optional.of(new Stored.Present(found(NAME, answer.body())));
            case 404 -> Optional.of(new Stored.Revoked());
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        http.close();
    }

    static Verdict verdict(Answer answer) {
        return switch (answer.status()) {
            case 200 -> answer.body().startsWith("{\"valid\":true") ? Verdict.VALID : Verdict.INVALID;
            case 503 -> answer.retryAfter() ? Verdict.UNAVAILABLE : Verdict.WRONG;
            case Answer.BROKEN -> Verdict.BROKEN;
            default -> Verdict.WRONG;
        };
    }

    private Answer send(String method, String path, String authorization, String body) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean retryAfter = answer.headers().firstValue("Retry-After").isPresent();
            return new Answer(answer.statusCode(), answer.body(), retryAfter, new Span(begin, System.nanoTime()));
        } catch (IOException e) {
            return new Answer(Answer.BROKEN, e.toString(), false, new Span(begin, System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Answer.BROKEN, e.toString(), false, new Span(begin, System.nanoTime()));
        }
    }

    private static String token(String secret) {
        return "{\"token\":\"" + secret + "\"}";
    }

    private static String path(Issued token) {
        return switch (token.dialect()) {
            case DYNATRACE -> "/api/v2/apiTokens/" + token.id();
            case UMAAAS -> "/umaaas/v1/tokens/" + token.id();
        };
    }

    private static String authorization(Issued token) {
        return switch (token.dialect()) {
            case DYNATRACE -> Credentials.forDynatrace();
            case UMAAAS -> Credentials.forUmaaas();
        };
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern);
        }
        return matcher.group(1);
    }
}
