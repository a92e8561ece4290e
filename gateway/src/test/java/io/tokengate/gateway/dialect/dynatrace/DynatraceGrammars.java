package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.fuzz.FuzzKeys;
import io.tokengate.gateway.fuzz.Grammar;
import java.util.stream.Stream;

/** What this dialect reads of strangers. */
public final class DynatraceGrammars {
    private static final DynatraceTokenFormat FORMAT =
            new DynatraceTokenFormat(new SecretGenerator(), FuzzKeys.checksum());

    private DynatraceGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.concat(
                Stream.of(Grammar.ofText(
                        "dynatrace-token", FORMAT::check, FORMAT.mint().secret().reveal())),
                HostileInputTest.grammars()
                        .map(grammar -> Grammar.ofText(
                                        "dynatrace-" + grammar.name().replace(' ', '-'),
                                        grammar.parser(),
                                        grammar.valid().toArray(String[]::new))
                                .refusingBy(ConstraintViolations.class)));
    }
}
