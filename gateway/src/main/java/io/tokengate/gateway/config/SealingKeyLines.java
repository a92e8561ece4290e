package io.tokengate.gateway.config;

import io.tokengate.domain.secret.SealingKey;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.gateway.setup.StartupException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code TOKENGATE_RECOVERABLE_KEYS}: a line a key, its id and the Base64 of its 32 bytes with spaces between. The
 * first key seals. Empty lines and those that begin with {@code #} do not count.
 */
final class SealingKeyLines {
    private static final String SETTING = "TOKENGATE_RECOVERABLE_KEYS";

    private SealingKeyLines() {}

    /**
     * Reads them all.
     *
     * @param text absent if nothing is to be sealed
     * @throws StartupException naming the line that is wrong, without repeating it: it may have a key
     */
    static SealingKeys parse(@Nullable String text) {
        if (text == null) {
            return SealingKeys.NONE;
        }
        List<SealingKey> keys = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(key(line, i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new StartupException(SETTING + " is set and has no key: give one a line, or do not set it");
        }
        try {
            return new SealingKeys(keys);
        } catch (IllegalArgumentException e) {
            throw new StartupException(SETTING + ": " + e.getMessage());
        }
    }

    private static SealingKey key(String line, int number) {
        String[] words = line.split("\\s+", -1);
        try {
            if (words.length == 2) {
                return new SealingKey(words[0], Base64.getDecoder().decode(words[1]));
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for another number of words.
        }
        throw new StartupException(SETTING + ", line " + number
                + ": must be a key id (1 to 32 letters, digits and . _ -), a space, and the Base64 of 32 bytes");
    }
}
