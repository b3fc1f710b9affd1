package dev.belay.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * One client of ECS out of two: the SDK's retry strategies cannot tell calls apart, and a write whose reply was lost must
 * not be sent again.
 */
final class EcsTries {
    private EcsTries() {}

    /** Describes and lists go to {@code reads}, all else to {@code writes}. Closing it closes both. */
    static EcsClient of(EcsClient reads, EcsClient writes) {
        return (EcsClient) Proxy.newProxyInstance(
                EcsClient.class.getClassLoader(), new Class<?>[] {EcsClient.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("close")) {
                            writes.close();
                        }
                        return method.invoke(isWrite(method.getName()) ? writes : reads, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isWrite(String method) {
        return !method.startsWith("describe") && !method.startsWith("list") && !method.equals("close");
    }
}
