package dev.belay.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody with a browser of their own: cookies, a screen, and tabs whose every complaint is written down. */
final class Visitor {
    private final BrowserContext context;
    private final String address;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    /** @param address of the console; ends with a slash */
    Visitor(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        context.addInitScript("""
                addEventListener('securitypolicyviolation',
                    e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));""");
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add("error in a script: " + error.error()));
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " (" + message.location() + ")");
        }
    }

    /** A new tab, at a page of the console. */
    ConsolePage open(String path) {
        ConsolePage tab = new ConsolePage(context.newPage());
        tab.page().navigate(address + path);
        return tab;
    }

    /** A new tab of somebody who signs in on the way. */
    ConsolePage open(String path, String token) {
        ConsolePage tab = open(path);
        tab.signIn(token);
        return tab;
    }

    String address() {
        return address;
    }

    BrowserContext context() {
        return context;
    }

    /** A browser complains of each answer that is an error, whatever the page makes of it: this one is meant to come. */
    Visitor expectingComplaint(String pattern) {
        expected.add(Pattern.compile(pattern));
        return this;
    }

    /** What the browser complained of that was not meant to come, violations of the Content-Security-Policy among it. */
    List<String> complaints() {
        return complaints.stream()
                .filter(text ->
                        expected.stream().noneMatch(one -> one.matcher(text).find()))
                .toList();
    }

    List<Page> tabs() {
        return context.pages();
    }
}
