package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * DynamoDB, 2012-08-10: tables without indexes, items, conditional and transactional writes, queries and scans. Every
 * read is consistent and every call is atomic. The calls of all regions and accounts see the same tables. What is not
 * simulated, down to a single parameter, is refused by name. Thread-safe.
 */
public final class DynamoDbSimulator implements Simulator {
    /** The service name in the credential scope of DynamoDB's calls. */
    public static final String SIGNING_NAME = "dynamodb";

    private static final String TARGET = "DynamoDB_20120810.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tables tables;
    private final Writes writes;
    private final Reads reads;
    private long requests;

    public DynamoDbSimulator(InstantSource clock) {
        tables = new Tables(clock);
        writes = new Writes(tables, clock);
        reads = new Reads(tables);
    }

    /** Adds an empty table whose partition and sort keys are strings. */
    public synchronized void createTable(String name, String partitionKey, String sortKey) {
        tables.add(name, new KeySchema(string(partitionKey), Optional.of(string(sortKey))));
    }

    /** Adds an empty table whose partition key, a string, is its only one. */
    public synchronized void createTable(String name, String partitionKey) {
        tables.add(name, new KeySchema(string(partitionKey), Optional.empty()));
    }

    private static KeySchema.Part string(String name) {
        return new KeySchema.Part(name, "S");
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            return response(200, answer(request));
        } catch (Refusal refusal) {
            return response(400, refusal.body());
        }
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_0;
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        tables.all()
                .forEach(table ->
                        state.putObject(table.name).put("items", table.count()).put("bytes", table.bytes()));
        return state;
    }

    private ObjectNode answer(Request request) {
        String target = request.header("x-amz-target").orElse("");
        String operation = target.startsWith(TARGET) ? target.substring(TARGET.length()) : target;
        Call call = new Call(operation, parameters(request));
        String arn = "arn:aws:dynamodb:" + request.region() + ":" + request.account() + ":table/";
        return switch (operation) {
            case "CreateTable" -> tables.create(call, arn);
            case "DescribeTable" -> tables.describe(call, arn);
            case "ListTables" -> tables.list(call);
            case "DeleteTable" -> tables.delete(call, arn);
            case "GetItem" -> reads.get(call);
            case "BatchGetItem" -> reads.batchGet(call);
            case "Query" -> reads.query(call);
            case "Scan" -> reads.scan(call);
            case "PutItem" -> writes.put(call);
            case "UpdateItem" -> writes.update(call);
            case "DeleteItem" -> writes.delete(call);
            case "TransactWriteItems" -> writes.transact(call);
            default -> throw Refusal.unknownOperation(operation);
        };
    }

    private static JsonNode parameters(Request request) {
        try {
            JsonNode parameters = JSON.readTree(request.body());
            if (parameters.isObject()) {
                return parameters;
            }
            throw Refusal.malformed("The body is not a JSON object");
        } catch (JsonProcessingException e) {
            throw Refusal.malformed("The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response response(int status, ObjectNode answer) {
        requests++;
        byte[] body = Attribute.utf8(answer.toString());
        CRC32 crc = new CRC32();
        crc.update(body);
        return new Response(
                status,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-RequestId",
                        "local-" + requests,
                        // The SDK compares this with what it read.
                        "x-amz-crc32",
                        String.valueOf(crc.getValue())),
                body);
    }
}
