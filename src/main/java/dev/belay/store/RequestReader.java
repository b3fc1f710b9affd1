package dev.belay.store;

import dev.belay.model.RollbackRequest;
import java.util.LinkedHashMap;

/** Reads what people ask for beside records: they speak in the same words. */
final class RequestReader {
    private RequestReader() {}

    static Read<RollbackRequest> rollback(Part part) {
        return part.object(fields -> {
            var to = fields.optional("to", "The version to go back to.", Text.ANY);
            var components = fields.optional("components", "What to hold one component to.", PinReader::components);
            var reason = fields.required("reason", "Why.", Text.ANY);
            var incident = fields.optional("incident", "The incident that this answers.", PinReader::incident);
            var freeze = fields.optional("freeze", "Whether deploys then wait.", Text.FLAG, true);
            return fields.done(() -> new RollbackRequest(
                    to.orNull(), components.or(new LinkedHashMap<>()), reason.get(), incident.orNull(), freeze.get()));
        });
    }

    static Read<String> reason(Part part) {
        return part.object(fields -> {
            var reason = fields.required("reason", "Why.", Text.ANY);
            return fields.done(reason::get);
        });
    }
}
