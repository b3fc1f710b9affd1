package dev.belay.store;

import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import dev.belay.publish.PublicationContract;
import org.junit.jupiter.api.Test;

class MemoryStoreTest implements RecordStoreContract, DocumentStoreContract, PublicationContract {
    private final MemoryStore memory = new MemoryStore();

    @Override
    public StoreUnderTest store() {
        return new InMemory(memory);
    }

    private record InMemory(MemoryStore memory) implements StoreUnderTest {
        @Override
        public RecordStore records() {
            return memory;
        }

        @Override
        public DocumentStore documents() {
            return memory;
        }

        @Override
        public void edit(RecordKind kind, String name, String reason) {
            memory.edit(kind, name, RecordCodec.toYaml(SampleRecords.record(kind, name, reason)));
        }

        @Override
        public void remove(RecordKind kind, String name) {
            memory.remove(kind, name);
        }

        @Override
        public void spoil(RecordKind kind, String name) {
            memory.spoil(kind, name, "it is a test");
        }

        @Override
        public void goAway() {
            memory.goAway();
        }

        @Override
        public void comeBack() {
            memory.comeBack();
        }

        @Override
        public void close() {}
    }

    private static MemoryStore.Faults failing(boolean before) {
        return new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                fail(before && call.equals("documents write state/shop"));
            }

            @Override
            public void after(String call) {
                fail(!before && call.equals("documents write state/shop"));
            }

            private void fail(boolean now) {
                if (now) {
                    throw new Failure.Unavailable("injected").asException();
                }
            }
        };
    }

    @Test
    void a_fault_before_a_write_leaves_the_store_as_it_was() {
        memory.faults(failing(true));
        assertFails(Failure.Unavailable.class, () -> memory.write("state/shop", "1", null));
        assertThat(memory.read("state/shop")).isNull();
    }

    @Test
    void a_fault_after_a_write_is_a_reply_that_was_lost() {
        memory.faults(failing(false));
        assertFails(Failure.Unavailable.class, () -> memory.write("state/shop", "1", null));
        assertThat(memory.read("state/shop")).isNotNull();
    }
}
