package dev.slipway.gpu.nvml;

import java.util.Arrays;

/** Prints what one full sample of all GPUs costs; run by hand on a machine with a GPU. */
final class SampleCost {
    private static final int CALLS = 2000;

    private SampleCost() {
    }

    public static void main(String[] arguments) {
        try (var source = new NvmlSource()) {
            var inventory = source.inventory();
            System.out.println(inventory.driver());
            inventory.gpus().forEach(System.out::println);
            source.sample().forEach(System.out::println);
            var nanos = new long[CALLS];
            // Twice: the first round warms the compiler up.
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < CALLS; i++) {
                    long start = System.nanoTime();
                    source.sample();
                    nanos[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(nanos);
            System.out.printf("one sample: median %.1f us, p99 %.1f us%n", nanos[CALLS / 2] / 1000.0,
                    nanos[CALLS * 99 / 100] / 1000.0);
        }
    }
}
