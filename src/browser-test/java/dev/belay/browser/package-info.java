/** Ring 4 in a browser: the packaged daemon's console in a real Chromium, driven by role and name as people and screen readers do. */
package dev.belay.browser;
