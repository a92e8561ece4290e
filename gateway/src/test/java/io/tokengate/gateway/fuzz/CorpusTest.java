package io.tokengate.gateway.fuzz;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

/** What a fuzzer found, again; new inputs are looked for by {@link Fuzzing}. */
class CorpusTest {
    static Stream<Grammar> grammars() {
        return Grammars.all();
    }

    @ParameterizedTest
    @MethodSource("grammars")
    void everyInputIsReadOrRefused(Grammar grammar) throws IOException {
        List<byte[]> inputs = Corpus.of(grammar).inputs();
        assertThat(inputs).as("kept inputs").isNotEmpty();
        inputs.forEach(input -> check(grammar, input));
    }

    @ParameterizedTest
    @MethodSource("grammars")
    void whatAFuzzerBeginsWithIsRead(Grammar grammar) {
        assertThat(grammar.valid()).isNotEmpty().anyMatch(input -> check(grammar, input));
    }

    private static boolean check(Grammar grammar, byte[] input) {
        try {
            return grammar.read(input);
        } catch (RuntimeException | Error e) {
            return fail(grammar + " broke on " + Base64.getEncoder().encodeToString(input), e);
        }
    }
}
