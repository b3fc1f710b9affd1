package dev.belay.store;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The network below an SDK client: it counts, loses the replies of writes that arrived, and breaks. */
public final class FaultyWire implements ExecutionInterceptor {
    private final Map<String, Integer> calls = new TreeMap<>();
    private int repliesToLose;
    private boolean refusesWrites;
    private boolean gone;
    private boolean goesAway;

    /** The replies of the next writes are lost after the writes were done; the client sees a fault of the server. */
    public synchronized void loseReplies(int count) {
        repliesToLose = count;
    }

    /** No write arrives any more; reads do. */
    public synchronized void loseWrites() {
        refusesWrites = true;
    }

    /** The next write is stored, and after it nothing is reached any more. */
    public synchronized void goAwayAfterNextWrite() {
        repliesToLose = 1;
        goesAway = true;
    }

    /** Until it comes back, nothing is reached. */
    public synchronized void goAway() {
        gone = true;
    }

    public synchronized void comeBack() {
        gone = false;
    }

    /** How often an operation was sent. */
    public synchronized int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** How often something was sent that changes something. */
    public synchronized int writes() {
        return calls.entrySet().stream()
                .filter(call -> isWrite(call.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static boolean isWrite(String operation) {
        return operation.startsWith("Put") || operation.startsWith("Delete");
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (gone || (refusesWrites && isWrite(operation(attributes)))) {
            throw SdkClientException.create("the network is down");
        }
        calls.merge(operation(attributes), 1, Integer::sum);
    }

    @Override
    public synchronized SdkHttpResponse modifyHttpResponse(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (repliesToLose == 0 || !isWrite(operation(attributes))) {
            return context.httpResponse();
        }
        repliesToLose--;
        gone |= goesAway;
        return context.httpResponse().toBuilder().statusCode(500).build();
    }

    private static String operation(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
