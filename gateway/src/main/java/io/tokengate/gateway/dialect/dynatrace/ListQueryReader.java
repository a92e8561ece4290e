package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one {@link ListQuery}; goes on after a violation, so that the client learns of all at once. */
final class ListQueryReader {
    private final ListParameters parameters;
    private final Instant now;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    ListQueryReader(ListParameters parameters, Instant now) {
        this.parameters = parameters;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    ListQuery read() {
        ListQuery query = new ListQuery(
                value(ListParameters.PAGE_SIZE, PageSize::parse).orElse(PageSize.DEFAULT),
                value(ListParameters.SELECTOR, TokenSelector::parse).orElse(TokenSelector.ALL),
                value(ListParameters.FIELDS, FieldSelection::parse).orElse(FieldSelection.DEFAULT),
                timeframe(),
                value(ListParameters.SORT, TokenSort::parse).orElse(TokenSort.DEFAULT));
        if (!violations.isEmpty()) {
            throw new ConstraintViolations(violations);
        }
        return query;
    }

    private @Nullable Timeframe timeframe() {
        int before = violations.size();
        Optional<Instant> from = time(ListParameters.FROM);
        Optional<Instant> to = time(ListParameters.TO);
        if (violations.size() > before || (from.isEmpty() && to.isEmpty())) {
            return null;
        }
        Timeframe timeframe = new Timeframe(from.orElse(null), to.orElse(now));
        if (from.isPresent() && from.get().isAfter(timeframe.to())) {
            violations.addAll(Parameter.query(ListParameters.FROM)
                    .refused("Must not be later than 'to', which is now unless given")
                    .violations());
        }
        return timeframe;
    }

    private Optional<Instant> time(String name) {
        return value(name, text -> TimeText.parse(text, now, Parameter.query(name)));
    }

    private <T> Optional<T> value(String name, Function<String, T> grammar) {
        try {
            return parameters.value(name).map(grammar);
        } catch (ConstraintViolations e) {
            violations.addAll(e.violations());
            return Optional.empty();
        }
    }
}
