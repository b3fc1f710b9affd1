package dev.belay.store;

import dev.belay.model.RollbackRequest;
import java.util.LinkedHashMap;

/** Reads what people ask for beside records: they speak in the same words. */
final class RequestReader {
    private RequestReader() {}

    static Read<RollbackRequest> rollback(Part part) {
        return part.object(fields -> {
            var to = fields.optional("to", Text.ANY);
            var components = fields.optional("components", PinReader::components);
            var reason = fields.required("reason", Text.ANY);
            var incident = fields.optional("incident", PinReader::incident);
            var freeze = fields.optional("freeze", Text.FLAG, true);
            return fields.done(() -> new RollbackRequest(
                    to.orNull(), components.or(new LinkedHashMap<>()), reason.get(), incident.orNull(), freeze.get()));
        });
    }

    static Read<String> reason(Part part) {
        return part.object(fields -> {
            var reason = fields.required("reason", Text.ANY);
            return fields.done(reason::get);
        });
    }
}
