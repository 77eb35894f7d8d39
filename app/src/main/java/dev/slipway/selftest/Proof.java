package dev.slipway.selftest;

import dev.slipway.base.Text;
import dev.slipway.gpu.ComputeCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One thing that a self-test shows, or shows to be wrong. Pure.
 *
 * @param level whether it is as it should be
 * @param text what was found
 */
public record Proof(Level level, Text text) {
    /** How good the news is. */
    public enum Level {
        GOOD, CAUTION, BAD
    }

    /** What a result proves, most basic first. */
    public static List<Proof> of(SelfTestResult result) {
        var proofs = new ArrayList<Proof>();
        devices(result, proofs);
        driver(result, proofs);
        torch(result.measured(), proofs);
        rates(result.measured(), proofs);
        compile(result.measured(), proofs);
        allReduce(result.measured(), proofs);
        return proofs;
    }

    /** Whether nothing is wrong. */
    public static boolean allWell(SelfTestResult result) {
        return of(result).stream().noneMatch(proof -> proof.level() == Level.BAD);
    }

    private static void devices(SelfTestResult result, List<Proof> proofs) {
        var given = new TreeSet<>(result.gpus());
        var seen = new TreeSet<String>();
        result.measured().devices().forEach(device -> seen.add(device.uuid()));
        if (given.isEmpty() && seen.isEmpty()) {
            proofs.add(new Proof(Level.CAUTION, Text.of("selftest.proof.no-gpu-asked")));
        } else if (seen.isEmpty()) {
            proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.no-gpu",
                    result.measured().deviceProblem().orElse(""))));
        } else if (given.equals(seen)) {
            proofs.add(new Proof(Level.GOOD, Text.of(seen.size() == 1
                    ? "selftest.proof.gpus.one" : "selftest.proof.gpus.other", seen.size(), String.join(", ", result
                    .measured().devices().stream().map(Measured.Device::name).distinct().toList()))));
        } else {
            // A MIG slice has a UUID of its own, which the host's list of GPUs does not hold.
            boolean slices = given.stream().anyMatch(uuid -> uuid.startsWith("MIG-"));
            proofs.add(new Proof(slices ? Level.CAUTION : Level.BAD, Text.of("selftest.proof.other-gpus",
                    String.join(", ", given), String.join(", ", seen))));
        }
    }

    private static void driver(SelfTestResult result, List<Proof> proofs) {
        result.measured().driver().ifPresent(inside -> proofs.add(result.driver().filter(inside::equals).isPresent()
                ? new Proof(Level.GOOD, Text.of("selftest.proof.driver", inside))
                : new Proof(Level.CAUTION, Text.of("selftest.proof.other-driver", inside,
                        result.driver().orElse("–")))));
    }

    private static void torch(Measured measured, List<Proof> proofs) {
        var software = measured.software();
        if (software.torch().isEmpty()) {
            proofs.add(new Proof(Level.CAUTION, Text.of("selftest.proof.no-torch", software.problem().orElse(""))));
        } else if (software.cuda().isEmpty()) {
            proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.cpu-torch", software.torch().get())));
        } else if (!software.available()) {
            proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.not-available", software.torch().get(),
                    software.cuda().get())));
        } else {
            var without = measured.devices().stream().filter(device -> device.capability()
                    .filter(capability -> !runs(software.archs(), capability)).isPresent()).toList();
            proofs.add(without.isEmpty()
                    ? new Proof(Level.GOOD, Text.of("selftest.proof.torch", software.torch().get(),
                            software.cuda().get(), String.join(" ", software.archs())))
                    : new Proof(Level.BAD, Text.of("selftest.proof.no-code", software.torch().get(),
                            without.getFirst().name(), without.getFirst().capability().get().sm())));
        }
    }

    /** Machine code of the same major and no newer minor runs; so does any older PTX, once the driver compiled it. */
    static boolean runs(List<String> archs, ComputeCapability gpu) {
        return archs.stream().anyMatch(arch -> capability(arch, "sm_")
                .filter(code -> code.major() == gpu.major() && code.minor() <= gpu.minor()).isPresent()
                || capability(arch, "compute_").filter(code -> code.compareTo(gpu) <= 0).isPresent());
    }

    private static Optional<ComputeCapability> capability(String arch, String prefix) {
        var digits = arch.startsWith(prefix) ? arch.substring(prefix.length()).replaceFirst("[af]$", "") : "";
        return digits.matches("\\d{2,3}") ? ComputeCapability.parse(digits.substring(0, digits.length() - 1) + "."
                + digits.substring(digits.length() - 1)) : Optional.empty();
    }

    private static void rates(Measured measured, List<Proof> proofs) {
        measured.rates().problem().ifPresent(why ->
                proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.no-product", why))));
        if (!measured.rates().values().isEmpty()) {
            proofs.add(new Proof(Level.GOOD, Text.of("selftest.proof.product")));
        }
        measured.copies().problem().ifPresent(why ->
                proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.no-copy", why))));
    }

    /** A result of half precision may differ by some thousandths; a tenth is no rounding any more. */
    private static void compile(Measured measured, List<Proof> proofs) {
        measured.compile().problem().ifPresent(why ->
                proofs.add(new Proof(Level.CAUTION, Text.of("selftest.proof.no-compile", why))));
        var runs = measured.compile().values();
        runs.stream().filter(run -> run.problem().isPresent()).findFirst().ifPresent(run -> proofs.add(
                new Proof(Level.CAUTION, Text.of("selftest.proof.mode-failed", run.mode(), run.problem().get()))));
        var worst = runs.stream().flatMap(run -> run.relativeError().stream()).max(Double::compare);
        worst.ifPresent(error -> proofs.add(error < 0.05
                ? new Proof(Level.GOOD, Text.of("selftest.proof.compile", Figures.percent(error)))
                : new Proof(Level.BAD, Text.of("selftest.proof.compile-differs", Figures.percent(error)))));
    }

    private static void allReduce(Measured measured, List<Proof> proofs) {
        measured.allReduce().problem().ifPresent(why ->
                proofs.add(new Proof(Level.BAD, Text.of("selftest.proof.no-all-reduce", why))));
        measured.allReduce().values().forEach(run -> proofs.add(run.correct()
                ? new Proof(Level.GOOD, Text.of("selftest.proof.all-reduce", run.gpus()))
                : new Proof(Level.BAD, Text.of("selftest.proof.all-reduce-wrong", run.gpus()))));
    }
}
