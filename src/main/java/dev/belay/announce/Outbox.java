package dev.belay.announce;

import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import dev.belay.model.Rollout.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a target has to tell and has not delivered yet. Part of its root, and pure: {@link #post} together with the change that is told of,
 * {@link #claim} and store, send, {@link #settle} and store.
 *
 * <p>Letters to one recipient go in their order, one at a time, and wait together while it can't be reached: 30 seconds, doubled up to 30 minutes;
 * a new letter to it is an occasion to try at once. What is refused holds no other up and is given up after five tries; anything is
 * after a day, and the oldest beyond a hundred.
 *
 * @param letters the oldest first
 * @param posted ids of the last announcements: what was posted once is not posted again
 * @param trouble that the last follow-up is for; null: none
 */
public record Outbox(
        List<Letter> letters, List<String> posted, @Nullable Trouble trouble) {
    public static final Outbox EMPTY = new Outbox(List.of(), List.of(), null);

    /** Longer than any courier takes. A claim that is older belongs to a sender that is no more. */
    public static final Duration CLAIM = Duration.ofMinutes(2);

    static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    static final int TRIES_WHEN_REFUSED = 5;
    static final int MOST = 100;
    private static final int REMEMBERED = 50;

    /** An outbox, and how letters ended on the way to it. */
    public record Settled(Outbox outbox, List<Receipt> receipts) {
        public Settled {
            receipts = List.copyOf(receipts);
        }
    }

    /** An outbox to be stored, and only then its letters to be sent. */
    public record Claim(Outbox outbox, List<Letter> letters) {
        public Claim {
            letters = List.copyOf(letters);
        }
    }

    public Outbox {
        letters = List.copyOf(letters);
        posted = List.copyOf(posted);
    }

    /** A letter to each receiver, and one to the follow-up where one is open or to be opened. */
    public Settled post(Announcement said, List<Receiver> receivers, @Nullable FollowUp followUp) {
        if (posted.contains(said.id())
                || letters.stream()
                        .anyMatch(letter -> letter.announcement().id().equals(said.id()))) {
            return new Settled(this, List.of());
        }
        var fresh = new ArrayList<Letter>();
        for (int i = 0; i < receivers.size(); i++) {
            fresh.add(Letter.of(said, Recipient.of(receivers.get(i)), Integer.toString(i)));
        }
        Trouble part = Trouble.after(trouble, said);
        if (followUp != null
                && part != null
                && !part.over()
                && said.kind().followedUp() != Announcement.FollowedUp.NEVER) {
            fresh.add(Letter.of(said, Recipient.of(followUp, part), "follow-up"));
        }
        var recipients = fresh.stream().map(Letter::to).toList();
        var all = Stream.concat(letters.stream().map(letter -> stirred(letter, recipients, said.at())), fresh.stream())
                .toList();
        var ids = Stream.concat(posted.stream(), Stream.of(said.id())).toList();
        var next = new Outbox(
                all.subList(Math.max(0, all.size() - MOST), all.size()),
                ids.subList(Math.max(0, ids.size() - REMEMBERED), ids.size()),
                part == null ? null : part.made(said));
        String why = "given up: more than " + MOST + " messages were waiting";
        return new Settled(
                next,
                all.subList(0, Math.max(0, all.size() - MOST)).stream()
                        .map(letter -> receipt(letter, said.at(), false, why))
                        .toList());
    }

    private static Letter stirred(Letter letter, List<Recipient> recipients, Instant now) {
        boolean waits =
                !letter.claimed() && letter.refusals() == 0 && letter.due().isAfter(now);
        return waits && recipients.contains(letter.to()) ? letter.dueAt(now) : letter;
    }

    /** Takes the letters that are due, one for a recipient. They are to be sent only once the outbox is stored. */
    public Claim claim(Instant now) {
        var taken = new LinkedHashMap<String, Letter>();
        lines().map(Outbox::head)
                .filter(letter -> !letter.due().isAfter(now))
                .forEach(letter -> taken.put(letter.id(), letter.claim(now.plus(CLAIM))));
        return new Claim(
                with(letters.stream()
                        .map(letter -> taken.getOrDefault(letter.id(), letter))
                        .toList()),
                List.copyOf(taken.values()));
    }

    /** What a daemon finds when it begins: whoever claimed letters is no more, so they are due. Some of them may have arrived. */
    public Outbox recover() {
        return with(letters.stream()
                .map(letter ->
                        letter.claimed() ? letter.dueAt(letter.announcement().at()) : letter)
                .toList());
    }

    /** Takes in how a try ended. A letter that is no more changes nothing. */
    public Settled settle(String letter, Delivery delivery, Instant now) {
        Letter tried = letters.stream()
                .filter(one -> one.id().equals(letter))
                .findFirst()
                .orElse(null);
        if (tried == null) {
            return new Settled(this, List.of());
        }
        return switch (delivery) {
            case Delivery.Delivered delivered -> end(tried, now, true, delivered.answer());
            case Delivery.Failed failed -> again(tried.failed(failed.why(), now), now, failed.why());
            case Delivery.Refused refused -> again(tried.refused(refused.why(), now), now, refused.why());
        };
    }

    private Settled again(Letter next, Instant now, String why) {
        boolean old = !now.isBefore(next.announcement().at().plus(GIVEN_UP_AFTER));
        if (old || next.refusals() >= TRIES_WHEN_REFUSED) {
            return end(
                    next,
                    now,
                    false,
                    "given up after " + next.tries() + (next.tries() == 1 ? " try: " : " tries: ") + why);
        }
        return new Settled(
                with(letters.stream()
                        .map(one -> one.id().equals(next.id()) ? next : one)
                        .toList()),
                List.of());
    }

    private Settled end(Letter letter, Instant now, boolean delivered, String answer) {
        return new Settled(
                with(letters.stream()
                        .filter(one -> !one.id().equals(letter.id()))
                        .toList()),
                List.of(receipt(letter, now, delivered, answer)));
    }

    private static Receipt receipt(Letter letter, Instant now, boolean delivered, String answer) {
        var said = letter.announcement();
        return new Receipt(
                said.rollout(), new Told(now, letter.receiverName(), said.kind().word(), said.id(), delivered, answer));
    }

    /** When {@link #claim} will take something, possibly in the past; null: there is nothing to send. */
    public @Nullable Instant next() {
        return lines().map(line -> head(line).due())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Stream<List<Letter>> lines() {
        SequencedMap<Recipient, List<Letter>> lines =
                letters.stream().collect(Collectors.groupingBy(Letter::to, LinkedHashMap::new, Collectors.toList()));
        return lines.sequencedValues().stream();
    }

    /** Whose turn it is: what is being sent, else the earliest of the oldest and of those that were refused. */
    private static Letter head(List<Letter> line) {
        Letter oldest = line.stream()
                .filter(letter -> letter.refusals() == 0)
                .findFirst()
                .orElse(null);
        return line.stream()
                .filter(Letter::claimed)
                .findFirst()
                .orElseGet(() -> line.stream()
                        .filter(letter -> letter.refusals() > 0 || Objects.equals(letter, oldest))
                        .min(Comparator.comparing(Letter::due))
                        .orElseThrow());
    }

    private Outbox with(List<Letter> newLetters) {
        return new Outbox(newLetters, posted, trouble);
    }
}
