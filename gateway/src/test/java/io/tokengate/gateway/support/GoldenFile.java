package io.tokengate.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and the answers they must get, byte by byte, as a text that people can read: lines that begin with
 * {@code >} are sent, lines that begin with {@code <} are what must come. Of the headers only those named are looked at.
 * A word in double braces stands for a text that is not known beforehand: at its first place in an answer it takes any
 * text of the form that {@link #FORMS} has for it, and from then on means that text.
 */
public final class GoldenFile {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern WORD = Pattern.compile("\\{\\{(([a-z]+)[0-9]*)}}");
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("dtid", "dt0c01\\.[A-Z2-7]{24}"),
            Map.entry("dttoken", "dt0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}"),
            Map.entry("time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?Z"),
            Map.entry("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
            Map.entry("tgtoken", "tg_[a-z2-7]{64}"),
            Map.entry("cmtoken", "[A-Za-z0-9_.~-]{16,128}"),
            Map.entry("cmtime", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000\\+00:00"),
            Map.entry("cmused", "(?:null|\"[^\"]{32}\")"),
            Map.entry("number", "[0-9]+"),
            Map.entry("hex", "[0-9a-f]{32,}"),
            Map.entry("micros", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
            Map.entry("kpstoken", "kps_[a-z2-7]{64}"),
            Map.entry("kpssession", "kpss_[a-z2-7]{64}"),
            Map.entry("cursor", "[A-Za-z0-9_-]+"));

    private record Message(String first, List<String> headers, String body) {}

    private final Path file;
    private final Map<String, String> known = new HashMap<>();

    private GoldenFile(Path file, Map<String, String> known) {
        this.file = file;
        this.known.putAll(known);
    }

    /**
     * All files of a folder below {@code golden}.
     *
     * @param known what words mean beforehand
     */
    public static Stream<GoldenFile> of(String folder, Map<String, String> known) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", folder))) {
            return files.sorted().map(file -> new GoldenFile(file, known)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all requests in their order and compares. */
    public void play(String address) throws IOException, InterruptedException {
        List<Message> messages = read();
        assertThat(messages).as("requests and answers").isNotEmpty().hasSizeGreaterThan(1);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < messages.size(); i += 2) {
                HttpResponse<String> answer = client.send(request(address, messages.get(i)), BodyHandlers.ofString());
                compare(messages.get(i), messages.get(i + 1), answer);
            }
        }
    }

    /** The file's name. */
    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }

    private List<Message> read() throws IOException {
        List<Message> messages = new ArrayList<>();
        List<String> block = new ArrayList<>();
        char side = '>';
        for (String line : Files.readAllLines(file)) {
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            if (line.charAt(0) != side) {
                messages.add(message(block));
                block.clear();
                side = line.charAt(0);
            }
            block.add(line.length() > 1 ? line.substring(2) : "");
        }
        messages.add(message(block));
        return messages;
    }

    private static Message message(List<String> block) {
        int gap = block.indexOf("");
        int end = gap < 0 ? block.size() : gap;
        String body = gap < 0 ? "" : String.join("\n", block.subList(gap + 1, block.size()));
        return new Message(block.getFirst(), List.copyOf(block.subList(1, end)), body);
    }

    private HttpRequest request(String address, Message message) {
        String[] line = known(message.first()).split(" ", 2);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + line[1])).timeout(LIMIT);
        message.headers().forEach(header -> {
            String[] pair = known(header).split(": ", 2);
            request.header(pair[0], pair[1]);
        });
        String body = known(message.body());
        return request.method(
                        line[0],
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    private void compare(Message request, Message expected, HttpResponse<String> answer) {
        String what = file.getFileName() + ": " + request.first();
        assertThat(answer.statusCode() + "\n" + answer.body()).as(what).startsWith(expected.first() + "\n");
        for (String header : expected.headers()) {
            String[] pair = header.split(": ", 2);
            matches(
                    what + ": " + pair[0],
                    pair[1],
                    answer.headers().firstValue(pair[0]).orElse("absent"));
        }
        matches(what, expected.body(), answer.body());
    }

    private void matches(String what, String expected, String actual) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(expected);
        StringBuilder form = new StringBuilder();
        int end = 0;
        while (word.find()) {
            form.append(Pattern.quote(expected.substring(end, word.start()))).append(form(word, words));
            end = word.end();
        }
        form.append(Pattern.quote(expected.substring(end)));
        Matcher found = Pattern.compile(form.toString(), Pattern.DOTALL).matcher(actual);
        assertThat(found.matches())
                .as("%s%nexpected %s%nbut was  %s", what, expected, actual)
                .isTrue();
        for (int i = 0; i < words.size(); i++) {
            known.put(words.get(i), found.group(i + 1));
        }
    }

    private String form(Matcher word, List<String> words) {
        String name = word.group(1);
        String meaning = known.get(name);
        if (meaning != null) {
            return Pattern.quote(meaning);
        }
        words.add(name);
        return "(" + FORMS.getOrDefault(word.group(2), "no form for " + name) + ")";
    }

    private String known(String text) {
        return WORD.matcher(text)
                .replaceAll(word ->
                        Matcher.quoteReplacement(known.getOrDefault(word.group(1), "unknown word " + word.group(1))));
    }
}
