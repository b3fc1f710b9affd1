package dev.belay.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link Stand} to each test, the shop as at the beginning, and clears up after it. */
final class InBrowser implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
    /** Closed by JUnit when all tests are done. */
    private static Stand stand(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(InBrowser.class))
                .computeIfAbsent(
                        Stand.class,
                        _ -> {
                            try {
                                return Stand.open();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException(e);
                            }
                        },
                        Stand.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        stand(context).shop().restore();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stand(context)
                .clear(
                        context.getRequiredTestMethod().getName(),
                        context.getExecutionException().isPresent());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stand.class;
    }

    @Override
    public Stand resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stand(context);
    }
}
