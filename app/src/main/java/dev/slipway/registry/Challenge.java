package dev.slipway.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server asks for in "WWW-Authenticate" (RFC 9110, 11.6.1). Untrusted.
 *
 * @param scheme lower case: "bearer", "basic", ...
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int LONGEST = 8192;
    private static final int MOST = 32;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** Reads the challenges of all such headers; what makes no sense ends the header it stands in. Never throws. */
    static List<Challenge> parse(List<String> headers) {
        var found = new ArrayList<Challenge>();
        for (var header : headers) {
            if (header.length() <= LONGEST) {
                new Reader(header, found).run();
            }
        }
        return List.copyOf(found);
    }

    private static final class Reader {
        private final String text;
        private final List<Challenge> found;
        private int at;

        Reader(String text, List<Challenge> found) {
            this.text = text;
            this.found = found;
        }

        void run() {
            skip(" \t,");
            while (at < text.length() && found.size() < MOST) {
                var scheme = token();
                if (scheme.isEmpty()) {
                    return;
                }
                var parameters = new LinkedHashMap<String, String>();
                boolean sound = parameters(parameters);
                found.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
                if (!sound) {
                    return;
                }
                skip(" \t,");
            }
        }

        /** Reads NAME=VALUE, NAME="VALUE", ... up to the next scheme; false where the text makes no sense. */
        private boolean parameters(Map<String, String> parameters) {
            while (at < text.length()) {
                skip(" \t,");
                int before = at;
                var name = token();
                if (name.isEmpty()) {
                    return at >= text.length();
                }
                skip(" \t");
                if (at >= text.length() || text.charAt(at) != '=') {
                    // A word without a value begins the next challenge.
                    at = before;
                    return true;
                }
                at++;
                skip(" \t");
                var value = at < text.length() && text.charAt(at) == '"' ? quoted() : Optional.of(token());
                if (value.isEmpty() || parameters.size() >= MOST) {
                    return false;
                }
                // The first one counts: a second realm smells of someone who speaks for another.
                parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value.get());
            }
            return true;
        }

        private Optional<String> quoted() {
            var value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return Optional.of(value.toString());
                }
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                    c = text.charAt(at);
                }
                value.append(c);
            }
            return Optional.empty();
        }

        private String token() {
            int start = at;
            while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) < 127
                    && "\"(),;<=>@[\\]{}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
