package dev.belay.cli;

/** What a daemon answers; quotes are single ones. */
final class Said {
    static final String PLAN =
            "{'items': [{'component': 'api', 'what': 'update service shop-api'}, {'what': 'check it'}]}";

    private Said() {}

    static String status(String summary, String revision) {
        return """
                {'apiVersion': 'belay.dev/v1', 'kind': 'Status', 'metadata': {'name': 'shop', 'labels': {'team': 'shop'}}, \
                'summary': '%s', 'observedAt': '2026-11-20T14:52:10Z', \
                'pin': {'revision': '%s', 'version': 'v1', 'reason': 'first version', 'by': 'alice', 'pending': null}, \
                'components': {'api': {'kind': 'ecs', 'pinned': 'shop-api:1', 'inForce': 'shop-api:1', 'running': 'shop-api:1', 'synced': true}, \
                'web': {'kind': 'site', 'pinned': 'v1', 'inForce': 'v1', 'running': 'v1', 'synced': true}}, \
                'conditions': [{'type': 'Synced', 'status': 'False', 'reason': 'Drifted', 'message': 'api runs shop-api:2', 'lastTransitionTime': '2026-11-20T14:50:00Z'}, \
                {'type': 'Healthy', 'status': 'False', 'reason': 'Degraded', 'message': 'check health fails', 'lastTransitionTime': '2026-11-20T14:50:00Z'}], \
                'lastRollout': {'id': '20261120T144500.000Z', 'outcome': 'Succeeded', 'finishedAt': '2026-11-20T14:50:00Z'}}""".formatted(summary, revision);
    }

    static String held() {
        return status("Held", "r1").replace("'pending': null", "'pending': 'v2 (hold inc-482)'");
    }

    /** While a rollout runs. */
    static String moving(String revision) {
        return status("Progressing", revision)
                .replace(
                        "'conditions'",
                        "'rollout': {'id': '20261120T150000.000Z', 'cause': 'pin', 'phase': 'apply', "
                                + "'startedAt': '2026-11-20T15:00:00Z'}, 'conditions'")
                .replace(
                        "'running': 'shop-api:1', 'synced': true",
                        "'running': 'shop-api:2', 'synced': false, 'progress': '2 of 4 tasks on shop-api:1'");
    }

    /** When that rollout is over. */
    static String moved(String summary, String revision) {
        return status(summary, revision).replace("20261120T144500.000Z", "20261120T150000.000Z");
    }

    static String rollout(String outcome) {
        String end = outcome.isEmpty()
                ? ""
                : "'finishedAt': '2026-11-20T15:00:04Z', 'outcome': '%s', 'message': 'check health failed', "
                        .formatted(outcome);
        return """
                {'id': '20261120T150000.000Z', 'target': 'shop', 'cause': 'pin', 'by': 'alice', 'reason': 'INC-482', \
                'startedAt': '2026-11-20T15:00:00Z', %s'phase': 'apply', \
                'from': {'api': 'shop-api:2'}, 'to': {'api': 'shop-api:1'}, \
                'timeline': [{'at': '2026-11-20T15:00:01.500Z', 'component': 'api', 'what': 'deployment started'}], \
                'checks': [{'name': 'health', 'state': 'passed', 'answer': 'answered 200'}], \
                'diagnosis': {'causes': [{'kind': 'CheckFails', 'sentence': 'health answers 500', 'evidence': [], 'advice': 'look at it'}]}}""".formatted(end);
    }

    static String event(String name, String data) {
        return "event:" + name + "\ndata:" + data + "\n\n";
    }
}
