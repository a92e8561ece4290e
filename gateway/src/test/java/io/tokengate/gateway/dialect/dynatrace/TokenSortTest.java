package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.dialect.dynatrace.TokenSort.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

class TokenSortTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "+name,           NAME,            ASCENDING",
                "-name,           NAME,            DESCENDING",
                "name,            NAME,            ASCENDING",
                "` name`,         NAME,            ASCENDING",
                "+creationDate,   CREATION_DATE,   ASCENDING",
                "-creationDate,   CREATION_DATE,   DESCENDING",
                "creationDate,    CREATION_DATE,   ASCENDING",
                "+lastUsedDate,   LAST_USED_DATE,  ASCENDING",
                "-lastUsedDate,   LAST_USED_DATE,  DESCENDING",
                "+expirationDate, EXPIRATION_DATE, ASCENDING",
                "-expirationDate, EXPIRATION_DATE, DESCENDING",
                "+modifiedDate,   MODIFIED_DATE,   ASCENDING",
                "-modifiedDate,   MODIFIED_DATE,   DESCENDING",
            })
    void reads(String text, SortKey key, Direction direction) {
        assertThat(TokenSort.parse(text)).isEqualTo(new TokenSort(key, direction));
    }

    @Test
    void hasDefault() {
        assertThat(TokenSort.DEFAULT).isEqualTo(TokenSort.parse("-creationDate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "-", " ", "id", "Name", "name ", "++name", "+-name", "+ name", "name,owner", "owner"})
    void refuses(String text) {
        assertThat(refusal(() -> TokenSort.parse(text)))
                .isEqualTo(new ConstraintViolation(
                        "sort",
                        "Cannot sort by '" + text
                                + "': use name, lastUsedDate, creationDate, expirationDate or modifiedDate",
                        ParameterLocation.QUERY));
    }

    @ParameterizedTest
    @CsvSource({
        "+lastUsedDate,   true",
        "-lastUsedDate,   false",
        "+modifiedDate,   true",
        "-modifiedDate,   false",
        "+expirationDate, false",
        "-expirationDate, true",
    })
    void knowsWhereTokensWithoutValueGo(String text, boolean first) {
        assertThat(TokenSort.parse(text).missingFirst()).isEqualTo(first);
    }
}
