package io.tokengate.gateway.dialect.dynatrace;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FieldSelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "+expirationDate,+scopes        | id name enabled owner creationDate expirationDate scopes",
                "-creationDate,-owner           | id name enabled",
                "+scopes,-creationDate          | id name enabled owner scopes",
                "creationDate,expirationDate,owner | id owner creationDate expirationDate",
                "name,owner,lastUsedDate        | id name owner lastUsedDate",
                "+scopes,+expirationDate,+personalAccessToken"
                        + "| id name enabled owner creationDate personalAccessToken expirationDate scopes",
                "-id                            | id name enabled owner creationDate",
                "+id                            | id name enabled owner creationDate",
                "id                             | id",
                "` scopes`                      | id name enabled owner creationDate scopes",
                "` scopes, modifiedDate,-name`  | id enabled owner creationDate scopes modifiedDate",
                "+scopes,+scopes                | id name enabled owner creationDate scopes",
                "+scopes,-scopes                | id name enabled owner creationDate",
                "-name,+name                    | id name enabled owner creationDate",
                "name,name                      | id name",
                "-name,-enabled,-owner,-creationDate | id",
                "additionalMetadata,modifiedDate,lastUsedIpAddress | id lastUsedIpAddress modifiedDate additionalMetadata",
            })
    void reads(String text, String expected) {
        assertThat(names(FieldSelection.parse(text))).isEqualTo(expected);
    }

    @Test
    void readsEveryField() {
        String all =
                Arrays.stream(TokenField.values()).map(TokenField::jsonName).collect(Collectors.joining(","));
        assertThat(FieldSelection.parse(all).fields()).containsExactly(TokenField.values());
        assertThat(all)
                .isEqualTo("id,name,enabled,owner,creationDate,personalAccessToken,expirationDate,lastUsedDate,"
                        + "lastUsedIpAddress,scopes,modifiedDate,additionalMetadata");
    }

    @Test
    void hasDefault() {
        assertThat(names(FieldSelection.DEFAULT)).isEqualTo("id name enabled owner creationDate");
        assertThat(FieldSelection.DEFAULT.shows(TokenField.NAME)).isTrue();
        assertThat(FieldSelection.DEFAULT.shows(TokenField.SCOPES)).isFalse();
    }

    @Test
    void isImmutable() {
        assertThatThrownBy(() -> FieldSelection.DEFAULT.fields().add(TokenField.SCOPES))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``             | Unknown field ''",
                "` `            | Unknown field ''",
                "+              | Unknown field ''",
                "token          | Unknown field 'token'",
                "Name           | Unknown field 'Name'",
                "`name `        | Unknown field 'name '",
                "+scopes,       | Names with and without + or - cannot be mixed (+ is %2B in a URL)",
                "+scopes,,+name | Names with and without + or - cannot be mixed (+ is %2B in a URL)",
                "name,          | Unknown field ''",
                "name,+scopes   | Names with and without + or - cannot be mixed (+ is %2B in a URL)",
                "+scopes,name   | Names with and without + or - cannot be mixed (+ is %2B in a URL)",
                "name, owner    | Names with and without + or - cannot be mixed (+ is %2B in a URL)",
                "++scopes       | Unknown field '+scopes'",
                "+ scopes       | Unknown field ' scopes'",
                "+-scopes       | Unknown field '-scopes'",
                "*              | Unknown field '*'",
            })
    void refuses(String text, String message) {
        assertThat(refusal(() -> FieldSelection.parse(text)))
                .isEqualTo(new ConstraintViolation("fields", message, ParameterLocation.QUERY));
    }

    private static String names(FieldSelection selection) {
        return selection.fields().stream().map(TokenField::jsonName).collect(Collectors.joining(" "));
    }
}
