package dev.slipway.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rates that NVIDIA's data sheets give, from {@code rates.csv} beside this class, which names its sources. */
final class Datasheet {
    private final Map<String, double[]> rates;

    private Datasheet(Map<String, double[]> rates) {
        this.rates = rates;
    }

    static Datasheet load() {
        try (var file = Objects.requireNonNull(Datasheet.class.getResourceAsStream("rates.csv"))) {
            var rates = new HashMap<String, double[]>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank()).map(line -> line.split(","))
                    .forEach(cells -> rates.put(cells[0],
                            new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])}));
            return new Datasheet(rates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The peak in TFLOP/s of a product of this name, as NVML tells it. */
    Optional<Double> peak(String product, String type) {
        var known = rates.get(product);
        return known == null ? Optional.empty() : Optional.of(known[type.equals("fp32") ? 1 : 0]);
    }
}
