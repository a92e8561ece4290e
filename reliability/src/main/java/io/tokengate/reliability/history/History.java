package io.tokengate.reliability.history;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** What all clients were told. Verdicts are judged as they come, since there are too many to keep. */
public final class History {
    private static final int FAULTS_KEPT = 50;
    private static final int IN_USE = 500;

    private final Judge judge;
    private final ConcurrentLinkedQueue<Issued> issued = new ConcurrentLinkedQueue<>();
    private final AtomicReferenceArray<Issued> inUse = new AtomicReferenceArray<>(IN_USE);
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final LongAdder wrong = new LongAdder();
    private final Map<Verdict, LongAdder> verdicts = adders(Verdict.class);
    private final Map<Outcome, LongAdder> changes = adders(Outcome.class);

    public History(Outages outages) {
        this.judge = new Judge(outages);
    }

    /** A creation was acknowledged; others verify the token from now on. */
    public void created(Issued token) {
        issued.add(token);
        inUse.set(Math.floorMod(next.getAndIncrement(), IN_USE), token);
    }

    /** A client learnt, or did not learn, that a change is done. */
    public void changed(Outcome outcome) {
        of(changes, outcome).increment();
    }

    /** A token that was made lately, revoked or not. */
    public Optional<Issued> any() {
        int count = Math.min(next.get(), IN_USE);
        return count == 0
                ? Optional.empty()
                : Optional.ofNullable(inUse.get(ThreadLocalRandom.current().nextInt(count)));
    }

    /** A verdict was told of it. */
    public void verified(Issued token, Verification verification) {
        of(verdicts, verification.verdict()).increment();
        judge.fault(token, verification).ifPresent(this::fault);
    }

    /** Something was told or found that cannot be right. */
    public void fault(String description) {
        wrong.increment();
        if (faults.size() < FAULTS_KEPT) {
            faults.add(description);
        }
    }

    /** All tokens whose creation was acknowledged. */
    public Collection<Issued> issued() {
        return issued;
    }

    /** How often that was told. */
    public long count(Verdict verdict) {
        return of(verdicts, verdict).sum();
    }

    /** How many changes ended so. */
    public long count(Outcome outcome) {
        return of(changes, outcome).sum();
    }

    /** How often something was wrong. */
    public long wrong() {
        return wrong.sum();
    }

    /** The first ones of that. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static <E extends Enum<E>> LongAdder of(Map<E, LongAdder> adders, E constant) {
        return adders.computeIfAbsent(constant, absent -> new LongAdder());
    }
}
